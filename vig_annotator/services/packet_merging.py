"""Answers that come back: looked at first, then taken in. Rows are only added, so nothing is overwritten, and order does not matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from vig_annotator.errors import PacketError, WrongKey
from vig_annotator.exchange import sealing
from vig_annotator.model.edits import packets as rules
from vig_annotator.model.edits.packets import Answers, Arrivals, Known
from vig_annotator.model.family import Family
from vig_annotator.model.ids import new_id
from vig_annotator.model.made_file import MadeFile, MadeKind
from vig_annotator.model.review import EntryKind
from vig_annotator.model.sealed_packet import Direction, SealedPacket
from vig_annotator.model.session import Session
from vig_annotator.services.coders import all_coders
from vig_annotator.services.packet_answers import coder_of, entries_of, open_answer
from vig_annotator.services.packet_opening import read_sealed
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import packets as queries
from vig_annotator.storage import queries as row_queries
from vig_annotator.storage import reviews

_NOUNS: Mapping[EntryKind, tuple[str, str]] = {
    EntryKind.COMMENT: ("comment", "comments"),
    EntryKind.ACCEPT: ("tag accepted", "tags accepted"),
    EntryKind.AMEND: ("tag amended", "tags amended"),
    EntryKind.QUESTION: ("question", "questions"),
    EntryKind.REJECT: ("tag rejected", "tags rejected"),
    EntryKind.PROPOSE: ("missing tag proposed", "missing tags proposed"),
    EntryKind.SUMMARY: ("summary", "summaries"),
    EntryKind.RATING: ("rating form", "rating forms"),
    EntryKind.REPLY: ("answer to a remark", "answers to remarks"),
    EntryKind.RESOLVE: ("remark closed", "remarks closed"),
    EntryKind.UNRESOLVE: ("remark opened again", "remarks opened again"),
}


@dataclass(frozen=True, slots=True)
class Came:
    """Answers that were looked at, and what they would bring.

    Attributes:
        sent: the packet that they answer.
        answers: what came back.
        arrivals: what would be new.
    """

    sent: SealedPacket
    answers: Answers
    arrivals: Arrivals


def packets(ws: Workspace, direction: Direction | None = None) -> list[SealedPacket]:
    """Packets that were sent, answers that came back, or both; the latest first."""
    with ws.store.reading() as connection:
        return queries.packets(connection, direction)


def came_back(ws: Workspace, entry: MadeFile) -> list[SealedPacket]:
    """The answers to a packet that stands in the register, oldest first; none for what is no packet."""
    if entry.kind is not MadeKind.PACKET:
        return []
    every = packets(ws)
    sent = {one.id for one in every if one.direction is Direction.SENT and one.digest == entry.digest}
    return [one for one in reversed(every) if one.direction is Direction.CAME_BACK and one.request_id in sent]


def answered_words(ws: Workspace, entry: MadeFile) -> str:
    """Who answered a packet: ``answered by Sam Moor``; empty for what is no packet."""
    who = dict.fromkeys(one.who for one in came_back(ws, entry))
    if who:
        return f"answered by {' and '.join(who)}"
    return "not answered yet" if entry.kind is MadeKind.PACKET else ""


def look(ws: Workspace, path: Path) -> Came | None:
    """What answers would bring; nothing is written. None if the file answers no packet of this library.

    Raises:
        PacketError: it can't be read, was changed or cut off, is of a newer version, or makes no sense.
    """
    sealed = read_sealed(path)
    if sealing.for_pass_phrase(sealed):
        return None
    for sent in packets(ws, Direction.SENT):
        try:
            answer = open_answer(sealed, sent.answer_key)
        except WrongKey:
            continue
        if answer.id != sent.id:
            raise PacketError("These answers are about another packet than they say.", "Ask for them again.")
        answers = Answers(
            answer.made_by, coder_of(answer), tuple(entries_of(answer)), sha256(sealed).hexdigest()
        )
        return Came(sent, answers, rules.take_in(sent, answers, _known(ws, sent), new_id(), ws.stamp()))
    return None


def take_in(ws: Workspace, came: Came) -> Arrivals:
    """Take answers in, as they would arrive now; answers what was new. Taken in again they bring nothing.

    Raises:
        PacketError: they hold what nobody can have said.
    """
    arrivals = rules.take_in(came.sent, came.answers, _known(ws, came.sent), new_id(), ws.stamp())
    ws.history.set_up(arrivals.change_set)
    return arrivals


def in_words(ws: Workspace, came: Came) -> list[str]:
    """What answers bring, a line for each coding: ``F-001 › Visit 1 · AB: 3 comments, 2 tags amended``."""
    lines = []
    known = _known(ws, came.sent)
    for pass_id, kinds in came.arrivals.new.items():
        coding = known.passes[pass_id]
        session = ws.get(Session, coding.session_id)
        family = ws.get(Family, session.family_id)
        counted = ", ".join(_counted(count, _NOUNS[kind]) for kind, count in sorted(kinds.items()))
        lines.append(f"{family.pseudonym} › {session.title} · {coding.coder}: {counted}")
    return lines


def besides(came: Came) -> list[str]:
    """What else there is to say about answers: what is known, differs, has no place any more; who is new."""
    arrivals = came.arrivals
    lines = []
    if arrivals.known:
        lines.append(f"{_counted(arrivals.known, ('remark is', 'remarks are'))} here already.")
    if arrivals.other:
        lines.append(
            f"{_counted(arrivals.other, ('remark is', 'remarks are'))} here with other words; those stay as they are."
        )
    if arrivals.lost:
        lines.append(
            f"{_counted(arrivals.lost, ('remark is', 'remarks are'))} about a coding that is no longer here, and left out."
        )
    if arrivals.new_coder:
        lines.append(f"{came.answers.made_by} becomes known in this library, as a supervisor.")
    return lines


def _counted(count: int, nouns: tuple[str, str]) -> str:
    return f"{count} {nouns[0] if count == 1 else nouns[1]}"


def _known(ws: Workspace, sent: SealedPacket) -> Known:
    with ws.store.reading() as connection:
        passes = {one.id: one for one in row_queries.passes_with_ids(connection, sent.pass_ids)}
        entries = {one.id: one for one in reviews.entries_of(connection, list(sent.pass_ids))}
        digests = {one.digest for one in queries.packets(connection, Direction.CAME_BACK)}
    return Known(passes, entries, all_coders(ws), digests)
