"""Taking in what a supervisor answered in a sealed packet: rows are only added, so the same answers in any order give the same library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vig_annotator.errors import PacketError
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.coder import Coder
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits.drafting import Stamp, made
from vig_annotator.model.review import VERDICTS, EntryKind, ReviewEntry
from vig_annotator.model.sealed_packet import Direction, SealedPacket

SAID_BY_SUPERVISORS = frozenset(EntryKind) - {EntryKind.TAKE, EntryKind.LEAVE}
"""What an answer can hold: all but what changes the coder's own tags."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back, opened.

    Attributes:
        made_by: who answered; all entries are theirs.
        coder: who that is; None where the answer does not say.
        entries: on the sessions' clocks.
        digest: SHA-256 of the file.
    """

    made_by: str
    coder: Coder | None
    entries: Sequence[ReviewEntry]
    digest: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the library holds already.

    Attributes:
        passes: the codings that were sent and are still there, by id.
        entries: what is said about them, by id.
        coders: everybody.
        digests: of the answers that came back before.
    """

    passes: Mapping[str, CodingPass]
    entries: Mapping[str, ReviewEntry]
    coders: Sequence[Coder]
    digests: Collection[str]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What an answer would bring, or brought.

    Attributes:
        new: by coding id, how many of each kind are new.
        known: how many are there already.
        other: how many are there with other words; what is there stays.
        lost: how many are about a coding that is no longer there.
        new_coder: whether who answered becomes known here.
        change_set: writes it; without changes if there is nothing new.
    """

    new: Mapping[str, Mapping[EntryKind, int]]
    known: int
    other: int
    lost: int
    new_coder: bool
    change_set: ChangeSet

    @property
    def count(self) -> int:
        """How many remarks are new."""
        return sum(sum(kinds.values()) for kinds in self.new.values())


def take_in(sent: SealedPacket, answers: Answers, there: Known, new_id: str, stamp: Stamp) -> Arrivals:
    """What is new in an answer to a packet that was sent; nothing that is there is changed.

    Args:
        sent: the packet that was sent.
        answers: what came back.
        there: what the library holds.
        new_id: for its line in the register.
        stamp: who takes it in, and when.

    Raises:
        PacketError: it holds what a supervisor can't have said in that packet.
    """
    _require_genuine(sent, answers, there.passes)
    new: dict[str, Counter[EntryKind]] = {}
    changes: list[RowChange] = []
    known = other = lost = 0
    for entry in {one.id: replace(one, revision=1) for one in answers.entries}.values():
        before = there.entries.get(entry.id)
        if before is not None:
            known, other = (known + 1, other) if replace(before, revision=1) == entry else (known, other + 1)
        elif entry.pass_id not in there.passes:
            lost += 1
        else:
            new.setdefault(entry.pass_id, Counter())[entry.kind] += 1
            changes.append(made(entry))
    coder = _new_coder(answers, there.coders) if changes else None
    if coder is not None:
        changes.insert(0, made(coder))
    if answers.digest not in there.digests:
        changes.append(made(_line(sent, answers, there.passes, new_id, stamp)))
    label = f"take in {answers.made_by}’s answers"
    return Arrivals(new, known, other, lost, coder is not None, ChangeSet(label, tuple(changes)))


def _require_genuine(sent: SealedPacket, answers: Answers, passes: Mapping[str, CodingPass]) -> None:
    for one in answers.entries:
        coding = passes.get(one.pass_id)
        good = (
            one.kind in SAID_BY_SUPERVISORS
            and one.created_by == answers.made_by
            and one.pass_id in sent.pass_ids
            and not (one.kind in VERDICTS and coding is not None and coding.coder == one.created_by)
        )
        if not good:
            raise PacketError(
                "These answers hold what nobody can have said in the packet that was sent, so nothing was taken in.",
                "Ask for them again.",
            )


def _new_coder(answers: Answers, coders: Iterable[Coder]) -> Coder | None:
    one = answers.coder
    if one is None or any(each.name == one.name or each.id == one.id for each in coders):
        return None
    return replace(one, revision=1)


def _line(
    sent: SealedPacket, answers: Answers, passes: Mapping[str, CodingPass], new_id: str, stamp: Stamp
) -> SealedPacket:
    about = tuple(sorted({one.pass_id for one in answers.entries}))
    sessions = {passes[one].session_id for one in about if one in passes}
    return SealedPacket(
        id=new_id,
        direction=Direction.CAME_BACK,
        request_id=sent.id,
        who=answers.made_by,
        session_ids=tuple(sorted(sessions)),
        pass_ids=about,
        digest=answers.digest,
        remarks=len(answers.entries),
        created_by=stamp.who,
        created_at=stamp.at,
    )
