"""The program's entry: sorts out what was asked, and turns every trouble into one sentence and an exit status.

Exit status: 0 done; 1 done, and the answer is "no" (a codebook has faults); 2 can't be done, with one plain sentence
on stderr; 70 a bug in the program; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import click

from vig_annotator.errors import Cancelled, VigError

_EXIT_CANNOT = 2
_EXIT_BUG = 70
_EXIT_STOPPED = 130

_COMMANDS = {
    "agreement": "vig_annotator.cli.agreement_command:agreement",
    "training": "vig_annotator.cli.training_command:training",
    "codebook": "vig_annotator.cli.codebook_commands:codebook",
    "convert": "vig_annotator.cli.interchange_commands:convert",
    "demo": "vig_annotator.cli.library_commands:demo",
    "erase": "vig_annotator.cli.erase_command:erase",
    "export": "vig_annotator.cli.interchange_commands:export",
    "import": "vig_annotator.cli.interchange_commands:import_files",
    "frames": "vig_annotator.cli.film_commands:frames",
    "ratings": "vig_annotator.cli.ratings_command:ratings",
    "packet": "vig_annotator.cli.packet_commands:packet",
    "reel": "vig_annotator.cli.film_commands:reel",
    "register": "vig_annotator.cli.register_command:register",
    "second-coding": "vig_annotator.cli.second_coding_command:second_coding",
    "still": "vig_annotator.cli.film_commands:still",
}


class _Commands(click.Group):
    """Loads a command's module when it is asked for; a first word that is no command is a film to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == _open_film.name:
            return _open_film
        if cmd_name not in _COMMANDS:
            return None
        module_name, attribute = _COMMANDS[cmd_name].split(":")
        command = getattr(importlib.import_module(module_name), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS:
            return _open_film.name, _open_film, args
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # caught here: Click would answer 1, which says that the answer is "no"
            return _nobody_reads()


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="[FILM | COMMAND ...]",
)
@click.version_option(metadata.version("vig-annotator"), prog_name="vig-annotator")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Play, tag, review and show the moments in which a parent and a baby get it right together.

    Without anything it opens the start page; with a FILM it opens that film; the commands work without a window.
    """
    if ctx.invoked_subcommand is None:
        _open_window(None)


@click.command(name="open-film", hidden=True)
@click.argument("film", type=click.Path(path_type=Path))
def _open_film(film: Path) -> None:
    """Open FILM in the window."""
    _open_window(film)


def _open_window(film: Path | None) -> None:
    if film is not None and not film.exists():
        raise VigError(
            f"There is no film or command “{film}”.",
            "Check the name, or see vig-annotator --help for the commands.",
        )
    from vig_annotator.bootstrap import open_window

    raise SystemExit(open_window(film=film))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit with its status."""
    raise SystemExit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the answer is its exit status."""
    try:
        answer = cli.main(args=arguments, standalone_mode=False)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except (click.Abort, KeyboardInterrupt, Cancelled):
        return _EXIT_STOPPED
    except click.ClickException as error:
        _say(_usage_sentence(error))
        return _EXIT_CANNOT
    except VigError as error:
        _say(str(error))
        return _EXIT_CANNOT
    except OSError as error:
        _say(_system_sentence(error))
        return _EXIT_CANNOT
    except Exception as error:
        return _bug(error)
    return answer if isinstance(answer, int) else 0


def _nobody_reads() -> int:
    """The reader (such as `head`) has gone: nobody is left to tell, and what is still to be printed goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _usage_sentence(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "vig-annotator"
    return f"{error.format_message().rstrip('.')}. See {command} --help."


def _system_sentence(error: OSError) -> str:
    what = error.strerror or "A file can’t be used"
    if error.filename is None:  # what could not be written is what the program prints
        return f"The answer could not be printed: {what.lower()}. Send it to another place."
    return f"{what}: {error.filename}."


def _bug(error: Exception) -> int:
    if os.environ.get("VIG_ANNOTATOR_DEBUG"):
        raise error
    from vig_annotator.log import log_folder, start_log

    start_log()
    logging.getLogger("vig_annotator").critical("a bug", exc_info=error)
    _say(f"The program made a mistake ({type(error).__name__}). What it noted is in {log_folder()}.")
    return _EXIT_BUG


def _say(sentence: str) -> None:
    with contextlib.suppress(OSError, ValueError):  # nobody listens: the exit status says it
        click.echo(f"vig-annotator: {' '.join(sentence.split())}", err=True)
