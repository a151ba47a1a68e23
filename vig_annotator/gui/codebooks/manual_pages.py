"""The coding manual laid out on A4 pages, with page numbers, as a PDF."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)

from vig_annotator.codebook.manual import write_manual
from vig_annotator.errors import ExportError
from vig_annotator.gui.theme import body_font
from vig_annotator.model.codebook import Codebook

_DOTS_PER_INCH = 300
_MARGINS_MM = QMarginsF(18, 16, 18, 20)
_FOOT_PX = 60
_TEXT_PT, _FOOT_PT = 10, 8
_ABOVE_CARD_PX = 40
_NEW_PAGE = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore


def write_manual_pdf(book: Codebook, out: Path) -> int:
    """Write the manual as a PDF; answers how many pages it has. Of a restricted codebook the wording is left out.

    Args:
        book: whose.
        out: the file; it is written as it is, so the caller renames it when it is whole.

    Raises:
        ExportError: the file can't be written.
    """
    writer = QPdfWriter(str(out))
    writer.setTitle(f"{book.title}: coding manual")
    writer.setCreator("VIG Annotator")
    writer.setResolution(_DOTS_PER_INCH)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, _MARGINS_MM, QPageLayout.Unit.Millimeter)
    )
    painter = QPainter()
    if not painter.begin(writer):
        raise ExportError(
            f"“{out.name}” can't be written.", "Choose another place, or close the program that has it open."
        )
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(_face(_TEXT_PT))
    document.setDocumentMargin(0)
    document.setHtml(write_manual(book).decode())
    page = QSizeF(writer.width(), writer.height() - _FOOT_PX)
    document.setPageSize(page)
    _keep_cards_whole(document, {code.id for code in book.codes}, page.height())
    pages = document.pageCount()
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        document.drawContents(painter, QRectF(0, number * page.height(), page.width(), page.height()))
        painter.restore()
        painter.setFont(_face(_FOOT_PT))
        foot = QRectF(0, page.height(), page.width(), _FOOT_PX)
        painter.drawText(
            foot, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, f"{book.title} {book.version}"
        )
        painter.drawText(
            foot, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, f"{number + 1} / {pages}"
        )
    painter.end()
    return pages


def _keep_cards_whole(document: QTextDocument, code_ids: Collection[str], page_height: float) -> None:
    """Begin a new page where a code's card would be cut by the end of one; Qt's text engine does not do it by itself."""
    cards = _cards(document, code_ids)
    for title in cards:
        style = title.format().toTableFormat()
        style.setTopMargin(_ABOVE_CARD_PX)
        title.setFormat(style)
    layout = document.documentLayout()
    for place, title in enumerate(cards):
        heading = _heading_above(title)
        top = (
            layout.blockBoundingRect(heading).top()
            if heading is not None
            else layout.frameBoundingRect(title).top()
        )
        bottom = layout.blockBoundingRect(_last_block(document, cards, place)).bottom()
        if int(top // page_height) == int(bottom // page_height):
            continue
        if heading is not None:
            cursor = QTextCursor(heading)
            paragraph = heading.blockFormat()
            paragraph.setPageBreakPolicy(_NEW_PAGE)
            cursor.setBlockFormat(paragraph)
        else:
            style = title.format().toTableFormat()
            style.setPageBreakPolicy(_NEW_PAGE)
            title.setFormat(style)


def _cards(document: QTextDocument, code_ids: Collection[str]) -> list[QTextTable]:
    """The tables that hold the cards' titles, in order; in each is the mark that links lead to."""
    found: list[QTextTable] = []
    block = document.begin()
    while block.isValid():
        parts, names = block.begin(), set[str]()
        while not parts.atEnd():
            names |= set(parts.fragment().charFormat().anchorNames())
            parts += 1
        table = QTextCursor(block).currentTable()
        if names & set(code_ids) and table is not None:
            found.append(table)
        block = block.next()
    return found


def _heading_above(title: QTextTable) -> QTextBlock | None:
    """The heading of a group, where the card is the group's first; a line about the group may stand between."""
    block = title.firstCursorPosition().block().previous()
    for _ in range(2):
        if block.isValid() and block.blockFormat().headingLevel() > 0:
            return block
        block = block.previous()
    return None


def _last_block(document: QTextDocument, cards: list[QTextTable], place: int) -> QTextBlock:
    """The last line of a card: the one above the next card or its group's heading, or of the document."""
    if place + 1 == len(cards):
        return cards[place].lastCursorPosition().block()
    following = _heading_above(cards[place + 1]) or cards[place + 1].firstCursorPosition().block()
    return following.previous()


def _face(points: float) -> QFont:
    face = body_font()
    face.setPointSizeF(points)
    return face
