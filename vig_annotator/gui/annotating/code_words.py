"""What is said about a code when the mouse rests on it."""

from __future__ import annotations

from html import escape

from vig_annotator.gui.buttons import key_text
from vig_annotator.model.codebook import Code, Codebook, Kind

_WIDTH_PX = 330


def code_tooltip(code: Code, codebook: Codebook, width_px: int = _WIDTH_PX) -> str:
    """Definition, example and counter-example, as rich text."""
    how = "Press once: an instant." if code.kind is Kind.POINT else "Press to start, press again to end."
    key = f"  ·  {escape(key_text(code.key))}" if code.key else ""
    parts = [f"<b>{escape(code.label)}</b>{key}", escape(code.definition)]
    if code.example:
        parts.append(f"<i>For example:</i> {escape(code.example)}")
    if code.counter_example:
        parts.append(f"<i>Not:</i> {escape(code.counter_example)}")
    for one in code.confused_with:
        other = codebook.code(one.code)
        if other is not None:
            parts.append(f"<i>Easily taken for</i> {escape(other.label)}. {escape(one.note)}")
    parts.append(how)
    inside = "".join(f"<p style='margin:0 0 6px 0'>{part}</p>" for part in parts if part)
    return f"<div style='width:{width_px}px'>{inside}</div>"
