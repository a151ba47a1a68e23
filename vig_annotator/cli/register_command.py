"""Command: what was made of a library's films, where it is now, finding it again, erasing it."""

from __future__ import annotations

from pathlib import Path

import click

from vig_annotator.cli.progress import progress_context

_FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("library", type=_FOLDER)
@click.option("--family", metavar="NAME", help="Only of this family.")
@click.option(
    "--find", "folder", type=_FOLDER, metavar="DIR", help="Look in DIR for files that were moved or renamed."
)
@click.option(
    "--erase", "doomed", metavar="ID", help="Erase this file (the beginning of its id or digest is enough)."
)
def register(library: Path, family: str | None, folder: Path | None, doomed: str | None) -> None:
    """List every film, picture and packet that was made from LIBRARY: when, by whom, for whom, its hash, and where it is; and what came back.

    Files are known by their content, so --find finds them under any name. --erase overwrites a file, deletes it, and says what that
    can't promise.
    """
    from vig_annotator.media.erasing import WHAT_IS_PROMISED
    from vig_annotator.model.audiences import AUDIENCE_WORDS
    from vig_annotator.services import register as entries
    from vig_annotator.services.families import find_family
    from vig_annotator.services.packet_merging import came_back
    from vig_annotator.services.workspace import Workspace
    from vig_annotator.settings import load_settings

    with Workspace.open(library, load_settings().coder_name, create=False) as ws:
        entries.settle_left(ws)
        if doomed is not None:
            gone = entries.erase_file(ws, entries.find_entry(ws, doomed))
            click.echo(f"{gone.path}: erased. {WHAT_IS_PROMISED}")
            return
        listed = entries.made_files(ws, find_family(ws, family).id if family is not None else None)
        if folder is not None:
            with progress_context("Looking") as context:
                found = entries.search(listed, folder, context)
            listed = [
                entries.note_place(ws, one, found[one.id]) if one.id in found else one for one in listed
            ]
        for one in listed:
            whom = AUDIENCE_WORDS[one.audience].removeprefix("For ")
            click.echo(f"{one.id}  {one.created_at[:10]}  {one.created_by}  “{one.what}”  for {whom}")
            click.echo(f"    {entries.whereabouts(one).value}: {one.path}")
            click.echo(f"    sha256 {one.digest}")
            for back in came_back(ws, one):
                remarks = "1 remark" if back.remarks == 1 else f"{back.remarks} remarks"
                click.echo(
                    f"    answers of {back.who} came back on {back.created_at[:10]}, taken in by {back.created_by}: {remarks}"
                )
        if not listed:
            click.echo("Nothing was made yet.")
