"""A codebook as a coding manual to print and to train from: one HTML file that needs nothing else.

It holds what the codebook says, in the order of the palette: rules, a card for each code, the key card, and an exercise made
of the examples, with its answers. The markup is plain headings and tables, so that the window can print it as PDF too.
"""

from __future__ import annotations

from html import escape
from importlib import resources

from vig_annotator.codebook.lanes import lanes
from vig_annotator.codebook.manual_cards import code_card
from vig_annotator.codebook.manual_exercise import exercise
from vig_annotator.codebook.manual_keys import key_card
from vig_annotator.codebook.restricting import for_export
from vig_annotator.model.codebook import Codebook

_MEANINGS = (
    ("● Point", "marks an instant: one press of its key."),
    ("■ State", "marks a stretch with a start and an end: one press starts it, the next ends it."),
    ("Strength", "may be shown to a parent."),
    ("Concern", "is for the guider and the supervisor; it never enters a parent’s reel by itself."),
)


def write_manual(codebook: Codebook) -> bytes:
    """The manual as an HTML file in UTF-8; of a restricted codebook the wording is left out, and the manual says so."""
    book = for_export(codebook)
    css = resources.files("vig_annotator.codebook").joinpath("manual.css").read_text(encoding="utf-8")
    parts = [
        _front(book),
        _glance(book),
        _rules(book),
        _reading(),
        _codes(book),
        key_card(book),
        exercise(book),
        _retired(book),
    ]
    body = "\n".join(part for part in parts if part)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(book.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(book.title)}: coding manual</title>\n'
        f"<style>\n{css}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def _front(book: Codebook) -> str:
    rows = [
        ("Version", book.version),
        ("Codes", str(len(book.active_codes))),
        ("Training", book.training_required),
        ("Owner", book.owner),
        ("Licence", book.licence),
        ("Made from", ", ".join(book.based_on)),
    ]
    table = "".join(
        f'<tr><th align="left" width="22%">{name}</th><td>{escape(text)}</td></tr>'
        for name, text in rows
        if text
    )
    note = "".join(f'<p class="lead">{escape(part)}</p>\n' for part in book.note.split("\n") if part.strip())
    if book.restricted:
        note += (
            '<p class="notice">The wording of this codebook is restricted and is left out here. '
            "Definitions and examples are in the owner’s own manual.</p>\n"
        )
    return f'<p class="kicker">Coding manual</p>\n<h1>{escape(book.title)}</h1>\n{note}<table class="head" width="100%" cellpadding="2">{table}</table>'


def _glance(book: Codebook) -> str:
    rows = []
    for lane in lanes(book):
        names = ", ".join(f'<a href="#{code.id}">{escape(code.label)}</a>' for code in lane.codes)
        rows.append(
            f'<tr><th align="left" width="22%">{escape(lane.heading)}</th><td>{names}</td><td class="n" align="right">{len(lane.codes)}</td></tr>'
        )
    return f'<h2>The codes at a glance</h2>\n<table class="contents" width="100%" cellpadding="2">{"".join(rows)}</table>'


def _rules(book: Codebook) -> str:
    if not book.decision_rules:
        return ""
    items = "".join(f"<li>{escape(rule)}</li>" for rule in book.decision_rules)
    return f"<h2>Rules that hold for all codes</h2>\n<ol>{items}</ol>"


def _reading() -> str:
    rows = "".join(
        f'<tr><th align="left" width="16%">{name}</th><td>{escape(text)}</td></tr>'
        for name, text in _MEANINGS
    )
    return f'<div class="together"><h2>How to read a card</h2>\n<table class="meanings" width="100%" cellpadding="2">{rows}</table></div>'


def _codes(book: Codebook) -> str:
    parts = ['<h2 class="codes">The codes</h2>']
    for lane in lanes(book):
        heading = f"<h3>{escape(lane.heading)}</h3>"
        if lane.exclusive and len(lane.codes) > 1:
            always = " One of them is always on." if lane.group is not None and lane.group.exhaustive else ""
            heading += (
                f'<p class="small">Only one of these at a time: a new one ends the one before.{always}</p>'
            )
        first, *others = (code_card(code, book) for code in lane.codes)
        parts.append(f'<div class="together">{heading}\n{first}</div>')
        parts.extend(others)
    return "\n".join(parts)


def _retired(book: Codebook) -> str:
    retired = [code for code in book.codes if code.retired]
    if not retired:
        return ""
    rows = []
    for code in retired:
        instead = book.code(code.replaced_by or "")
        text = f"use “{escape(instead.label)}” instead" if instead is not None else "no longer coded"
        rows.append(f'<tr><th align="left">{escape(code.label)}</th><td>{text}</td></tr>')
    return f"<h2>Retired codes</h2>\n<table>{''.join(rows)}</table>"
