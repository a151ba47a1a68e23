"""A coding taken over to another version of its codebook: each tag keeps its place and gets the code that it now is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.codebook import Code, Codebook, Kind
from vig_annotator.model.coding import Coding, Lane
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.edits.drafting import changed, removed
from vig_annotator.model.edits.link_finding import may_answer
from vig_annotator.model.timecode import format_time

Pairs = Sequence[tuple[Annotation, Annotation]]
"""Each tag as it is and as it will be."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What a migration would do.

    Attributes:
        moved: by old and new code id, how many tags get another code.
        lost_ends: how many stretches become instants.
        lost_modifiers: how many tags lose a choice that the new codebook does not have.
        broken_links: how many links the new codebook does not allow.
        hindrances: why it can't be done, a plain sentence each with what to do; empty when it can.
        change_set: the one step that does it; without changes while it can't be done.
    """

    moved: Mapping[tuple[str, str], int]
    lost_ends: int
    lost_modifiers: int
    broken_links: int
    hindrances: tuple[str, ...]
    change_set: ChangeSet

    def require_possible(self) -> None:
        """Make sure that it can be done.

        Raises:
            RuleViolation: it can't; the first reason, and how many more there are.
        """
        if self.hindrances:
            more = len(self.hindrances) - 1
            rest = f" There {'is' if more == 1 else 'are'} {more} more such." if more else ""
            raise RuleViolation(f"The codebook can't be changed: {self.hindrances[0]}{rest}")


def plan_migration(
    coding: Coding,
    coding_pass: CodingPass,
    new: Codebook,
    snapshot: CodebookSnapshot,
    mapping: Mapping[str, str],
    empty_twin: CodingPass | None = None,
) -> Migration:
    """See what becomes of a coding when its codebook is exchanged.

    A tag keeps its code unless that is mapped. A code that is gone, or is of another kind or subject, has to be mapped
    if it was used (to itself, to say that this is meant). Nothing is ever left out or cut: where tags would clash, the
    coder has to decide first.

    Args:
        coding: the coding as it stands.
        coding_pass: whose.
        new: the codebook to come.
        snapshot: the row that keeps its text.
        mapping: ids of codes of the present codebook to ids of the new one.
        empty_twin: a coding of the same coder with the new codebook that holds nothing, and goes.
    """
    used = Counter(one.code_id for one in coding.annotations)
    hindrances = [*_wrong_names(coding.codebook, new, mapping), *_unmapped(coding, new, mapping, used)]
    known = {code.id for code in new.codes}
    targets = {code_id: mapping.get(code_id, code_id) for code_id in used}
    if hindrances or not known.issuperset(targets.values()):
        return Migration({}, 0, 0, 0, tuple(hindrances), ChangeSet("", ()))
    after = [_moved(one, new, targets[one.code_id]) for one in coding.annotations]
    pairs = list(zip(coding.annotations, after, strict=True))
    hindrances = [*_without_length(coding, pairs, new), *_clashes(coding, pairs, new)]
    code_of = {one.id: one.code_id for one in after}
    broken = [
        link
        for link in coding.links
        if not may_answer(new, code_of[link.answer_id], code_of[link.answered_id])
    ]
    rows: list[RowChange] = [
        *map(removed, broken),
        *([removed(empty_twin)] if empty_twin is not None else []),
        changed(coding_pass, snapshot_id=snapshot.id),
        *(RowChange(one, replace(now, revision=one.revision + 1)) for one, now in pairs if now != one),
    ]
    change_set = ChangeSet(f"change the codebook to “{new.title}” {new.version}", tuple(rows))
    return Migration(
        moved=Counter((one.code_id, now.code_id) for one, now in pairs if one.code_id != now.code_id),
        lost_ends=sum(now.is_point and not one.is_point for one, now in pairs),
        lost_modifiers=sum(now.modifiers != one.modifiers for one, now in pairs),
        broken_links=len(broken),
        hindrances=tuple(hindrances),
        change_set=ChangeSet("", ()) if hindrances else change_set,
    )


def _wrong_names(old: Codebook, new: Codebook, mapping: Mapping[str, str]) -> Iterable[str]:
    for before, after in mapping.items():
        code = new.code(after)
        if old.code(before) is None:
            yield f"the coding’s codebook has no code “{before}”; use one of its ids."
        if code is None:
            yield f"the new codebook has no code “{after}”; use one of its ids."
        elif code.retired and before != after:
            yield f"“{code.label}” is retired; map “{before}” to a code that is in use."


def _unmapped(coding: Coding, new: Codebook, mapping: Mapping[str, str], used: Counter[str]) -> Iterable[str]:
    for code_id, count in used.items():
        if code_id in mapping:
            continue
        old, now = coding.codebook.code(code_id), new.code(code_id)
        name = old.label if old is not None else code_id
        tags = f"{count} tag{'' if count == 1 else 's'}"
        if now is None:
            yield f"“{name}” ({code_id}, {tags}) is not in the new codebook; say which code takes its place."
        elif old is not None and old.kind is not now.kind:
            yield f"“{name}” ({code_id}, {tags}) is a {now.kind} now; map it to itself if that is meant."
        elif old is not None and old.subject != now.subject:
            yield f"“{name}” ({code_id}, {tags}) is about somebody else now; map it to itself if that is meant."


def _moved(one: Annotation, new: Codebook, code_id: str) -> Annotation:
    """The tag as the new codebook's code; a stretch that becomes an instant keeps its start."""
    code = new.code(code_id)
    assert code is not None
    offset_us = one.onset_us if code.kind is Kind.POINT else one.offset_us
    shift_us = one.offset_shift_us if offset_us == one.offset_us else 0
    modifiers = {name: kept for name in one.modifiers if (kept := _choices(one, new, code, name))}
    return replace(one, code_id=code_id, offset_us=offset_us, offset_shift_us=shift_us, modifiers=modifiers)


def _choices(one: Annotation, new: Codebook, code: Code, name: str) -> tuple[str, ...]:
    modifier = new.modifier(name)
    if modifier is None or name not in code.modifiers:
        return ()
    kept = tuple(choice for choice in one.modifiers[name] if choice in modifier.choices)
    return kept if modifier.multiple else kept[:1]


def _without_length(coding: Coding, pairs: Pairs, new: Codebook) -> Iterable[str]:
    points: Counter[str] = Counter()
    for one, now in pairs:
        old, code = coding.codebook.code(one.code_id), new.code(now.code_id)
        if old is not None and old.kind is Kind.POINT and code is not None and code.kind is Kind.STATE:
            points[code.label] += 1
    for label, count in points.items():
        yield (
            f"“{label}” has a start and an end, and {count} tag{' is an instant' if count == 1 else 's are instants'}; "
            "map to a point."
        )


def _clashes(coding: Coding, pairs: Pairs, new: Codebook) -> Iterable[str]:
    """Instants of one code on one spot, and stretches of codes that exclude each other, that come together only now."""
    empty = Coding(new)
    lanes: dict[Lane, list[tuple[Annotation, Lane]]] = {}
    for one, now in pairs:
        lanes.setdefault(empty.lane_of(now.code_id), []).append((now, coding.lane_of(one.code_id)))
    for lane in lanes.values():
        latest: tuple[Annotation, Lane] | None = None
        for now, came_from in sorted(lane, key=lambda found: (found[0].onset_us, found[0].id)):
            if latest is not None and latest[1] != came_from and _together(latest[0], now):
                names = sorted({empty.label_of(latest[0]), empty.label_of(now)})
                yield (
                    f"at {format_time(now.onset_us)} {' and '.join(f'“{name}”' for name in names)} would lie on each "
                    "other; change or delete one of the two tags first."
                )
            if latest is None or _end(now) > _end(latest[0]):
                latest = (now, came_from)


def _together(one: Annotation, later: Annotation) -> bool:
    if one.is_point or later.is_point:
        return one.is_point and later.is_point and one.onset_us == later.onset_us
    return _end(one) > later.onset_us


def _end(one: Annotation) -> float:
    return float("inf") if one.offset_us is None else one.offset_us
