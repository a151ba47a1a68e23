"""Cards that are made anew only where they would be other ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
C = TypeVar("C")


class KeptCards(Generic[K, C]):
    """Cards by what they are of.

    Attributes:
        made: how many were made so far.
    """

    def __init__(self) -> None:
        self._cards: dict[K, tuple[object, C]] = {}
        self.made = 0

    def get(self, key: K, seen: object, make: Callable[[], C]) -> C:
        """The card of something: the one that was made of it, or a new one where what goes into it is no longer the same.

        Args:
            key: what the card is of.
            seen: all that goes into it, compared with ``==``. A picture goes in by its `id`, which nothing else can have while the card
                holds the picture.
            make: makes it.
        """
        known = self._cards.get(key)
        if known is not None and known[0] == seen:
            return known[1]
        card = make()
        self._cards[key] = seen, card
        self.made += 1
        return card

    def forget(self) -> None:
        """Make all of them anew."""
        self._cards.clear()
