"""Removing what was kept about films that are no longer of interest: their kept arrays, and parts of them that were never finished."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from pathlib import Path

from vig_annotator.media.cache_files import KEPT_DIGITS

_LOG = logging.getLogger(__name__)
_OF_A_FILM = re.compile(rf"([0-9a-f]{{{KEPT_DIGITS}}})\.")


def forget(cache_dir: Path, fingerprints: Collection[str]) -> None:
    """Remove everything that is kept about these films (frames, sound, pictures, damage, unfinished parts)."""
    doomed = {one[:KEPT_DIGITS] for one in fingerprints}
    _remove(cache_dir, doomed=doomed)


def forget_all_but(cache_dir: Path, fingerprints: Collection[str]) -> None:
    """Remove everything that is kept about any other film than these."""
    _remove(cache_dir, kept={one[:KEPT_DIGITS] for one in fingerprints})


def _remove(cache_dir: Path, *, doomed: Collection[str] | None = None, kept: Collection[str] = ()) -> None:
    try:
        for file in list(cache_dir.iterdir()):
            film = _OF_A_FILM.match(file.name)
            if film is None or not file.is_file():
                continue
            if film[1] not in kept if doomed is None else film[1] in doomed:
                file.unlink(missing_ok=True)
    except FileNotFoundError:
        return
    except OSError:
        _LOG.warning("something that was kept about a film could not be removed; it is tried again next time")
