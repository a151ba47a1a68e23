"""The printed card: every key on one A4 page, as PDF or as a web page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from vig_annotator.codebook.restricting import for_export
from vig_annotator.gui.actions import Topic, of_topic
from vig_annotator.gui.buttons import key_text
from vig_annotator.gui.keys.card_page import write_page
from vig_annotator.gui.keys.key_book import KeyBook
from vig_annotator.gui.keys.presets import NAMES, Preset
from vig_annotator.model.codebook import Codebook
from vig_annotator.reels.whole_file import whole_file

_HINT = "A code’s key tags the frame that is on the screen. There is no Save: every tag is on disk when the key comes up."


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines: what is done, and the keys that do it."""

    title: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


def card_sections(book: KeyBook, codebook: Codebook | None) -> list[Section]:
    """What is on the card: the codes that have a key, then every action that has one."""
    sections = []
    if codebook is not None:
        codes = tuple((code.label, (key_text(code.key),)) for code in codebook.active_codes if code.key)
        sections.append(Section(f"Codes: {codebook.title}", codes))
    for topic in Topic:
        lines = tuple(
            (row.title.rstrip("…"), tuple(map(key_text, keys[:2])))
            for row in of_topic(topic)
            if (keys := book.keys(row.id))
        )
        if lines:
            sections.append(Section(topic.value, lines))
    return sections


def card_title(book: KeyBook) -> str:
    """What stands above the card."""
    name = NAMES[Preset(book.map.preset)]
    changed = ", changed" if book.map.changes else ""
    return f"Keys  ·  {name}{changed}"


def write_card(book: KeyBook, codebook: Codebook | None, out: Path) -> None:
    """Write the card, whole or not at all: a PDF if the name ends in .pdf, else a web page that prints on one page.

    Of a restricted codebook the labels are left out.

    Raises:
        ExportError: it can't be written.
    """
    told = for_export(codebook) if codebook is not None else None
    sections, title = card_sections(book, told), card_title(book)
    with whole_file(out, overwrite=True, sources=()) as part:
        if out.suffix.casefold() == ".pdf":
            write_page(title, [(one.title, one.lines) for one in sections], _HINT, part)
        else:
            part.write_text(card_html(title, sections), encoding="utf-8")


def card_html(title: str, sections: Sequence[Section]) -> str:
    """The card as a web page without anything from elsewhere."""
    parts = [_HEAD.format(title=escape(title))]
    for section in sections:
        parts.append(f"<section><h2>{escape(section.title)}</h2><table>")
        for words, keys in section.lines:
            caps = " ".join(f"<kbd>{escape(key)}</kbd>" for key in keys)
            parts.append(f"<tr><td>{escape(words)}</td><td class='k'>{caps}</td></tr>")
        parts.append("</table></section>\n")
    parts.append(f"</main><footer>{escape(_HINT)}</footer></body></html>\n")
    return "".join(parts)


_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 10mm; }}
body {{ font: 7.4pt/1.25 system-ui, sans-serif; color: #23272B; margin: 0 auto; max-width: 190mm; }}
h1 {{ font-size: 13pt; color: #0B6E69; margin: 4mm 0 2mm; }}
main {{ columns: 3; column-gap: 6mm; }}
h2 {{ font-size: 8pt; text-transform: uppercase; letter-spacing: .05em; color: #5C646B; margin: 0 0 1mm; break-after: avoid; }}
section {{ margin: 0 0 2.5mm; }}
table {{ border-collapse: collapse; width: 100%; }}
td {{ padding: .25mm 0; border-bottom: .2mm solid #E2DED6; vertical-align: top; }}
tr {{ break-inside: avoid; }}
.k {{ text-align: right; white-space: nowrap; padding-left: 2mm; }}
kbd {{ font: 600 6.8pt system-ui, sans-serif; border: .25mm solid #B9B3A8; border-radius: 1mm; padding: 0 1mm; background: #F5F3EF; }}
footer {{ margin-top: 3mm; color: #5C646B; }}
</style></head><body><h1>{title}</h1><main>
"""
