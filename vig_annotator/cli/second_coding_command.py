"""Command: send a random share of the work for second coding."""

from __future__ import annotations

import json
from pathlib import Path

import click

from vig_annotator.errors import UsageError
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.second_coding import Draw, Unit
from vig_annotator.model.timecode import format_time
from vig_annotator.services import second_coding as service
from vig_annotator.services.workspace import Workspace

_WHO = "command line"


@click.command(name="second-coding")
@click.argument("library", type=click.Path(path_type=Path))
@click.option("--coder", default="", help="Who is to code it a second time.")
@click.option("--of", default="", help="Draw from this coder’s codings only.")
@click.option("--share", default=20, show_default=True, help="How much, in percent.")
@click.option("--segments", is_flag=True, help="Stretches of each session instead of whole sessions.")
@click.option("--least", default=2.0, show_default=True, help="Minutes that a stretch has at least.")
@click.option("--seed", type=int, help="Draw with this seed; default: a fresh one, which is kept.")
@click.option("--open", "is_open", is_flag=True, help="Not blind: both may see each other’s coding.")
@click.option("--as", "who", default=_WHO, show_default=True, help="Who draws.")
@click.option("--dry-run", is_flag=True, help="Only say what would be drawn.")
@click.option("--list", "wants_list", is_flag=True, help="What was sent so far.")
@click.option("--json", "wants_json", is_flag=True, help="As JSON.")
def second_coding(
    library: Path,
    coder: str,
    of: str,
    share: int,
    segments: bool,
    least: float,
    seed: int | None,
    is_open: bool,
    who: str,
    dry_run: bool,
    wants_list: bool,
    wants_json: bool,
) -> None:
    """Draw a random share of the coded sessions of LIBRARY, or stretches of them, for a second coder."""
    with Workspace.open(library, who, create=False) as ws:
        if wants_list:
            there = [(draw, service.passes_in(ws, draw)) for draw in service.sent(ws)]
            _say_list(there, wants_json)
            return
        if not coder:
            raise UsageError("Who is to code it?", "Name the second coder: --coder NAME.")
        unit = Unit.SEGMENTS if segments else Unit.SESSIONS
        wish = service.Wish(coder, of, unit, share, round(least * 60_000_000), seed, not is_open)
        planned = service.plan(ws, wish)
        if not dry_run:
            service.send(ws, planned)
    _say(planned, dry_run, wants_json)


def _say(planned: service.Plan, dry_run: bool, wants_json: bool) -> None:
    wish = planned.wish
    if wants_json:
        answer = {
            "coder": wish.coder,
            "unit": wish.unit.value,
            "share_percent": wish.share_percent,
            "seed": wish.seed,
            "blind": wish.blind,
            "sent": not dry_run,
            "drawn_from": len(planned.drawn_from),
            "drawn": [
                {
                    "session_id": one.first.session_id,
                    "family": one.family,
                    "session": one.session,
                    "segments": _edges(one.segments),
                }
                for one in planned.drawn
            ],
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for one in planned.drawn:
        click.echo(f"{one.family} › {one.session}{_in_words(one.segments)}")
    verb = "Would be sent" if dry_run else "Sent"
    click.echo(
        f"{verb} to {wish.coder}: {len(planned.drawn)} of {len(planned.drawn_from)} sessions, seed {wish.seed}."
    )


def _say_list(there: list[tuple[Draw, list[CodingPass]]], wants_json: bool) -> None:
    for draw, passes in there:
        states = {one.id: one.state.value for one in passes}
        if wants_json:
            facts = {
                "at": draw.created_at,
                "by": draw.created_by,
                "coder": draw.coder,
                "unit": draw.unit.value,
                "share_percent": draw.share_percent,
                "least_s": draw.least_us / 1_000_000,
                "seed": draw.seed,
                "codings": states,
            }
            click.echo(json.dumps(facts, ensure_ascii=False))
        else:
            done = sum(state in ("submitted", "approved") for state in states.values())
            click.echo(
                f"{draw.created_at[:10]}  {draw.coder}: {len(draw.pass_ids)} {draw.unit.value if draw.unit is Unit.SESSIONS else 'sessions, in stretches'}, "
                f"{draw.share_percent} %, seed {draw.seed}; {done} sent back"
            )


def _edges(segments: tuple[Span, ...]) -> list[list[MediaTime]]:
    return [[one.onset_us, one.offset_us] for one in segments]


def _in_words(segments: tuple[Span, ...]) -> str:
    if not segments:
        return ""
    return ": " + ", ".join(f"{format_time(one.onset_us)}–{format_time(one.offset_us)}" for one in segments)
