"""Values within values (a clip's look, a reel's style) as plain JSON, and back.

Only what differs from the usual is written, and a field that is not there has its usual value: so rows that were written
before a field came stay readable, and logs stay short. A field that this program does not know is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

V = TypeVar("V")


def plain_of(value: object) -> Any:
    """A value of nested dataclasses, tuples, words, whole numbers and None, as JSON takes it."""
    if is_dataclass(value):
        return {
            field.name: plain_of(getattr(value, field.name))
            for field in fields(value)
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple):
        return [plain_of(one) for one in value]
    return value.value if isinstance(value, StrEnum) else value


def value_of(kind: type[V], plain: Any) -> V:
    """The value of that kind which `plain_of` wrote.

    Raises:
        TypeError: a field without a usual value is missing.
        ValueError: a word is none of its kind.
    """
    return cast(V, _read(kind, plain))


def _read(kind: Any, plain: Any) -> Any:
    if isinstance(kind, UnionType):
        if plain is None:
            return None
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], one) for one in plain)
    if is_dataclass(kind):
        stored: Mapping[str, Any] = plain
        hints = _hints(cast(type, kind))
        return cast(type, kind)(
            **{name: _read(hint, stored[name]) for name, hint in hints.items() if name in stored}
        )
    return kind(plain) if isinstance(kind, type) and issubclass(kind, StrEnum) else plain


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
