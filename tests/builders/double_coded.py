"""A film that several people have coded, each by pressing keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.builders.clips import Clip
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services import films, passes, tagging
from vig_annotator.services.workspace import Workspace

FRAME_US = 40_000

Codings = Mapping[str, Sequence[tuple[str, int]]]
"""By coder, which code's key was pressed at which frame (25 a second)."""


def code_film(library: Path, film: Clip, codings: Codings) -> Path:
    """Code a film by the first of the shipped codebooks, in a library that need not be there yet; answers the library."""
    for coder, presses in codings.items():
        with Workspace.open(library, coder) as ws:
            session, recording = films.add_film(ws, film.path)
            films.note_duration(ws, recording, MediaTime(film.end_us))
            coding = passes.ensure_pass(ws, session, load_codebook(shipped_codebooks()[0]))
            for code, frame in presses:
                at_us = MediaTime(frame * FRAME_US)
                tagging.press_code(ws, coding, code, at_us, next_frame_us=MediaTime(at_us + FRAME_US))
    return library
