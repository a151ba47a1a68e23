"""What is not as it should be in a file: told in full for a few, counted for many."""

from __future__ import annotations

_SHOWN = 20


class Problems:
    """Collects plain sentences; those of one kind beyond the first twenty are only counted."""

    def __init__(self) -> None:
        self._sentences: dict[str, list[str]] = {}
        self._more: dict[str, int] = {}

    def add(self, kind: str, sentence: str) -> None:
        """Note one.

        Args:
            kind: what they have in common, in the plural: “annotations that end before they start”.
            sentence: this one, with its place in the file.
        """
        known = self._sentences.setdefault(kind, [])
        if len(known) < _SHOWN:
            known.append(sentence)
        else:
            self._more[kind] = self._more.get(kind, 0) + 1

    def told(self) -> tuple[str, ...]:
        """All of them, in the order in which their kinds were first met."""
        lines: list[str] = []
        for kind, sentences in self._sentences.items():
            lines.extend(sentences)
            if kind in self._more:
                lines.append(f"And {self._more[kind]:,} more {kind}.")
        return tuple(lines)
