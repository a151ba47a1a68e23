"""A session of ours as tiers and annotations of a document."""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.exchange.document import ForeignAnnotation, ForeignCode, Role, Tier
from vig_annotator.exchange.lanes import OPEN_END, lanes_of
from vig_annotator.exchange.tidy_rows import modifiers_as_text
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Code, Codebook
from vig_annotator.model.link import Link


class SessionTiers:
    """Collects the tiers, annotations and codes of a session: a tier for each coder and lane of the timeline.

    Args:
        index: the frames of its film, where they are known.
        without_notes: leave out notes.
    """

    def __init__(self, index: FrameIndex | None = None, *, without_notes: bool = False) -> None:
        self.tiers: list[Tier] = []
        self.annotations: list[ForeignAnnotation] = []
        self.codes: dict[tuple[str, str], ForeignCode] = {}
        self.links: list[tuple[int, int]] = []
        self._index = index
        self._without_notes = without_notes

    def add_pass(
        self, coder: str, codebook: Codebook, annotations: Sequence[Annotation], links: Sequence[Link] = ()
    ) -> None:
        """Take in one coder's annotations, and which of them answers which."""
        before = len(self.annotations)
        labels = _unlike_labels(codebook)
        for code in codebook.codes:
            entry = _entry(codebook, code, labels[code.id])
            self.codes.setdefault((entry.subject, entry.name), entry)
        by_row: dict[tuple[str, str, str], list[Annotation]] = {}
        for annotation in annotations:
            found = codebook.code(annotation.code_id)
            by_row.setdefault(_row(codebook, found, annotation.code_id, labels), []).append(annotation)
        for row, members in by_row.items():
            self._add_row(row, coder, codebook, members, labels)
        places = {one.kept["id"]: place for place, one in enumerate(self.annotations[before:], start=before)}
        self.links.extend(
            (places[link.answered_id], places[link.answer_id])
            for link in links
            if link.answered_id in places and link.answer_id in places
        )

    def _add_row(
        self,
        row: tuple[str, str, str],
        coder: str,
        codebook: Codebook,
        members: Sequence[Annotation],
        labels: dict[str, str],
    ) -> None:
        subject_id, name, group_id = row
        subject = codebook.subject(subject_id)
        lanes = lanes_of(
            (n, one.onset_us, OPEN_END if one.offset_us is None else one.offset_us)
            for n, one in enumerate(members)
        )
        tier_of: dict[int, int] = {}
        for lane in sorted(set(lanes.values())):
            tier_of[lane] = len(self.tiers)
            self.tiers.append(
                Tier(
                    name=name,
                    subject=subject.label if subject else "",
                    coder=coder,
                    role=Role.VALUES,
                    vocabulary=tuple(
                        labels[code.id]
                        for code in codebook.codes
                        if _row(codebook, code, code.id, labels) == row
                    ),
                    kept={
                        "codebook": codebook.id,
                        "codebook_version": codebook.version,
                        "subject_id": subject_id,
                        "group_id": group_id,
                        "lane": lane,
                    },
                )
            )
        for number, one in enumerate(members):
            self.annotations.append(
                ForeignAnnotation(
                    tier=tier_of[lanes[number]],
                    value=labels.get(one.code_id, one.code_id),
                    onset_us=one.onset_us,
                    offset_us=one.offset_us,
                    note="" if self._without_notes else one.note,
                    modifiers=_modifiers(codebook, one),
                    kept=self._kept(one),
                )
            )

    def _kept(self, one: Annotation) -> dict[str, object]:
        index = self._index
        kept: dict[str, object] = {
            "id": one.id,
            "code_id": one.code_id,
            "modifiers": modifiers_as_text(tuple(one.modifiers.items())),
        }
        if index is not None:
            kept["onset_frame"] = index.frame_at(one.onset_us)
            if one.offset_us is not None:
                past = one.offset_us >= index.end_us
                kept["offset_frame"] = len(index) if past else index.frame_at(one.offset_us)
        return kept


def _unlike_labels(codebook: Codebook) -> dict[str, str]:
    """A label for each code that no other code of its subject has."""
    labels: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for code in codebook.codes:
        label = (
            code.label if (code.subject, code.label.casefold()) not in taken else f"{code.label} [{code.id}]"
        )
        taken.add((code.subject, label.casefold()))
        labels[code.id] = label
    return labels


def _row(codebook: Codebook, code: Code | None, code_id: str, labels: dict[str, str]) -> tuple[str, str, str]:
    """Subject, name and group id of the tier that a code's annotations go to: its group's, or one of its own."""
    if code is None:
        return "", code_id, ""
    group = codebook.group(code.group)
    if group is None:
        return code.subject, labels[code.id], ""
    return code.subject, group.label, group.id


def _entry(codebook: Codebook, code: Code, label: str) -> ForeignCode:
    subject, group = codebook.subject(code.subject), codebook.group(code.group)
    modifiers = [one for name in code.modifiers if (one := codebook.modifier(name)) is not None]
    return ForeignCode(
        name=label,
        kind=code.kind,
        id=code.id,
        subject=subject.label if subject else code.subject,
        group=group.label if group else "",
        definition=code.definition,
        colour=code.colour or "",
        key=code.key or "",
        valence=code.valence.value,
        modifiers=tuple((one.label, one.choices, one.multiple) for one in modifiers),
    )


def _modifiers(codebook: Codebook, one: Annotation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    def known(name: str) -> str:
        return modifier.label if (modifier := codebook.modifier(name)) else name

    return tuple((known(name), tuple(chosen)) for name, chosen in one.modifiers.items() if chosen)
