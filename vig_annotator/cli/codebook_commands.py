"""``vig-annotator codebook``: check codebooks, compare them, print them, convert them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from vig_annotator.errors import CodebookError, UsageError
from vig_annotator.services import codebook_migration, codebooks
from vig_annotator.services.codebook_migration import Proposal

_FILE = click.Path(path_type=Path)


@contextmanager
def first_fault_only() -> Iterator[None]:
    """One sentence for a codebook with faults: the first of them, and how to see the others."""
    try:
        yield
    except CodebookError as trouble:
        if len(trouble.faults) < 2:
            raise
        rest = len(trouble.faults) - 1
        more = f"There {'is one' if rest == 1 else f'are {rest}'} more: see vig-annotator codebook check."
        first = str(trouble.faults[0])
        raise CodebookError(first if first.endswith("?") else f"{first}.", more, trouble.faults) from trouble


@click.group()
def codebook() -> None:
    """Check, compare, print and convert codebooks, and take codings over to a new version."""


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
    with first_fault_only():
        differences = codebooks.diff(old, new)
    for difference in differences:
        click.echo(f"{difference}.")
    if differences:
        raise SystemExit(1)


@codebook.command()
@click.argument("file", type=_FILE)
@click.option("--out", required=True, type=_FILE, metavar="MANUAL", help="The file to write: .html or .pdf.")
@click.option("--language", metavar="LANG", help="One of the codebook's languages, such as cy.")
def manual(file: Path, out: Path, language: str | None) -> None:
    """Write the coding manual of codebook FILE: definitions, examples, rules, key card and an exercise, to be printed."""
    with first_fault_only():
        if out.suffix.casefold() == ".pdf":
            from vig_annotator.bootstrap import print_manual

            made = codebooks.read_in(file, language)
            print_manual(made, out)
        else:
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

    Reads .yaml, ELAN's .etf .eaf .ecv, BORIS's .boris, .csv and .xlsx; writes .yaml, .etf, .eaf, .boris, .csv, .xlsx and .html (the
    manual). What could not be taken over is said on stderr.
    """
    with first_fault_only():
        made, notes = codebooks.convert(file, out)
    for note in notes:
        click.echo(note, err=True)
    click.echo(f"{out} ({len(made.codes)} codes)")


@codebook.command()
@click.argument("library", type=_FILE)
@click.argument("new", type=_FILE)
@click.option("--session", metavar="S", help="The session: its title, its id, or the beginning of its id.")
@click.option(
    "--pass", "coding", metavar="P", help="The coding: its coder, its id, or the beginning of its id."
)
@click.option(
    "--map", "pairs", multiple=True, metavar="OLD=NEW", help="Tags of code OLD become NEW; may be repeated."
)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
def migrate(
    library: Path, new: Path, session: str | None, coding: str | None, pairs: tuple[str, ...], dry_run: bool
) -> None:
    """Take a coding of LIBRARY over to codebook NEW, in one step that undo takes back.

    Says first what changed between the two and how many tags each difference touches. A code that is gone or of another kind
    has to be mapped if it was used. With --dry-run nothing is changed; exit status 1 says that it can't be done as asked.
    """
    mapping = dict(_pair(text) for text in pairs)
    with (
        first_fault_only(),
        codebook_migration.open_proposal(library, new, mapping, session, coding) as (ws, found),
    ):
        for line in _proposal_lines(found):
            click.echo(line)
        if dry_run:
            for reason in found.migration.hindrances:
                click.echo(f"Can't be done yet: {reason}")
            raise SystemExit(1 if found.migration.hindrances else 0)
        codebook_migration.migrate(ws, found)
    click.echo(
        f"Done: {found.coding_pass.coder}’s coding is made with “{found.new.codebook.title}” {found.new.codebook.version}."
    )


def _pair(text: str) -> tuple[str, str]:
    old, sign, new = text.partition("=")
    if not sign or not old.strip() or not new.strip():
        raise UsageError(
            f"“{text}” does not say which code becomes which.", "Write it as OLD=NEW, with the codes’ ids."
        )
    return old.strip(), new.strip()


def _proposal_lines(found: Proposal) -> Iterator[str]:
    for difference in found.differences:
        yield f"{difference}."
    if not found.differences:
        yield "Nothing changed but the file’s own text."
    for code_id, likely in found.to_map.items():
        if likely and code_id not in found.mapping:
            yield f"Likely: --map {code_id}={likely}"
    done = found.migration
    for (old, new), count in done.moved.items():
        yield f"{old} → {new}: {count:,} tags"
    for count, what in (
        (done.lost_ends, "tags lose their end"),
        (done.lost_modifiers, "tags lose a choice that is no longer there"),
        (done.broken_links, "links are broken"),
    ):
        if count:
            yield f"{count} {what}."
