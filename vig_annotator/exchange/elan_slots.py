"""The time slots of an .eaf file: those that a read file had, and new ones, in order of time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from lxml import etree

from vig_annotator.exchange.document import ForeignAnnotation
from vig_annotator.exchange.elan_times import neighbours
from vig_annotator.exchange.seconds import whole_ms


class Slots:
    """Hands out slots to annotations and writes those that were handed out.

    Args:
        kept: the slots of the file that was read, in its order: milliseconds, or None where a slot has no time of its own.
    """

    def __init__(self, kept: Sequence[int | None] = ()) -> None:
        self._kept = list(kept)
        self._used: set[int] = set()
        self._new: list[int] = []
        self._shown: dict[int, int] = {}

    def old(self, one: ForeignAnnotation, slots: Sequence[int]) -> tuple[str, str]:
        """The ids of the two slots that an annotation had in the file that was read."""
        begin, end = slots
        self._used.update((begin, end))
        for slot, time in zip(slots, (one.onset_us, one.offset_us), strict=True):
            if time is not None:
                self._shown[slot] = whole_ms(time)
        return _slot_id(begin), _slot_id(end)

    def new(self, times: tuple[int, int]) -> tuple[str, str]:
        """The ids of two new slots, at milliseconds."""
        first = len(self._kept) + len(self._new)
        self._new.extend(times)
        return _slot_id(first), _slot_id(first + 1)

    def element(self) -> etree._Element:
        """TIME_ORDER: the slots in order of time; the unaligned ones stay behind those that they stood behind."""
        kept = [(number, value) for number, value in enumerate(self._kept) if number in self._used]
        aligned = [value for _, value in kept if value is not None]
        is_sorted = all(a <= b for a, b in itertools.pairwise(aligned))
        fresh = sorted((value, len(self._kept) + n) for n, value in enumerate(self._new))
        order: list[tuple[int, int | None]] = []
        if is_sorted:
            for number, value in kept:
                while value is not None and fresh and fresh[0][0] < value:
                    time, place = fresh.pop(0)
                    order.append((place, time))
                order.append((number, value))
        else:
            order.extend(kept)
        order.extend((place, time) for time, place in fresh)
        element = etree.Element("TIME_ORDER")
        for number, value in self._still_where_they_were(order):
            slot = etree.SubElement(element, "TIME_SLOT", {"TIME_SLOT_ID": _slot_id(number)})
            if value is not None:
                slot.set("TIME_VALUE", str(max(0, value)))
        return element

    def _still_where_they_were(self, order: list[tuple[int, int | None]]) -> Iterable[tuple[int, int | None]]:
        """Unaligned slots get the time at which they were shown if what they lay between is no longer there."""
        before = neighbours(list(enumerate(self._kept)))
        settled = {
            slot: self._shown[slot]
            for slot, around in neighbours(order).items()
            if around != before.get(slot) and slot in self._shown
        }
        return [(slot, settled.get(slot, value)) for slot, value in order]


def _slot_id(number: int) -> str:
    return f"ts{number + 1}"
