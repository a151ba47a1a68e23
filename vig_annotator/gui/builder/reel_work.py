"""The slow work of the builder: laying a reel out for its preview, and looking through it."""

from __future__ import annotations

from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.jobs import JobContext
from vig_annotator.model.reel_checks import Finding
from vig_annotator.services import reel_checking
from vig_annotator.services.reel_order import ReelOrder
from vig_annotator.services.reel_preview import Preview, lay_out


def look_through(gathered: reel_checking.ReelToCheck, context: JobContext) -> list[Finding]:
    """What is to be seen to in a reel; may run on any thread."""
    return reel_checking.look_through(gathered, QtTextPainter(), context)


def laid_out(order: ReelOrder, context: JobContext) -> Preview:
    """A reel that can be played; may run on any thread."""
    return lay_out(order, QtTextPainter(), context)
