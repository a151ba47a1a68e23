"""The exercise of the printed manual: the codebook's own examples, shuffled, and the answers on a page of their own."""

from __future__ import annotations

import hashlib
from html import escape

from vig_annotator.model.codebook import Code, Codebook

_MOST_ON_A_PAGE = 12
"""Of how many codes both tasks find room on one page."""
_INTRODUCTION = (
    "Do it without the cards, then look up what you were unsure of. Film is the real teacher: when you are through, code two "
    "minutes of a film twice, a week apart, and compare."
)


def exercise(book: Codebook) -> str:
    """Two tasks and their answers; nothing when the codebook has no examples. The same codebook gives the same order."""
    which = [code for code in book.active_codes if code.example]
    if len(which) < 3:
        return ""
    which = sorted(which, key=lambda code: _dice(book, code, "which"))
    counts = sorted(
        (code for code in which if code.counter_example), key=lambda code: _dice(book, code, "counts")
    )
    near = [code.id for code in counts if _dice(book, code, "near") % 2]
    first = "".join(
        f'<tr><td class="n" width="5%">{number}</td><td>{escape(code.example)}</td><td class="write" width="35%"></td></tr>'
        for number, code in enumerate(which, start=1)
    )
    second = "".join(
        f'<tr><td class="n" width="5%">{number}</td><td>{escape(code.counter_example if code.id in near else code.example)}</td>'
        f'<td class="write">{escape(code.label)}?</td><td class="tick">yes &nbsp; no</td></tr>'
        for number, code in enumerate(counts, start=1)
    )
    answers_first = "".join(
        f'<tr><td class="n" width="12%">{number}</td><td>{escape(code.label)}</td></tr>'
        for number, code in enumerate(which, start=1)
    )
    answers_second = "".join(
        f'<tr><td class="n" width="12%">{number}</td><td>{"no" if code.id in near else "yes"}: {escape(code.label)}</td></tr>'
        for number, code in enumerate(counts, start=1)
    )
    return "\n".join(
        [
            '<div class="practice">',
            '<h2 style="page-break-before: always">Exercise</h2>',
            f"<p>{_INTRODUCTION}</p>",
            _task("1. Which code is it?", first),
            _task("2. Does it count?", second, new_page=len(which) > _MOST_ON_A_PAGE),
            "</div>",
            '<div class="practice answers">',
            '<h2 style="page-break-before: always">Answers</h2>',
            '<table width="100%" class="beside"><tr>'
            f'<td width="50%">{_task("1. Which code is it?", answers_first)}</td>'
            f'<td width="50%">{_task("2. Does it count?", answers_second)}</td></tr></table>',
            "</div>",
        ]
    )


def _task(heading: str, rows: str, *, new_page: bool = False) -> str:
    style = ' style="page-break-before: always"' if new_page else ""
    return f'<h3{style}>{heading}</h3>\n<table width="100%" cellpadding="2">{rows}</table>' if rows else ""


def _dice(book: Codebook, code: Code, task: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{book.id}/{task}/{code.id}".encode()).digest()[:4])
