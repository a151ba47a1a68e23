"""Command: erase a visit, a family or a person from a library for good."""

from __future__ import annotations

from pathlib import Path

import click

from vig_annotator.cli.progress import progress_context

_FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("library", type=_FOLDER)
@click.option("--session", metavar="S", help="A visit: its title, its id or the beginning of its id.")
@click.option("--family", metavar="NAME", help="A family with all its visits.")
@click.option(
    "--person", metavar="NAME", help="Somebody of --family, with every visit in which they can be seen."
)
@click.option("--made-files", is_flag=True, help="Erase the films and pictures that were made of it, too.")
@click.option("--films", is_flag=True, help="Erase its original films, too.")
@click.option(
    "--confirm",
    metavar="NAME",
    help="The name of what is erased. Without it, nothing is: only what would go is listed.",
)
def erase(
    library: Path,
    session: str | None,
    family: str | None,
    person: str | None,
    made_files: bool,
    films: bool,
    confirm: str | None,
) -> None:
    """Erase one visit, family or person from LIBRARY: codings, notes, history, reels, caches and copies of the library, for good.

    Without --confirm it only says what would go, and which name confirms it.
    """
    from vig_annotator.errors import NotFound, UsageError
    from vig_annotator.media.erasing import WHAT_IS_PROMISED
    from vig_annotator.services import consent, erasing
    from vig_annotator.services.families import find_family
    from vig_annotator.services.sessions import find_session
    from vig_annotator.services.workspace import Workspace
    from vig_annotator.settings import load_settings

    if (session is None) == (family is None) or (person is not None and family is None):
        raise UsageError(
            "Name what is to be erased.", "Use --session S, --family NAME, or --family NAME --person NAME."
        )
    with Workspace.open(library, load_settings().coder_name, create=False) as ws:
        if session is not None:
            doomed = erasing.a_session(ws, find_session(ws, session).id)
        else:
            found = find_family(ws, family or "")
            if person is None:
                doomed = erasing.a_family(ws, found.id)
            else:
                people = consent.people(ws, found.id)
                named = [one for one in people if one.called.casefold() == person.strip().casefold()]
                if len(named) != 1:
                    names = ", ".join(one.called for one in people) or "nobody"
                    raise NotFound(
                        f"“{person}” is not one person of this family.", f"Its people are: {names}."
                    )
                doomed = erasing.a_person(ws, named[0].id)
        goes = erasing.what_goes(ws.store, doomed)
        if confirm is None:
            click.echo(f"This would erase {doomed.title}:")
            for line in (*goes.lines, *(f"file: {one.path}" for one in (*goes.made, *goes.films))):
                click.echo(f"  {line}")
            click.echo(f"Nothing was erased. To erase it: --confirm “{doomed.name}”.")
            return
        chosen = (*(goes.made if made_files else ()), *(goes.films if films else ()))
        with progress_context("Erasing") as context:
            gone = erasing.erase(
                ws.store,
                doomed,
                confirm,
                chosen,
                ws.caches_dir,
                who=ws.coder,
                at=ws.stamp().at,
                context=context,
            )
        ws.renew()
    click.echo(
        f"Erased {doomed.title}." + (f" {gone.files} files, too. {WHAT_IS_PROMISED}" if gone.files else "")
    )
    for trouble in gone.left:
        click.echo(trouble)
