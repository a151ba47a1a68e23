"""What is in a packet, for people and for other programs; nothing of the film is decoded."""

from __future__ import annotations

from typing import Any

from vig_annotator.exchange.packet_format import ANSWER, Packet
from vig_annotator.exchange.packet_rows import read_rows
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.days import in_words as day_in_words
from vig_annotator.model.family import Family
from vig_annotator.model.review import ReviewEntry
from vig_annotator.model.session import Recording, Session
from vig_annotator.model.timecode import format_time


def facts_of(packet: Packet) -> dict[str, Any]:
    """Who sealed a packet, when, until when it opens, and what it holds, as JSON takes it.

    Raises:
        PacketError: its rows make no sense.
    """
    families = {one.id: one.pseudonym for one in read_rows(packet.rows, Family)}
    books = {one.id: one for one in read_rows(packet.rows, CodebookSnapshot)}
    tags, entries = read_rows(packet.rows, Annotation), read_rows(packet.rows, ReviewEntry)
    sessions = []
    for session in read_rows(packet.rows, Session):
        films = [one for one in read_rows(packet.rows, Recording) if one.session_id == session.id]
        codings = [one for one in read_rows(packet.rows, CodingPass) if one.session_id == session.id]
        sessions.append(
            {
                "family": families.get(session.family_id, ""),
                "session": session.title,
                "starts_at_us": packet.shifts.get(session.id, 0),
                "films": [
                    {
                        "starts_at_us": one.starts_at_us,
                        "duration_us": one.duration_us,
                        "bytes": one.size_bytes,
                    }
                    for one in films
                ],
                "codings": [
                    {
                        "coder": one.coder,
                        "codebook": books[one.snapshot_id].title if one.snapshot_id in books else "",
                        "tags": sum(tag.pass_id == one.id for tag in tags),
                        "remarks": sum(entry.pass_id == one.id for entry in entries),
                    }
                    for one in codings
                ],
            }
        )
    return {
        "kind": packet.kind,
        "id": packet.id,
        "made_by": packet.made_by,
        "made_at": packet.made_at,
        "meant_for": packet.meant_for,
        "expires_on": packet.expires_on,
        "questions": packet.questions,
        "sessions": sessions,
        "remarks": len(entries),
    }


def in_words(facts: dict[str, Any]) -> str:
    """What `facts_of` found, for people."""
    if facts["kind"] == ANSWER:
        return f"Answers of {facts['made_by']}, {facts['remarks']} remarks; take them in with vig-annotator packet merge."
    whom = f" for {facts['meant_for']}" if facts["meant_for"] else ""
    lines = [
        f"A packet of {facts['made_by']}{whom}, sealed on {day_in_words(facts['made_at'])}; opens until "
        f"{day_in_words(facts['expires_on'])}."
    ]
    for session in facts["sessions"]:
        length = format_time(sum(film["duration_us"] for film in session["films"]))
        pieces = len(session["films"])
        film = "film" if pieces == 1 else f"film in {pieces} stretches"
        lines.append(f"{session['family']} › {session['session']}: {film}, {length}")
        lines += [
            f"  {one['coder']}, {one['codebook']}: {one['tags']:,} tags, {one['remarks']} remarks"
            for one in session["codings"]
        ]
    if facts["questions"]:
        lines += ["Questions:", *(f"  {line}" for line in facts["questions"].splitlines())]
    return "\n".join(lines)
