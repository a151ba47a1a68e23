"""``vig-annotator packet``: seal sessions for a supervisor elsewhere, say what is in a packet, take answers in, make a key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from vig_annotator.cli.pass_phrases import pass_phrase
from vig_annotator.cli.progress import progress_context
from vig_annotator.errors import UsageError
from vig_annotator.exchange import sealing
from vig_annotator.exchange.sealing import Key
from vig_annotator.model import pass_phrase as pass_phrases
from vig_annotator.model.days import in_words
from vig_annotator.model.mediatime import Span
from vig_annotator.services import (
    packet_contents,
    packet_keys,
    packet_merging,
    packet_opening,
    packet_sealing,
)
from vig_annotator.services.packet_merging import Came
from vig_annotator.services.packet_sealing import SessionWish, Wish
from vig_annotator.services.passes import passes_of
from vig_annotator.services.recordings import files_of, main_take, read_frames
from vig_annotator.services.sessions import find_session
from vig_annotator.services.typed_clips import typed_span
from vig_annotator.services.workspace import Workspace
from vig_annotator.settings import load_settings

_PATH = click.Path(path_type=Path)
_PHRASE_FILE = click.option(
    "--pass-phrase-file", "phrase_file", type=_PATH, metavar="FILE", help="The pass phrase is its first line."
)


@click.group()
def packet() -> None:
    """Sealed packets for a supervisor elsewhere: films and codings in one encrypted file (age format)."""


@packet.command()
@click.argument("library", type=_PATH)
@click.option(
    "--session",
    "wanted",
    multiple=True,
    required=True,
    metavar="S",
    help="Title, id or its beginning. Repeat for more.",
)
@click.option(
    "--span",
    "spans",
    multiple=True,
    metavar="A..B",
    help="Only this stretch of the one session; repeat for more.",
)
@click.option(
    "--coder", "coders", multiple=True, metavar="NAME", help="Only this coder’s codings; repeat for more."
)
@click.option("--out", required=True, type=_PATH, help="The packet to write, such as visit.vigpacket.")
@click.option(
    "--for", "meant_for", default="", metavar="NAME", help="Whom it is for; is noted in the register."
)
@click.option("--question", "questions", multiple=True, metavar="TEXT", help="What you ask; repeat for more.")
@click.option(
    "--until",
    "expires_on",
    default="",
    metavar="DAY",
    help="The last day on which it opens, such as 2026-11-12; 30 days if left out.",
)
@click.option(
    "--to",
    "public_key",
    default="",
    metavar="KEY",
    help="The supervisor’s key (age1…), instead of a pass phrase.",
)
@_PHRASE_FILE
@click.option("--suggest", is_flag=True, help="Have a pass phrase made up; it is told on standard error.")
@click.option("--no-sound", is_flag=True, help="Leave the sound out.")
@click.option("--small", is_flag=True, help="Pictures of 1280 × 720 at most.")
@click.option(
    "--as", "who", default="", metavar="NAME", help="Who sends it; the coder of the settings if left out."
)
@click.option("--replace", "overwrite", is_flag=True, help="Replace a file of that name.")
def seal(
    library: Path,
    wanted: tuple[str, ...],
    spans: tuple[str, ...],
    coders: tuple[str, ...],
    out: Path,
    meant_for: str,
    questions: tuple[str, ...],
    expires_on: str,
    public_key: str,
    phrase_file: Path | None,
    suggest: bool,
    no_sound: bool,
    small: bool,
    who: str,
    overwrite: bool,
) -> None:
    """Seal sessions of LIBRARY, or stretches of one, with their codings, for a supervisor.

    Everybody filmed must have agreed to supervision. Of a stretch nothing but its own frames leaves. The pass phrase is typed unseen, or read from
    a file or from VIG_ANNOTATOR_PASS_PHRASE.
    """
    if spans and len(wanted) != 1:
        raise UsageError(
            "--span needs exactly one --session.", "Seal stretches of several sessions one by one."
        )
    with (
        Workspace.open(library, who or load_settings().coder_name, create=False) as ws,
        progress_context("Packing the films") as context,
    ):
        sessions = tuple(_session_wish(ws, one, spans, coders) for one in dict.fromkeys(wanted))
        wish = Wish(sessions, meant_for, "\n".join(questions), expires_on, not no_sound, small)
        order = packet_sealing.order_packet(ws, wish)
        key = _sealing_key(public_key, phrase_file, suggest)
        sealed = packet_sealing.seal_order(order, key, out, context, overwrite=overwrite)
        packet_sealing.enter(ws, sealed)
    click.echo(f"{out}: opens until {in_words(order.wish.expires_on)}, sha256 {sealed.written.digest}")


@packet.command(name="open")
@click.argument("file", type=_PATH)
@_PHRASE_FILE
@click.option(
    "--key", "key_file", type=_PATH, metavar="FILE", help="Your key, for a packet that was sealed for it."
)
@click.option(
    "--window", "in_window", is_flag=True, help="Open it in the window instead, to look and to answer."
)
@click.option("--json", "wants_json", is_flag=True, help="As JSON.")
def open_packet(
    file: Path, phrase_file: Path | None, key_file: Path | None, in_window: bool, wants_json: bool
) -> None:
    """Say what is in FILE: who sealed it, until when it opens, sessions, films, codings, questions.

    It is opened in memory; nothing is written.
    """
    if in_window:
        from vig_annotator.bootstrap import open_window

        packet_opening.read_sealed(file)
        raise SystemExit(open_window(film=file))
    key = _opening_key(file, phrase_file, key_file)
    with progress_context("Opening") as context:
        found = packet_opening.read_packet(file, key, context)
    facts = packet_contents.facts_of(found)
    click.echo(
        json.dumps(facts, ensure_ascii=False, indent=1) if wants_json else packet_contents.in_words(facts)
    )


@packet.command()
@click.argument("library", type=_PATH)
@click.argument("files", nargs=-1, required=True, type=_PATH)
@click.option("--dry-run", is_flag=True, help="Only say what would come in.")
@click.option(
    "--as",
    "who",
    default="",
    metavar="NAME",
    help="Who takes them in; the coder of the settings if left out.",
)
@click.option("--json", "wants_json", is_flag=True, help="As JSON, a line for each file.")
def merge(library: Path, files: tuple[Path, ...], dry_run: bool, who: str, wants_json: bool) -> None:
    """Take answers that came back in FILES into LIBRARY.

    Remarks are added under their own ids and the supervisor's name; nothing is overwritten. The same answers can be taken in again, and several in
    any order.
    """
    with Workspace.open(library, who or load_settings().coder_name, create=False) as ws:
        for file in files:
            came = packet_merging.look(ws, file)
            if came is None:
                raise UsageError(
                    f"“{file.name}” answers no packet that was sent from this library.",
                    "Choose the library that it was sent from.",
                )
            lines = [*packet_merging.in_words(ws, came), *packet_merging.besides(came)]
            if not dry_run:
                packet_merging.take_in(ws, came)
            click.echo(
                json.dumps(_arrived(file, came, dry_run), ensure_ascii=False)
                if wants_json
                else _said(file, came, lines, dry_run)
            )


@packet.command()
@click.option("--out", type=_PATH, help="Where to keep it; the program’s own place if left out.")
@_PHRASE_FILE
@click.option("--suggest", is_flag=True, help="Have a pass phrase made up; it is told on standard error.")
def key(out: Path | None, phrase_file: Path | None, suggest: bool) -> None:
    """Make a supervisor's key, sealed with a pass phrase, and say its public half, which is given to whoever sends packets.

    If there is one already, only its public half is said.
    """
    public = packet_keys.own_public_key(out)
    if not public:
        phrase = (
            _suggested() if suggest else pass_phrase(phrase_file, asked="Pass phrase for your key", new=True)
        )
        public = packet_keys.make_key(phrase, out)
    click.echo(public)


def _session_wish(ws: Workspace, wanted: str, spans: tuple[str, ...], coders: tuple[str, ...]) -> SessionWish:
    session = find_session(ws, wanted)
    stretches: tuple[Span, ...] = ()
    if spans:
        index = read_frames(files_of(ws, main_take(ws, session.id)), ws.caches_dir)
        stretches = tuple(typed_span(index, text) for text in spans)
    if not coders:
        return SessionWish(session.id, stretches)
    chosen = tuple(one.id for one in passes_of(ws, session.id) if one.coder in coders)
    if not chosen:
        raise UsageError(
            f"{' and '.join(coders)} coded nothing in “{session.title}”.",
            "Leave --coder out for all codings.",
        )
    return SessionWish(session.id, stretches, chosen)


def _sealing_key(public_key: str, phrase_file: Path | None, suggest: bool) -> Key:
    if public_key:
        return Key(text=sealing.check_public(public_key))
    return Key(
        _suggested() if suggest else pass_phrase(phrase_file, asked="Pass phrase for the packet", new=True)
    )


def _suggested() -> str:
    phrase = pass_phrases.suggest()
    click.echo(f"Pass phrase: {phrase}", err=True)
    return phrase


def _opening_key(file: Path, phrase_file: Path | None, key_file: Path | None) -> Key:
    if sealing.for_pass_phrase(packet_opening.read_sealed(file)):
        return Key(pass_phrase(phrase_file, asked="Pass phrase of the packet"))
    if not sealing.is_sealed(packet_opening.read_sealed(file)):
        sealing.unseal(packet_opening.read_sealed(file), Key("-"))  # says what it is
    mine = key_file or packet_keys.own_key_file()
    if mine.exists() and packet_keys.is_key_sealed(mine):
        return packet_keys.open_key(pass_phrase(phrase_file, asked="Pass phrase of your key"), mine)
    return packet_keys.open_key("", mine)


def _arrived(file: Path, came: Came, dry_run: bool) -> dict[str, Any]:
    arrivals = came.arrivals
    return {
        "file": str(file),
        "request": came.sent.id,
        "from": came.answers.made_by,
        "taken_in": not dry_run,
        "new": {
            pass_id: {kind.value: count for kind, count in sorted(kinds.items())}
            for pass_id, kinds in arrivals.new.items()
        },
        "known": arrivals.known,
        "other": arrivals.other,
        "lost": arrivals.lost,
        "new_coder": arrivals.new_coder,
    }


def _said(file: Path, came: Came, lines: list[str], dry_run: bool) -> str:
    verb = "would bring" if dry_run else "brought"
    count = came.arrivals.count
    new = "nothing new" if not count else "1 new remark" if count == 1 else f"{count} new remarks"
    return "\n".join(
        [f"{file.name} from {came.answers.made_by} {verb} {new}.", *(f"  {line}" for line in lines)]
    )
