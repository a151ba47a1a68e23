"""The key card of the printed manual: the keyboard with the codes on their keys, to lie beside the screen."""

from __future__ import annotations

from html import escape

from vig_annotator.codebook.manual_cards import GROUND, cap, shape
from vig_annotator.codebook.reserved_keys import is_reserved
from vig_annotator.model.codebook import Code, Codebook

_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm,.")
_INDENT = (0, 0, 0, 1)
_WIDTH = ' width="10%"'


def key_card(book: Codebook) -> str:
    """The keyboard, and below it the codes whose keys are elsewhere or that have none."""
    by_key = {code.key: code for code in book.active_codes if code.key}
    width = max(len(row) + indent for row, indent in zip(_ROWS, _INDENT, strict=True))
    rows = []
    for row, indent in zip(_ROWS, _INDENT, strict=True):
        cells = [f'<td{_WIDTH} class="player"></td>'] * indent
        cells += [_cell(key, by_key.get(key)) for key in row]
        cells += [f'<td{_WIDTH} class="player"></td>'] * (width - len(cells))
        rows.append(f"<tr>{''.join(cells)}</tr>")
    shown = set("".join(_ROWS))
    others = [code for code in book.active_codes if code.key is None or code.key not in shown]
    extra = "".join(
        f"<tr><td>{shape(code)}{escape(code.label)}</td><td>{cap(code.key) or 'no key: click it'}</td></tr>"
        for code in others
    )
    return (
        f'<div class="keycard">\n<h2 style="page-break-before: always">Key card: {escape(book.title)}</h2>\n'
        f'<table class="keys" width="100%" cellpadding="2" cellspacing="2">{"".join(rows)}</table>\n'
        + (f"<table>{extra}</table>\n" if extra else "")
        + '<p class="small">● marks an instant; ■ starts a stretch, and ends it when pressed again. Keys on white '
        "belong to the player.</p>\n</div>"
    )


def _cell(key: str, code: Code | None) -> str:
    letter = f'<b class="letter">{escape(key.upper())}</b>'
    if code is not None:
        return f'<td{_WIDTH} bgcolor="{GROUND}">{letter}{shape(code)}<br>{escape(code.label)}</td>'
    if is_reserved(key):
        return f'<td{_WIDTH} class="player">{letter}</td>'
    return f'<td{_WIDTH} class="empty" bgcolor="{GROUND}">{letter}</td>'
