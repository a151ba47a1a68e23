"""What ELAN can't hold of any document, whatever one chooses to stand for it."""

from __future__ import annotations

from vig_annotator.exchange.document import Document
from vig_annotator.exchange.losses import unheld_characters
from vig_annotator.exchange.text import held_by_xml


def elan_losses(document: Document) -> list[str]:
    """What goes lost in a transcription beside what `losses` counts."""
    if document.format in ("eaf", "etf"):
        return []
    lost = unheld_characters(document, held_by_xml, "ELAN")
    short = sum(
        one.offset_us is not None and one.onset_us is not None and 0 < one.offset_us - one.onset_us < 1000
        for observation in document.observations
        for one in observation.annotations
    )
    what = (
        "state is shorter than a millisecond and is"
        if short == 1
        else "states are shorter than a millisecond and are"
    )
    return [*lost, *([f"{short:,} {what} written one millisecond long."] if short else [])]


def template_losses(document: Document) -> list[str]:
    """What goes lost in a template."""
    count = sum(len(observation.annotations) for observation in document.observations)
    return [
        f"A template holds tiers and vocabularies only: {count:,} annotations and the films are left out."
    ]
