"""A rating form: what a service wants to have rated when somebody's work is looked at, such as the skills of a shared review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RatingItem:
    """One thing that is rated.

    Attributes:
        id: stable name; ratings are kept under it.
        label: what people read.
        help: what to look at; may be empty.
    """

    id: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class RatingForm:
    """A form and its scale, which all items share.

    Attributes:
        lowest, highest: the ends of the scale, both of them ratings.
        words: what some ratings mean, by rating.
        items: in the order in which they are rated.
    """

    id: str
    title: str
    version: str
    note: str
    lowest: int
    highest: int
    words: Mapping[int, str]
    items: tuple[RatingItem, ...]

    def said(self, rating: int) -> str:
        """``3``, or ``5 – throughout`` where the form has words for it."""
        return f"{rating} – {self.words[rating]}" if rating in self.words else str(rating)
