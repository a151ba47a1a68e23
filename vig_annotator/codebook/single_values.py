"""Reading one value: text as written to what its field's shape says, or a fault."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from vig_annotator.codebook.faults import Faults, shown, suggestion
from vig_annotator.codebook.fields import SYNONYMS, Field, Shape
from vig_annotator.codebook.reserved_keys import free_keys, is_reserved

_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_SECONDS = re.compile(r"[0-9]{1,4}(\.[0-9]{1,6})?")
_YES = frozenset(("yes", "true", "on"))
_NO = frozenset(("no", "false", "off"))
_LONGEST_S = 3600


def read_single(field: Field, line: int, text: str, faults: Faults) -> object | None:
    """The value of a text; None when it is not right, which is noted."""
    trimmed = text.strip()
    if field.shape is Shape.KEY and text == " ":
        trimmed = text  # the space bar: told apart from nothing, and refused by name
    if not trimmed:
        faults.add(line, f"“{field.name}” is empty", "write something, or delete the field")
        return None
    return _READERS[field.shape](field, line, trimmed, faults)


def id_from(text: str) -> str:
    """The nearest id to a text, such as ``warm_voice`` for “Warm voice!”; empty when there is none."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    near = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:64].strip("_")
    return near if _ID.fullmatch(near) else ""


def is_language(text: str) -> bool:
    """Whether a text has the form of a language's short name, such as ``cy`` or ``en-GB``."""
    return bool(_LANGUAGE.fullmatch(text))


def _id(field: Field, line: int, text: str, faults: Faults) -> str | None:
    if _ID.fullmatch(text):
        return text
    near = id_from(text)
    remedy = f"write it as “{near}”" if near else "start with a small letter"
    faults.add(line, f"“{shown(text)}” can’t be an id: small letters a to z, digits and _ only", remedy)
    return None


def _label(field: Field, line: int, text: str, faults: Faults) -> str | None:
    if "\n" in text:
        faults.add(
            line,
            f"“{field.name}” must stand on one line",
            "shorten it; long texts go into “definition” or “note”",
        )
        return None
    return _text(field, line, text, faults)


def _text(field: Field, line: int, text: str, faults: Faults) -> str | None:
    if len(text) > field.limit:
        faults.add(
            line,
            f"“{field.name}” is too long ({len(text):,} characters; {field.limit:,} are the most)",
            "shorten it",
        )
        return None
    odd = next((c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"), None)
    if odd is not None:
        faults.add(
            line,
            f"“{field.name}” holds a character that can’t be printed (U+{ord(odd):04X})",
            "delete it; look for a backslash",
        )
        return None
    return text


def _yes_no(field: Field, line: int, text: str, faults: Faults) -> bool | None:
    word = text.casefold()
    if word in _YES or word in _NO:
        return word in _YES
    faults.add(line, f"“{field.name}” can’t be “{shown(text)}”", "write yes or no")
    return None


def _seconds(field: Field, line: int, text: str, faults: Faults) -> int | None:
    if _SECONDS.fullmatch(text):
        duration_us = int(Decimal(text) * 1_000_000)
        if 0 < duration_us <= _LONGEST_S * 1_000_000:
            return duration_us
    faults.add(
        line,
        f"“{field.name}” can’t be “{shown(text)}”",
        f"write a number of seconds, such as 3 or 0.5 (more than 0, at most {_LONGEST_S})",
    )
    return None


def _choice(field: Field, line: int, text: str, faults: Faults) -> str | None:
    if text in field.choices:
        return text
    faults.add(line, f"“{field.name}” can’t be “{shown(text)}”", suggestion(text, field.choices, SYNONYMS))
    return None


def _colour(field: Field, line: int, text: str, faults: Faults) -> str | None:
    if _COLOUR.fullmatch(text):
        return text.upper()
    faults.add(line, f"“{shown(text)}” is not a colour", "write it as '#RRGGBB' in quotes, such as '#2B6CB0'")
    return None


def _key(field: Field, line: int, text: str, faults: Faults) -> str | None:
    if is_reserved(text):
        named = "the space bar" if text == " " else f"the key “{shown(text)}”"
        faults.add(line, f"{named} belongs to the player", f"choose another: {free_keys()}")
        return None
    if len(text) == 1 and text.isprintable() and not unicodedata.combining(text):
        return text.lower() if len(text.lower()) == 1 else text
    faults.add(line, f"“{shown(text)}” is not a key", f"write one letter or digit: {free_keys()}")
    return None


def _language(field: Field, line: int, text: str, faults: Faults) -> str | None:
    if is_language(text):
        return text
    faults.add(line, f"“{shown(text)}” is not a language code", "write it as en-GB, cy, de ...")
    return None


_READERS: dict[Shape, Callable[[Field, int, str, Faults], object | None]] = {
    Shape.ID: _id,
    Shape.LABEL: _label,
    Shape.TEXT: _text,
    Shape.YES_NO: _yes_no,
    Shape.SECONDS: _seconds,
    Shape.CHOICE: _choice,
    Shape.COLOUR: _colour,
    Shape.KEY: _key,
    Shape.LANGUAGE: _language,
}
