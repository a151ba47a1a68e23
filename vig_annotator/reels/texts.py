"""Words on the picture: what is to be written, and the port through which it is drawn.

Letters need shaping, joining, right-to-left writing and fonts that have them: a library for typography does that, on the other side
of `TextPainter` (the window's is `gui/reels/text_painter.py`). Here are only values.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vig_annotator.reels.canvas import Size

Rgba = NDArray[np.uint8]


class TextKind(StrEnum):
    """What words are for, which decides on their size, colour and ground."""

    CAPTION = "caption"
    BABY = "baby"
    SUBTITLE = "subtitle"
    LABEL = "label"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Words that are shown together.

    Attributes:
        text: with line breaks where somebody made them.
        under: a smaller line, of a card.
    """

    kind: TextKind
    text: str
    under: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class TextPicture:
    """Words as a picture.

    Attributes:
        rgba: ``(height, width, 4)``, 8 bits, colours not multiplied by the opacity; a card's covers the whole canvas.
        fits: whether all words are on it.
    """

    rgba: Rgba
    fits: bool = True


class TextPainter(Protocol):
    """Draws words; may be asked from any thread, by one at a time."""

    def paint(self, block: TextBlock, canvas: Size, width: int) -> TextPicture:
        """Draw words.

        Args:
            block: which.
            canvas: the reel's picture; the size of letters is a share of it.
            width: the widest that the picture may be.
        """
