"""One entry of a codebook file (the header, a code, a group ...) after its fields were read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Value:
    """What a field holds, and where it was written."""

    content: object
    line: int
    file: str


@dataclass(slots=True)
class Entry:
    """Fields with values that have the right shape, each with its line.

    Attributes:
        values: field name to value; fields that are not there, or not right, are missing.
        cleared: fields that were written with nothing behind them; in an extension they take the base's value away.
        wrong: fields that were written and could not be read; their fault is noted already.
        whole: False when the file broke off inside the entry.
    """

    line: int
    file: str
    values: dict[str, Value] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    whole: bool = True

    def text(self, name: str, default: str = "") -> str:
        """A field's text, or the default."""
        value = self.values.get(name)
        return value.content if value is not None and isinstance(value.content, str) else default

    def optional(self, name: str) -> str | None:
        """A field's text, or None."""
        return self.text(name) or None

    def flag(self, name: str, default: bool) -> bool:
        """A yes or no, or the default."""
        value = self.values.get(name)
        return value.content if value is not None and isinstance(value.content, bool) else default

    def time_us(self, name: str) -> int | None:
        """A duration in microseconds, or None."""
        value = self.values.get(name)
        return value.content if value is not None and type(value.content) is int else None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, or none."""
        value = self.values.get(name)
        if value is None or not isinstance(value.content, tuple):
            return ()
        return tuple(item for item in value.content if isinstance(item, str))

    def entries(self, name: str) -> tuple[Entry, ...]:
        """A list of entries, or none."""
        value = self.values.get(name)
        if value is None or not isinstance(value.content, tuple):
            return ()
        return tuple(item for item in value.content if isinstance(item, Entry))

    def line_of(self, name: str) -> int:
        """The line of a field; the entry's own when the field is not there."""
        value = self.values.get(name)
        return value.line if value is not None else self.line

    def file_of(self, name: str) -> str:
        """The file of a field; the entry's own when the field is not there."""
        value = self.values.get(name)
        return value.file if value is not None else self.file
