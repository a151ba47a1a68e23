"""Reading JSON of other programs: also NaN and Inf, never a crash."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange.text import decode

_MOST_DIGITS = 400
_HALF_PAIR = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
"""Half of a surrogate pair, which no text can be written with; the lookbehind has the width of the other half."""
_INF = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![\w"])(-?)Inf(?![\w"])')


def parse_json(raw: bytes, what: str) -> Any:
    """The value that a JSON file holds.

    Numbers that are no numbers (``NaN``, ``Infinity``, ``Inf``) are read as such, and a whole number of any length that
    a file may reasonably hold is read exactly.

    Args:
        raw: the file.
        what: what the file should be, for the sentence: “a BORIS project”.

    Raises:
        ForeignFileError: it is no JSON; the sentence names the line.
    """
    text, _ = decode(raw)
    text = _HALF_PAIR.sub(r"\\ufffd", text.lstrip("\ufeff"))
    try:
        try:
            return json.loads(text, parse_int=_whole)
        except json.JSONDecodeError:
            if "Inf" not in text:
                raise
            return json.loads(_INF.sub(_spelt_out, text), parse_int=_whole)
    except json.JSONDecodeError as error:
        raise ForeignFileError(
            f"Line {error.lineno}: this is not {what}, because it is not JSON ({error.msg}).",
            "Save it again from its own program.",
        ) from error
    except (RecursionError, ValueError) as error:
        raise ForeignFileError(
            f"This is not {what} that can be read: it is nested too deeply, or holds an absurd number.",
            "Save it again from its own program.",
        ) from error


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else math.inf


def _spelt_out(match: re.Match[str]) -> str:
    return match[0] if match[1] is None else f"{match[1]}Infinity"


def finite(value: object) -> float | int | None:
    """A number that is one: not NaN, not infinite, not true or false; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return value if math.isfinite(value) else None
    except OverflowError:
        return None


def mapping(value: object) -> dict[str, Any]:
    """A JSON object, or an empty one in the place of anything else."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """A JSON list, or an empty one in the place of anything else."""
    return value if isinstance(value, list) else []


def text_of(value: object) -> str:
    """A text or a number as text; empty for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
