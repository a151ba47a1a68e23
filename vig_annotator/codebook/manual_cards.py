"""The card of one code in the printed manual."""

from __future__ import annotations

from html import escape

from vig_annotator.model.codebook import Code, Codebook, Kind, Valence

GROUND = "#F5F3EF"
_NO_COLOUR = "#5C646B"


def shape(code: Code) -> str:
    """The code's mark, as on the timeline: a dot for a point, a bar for a state, in its colour."""
    sign = "●" if code.kind is Kind.POINT else "■"
    return f'<span class="shape" style="color: {code.colour or _NO_COLOUR}">{sign}&nbsp;</span>'


def cap(key: str | None) -> str:
    """A key as its cap."""
    return f'<span class="cap">{escape(key.upper())}</span>' if key else ""


def code_card(code: Code, book: Codebook) -> str:
    """Everything that the codebook says about a code."""
    parts = [f'<div class="code" id="{code.id}">', _title(code)]
    if code.definition:
        parts.append(f'<p class="definition">{escape(code.definition)}</p>')
    parts.append(_pair(code))
    parts.append(_facts(code, book))
    parts.append("</div>")
    return "\n".join(part for part in parts if part)


def _title(code: Code) -> str:
    words = ["Point" if code.kind is Kind.POINT else "State"]
    if code.valence is Valence.POSITIVE:
        words.append('<span class="valence positive">Strength</span>')
    elif code.valence is Valence.CONCERN:
        words.append('<span class="valence concern">◆ Concern</span>')
    return (
        f'<table class="title" width="100%"><tr><td>{shape(code)}<b class="name">{escape(code.label)}</b></td>'
        f'<td class="right" align="right">{" · ".join(words)} &nbsp; {cap(code.key)}</td></tr></table>'
    )


def _pair(code: Code) -> str:
    cells = [
        (name, text)
        for name, text in (("Counts", code.example), ("Does not count", code.counter_example))
        if text
    ]
    if not cells:
        return ""
    row = "".join(
        f'<td width="50%" bgcolor="{GROUND}"><b>{name}</b><br>{escape(text)}</td>' for name, text in cells
    )
    return f'<table class="pair" width="100%" cellpadding="5" cellspacing="2"><tr>{row}</tr></table>'


def _facts(code: Code, book: Codebook) -> str:
    rows = [
        ("Mark it" if code.kind is Kind.POINT else "Starts", escape(code.starts_when)),
        ("Ends", escape(code.ends_when)),
        ("Lasts", f"at least {seconds(code.min_duration_us)}" if code.min_duration_us else ""),
        ("Answers", _answers(code, book)),
        ("Choose with it", _modifiers(code, book)),
        ("Do not confuse with", _confusions(code, book)),
        ("To a parent", f"“{escape(code.parent_label)}”" if code.parent_label else ""),
    ]
    table = "".join(
        f'<tr><th align="left" width="21%">{name}</th><td>{text}</td></tr>' for name, text in rows if text
    )
    return f'<table class="facts" width="100%">{table}</table>' if table else ""


def _answers(code: Code, book: Codebook) -> str:
    names = [
        f"“{escape(found.label)}”" for answered in code.answers if (found := book.code(answered)) is not None
    ]
    if not code.window_us:
        return " or ".join(names)
    within = f"within {seconds(code.window_us)}"
    return f"{' or '.join(names)}, {within}" if names else f"judged {within}"


def _modifiers(code: Code, book: Codebook) -> str:
    found = [modifier for wanted in code.modifiers if (modifier := book.modifier(wanted)) is not None]
    return "<br>".join(
        f"{escape(modifier.label)} {escape(', '.join(modifier.choice_labels or modifier.choices))}"
        + (" (more than one may be chosen)" if modifier.multiple else "")
        for modifier in found
    )


def _confusions(code: Code, book: Codebook) -> str:
    lines = []
    for confusion in code.confused_with:
        other = book.code(confusion.code)
        if other is not None:
            note = f": {escape(confusion.note)}" if confusion.note else ""
            lines.append(f'<a href="#{other.id}">{escape(other.label)}</a>{note}')
    return "<br>".join(lines)


def seconds(duration_us: int | None) -> str:
    """A duration as people say it, such as “3 seconds”."""
    value = (duration_us or 0) / 1_000_000
    return "1 second" if value == 1 else f"{value:g} seconds"
