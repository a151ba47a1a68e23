"""Commands about files of other programs: look into them, take them in, convert one into another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from vig_annotator.cli.progress import progress_context
from vig_annotator.errors import UsageError

_FILE = click.Path(path_type=Path)


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option(
    "--library", type=_FILE, metavar="L", help="The library's folder; it is made if it is not there."
)
@click.option(
    "--codebook", type=_FILE, metavar="C", help="Code with this codebook; default: one drawn from each file."
)
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="TIER=CODE",
    help="The code that a tier becomes (or one value of it: TIER:VALUE=CODE); repeat for more.",
)
@click.option(
    "--coder", default="imported", show_default=True, help="The name for annotations that name no coder."
)
@click.option(
    "--films", multiple=True, type=_FILE, metavar="DIR", help="A folder in which to look for films."
)
@click.option("--dry-run", is_flag=True, help="Only say what is in the files.")
@click.option("--json", "wants_json", is_flag=True, help="One JSON object a file, a line each.")
def import_files(
    files: tuple[Path, ...],
    library: Path | None,
    codebook: Path | None,
    pairs: tuple[str, ...],
    coder: str,
    films: tuple[Path, ...],
    dry_run: bool,
    wants_json: bool,
) -> None:
    """Take FILES of other programs (or folders of them) into a library, each in one undoable step.

    Exit status 1 if any file could not be taken in; the others are.
    """
    from vig_annotator.services import interchange_batch
    from vig_annotator.services.interchange import ImportChoices

    if library is None and not dry_run:
        raise UsageError("Say which library: --library L.", "Or look only: --dry-run.")
    choices = ImportChoices(codebook, _chosen(pairs), coder, None, films)
    failed = 0
    with progress_context("Importing") as context:
        for answer in interchange_batch.import_batch(files, library, choices, dry_run, context):
            failed += "error" in answer
            click.echo(json.dumps(answer, ensure_ascii=False) if wants_json else _in_words(answer))
    if failed:
        raise SystemExit(1)


def _chosen(pairs: tuple[str, ...]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for pair in pairs:
        tier, mark, code = pair.rpartition("=")
        if not mark or not tier or not code:
            raise UsageError(
                f"--map: “{pair}” is not of the form TIER=CODE.", "Write --map Gaze=looks_at_face."
            )
        chosen[tier] = code
    return chosen


def _in_words(answer: dict[str, Any]) -> str:
    if "error" in answer:
        return f"{answer['file']}: not taken in. {answer['error']}"
    version = f" {answer['format_version']}" if answer["format_version"] else ""
    figures = ", ".join(
        f"{answer[name]} {name}"
        for name in ("tiers", "annotations", "points", "intervals", "media")
        if answer[name] is not None
    )
    lines = [f"{answer['file']}: {answer['format']}{version}: {figures}"]
    if "sessions" in answer:
        lines.append(f"  taken in: {answer['imported']} annotations, {len(answer['sessions'])} sessions")
    lines.extend(f"  {problem}" for problem in answer["problems"])
    return "\n".join(lines)


@click.command()
@click.argument("source", metavar="IN", type=_FILE)
@click.argument("out", metavar="OUT", type=_FILE)
@click.option("--format", "form", help="What to write; default: by the ending of OUT.")
@click.option(
    "--json", "wants_json", is_flag=True, help="What was read, written and lost, as one JSON object."
)
def convert(source: Path, out: Path, form: str | None, wants_json: bool) -> None:
    """Convert IN, a file of any program, to OUT, and say what could not be carried over."""
    from vig_annotator.services.interchange_batch import convert_file

    answer = convert_file(source, out, form)
    if wants_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for loss in answer["losses"]:
        click.echo(f"lost: {loss}", err=True)
    click.echo(f"{out} ({answer['written']} annotations)")


@click.command()
@click.argument("library", type=_FILE)
@click.option(
    "--session", "wanted", required=True, help="The session's title, its id, or the beginning of its id."
)
@click.option(
    "--format", "form", required=True, help="What to write, such as csv, eaf, boris, opf, textgrid."
)
@click.option("--out", required=True, type=_FILE, help="The file to write.")
@click.option("--coder", default="", help="Only this coder's annotations.")
@click.option(
    "--without-names", is_flag=True, help="Leave out coders' names, the session's title and films' folders."
)
@click.option("--without-notes", is_flag=True, help="Leave out notes.")
@click.option("--dry-run", is_flag=True, help="Only say what would be lost.")
def export(
    library: Path,
    wanted: str,
    form: str,
    out: Path,
    coder: str,
    without_names: bool,
    without_notes: bool,
    dry_run: bool,
) -> None:
    """Write a session of LIBRARY (its folder) for another program, and say what it can't hold."""
    from vig_annotator.services.interchange_export import ExportChoices
    from vig_annotator.services.session_export import plan_session_export, write_session_export

    choices = ExportChoices(without_names, without_notes, coder)
    with progress_context("Writing the file") as context:
        plan = plan_session_export(library, wanted, form, choices, context)
    count = None if dry_run else write_session_export(plan, out)
    for loss in plan.losses:
        click.echo(f"lost: {loss}", err=True)
    if count is not None:
        click.echo(f"{out} ({count} annotations)")
