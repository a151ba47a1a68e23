"""The plan as one A4 page: large enough to read on a fridge door, small enough to be one page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from vig_annotator.errors import ExportError
from vig_annotator.gui.theme import body_font
from vig_annotator.gui.tokens import LIGHT

_MARGINS_MM = QMarginsF(22, 20, 22, 20)
_SIZES_PT = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0)
_DOTS_PER_INCH = 300
_STYLE = f"""
h1 {{ color: {LIGHT.accent}; }}
h2 {{ color: {LIGHT.positive}; margin-top: 18px; }}
.hope {{ font-style: italic; font-size: large; }}
.when {{ color: {LIGHT.ink2}; font-size: small; }}
li {{ margin-top: 5px; }}
"""


def write_plan_page(html: str, out: Path) -> None:
    """Write the page as a PDF; letters grow smaller until all of it is on one page.

    Raises:
        ExportError: it is too long for one page, or the file can't be written.
    """
    for size in _SIZES_PT:
        data = _pdf(html, size)
        if data is not None:
            part = out.with_name(out.name + ".part")
            try:
                part.write_bytes(data)
                part.replace(out)
            except OSError as error:
                part.unlink(missing_ok=True)
                raise ExportError(
                    f"“{out.name}” can't be written: {error.strerror or error}.", "Choose another place."
                ) from error
            return
    raise ExportError("The plan is too long for one page.", "Take out what is no longer needed.")


def _pdf(html: str, size_pt: float) -> bytes | None:
    """The page with letters of that size; None if it would be more than one."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle("Our plan")
    writer.setCreator("")
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            _MARGINS_MM,
            QPageLayout.Unit.Millimeter,
        )
    )
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    face = body_font()
    face.setPointSizeF(size_pt)
    document.setDefaultFont(face)
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(html)
    document.setDocumentMargin(0)
    document.setPageSize(writer.pageLayout().paintRectPixels(_DOTS_PER_INCH).size().toSizeF())
    if document.pageCount() > 1:
        return None
    document.print_(writer)
    buffer.close()
    return bytes(buffer.data().data())
