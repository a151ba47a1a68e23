"""What is said about a tag under the mouse."""

from __future__ import annotations

from html import escape

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.timecode import format_duration, format_time


def tag_words(one: Annotation, codebook: Codebook | None) -> str:
    """Label, time, length, modifiers and note of a tag, as rich text."""
    code = codebook.code(one.code_id) if codebook is not None else None
    lines = [f"<b>{escape(code.label if code is not None else one.code_id)}</b>"]
    if one.offset_us is None:
        lines.append(f"{format_time(one.onset_us)} – still running")
    elif one.is_point:
        lines.append(format_time(one.onset_us))
    else:
        length = format_duration(one.offset_us - one.onset_us)
        lines.append(f"{format_time(one.onset_us)} – {format_time(one.offset_us)} · {length}")
    for modifier_id, choices in one.modifiers.items():
        modifier = next((m for m in codebook.modifiers if m.id == modifier_id), None) if codebook else None
        lines.append(escape(f"{modifier.label if modifier else modifier_id}: {', '.join(choices)}"))
    if one.note:
        lines.append(f"<i>{escape(one.note)}</i>")
    return "<br>".join(lines)
