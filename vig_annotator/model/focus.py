"""Coding one thing at a time: which subjects and groups are in focus, while the others are dimmed or hidden."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.model.codebook import Code, Codebook


@dataclass(frozen=True, slots=True)
class Focus:
    """What a pass through the film is about; empty fields leave everything in.

    Attributes:
        subjects: ids of the subjects.
        groups: ids of the groups; None among them stands for codes without a group.
    """

    subjects: frozenset[str] = frozenset()
    groups: frozenset[str | None] = frozenset()

    @property
    def on_everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.subjects and not self.groups

    def holds(self, code: Code) -> bool:
        """Whether a code is in focus."""
        return (not self.subjects or code.subject in self.subjects) and (
            not self.groups or code.group in self.groups
        )

    def holds_id(self, codebook: Codebook, code_id: str) -> bool:
        """Whether a code of a codebook is in focus; one that the codebook does not know is."""
        code = codebook.code(code_id)
        return code is None or self.holds(code)


def codes_in(codebook: Codebook, focus: Focus) -> tuple[Code, ...]:
    """The codes that a coder is offered with this focus, in the order of the palette."""
    return tuple(code for code in codebook.active_codes if focus.holds(code))


def tiers(codebook: Codebook) -> tuple[Focus, ...]:
    """One focus for each group of each subject that has codes to offer: finer rounds than by subject."""
    found = dict.fromkeys((code.subject, code.group) for code in codebook.active_codes)
    order = [subject.id for subject in codebook.subjects]
    return tuple(
        Focus(frozenset({subject}), frozenset({group}))
        for subject, group in sorted(found, key=lambda pair: order.index(pair[0]))
    )


def rounds(codebook: Codebook) -> tuple[Focus, ...]:
    """One focus for each subject that has codes to offer, in the codebook's order: once through the film for each."""
    return tuple(
        Focus(frozenset({subject.id}))
        for subject in codebook.subjects
        if any(code.subject == subject.id for code in codebook.active_codes)
    )
