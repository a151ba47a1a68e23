"""Commands about libraries: the demo."""

from __future__ import annotations

from pathlib import Path

import click

from vig_annotator.cli.progress import progress_context


@click.command()
@click.option(
    "--headless",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Do the job without a window, in DIR.",
)
def demo(folder: Path | None) -> None:
    """Open the demo session; or, without a window, make its library, reel and table in DIR."""
    if folder is None:
        from vig_annotator.bootstrap import open_window

        raise SystemExit(open_window(demo=True))
    from vig_annotator.gui.reels.text_painter import ready
    from vig_annotator.services.demo import make_demo_files

    with progress_context("Making the demo") as context:
        made = make_demo_files(folder, ready(), context)
    click.echo(f"library:     {made.library}")
    click.echo(f"reel:        {made.reel} ({made.clips} clips)")
    click.echo(f"annotations: {made.table} ({made.annotations} rows)")
