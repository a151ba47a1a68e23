"""Command: the ratings of a library as a table; checking rating forms."""

from __future__ import annotations

from pathlib import Path

import click

from vig_annotator.codebook.rating_forms import load_rating_form
from vig_annotator.errors import CodebookError
from vig_annotator.services.rating import export_ratings
from vig_annotator.services.workspace import Workspace

_FILE = click.Path(path_type=Path)


@click.group()
def ratings() -> None:
    """Rating forms, and what was rated with them."""


@ratings.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
def check(files: tuple[Path, ...]) -> None:
    """Say what is wrong with rating forms: file:line: what is wrong; what to do. Status 1 if anything is."""
    wrong = False
    for file in files:
        try:
            form = load_rating_form(file).form
        except CodebookError as error:
            wrong = True
            click.echo(str(error))
        else:
            click.echo(f"{file}: {form.title}, {len(form.items)} items from {form.lowest} to {form.highest}")
    if wrong:
        raise SystemExit(1)


@ratings.command()
@click.argument("library", type=_FILE)
@click.option("--out", required=True, type=_FILE, help="The CSV file to write.")
@click.option("--as", "who", default="command line", show_default=True, help="Who looks.")
def export(library: Path, out: Path, who: str) -> None:
    """Write every rating of LIBRARY to a table, one row an item; what is blind is left out."""
    with Workspace.open(library, who, create=False) as ws:
        count = export_ratings(ws, out)
    click.echo(f"{out} ({count} ratings)")
