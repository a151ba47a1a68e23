"""The coding manual laid out on A4 pages, with page numbers, as a PDF."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextTable,
)

from vig_annotator.codebook.manual import write_manual
from vig_annotator.gui.theme import body_font
from vig_annotator.gui.tokens import LIGHT
from vig_annotator.model.codebook import Codebook
from vig_annotator.reels.whole_file import write_trouble

_DOTS_PER_INCH = 300
_MARGINS_MM = QMarginsF(18, 16, 18, 20)
_FOOT_PX = 60
_TEXT_PT, _FOOT_PT = 10, 8
_MOST_OF_A_PAGE = 0.9
_ALL = '<h2 class="codes">The codes</h2>'
_GROUP, _BREAK = '<div class="together"><h3>', 'style="page-break-before: always"'
_STYLE = f"""
a {{ color: {LIGHT.accent}; text-decoration: none; }}
h3 {{ color: {LIGHT.ink2}; }}
table.title {{ margin-top: 16px; }}
th {{ color: {LIGHT.ink2}; }}
.small, .keys td, .answers td, .practice td {{ font-size: 9pt; }}
.keys td {{ font-size: 6.5pt; }}
.keys b {{ font-size: 9pt; }}
"""
"""What Qt's text engine understands of the look; it can't read the style sheet of the page."""
Card = tuple[str, QTextTable]
"""A code's id, and the table that holds its card's title."""


def write_manual_pdf(book: Codebook, out: Path) -> int:
    """Write the manual as a PDF; answers how many pages it has. Of a restricted codebook the wording is left out.

    Args:
        book: whose.
        out: the file; it is written as it is, so the caller renames it when it is whole.

    Raises:
        ExportError: the file can't be written.
    """
    # Written in one go at the end: Qt says nothing of a disk that fills up while it writes.
    memory = QBuffer()
    memory.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(memory)
    writer.setTitle(f"{book.title}: coding manual")
    writer.setCreator("VIG Annotator")
    writer.setResolution(_DOTS_PER_INCH)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, _MARGINS_MM, QPageLayout.Unit.Millimeter)
    )
    painter = QPainter(writer)
    page = QSizeF(writer.width(), writer.height() - _FOOT_PX)
    document = _laid_out(write_manual(book).decode(), book, writer, page)
    pages = document.pageCount()
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        painter.setClipRect(QRectF(0, number * page.height(), page.width(), page.height()))
        document.documentLayout().draw(painter, _on_paper(painter.clipBoundingRect()))
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
    try:
        out.write_bytes(memory.data().data())
    except OSError as error:
        raise write_trouble(error, out) from error
    return pages


def _laid_out(html: str, book: Codebook, writer: QPdfWriter, page: QSizeF) -> QTextDocument:
    """The manual on pages, none of which cuts a code's card; Qt's text engine does not see to that by itself.

    Breaks are put into the markup one after the other from the top, because each one moves all that follows.
    """
    document = _document(html, writer, page)
    for _ in book.active_codes:
        cut = _first_cut(document, book, page.height())
        if cut is None:
            break
        html = _with_break(html, cut)
        document = _document(html, writer, page)
    return document


def _document(html: str, writer: QPdfWriter, page: QSizeF) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(_face(_TEXT_PT))
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(html)
    document.setPageSize(page)
    return document


def _on_paper(clip: QRectF) -> QAbstractTextDocumentLayout.PaintContext:
    """Dark ink on white paper, whatever the window's theme is."""
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette(context.palette)
    palette.setColor(QPalette.ColorRole.Text, QColor(LIGHT.ink))
    context.palette = palette
    context.clip = clip
    return context


def _first_cut(document: QTextDocument, book: Codebook, page_height: float) -> str | None:
    """Id of the first code whose card begins on one page and ends on another, though it would fit on one."""
    cards = _cards(document, {code.id for code in book.codes})
    layout = document.documentLayout()
    for place, (code_id, title) in enumerate(cards):
        heading = _heading_above(title)
        first = heading if heading is not None else title.firstCursorPosition().block()
        top = layout.blockBoundingRect(first).top()
        bottom = layout.blockBoundingRect(_last_block(cards, place)).bottom()
        if (
            int(top // page_height) != int(bottom // page_height)
            and bottom - top < page_height * _MOST_OF_A_PAGE
        ):
            return code_id
    return None


def _with_break(html: str, code_id: str) -> str:
    """The markup with a new page before a code's card, or before the heading of the group that the card begins."""
    card = html.index(f'<div class="code" id="{code_id}">')
    group = html.rfind(_GROUP, 0, card)
    if group >= 0 and '<div class="code"' not in html[group:card]:
        above = html[:group].rstrip()
        if above.endswith(_ALL):
            return above.removesuffix(_ALL) + _ALL.replace("<h2", f"<h2 {_BREAK}") + html[group:]
        return html[:group] + _GROUP.replace("<h3>", f"<h3 {_BREAK}>") + html[group + len(_GROUP) :]
    return html[:card] + html[card:].replace('<table class="title"', f'<table class="title" {_BREAK}', 1)


def _cards(document: QTextDocument, code_ids: Collection[str]) -> list[Card]:
    """The cards in order; in the title of each is the mark that links lead to."""
    found: list[Card] = []
    block = document.begin()
    while block.isValid():
        parts, names = block.begin(), set[str]()
        while not parts.atEnd():
            names |= set(parts.fragment().charFormat().anchorNames())
            parts += 1
        table = QTextCursor(block).currentTable()
        for code_id in names & set(code_ids):
            if table is not None:
                found.append((code_id, table))
        block = block.next()
    return found


def _heading_above(title: QTextTable) -> QTextBlock | None:
    """The heading of a group, where the card is the group's first; a line about the group and an empty one may stand between."""
    block = title.firstCursorPosition().block().previous()
    for _ in range(3):
        if block.isValid() and block.blockFormat().headingLevel() > 0:
            return block
        block = block.previous()
    return None


def _last_block(cards: list[Card], place: int) -> QTextBlock:
    """The last line of a card: the one above the next card or its group's heading; of the last card, above the next heading."""
    if place + 1 == len(cards):
        block = cards[place][1].lastCursorPosition().block().next()
        while block.isValid() and not block.blockFormat().headingLevel():
            block = block.next()
        return block.previous() if block.isValid() else cards[place][1].lastCursorPosition().block()
    following = cards[place + 1][1]
    heading = _heading_above(following)
    return (heading if heading is not None else following.firstCursorPosition().block()).previous()


def _face(points: float) -> QFont:
    face = body_font()
    face.setPointSizeF(points)
    return face
