"""Settling what two coders saw differently, in a coding of its own; their own codings stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.codebook import Kind
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits.drafting import Stamp, made, removed
from vig_annotator.model.edits.room import described, make_room
from vig_annotator.model.ids import new_id
from vig_annotator.model.settlement import Choice, Settlement


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be settled: the tags of both coders that were taken for the same, or one alone."""

    a: Annotation | None
    b: Annotation | None

    @property
    def about(self) -> tuple[str | None, str | None]:
        """Ids of the tags, as a settlement keeps them."""
        return (self.a.id if self.a else None), (self.b.id if self.b else None)


def settle(
    coding: Coding,
    pass_id: str,
    settlements: Iterable[Settlement],
    case: Case,
    choice: Choice,
    stamp: Stamp,
    new_code: str = "",
) -> ChangeSet:
    """Take A's tag, B's, neither, or another code in their place.

    What was settled before about the same tags is taken back in the same step. States of an exclusive group that are in
    the way are cut back, as when tagging.

    Args:
        coding: the consensus as it stands.
        pass_id: the consensus.
        settlements: those of the consensus.
        case: the tags.
        choice: which to take.
        stamp: who settles it, and when.
        new_code: the code to take instead; only for `Choice.NEW`. It takes A's times, or B's where A has no tag.

    Raises:
        RuleViolation: that coder has no tag here; the code is of another kind; or a state already there would vanish.
        NotFound: the codebook has no such code.
    """
    before = next((one for one in settlements if one.about == case.about), None)
    changes: list[RowChange] = []
    going: set[str] = set()
    if before is not None:
        changes.append(removed(before))
        if before.annotation_id is not None and before.annotation_id in coding:
            changes.insert(0, removed(coding.get(before.annotation_id)))
            going.add(before.annotation_id)
    taken = _taken(coding, case, choice, new_code)
    copy = None if taken is None else _copy(taken, pass_id, stamp)
    if copy is not None:
        changes += _room(coding, copy, going)
        changes.append(made(copy))
    changes.append(made(_settlement(pass_id, case, choice, copy, stamp)))
    return ChangeSet(_label(coding, case, copy), tuple(changes))


def take_agreed(
    coding: Coding,
    pass_id: str,
    settlements: Iterable[Settlement],
    cases: Sequence[Case],
    stamp: Stamp,
) -> ChangeSet:
    """Take over at once what both call the same and nobody has settled yet, with A's times.

    Args:
        coding: the consensus as it stands.
        pass_id: the consensus.
        settlements: those of the consensus.
        cases: tags of A and B that are called the same, in order of time.
        stamp: who does it, and when.

    Raises:
        RuleViolation: a state that is already in the consensus would vanish.
    """
    done = {one.about for one in settlements}
    changes: list[RowChange] = []
    count = 0
    for case in cases:
        if case.about in done or case.a is None:
            continue
        copy = _copy(case.a, pass_id, stamp)
        # A's own tags don't overlap each other; only what is settled already can be in the way.
        if not _free(coding, copy):
            continue
        changes += [made(copy), made(_settlement(pass_id, case, Choice.A, copy, stamp))]
        count += 1
    return ChangeSet(f"take over {count} tag{'' if count == 1 else 's'} that both agree on", tuple(changes))


def _taken(coding: Coding, case: Case, choice: Choice, new_code: str) -> Annotation | None:
    if choice is Choice.NEITHER:
        return None
    if choice in (Choice.A, Choice.B):
        taken = case.a if choice is Choice.A else case.b
        if taken is None:
            raise RuleViolation("This coder has no tag here.", "Choose the other's, a new one, or neither.")
        return taken
    model = case.a or case.b
    assert model is not None
    code = coding.codebook.code(new_code)
    if code is None:
        raise NotFound(f"The codebook has no code “{new_code}”.", "Choose one that it has.")
    if (code.kind is Kind.POINT) is not model.is_point:
        what = "an instant" if model.is_point else "a stretch"
        raise RuleViolation(f"“{code.label}” can't mark {what}.", f"Choose a code for {what}.")
    return replace(model, code_id=new_code, note="", modifiers={})


def _copy(taken: Annotation, pass_id: str, stamp: Stamp) -> Annotation:
    return replace(
        taken,
        id=new_id(),
        pass_id=pass_id,
        onset_shift_us=0,
        offset_shift_us=0,
        created_by=stamp.who,
        created_at=stamp.at,
        revision=1,
    )


def _room(coding: Coding, copy: Annotation, going: set[str]) -> list[RowChange]:
    if copy.is_point:
        clash = [one for one in coding.points_at(copy.code_id, copy.onset_us) if one.id not in going]
        if clash:
            raise RuleViolation(f"{described(coding, clash[0])} is in the consensus already.", "")
        return []
    if copy.offset_us is None:
        raise RuleViolation(f"“{coding.label_of(copy)}” was never ended.", "End it in its own coding first.")
    return make_room(coding, coding.lane_of(copy.code_id), copy.onset_us, copy.offset_us, going)


def _free(coding: Coding, copy: Annotation) -> bool:
    if copy.is_point:
        return not coding.points_at(copy.code_id, copy.onset_us)
    if copy.offset_us is None:
        return False
    return not coding.overlapping(coding.lane_of(copy.code_id), copy.onset_us, copy.offset_us)


def _settlement(
    pass_id: str, case: Case, choice: Choice, copy: Annotation | None, stamp: Stamp
) -> Settlement:
    return Settlement(
        id=new_id(),
        pass_id=pass_id,
        a_id=case.about[0],
        b_id=case.about[1],
        choice=choice,
        annotation_id=None if copy is None else copy.id,
        created_by=stamp.who,
        created_at=stamp.at,
    )


def _label(coding: Coding, case: Case, copy: Annotation | None) -> str:
    if copy is not None:
        return f"settle on “{coding.label_of(copy)}”"
    model = case.a or case.b
    assert model is not None
    return f"settle: leave out “{coding.label_of(model)}”"
