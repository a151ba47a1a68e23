"""Commands about libraries: the demo, and tables for other programs."""

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
    from vig_annotator.services.demo import make_demo_files

    with progress_context("Making the demo") as context:
        made = make_demo_files(folder, context)
    click.echo(f"library:     {made.library}")
    click.echo(f"reel:        {made.reel} ({made.clips} clips)")
    click.echo(f"annotations: {made.table} ({made.annotations} rows)")


@click.command()
@click.argument("library", type=click.Path(path_type=Path))
@click.option(
    "--session", "wanted", required=True, help="The session's title, its id, or the beginning of its id."
)
@click.option("--format", "form", required=True, type=click.Choice(["csv"]), help="What to write.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
def export(library: Path, wanted: str, form: str, out: Path) -> None:
    """Write the annotations of a session of LIBRARY (its folder) as a table, a row each."""
    from vig_annotator.services.session_export import export_session

    with progress_context("Writing the table") as context:
        count = export_session(library, wanted, out, context)
    click.echo(f"{out} ({count} annotations)")
