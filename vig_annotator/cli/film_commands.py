"""Commands about one film: its frames, a still, a reel."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vig_annotator.cli.progress import progress_context
from vig_annotator.model.clip_look import Card
from vig_annotator.model.reel_style import FileFor, Loudness, ReelStyle
from vig_annotator.services import film_facts, typed_clips
from vig_annotator.services.reel_looks import typed_look

_FILM = click.argument("film", type=click.Path(path_type=Path))


@click.command()
@_FILM
@click.option(
    "--csv",
    "csv_path",
    type=click.Path(path_type=Path),
    help="Write every displayed frame to this table; - writes the table alone, to standard output.",
)
@click.option(
    "--check/--no-check",
    default=None,
    help="Decode every frame, to find damage that can't be seen otherwise; left out, this is done for short films.",
)
def frames(film: Path, csv_path: Path | None, check: bool | None) -> None:
    """Say what FILM holds: frames, duration, rate, rotation, exact or approximate and why.

    The table has the columns frame, pts (in the film's own time base), time_us (microseconds from the first frame) and
    keyframe (1 or 0), a row for every displayed frame in display order.
    """
    with progress_context("Reading the film") as context:
        facts = film_facts.film_facts(film, context, check=check)
    if csv_path == Path("-"):
        film_facts.print_frames_table(facts, sys.stdout)
        return
    if csv_path is not None:
        film_facts.write_frames_table(facts, csv_path)
    for name, value in facts.lines():
        click.echo(f"{name + ':':<12}{value}")


@click.command()
@_FILM
@click.option("--frame", required=True, type=int, help="Number of the frame, counted from 0.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The PNG picture to write.")
def still(film: Path, frame: int, out: Path) -> None:
    """Save one frame of FILM as a picture: upright, square pixels, full size."""
    with progress_context("Reading the film") as context:
        width, height = film_facts.save_still(film, frame, out, context)
    click.echo(f"{out} ({width}×{height})")


@click.command()
@_FILM
@click.option(
    "--clip",
    "clips",
    required=True,
    multiple=True,
    metavar="A..B",
    help="From A up to B: h:mm:ss.mmm, seconds, or fN (f100..f150 holds frames 100 to 149). Repeat for more clips.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The MP4 film to write.")
@click.option("--handles", default=0.0, show_default=True, help="Seconds added before and after each clip.")
@click.option("--speed", default=1.0, show_default=True, help="0.25 to 1; voices keep their pitch.")
@click.option("--replay", type=float, help="Show each clip again at this speed, 0.25 to 1.")
@click.option(
    "--fade", default=0.0, show_default=True, help="Seconds that each clip takes to come out of the dark."
)
@click.option("--title", default="", help="A title card, and the title that players show.")
@click.option(
    "--loudness",
    type=click.Choice([one.value for one in Loudness]),
    default=Loudness.AS_FILMED.value,
    show_default=True,
    help="Make clips equally loud: -16 LUFS (even), -23 (broadcast).",
)
@click.option(
    "--for",
    "file_for",
    type=click.Choice([one.value for one in FileFor]),
    default=FileFor.BIG_SCREEN.value,
    show_default=True,
    help="What the file is for, which decides on its size and quality.",
)
def reel(
    film: Path,
    clips: tuple[str, ...],
    out: Path,
    handles: float,
    speed: float,
    replay: float | None,
    fade: float,
    title: str,
    loudness: str,
    file_for: str,
) -> None:
    """Cut clips out of FILM and join them, in the order given, to one MP4 that plays everywhere."""
    look = typed_look(speed, replay, fade)
    opening = Card(title) if title.strip() else None
    style = ReelStyle(opening=opening, loudness=Loudness(loudness), file_for=FileFor(file_for))
    painter = None
    if opening is not None:
        from vig_annotator.gui.reels.text_painter import ready

        painter = ready()
    with progress_context("Making the reel") as context:
        made = typed_clips.render_clips(
            film,
            list(clips),
            out,
            handles_s=handles,
            look=look,
            style=style,
            title=title.strip(),
            painter=painter,
            context=context,
        )
    click.echo(str(made))
