"""``vig-annotator codebook``: check codebooks, compare them, print them, convert them."""

from __future__ import annotations

from pathlib import Path

import click

from vig_annotator.services import codebooks


@click.group()
def codebook() -> None:
    """Check, compare, print and convert codebooks."""


@codebook.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check codebook FILES: a line for each fault, saying where, what is wrong and what to do.

    Exit status 0 when there are none, 1 when there are.
    """
    faults = codebooks.check(files)
    for fault in faults:
        click.echo(str(fault))
    if faults:
        raise SystemExit(1)
