"""Commands about files of other programs: look into them, take them in, convert one into another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vig_annotator.cli.codebook_commands import first_fault_only
from vig_annotator.cli.progress import progress_context
from vig_annotator.errors import UsageError

if TYPE_CHECKING:
    from vig_annotator.services.interchange_batch import Summary

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
    help="The code that a tier becomes (or one value of it: TIER:VALUE=CODE); “-” leaves it out, “+” makes a code of its own; repeat for more.",
)
@click.option(
    "--texts",
    multiple=True,
    metavar="TIER=codes|notes",
    help="Whether the texts of a tier are codes or notes; default: what the tier looks like. Repeat for more.",
)
@click.option(
    "--coder", default="imported", show_default=True, help="The name for annotations that name no coder."
)
@click.option(
    "--films", multiple=True, type=_FILE, metavar="DIR", help="A folder in which to look for films."
)
@click.option(
    "--into",
    "session",
    default="",
    metavar="SESSION",
    help="The session that they go into, as further codings: its title, its id, or the beginning of its id.",
)
@click.option(
    "--until-next",
    default="",
    metavar="TIER,TIER...",
    help="Points of these tiers (or texts, TIER:VALUE) exclude each other; each lasts until the next.",
)
@click.option(
    "--ended-by",
    default="",
    metavar="TIER,TIER...",
    help="With --until-next: tiers (or texts) that end them without being one of them.",
)
@click.option("--dry-run", is_flag=True, help="Only say what is in the files.")
@click.option("--json", "wants_json", is_flag=True, help="One JSON object a file, a line each.")
def import_files(
    files: tuple[Path, ...],
    library: Path | None,
    codebook: Path | None,
    pairs: tuple[str, ...],
    texts: tuple[str, ...],
    coder: str,
    films: tuple[Path, ...],
    session: str,
    until_next: str,
    ended_by: str,
    dry_run: bool,
    wants_json: bool,
) -> None:
    """Take FILES of other programs (or folders of them) into a library, each in one undoable step.

    Exit status 1 if any file could not be taken in; the others are.
    """
    from vig_annotator.codebook.loader import load_codebook
    from vig_annotator.exchange.document import Role
    from vig_annotator.exchange.lasting import UntilNext, names_in
    from vig_annotator.exchange.wishes import Wishes
    from vig_annotator.services import interchange_batch
    from vig_annotator.services.interchange_looking import ImportChoices

    if library is None and not dry_run:
        raise UsageError("Say which library: --library L.", "Or look only: --dry-run.")
    if library is None and session:
        raise UsageError("Say which library holds the session of --into.", "Add --library L.")
    if codebook is not None:
        with first_fault_only():  # once, and before a library is made
            load_codebook(codebook)
    said = _pairs("--map", pairs, "TIER=CODE", "--map Gaze=looks_at_face")
    roles = {"codes": Role.VALUES, "notes": Role.TEXT}
    meant = _pairs("--texts", texts, "TIER=codes or TIER=notes", "--texts Remarks=notes")
    for tier, role in meant.items():
        if role not in roles:
            raise UsageError(f"--texts: the texts of “{tier}” can’t be “{role}”.", "Say codes or notes.")
    wishes = Wishes(said, {tier: roles[role] for tier, role in meant.items()})
    if ended_by and not until_next:
        raise UsageError("--ended-by says nothing by itself.", "Add --until-next.")
    lasts = UntilNext(names_in(until_next), names_in(ended_by))
    choices = ImportChoices(codebook, wishes, coder, None, films, until_next=lasts)
    summary = interchange_batch.Summary()
    with progress_context("Importing") as context:
        for answer in interchange_batch.import_batch(files, library, choices, dry_run, context, session):
            summary.add(answer)
            click.echo(json.dumps(answer, ensure_ascii=False) if wants_json else _in_words(answer))
    _finish(summary, "looked into" if dry_run else "taken in", many=_are_many(files))


def _are_many(files: Sequence[Path]) -> bool:
    return len(files) > 1 or any(one.is_dir() for one in files)


def _finish(summary: Summary, done: str, *, many: bool) -> None:
    """Say what a batch came to, and end with status 1 if any file failed."""
    if many:
        click.echo(summary.words(done), err=True)
    if summary.refused:
        raise SystemExit(1)


def _pairs(option: str, given: Sequence[str], form: str, example: str) -> dict[str, str]:
    """What was given as ``A=B``, by A.

    Raises:
        UsageError: one has no equals sign, or nothing on a side of it.
    """
    pairs: dict[str, str] = {}
    for pair in given:
        name, mark, value = pair.rpartition("=")
        if not mark or not name or not value:
            raise UsageError(f"{option}: “{pair}” is not of the form {form}.", f"Write {example}.")
        pairs[name] = value
    return pairs


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


_SUBSTITUTES = click.option(
    "--substitute",
    "substitutes",
    multiple=True,
    metavar="KIND=WHAT",
    help="What stands for what the format can't hold, such as points=frame; repeat for more.",
)


@click.command()
@click.argument("source", metavar="IN", type=_FILE)
@click.argument("out", metavar="OUT", type=_FILE)
@click.option("--format", "form", help="What to write; default: by the ending of OUT.")
@_SUBSTITUTES
@click.option(
    "--json", "wants_json", is_flag=True, help="What was read, written and lost, as one JSON object a file."
)
def convert(
    source: Path, out: Path, form: str | None, substitutes: tuple[str, ...], wants_json: bool
) -> None:
    """Convert IN, a file of any program, to OUT, and say what could not be carried over.

    IN may be a folder: its files go into the folder OUT. Exit status 1 if any file could not be converted; the others are.
    """
    from vig_annotator.services.interchange_batch import Summary, convert_batch, convert_file

    chosen = _pairs("--substitute", substitutes, "KIND=WHAT", "--substitute points=frame")
    if not source.is_dir():
        _tell_converted(convert_file(source, out, form, chosen), wants_json)
        return
    summary = Summary()
    with progress_context("Converting") as context:
        for answer in convert_batch(source, out, form, chosen, context):
            summary.add(answer)
            _tell_converted(answer, wants_json)
    _finish(summary, "converted", many=True)


def _tell_converted(answer: dict[str, Any], wants_json: bool) -> None:
    if wants_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
    elif "error" in answer:
        click.echo(f"{answer['file']}: not converted. {answer['error']}")
    else:
        for loss in answer["losses"]:
            click.echo(f"lost: {loss}", err=True)
        click.echo(f"{answer['out']} ({answer['written']} annotations)")


@click.command()
@click.argument("library", type=_FILE)
@click.option(
    "--session",
    "wanted",
    multiple=True,
    help="The session's title, its id, or the beginning of its id; repeat for more.",
)
@click.option("--family", default="", help="All sessions of this family.")
@click.option("--all", "everything", is_flag=True, help="All sessions of the library.")
@click.option("--reel", default="", help="A reel, by its title or id, for an editing program (otio).")
@click.option(
    "--format", "form", default="", help="What to write, such as csv, eaf, boris, opf, textgrid, otio."
)
@click.option(
    "--out",
    required=True,
    type=_FILE,
    help="The file to write; a folder where each session gets a file of its own.",
)
@click.option("--coder", default="", help="Only this coder's annotations.")
@click.option(
    "--without-names/--with-names",
    default=None,
    help="Name no coder, session title or film, or name them; default: tables and GSEQ name nobody, the others do.",
)
@click.option("--without-notes", is_flag=True, help="Leave out notes.")
@_SUBSTITUTES
@click.option("--dry-run", is_flag=True, help="Only say what would be lost.")
def export(
    library: Path,
    wanted: tuple[str, ...],
    family: str,
    everything: bool,
    reel: str,
    form: str,
    out: Path,
    coder: str,
    without_names: bool | None,
    without_notes: bool,
    substitutes: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Write sessions or a reel of LIBRARY (its folder) for another program, and say what it can't hold."""
    from vig_annotator.services import session_export
    from vig_annotator.services.interchange_export import ExportChoices

    if sum((bool(wanted), bool(family), everything, bool(reel))) != 1:
        raise UsageError("Say what to export, in one way.", "Use --session S, --family F, --all or --reel R.")
    if reel:
        if form not in ("", "otio"):
            raise UsageError("A reel is written as otio.", "Leave --format out, or say --format otio.")
        with progress_context("Writing the reel") as context:
            count = session_export.export_reel(library, reel, out, context)
        click.echo(f"{out} ({count} clips)")
        return
    if not form:
        raise UsageError("Say what to write.", "Add --format, such as --format eaf.")
    chosen = _pairs("--substitute", substitutes, "KIND=WHAT", "--substitute points=frame")
    choices = ExportChoices(without_names, without_notes, coder, chosen)
    sessions = session_export.Wanted(wanted, family, everything)
    with progress_context("Writing the file") as context:
        plans = session_export.plan_session_export(library, sessions, form, choices, context)
        if not dry_run:
            session_export.require_target(plans, out)
    for plan in plans:
        for loss in plan.losses:
            where = f"{plan.name}: " if len(plans) > 1 else ""
            click.echo(f"lost: {where}{loss.sentence}", err=True)
    if plans and plans[0].hidden:
        codings = "1 coding is" if plans[0].hidden == 1 else f"{plans[0].hidden} codings are"
        click.echo(f"left out: {codings} hidden until both coders have sent theirs (blind)", err=True)
    if dry_run:
        return
    for path, count in session_export.write_exports(plans, out):
        click.echo(f"{path} ({count} annotations)")
