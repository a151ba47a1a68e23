"""``vig-annotator codebook``: check codebooks, compare them, print them, convert them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from vig_annotator.errors import CodebookError
from vig_annotator.services import codebooks

_FILE = click.Path(path_type=Path)


@contextmanager
def _first_fault_only() -> Iterator[None]:
    """One sentence for a codebook with faults: the first of them, and how to see the others."""
    try:
        yield
    except CodebookError as trouble:
        if len(trouble.faults) < 2:
            raise
        more = f"There are {len(trouble.faults) - 1} more: see vig-annotator codebook check."
        raise CodebookError(f"{trouble.faults[0]}.", more, trouble.faults) from trouble


@click.group()
def codebook() -> None:
    """Check, compare, print and convert codebooks."""


@codebook.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
def check(files: tuple[Path, ...]) -> None:
    """Check codebook FILES: a line for each fault, saying where, what is wrong and what to do.

    Exit status 0 when there are none, 1 when there are.
    """
    faults = codebooks.check(files)
    for fault in faults:
        click.echo(str(fault))
    if faults:
        raise SystemExit(1)


@codebook.command()
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
def diff(old: Path, new: Path) -> None:
    """Say in plain language what changed from codebook OLD to codebook NEW.

    Exit status 0 when nothing did, 1 when something did.
    """
    with _first_fault_only():
        differences = codebooks.diff(old, new)
    for difference in differences:
        click.echo(f"{difference}.")
    if differences:
        raise SystemExit(1)


@codebook.command()
@click.argument("file", type=_FILE)
@click.option("--out", required=True, type=_FILE, metavar="MANUAL.html", help="The file to write.")
@click.option("--language", metavar="LANG", help="One of the codebook's languages, such as cy.")
def manual(file: Path, out: Path, language: str | None) -> None:
    """Write the coding manual of codebook FILE: definitions, examples, rules, key card and an exercise, to be printed."""
    with _first_fault_only():
        made = codebooks.make_manual(file, out, language)
    click.echo(f"{out} ({len(made.active_codes)} codes)")


@codebook.command()
@click.option("--out", type=_FILE, metavar="SCHEMA.json", help="The file to write; otherwise it is printed.")
def schema(out: Path | None) -> None:
    """Print the format of codebooks as a JSON Schema, with which editors complete and check them."""
    text = codebooks.schema()
    if out is None:
        click.echo(text, nl=False)
    else:
        codebooks.write_text(text, out)
        click.echo(str(out))


@codebook.command()
@click.argument("file", type=_FILE)
@click.argument("out", type=_FILE)
def convert(file: Path, out: Path) -> None:
    """Write codebook FILE as OUT; the endings say what they are.

    Reads .yaml, ELAN's .etf .eaf .ecv, BORIS's .boris, .csv and .xlsx; writes .yaml, .etf, .boris, .csv, .xlsx and .html (the
    manual). What could not be taken over is said on stderr.
    """
    with _first_fault_only():
        made, notes = codebooks.convert(file, out)
    for note in notes:
        click.echo(note, err=True)
    click.echo(f"{out} ({len(made.codes)} codes)")
