"""Formats that hold one session in a file."""

from __future__ import annotations

from vig_annotator.errors import ExportError
from vig_annotator.exchange.document import Document, Observation


def only_observation(document: Document, title: str) -> Observation:
    """The one session of a document.

    Raises:
        ExportError: it holds none, or several.
    """
    count = len(document.observations)
    if count == 1:
        return document.observations[0]
    if not count:
        raise ExportError(
            "There is no session in the file to write.", "A vocabulary is converted as a codebook."
        )
    raise ExportError(
        f"The file holds {count} sessions, and a file of this kind ({title}) holds one.",
        "Import it into a library, then export each session.",
    )
