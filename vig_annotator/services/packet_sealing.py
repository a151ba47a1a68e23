"""Sealing sessions, or stretches of them, for a supervisor elsewhere: gathered from the library, packed as a job, entered in the register.

`order_packet` asks for consent and reads the library on its own thread; `seal_order` works on any thread and writes one file, sealed;
`enter` notes that it left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from vig_annotator.errors import NotFound, UsageError
from vig_annotator.exchange import packet_format, packet_rows, sealing
from vig_annotator.exchange.packet_format import Packet
from vig_annotator.exchange.sealing import Key
from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, Row
from vig_annotator.model.coder import Coder
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.consent import Purpose, Shown
from vig_annotator.model.days import day_of, in_words
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.family import Family
from vig_annotator.model.ids import new_id
from vig_annotator.model.link import Link
from vig_annotator.model.made_file import MadeKind
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.packet_clock import PacketClock, entries_in, tags_in
from vig_annotator.model.reel import Audience
from vig_annotator.model.review import ReviewEntry
from vig_annotator.model.sealed_packet import Direction, SealedPacket
from vig_annotator.model.session import Recording, Session
from vig_annotator.reels.whole_file import whole_file, write_trouble
from vig_annotator.services import consent, passes, register
from vig_annotator.services.coders import all_coders
from vig_annotator.services.recordings import PlacedFile, files_of, main_take, read_frames
from vig_annotator.services.register import Made, Written
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries, reviews

ENDING = ".vigpacket"
USUAL_DAYS, MOST_DAYS = 30, 366
_SMALL_BOX = (1280, 720)
_READING = 0.1


@dataclass(frozen=True, slots=True)
class SessionWish:
    """A session that is to be sent.

    Attributes:
        stretches: of the session's clock; widened to whole frames. Empty for the whole film.
        pass_ids: the codings that go along; None for all that who works may see.
    """

    session_id: str
    stretches: tuple[Span, ...] = ()
    pass_ids: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be sent.

    Attributes:
        meant_for: what the sender calls the supervisor; may be empty.
        questions: what the sender asks.
        expires_on: the last day on which the program opens it, ISO 8601; empty for the usual time.
        sound: whether the films are heard.
        small: whether pictures are made to fit into 1280 × 720 where they are larger.
    """

    sessions: tuple[SessionWish, ...]
    meant_for: str = ""
    questions: str = ""
    expires_on: str = ""
    sound: bool = True
    small: bool = False


@dataclass(frozen=True, slots=True)
class CodingToSend:
    """A coding with all that belongs to it, as it is in the library."""

    row: CodingPass
    snapshot: CodebookSnapshot
    tags: tuple[Annotation, ...]
    links: tuple[Link, ...]
    entries: tuple[ReviewEntry, ...]


@dataclass(frozen=True, slots=True)
class SessionToSend:
    """A session with its film and codings, as it is in the library."""

    row: Session
    family: Family
    files: tuple[PlacedFile, ...]
    stretches: tuple[Span, ...]
    codings: tuple[CodingToSend, ...]


@dataclass(frozen=True, slots=True)
class PacketOrder:
    """All that `seal_order` needs; nothing in it is tied to the library."""

    id: str
    made_by: str
    made_at: str
    wish: Wish
    sessions: tuple[SessionToSend, ...]
    coders: tuple[Coder, ...]
    caches_dir: Path | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A packet that was written; `enter` is still to be called."""

    order: PacketOrder
    written: Written
    answer_key: str


def usual_end(today: str = "") -> str:
    """The last day of a packet if nobody says another one, ISO 8601."""
    return (date.fromisoformat(today or consent.day_now()) + timedelta(days=USUAL_DAYS)).isoformat()


def checked_end(expires_on: str, today: str = "") -> str:
    """The last day as it is to be kept.

    Raises:
        UsageError: it is no day, is over, or is further off than a year.
    """
    today = today or consent.day_now()
    if not expires_on.strip():
        return usual_end(today)
    day = day_of(expires_on)
    if day is None:
        raise UsageError(f"“{expires_on}” is no day.", "Write it like 2026-11-12.")
    if day < date.fromisoformat(today):
        raise UsageError(f"{in_words(day.isoformat())} is over already.", "Choose a later day.")
    if day > date.fromisoformat(today) + timedelta(days=MOST_DAYS):
        raise UsageError("A packet can be opened for a year at most.", "Choose an earlier day.")
    return day.isoformat()


def order_packet(ws: Workspace, wish: Wish) -> PacketOrder:
    """Gather what is to be sent.

    Raises:
        ConsentNeeded: somebody filmed has not agreed to supervision, or not to this.
        NotFound: a session or coding is not there, or a session has no film or no coding.
        MediaError: a film is not where it was.
        UsageError: nothing is chosen, or the last day is none, or it comes after the end of somebody's consent.
    """
    if not wish.sessions:
        raise UsageError("Nothing is chosen to be sent.", "Choose a film.")
    chosen, wish = wish.expires_on.strip(), replace(wish, expires_on=checked_end(wish.expires_on))
    consent.require(
        ws,
        Purpose.SUPERVISION,
        [Shown(one.session_id, _called(ws, one), sound=wish.sound) for one in wish.sessions],
        "The packet can’t be sealed",
    )
    last = consent.last_day(ws, Purpose.SUPERVISION, [one.session_id for one in wish.sessions])
    if last and last < wish.expires_on:
        if chosen:
            raise UsageError(
                f"Consent for supervision ends on {in_words(last)}, and the packet could be opened after that.",
                f"Let it be opened until {last} at the latest.",
            )
        wish = replace(wish, expires_on=last)
    sessions = tuple(_session(ws, one) for one in wish.sessions)
    names = _names(sessions) | {ws.coder}
    stamp = ws.stamp()
    return PacketOrder(
        id=new_id(),
        made_by=stamp.who,
        made_at=stamp.at,
        wish=wish,
        sessions=sessions,
        coders=tuple(one for one in all_coders(ws) if one.name in names),
        caches_dir=ws.caches_dir,
    )


def seal_order(
    order: PacketOrder, key: Key, out: Path, context: JobContext | None = None, *, overwrite: bool = False
) -> Sealed:
    """Pack the films, seal everything, write the file; touches no library, so it may run on any thread.

    Args:
        order: what goes.
        key: the pass phrase, or the supervisor's public key.
        out: the file to write; appears whole or not at all.
        context: progress and cancel.
        overwrite: whether a file of that name may be replaced (never a film).

    Raises:
        UsageError: the pass phrase is too short, the key is none, or a stretch lies outside its film.
        MediaError: a film can't be read.
        ExportError: it is too much film, or can't be written.
        Cancelled: the context was cancelled; nothing is left behind.
    """
    context = context or JobContext()
    sealing.check_sealing(key)
    sources = [path for one in order.sessions for path, _ in one.files]
    with whole_file(out, overwrite=overwrite, sources=sources) as part:
        secret, _ = sealing.new_key()
        packet = _packed(order, secret, context.share(0, 0.9))
        context.report(0.9, "Sealing")
        sealed = sealing.seal(packet_format.pack(packet), key)
        context.report(0.98, "Writing")
        try:
            part.write_bytes(sealed)
        except OSError as error:
            raise write_trouble(error, out) from error
    return Sealed(order, Written(out.absolute(), len(sealed), sha256(sealed).hexdigest()), secret)


def enter(ws: Workspace, sealed: Sealed) -> SealedPacket:
    """Enter a packet into the register: what left, for whom, how it is recognised, and what opens its answers."""
    order = sealed.order
    ids = tuple(one.row.id for one in order.sessions)
    row = SealedPacket(
        id=order.id,
        direction=Direction.SENT,
        request_id=order.id,
        who=order.wish.meant_for,
        session_ids=ids,
        pass_ids=tuple(coding.row.id for one in order.sessions for coding in one.codings),
        questions=order.wish.questions,
        expires_on=order.wish.expires_on,
        answer_key=sealed.answer_key,
        digest=sealed.written.digest,
        created_by=order.made_by,
        created_at=order.made_at,
    )
    ws.history.set_up(ChangeSet("seal a packet for a supervisor", (made(row),)))
    for family_id in dict.fromkeys(one.family.id for one in order.sessions):
        of_family = [one for one in order.sessions if one.family.id == family_id]
        titles = ", ".join(one.row.title for one in of_family)
        about = Made(
            family_id,
            None,
            tuple(one.row.id for one in of_family),
            titles,
            Audience.SUPERVISOR,
            MadeKind.PACKET,
        )
        register.enter(ws, about, sealed.written)
    return row


def _called(ws: Workspace, one: SessionWish) -> str:
    return f"“{ws.get(Session, one.session_id).title}”"


def _session(ws: Workspace, wish: SessionWish) -> SessionToSend:
    session = ws.get(Session, wish.session_id)
    take = main_take(ws, session.id)
    if not take:
        raise NotFound(f"“{session.title}” has no film.", "Open its film first, or leave it out.")
    seen = passes.passes_of(ws, session.id)
    if wish.pass_ids is not None:
        seen = [passes.visible_pass(ws, one) for one in wish.pass_ids]
    if not seen:
        raise NotFound(
            f"“{session.title}” has no coding that could be sent.",
            "Open it once, or leave it out: what your supervisor says belongs to a coding.",
        )
    with ws.store.reading() as connection:
        codings = tuple(
            CodingToSend(
                one,
                ws.get(CodebookSnapshot, one.snapshot_id),
                tuple(queries.annotations_of(connection, one.id)),
                tuple(queries.links_of(connection, one.id)),
                tuple(reviews.entries_of(connection, [one.id])),
            )
            for one in seen
        )
    return SessionToSend(
        session, ws.get(Family, session.family_id), files_of(ws, take), wish.stretches, codings
    )


def _names(sessions: Iterable[SessionToSend]) -> set[str]:
    rows: list[Annotation | ReviewEntry] = []
    names = set()
    for one in sessions:
        for coding in one.codings:
            names.add(coding.row.coder)
            rows += [*coding.tags, *coding.entries]
    return names | {row.created_by for row in rows}


def _packed(order: PacketOrder, answer_key: str, context: JobContext) -> Packet:
    rows: dict[str, Row] = {one.id: one for one in order.coders}
    from vig_annotator.reels.span_film import MOST_BYTES, span_film, too_large  # not with the first window

    films: dict[str, bytes] = {}
    shifts: dict[str, int] = {}
    cut: dict[str, packet_format.Edges] = {}
    for number, one in enumerate(order.sessions):
        step = context.share(number / len(order.sessions), (number + 1) / len(order.sessions))
        index = read_frames(one.files, order.caches_dir, step.share(0, _READING))
        frames = _frames(one, index)
        # What the pieces of several stretches show lies apart, as in the session.
        begin = index.time_of(frames[0][0])
        shifts[one.row.id] = begin
        rows[one.family.id] = Family(one.family.id, one.family.pseudonym, created_at=one.family.created_at)
        rows[one.row.id] = replace(one.row, note="")
        for place, (first, stop) in enumerate(frames):
            share = step.share(
                _READING + (1 - _READING) * place / len(frames),
                _READING + (1 - _READING) * (place + 1) / len(frames),
            )
            film = span_film(
                one.files[0][0],
                index,
                (first, stop),
                share,
                box=_SMALL_BOX if order.wish.small else None,
                sound=order.wish.sound,
                most_bytes=MOST_BYTES - sum(map(len, films.values())),
            )
            recording = _recording(one.row, film, index, (first, stop), begin, place, order.made_at)
            rows[recording.id], films[recording.id] = recording, film
        stretches = tuple(index.span_of_frames(*each) for each in frames) if one.stretches else ()
        for coding in one.codings:
            for row in _coding_rows(coding, stretches, begin, cut):
                rows[row.id] = row
    if sum(map(len, films.values())) > MOST_BYTES:
        raise too_large()
    return Packet(
        kind=packet_format.REQUEST,
        id=order.id,
        made_by=order.made_by,
        made_at=order.made_at,
        meant_for=order.wish.meant_for,
        expires_on=order.wish.expires_on,
        questions=order.wish.questions,
        rows=packet_rows.rows_of(rows.values()),
        shifts=shifts,
        cut=cut,
        answer_key=answer_key,
        films=films,
    )


def _recording(
    session: Session,
    film: bytes,
    index: FrameIndex,
    frames: tuple[int, int],
    begin_us: int,
    place: int,
    made_at: str,
) -> Recording:
    start, stop = index.time_of(frames[0]), index.time_of(frames[1])
    recording_id = new_id()
    return Recording(
        id=recording_id,
        session_id=session.id,
        path=f"films/{recording_id}.mp4",
        fingerprint=sha256(film).hexdigest(),
        size_bytes=len(film),
        duration_us=stop - start,
        starts_at_us=MediaTime(start - begin_us),
        position=place,
        created_at=made_at,
    )


def _coding_rows(
    coding: CodingToSend, stretches: tuple[Span, ...], begin_us: int, cut: dict[str, packet_format.Edges]
) -> list[Row]:
    tags, cut_here = tags_in(coding.tags, stretches)
    cut |= {tag: list(one.real) for tag, one in cut_here.items()}
    ids = {one.id for one in tags}
    links = [one for one in coding.links if one.answered_id in ids and one.answer_id in ids]
    entries = entries_in(coding.entries, PacketClock(begin_us, cut_here), stretches, ids)
    shown = tuple(_moved(one, begin_us) for one in stretches) or coding.row.segments
    return [coding.snapshot, replace(coding.row, segments=shown), *tags, *links, *entries]


def _moved(span: Span, begin_us: int) -> Span:
    return Span(MediaTime(span.onset_us - begin_us), MediaTime(span.offset_us - begin_us))


def _frames(one: SessionToSend, index: FrameIndex) -> list[tuple[int, int]]:
    """The stretches in frames: the first, and the one after the last; in order, and those that touch as one."""
    if not one.stretches:
        return [(0, len(index))]
    found: list[tuple[int, int]] = []
    for span in sorted(one.stretches):
        if span.onset_us >= index.end_us or span.duration_us <= 0:
            raise UsageError(
                f"A stretch of “{one.row.title}” lies outside its film, or is empty.", "Choose another one."
            )
        first, stop = index.frame_at(span.onset_us), index.frame_at(span.offset_us - 1) + 1
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((first, stop))
    return found


def length_us(ws: Workspace, wishes: Sequence[SessionWish]) -> int:
    """How long the films are that would be sent, as far as it is known."""
    total = 0
    for one in wishes:
        if one.stretches:
            total += sum(span.duration_us for span in one.stretches)
        else:
            total += sum(recording.duration_us for recording in main_take(ws, one.session_id))
    return total
