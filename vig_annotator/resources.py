"""Where the files that ship with the program are: codebooks and sample clips.

In a checkout they lie beside the package; an installed wheel carries them in ``vig_annotator/shipped``.
"""

from __future__ import annotations

from pathlib import Path

from vig_annotator.errors import NotFound

_PACKAGE = Path(__file__).resolve().parent


def shipped_folder(name: str) -> Path:
    """The folder of shipped files of that name (``codebooks``, ``sample_clips``).

    Raises:
        NotFound: the installation is incomplete.
    """
    # The wheel's own first: beside an installed package lie those of others, which may have such a folder, too.
    for candidate in (_PACKAGE / "shipped" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise NotFound(f"The folder “{name}” of this program is missing.", "Install the program again.")
