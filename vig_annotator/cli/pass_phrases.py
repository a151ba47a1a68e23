"""Pass phrases on the command line: from a file, from the environment or typed unseen; never a word of the command itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from vig_annotator.errors import UsageError

VARIABLE = "VIG_ANNOTATOR_PASS_PHRASE"


def pass_phrase(file: Path | None, *, asked: str, new: bool = False) -> str:
    """The pass phrase, from where it is first found.

    Args:
        file: the first line of this file.
        asked: what to ask for at the terminal: ``Pass phrase of the packet``.
        new: whether it is a new one, to be typed twice.

    Raises:
        UsageError: the file can't be read, or nobody is there to be asked.
    """
    if file is not None:
        try:
            return (file.read_text(encoding="utf-8-sig").splitlines() or [""])[0]
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"The pass phrase can't be read from “{file}”.", "Check the file.") from error
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            "Nobody is there to type the pass phrase.", f"Use --pass-phrase-file, or set {VARIABLE}."
        )
    typed = click.prompt(asked, hide_input=True, err=True, confirmation_prompt="Once more" if new else False)
    return str(typed)
