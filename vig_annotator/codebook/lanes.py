"""The codes in use by subject and group: the order in which they are read, printed and exported."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.model.codebook import Code, Codebook, Group, Subject


@dataclass(frozen=True, slots=True)
class Lane:
    """The codes of one subject and one group (or of none), in the order of the codebook."""

    subject: Subject
    group: Group | None
    codes: tuple[Code, ...]

    @property
    def heading(self) -> str:
        """Such as “Parent · Attention”."""
        return f"{self.subject.label} · {self.group.label}" if self.group is not None else self.subject.label

    @property
    def exclusive(self) -> bool:
        """Whether at most one of the codes can apply at a time."""
        return self.group is not None and self.group.exclusive


def lanes(codebook: Codebook) -> list[Lane]:
    """Every lane that has codes in use: subjects in their order, groups in the order in which codes name them."""
    found = []
    for subject in codebook.subjects:
        codes = [code for code in codebook.active_codes if code.subject == subject.id]
        for group_id in dict.fromkeys(code.group for code in codes):
            members = tuple(code for code in codes if code.group == group_id)
            found.append(Lane(subject, codebook.group(group_id), members))
    return found
