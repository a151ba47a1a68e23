"""The slow work of the builder: laying a reel out for its preview, and looking through it."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.jobs import JobContext
from vig_annotator.model.reel_checks import Finding
from vig_annotator.services import reel_checking
from vig_annotator.services.reel_estimates import Estimate, estimate
from vig_annotator.services.reel_order import ReelOrder
from vig_annotator.services.reel_preview import Preview, lay_out


def look_through(
    gathered: reel_checking.ReelToCheck, known: reel_checking.Known, context: JobContext
) -> list[Finding]:
    """What is to be seen to in a reel; may run on any thread."""
    return reel_checking.look_through(gathered, QtTextPainter(), context, known)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A reel that can be played.

    Attributes:
        cost: what its film will cost.
    """

    preview: Preview
    cost: Estimate


def laid_out(order: ReelOrder, context: JobContext) -> LaidOut:
    """Make a reel ready to be played, with all that takes long in long reels; may run on any thread."""
    preview = lay_out(order, QtTextPainter(), context)
    len(preview.index)  # worked out here, and kept: the window's thread need not
    return LaidOut(preview, estimate(preview.plan))
