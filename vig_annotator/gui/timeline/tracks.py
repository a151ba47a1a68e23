"""The annotations by row of the timeline, in arrays: what is in view is found without walking through all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vig_annotator.gui.timeline.lanes import LanePlan, Place, plan_lanes
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding import worth_building_anew

FOREVER = np.iinfo(np.int64).max
"""Offset of a state that is still running."""

Int64s = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class InView:
    """Part of a track, in order of onset."""

    onset_us: Int64s
    offset_us: Int64s
    code: NDArray[np.int16]
    at: Int64s
    """Position in the track, for `Track.id_at`."""

    def __len__(self) -> int:
        return len(self.onset_us)


@dataclass(frozen=True, slots=True)
class Crowd:
    """All annotations of one kind in a track, ready for asking what lies at many places at once.

    Attributes:
        onset_us: increasing.
        latest_end_us: the latest end of this one and all before it.
        code: as in `Track`.
    """

    onset_us: Int64s
    latest_end_us: Int64s
    code: NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.onset_us)


class Track:
    """The annotations of one row, sorted by onset."""

    def __init__(self, annotations: Sequence[Annotation], codes: dict[str, int]) -> None:
        ordered = sorted(annotations, key=lambda one: (one.onset_us, one.id))
        self._codes = codes
        self._ids = [one.id for one in ordered]
        self.onset_us: Int64s = np.array([one.onset_us for one in ordered], np.int64)
        self.offset_us: Int64s = np.array([_end(one) for one in ordered], np.int64)
        self.code: NDArray[np.int16] = np.array([codes[one.code_id] for one in ordered], np.int16)
        self._crowds: tuple[Crowd, Crowd] | None = None
        self._latest_end_us: Int64s | None = None

    def __len__(self) -> int:
        return len(self._ids)

    def id_at(self, position: int) -> str:
        """The id of the annotation at a position of the track."""
        return self._ids[position]

    def in_view(self, start_us: int, stop_us: int) -> InView:
        """What lies in or reaches into ``[start_us, stop_us)``; points at `start_us` too.

        States may be of any length, so ends are compared for all that begin before the stop and after the first that reaches so far.
        """
        if self._latest_end_us is None:
            self._latest_end_us = np.maximum.accumulate(self.offset_us)
        first = int(np.searchsorted(self._latest_end_us, start_us, side="left"))
        last = int(np.searchsorted(self.onset_us, stop_us, side="left"))
        at = first + np.flatnonzero(self.offset_us[first:last] >= start_us)
        return InView(self.onset_us[at], self.offset_us[at], self.code[at], at)

    @property
    def only_points(self) -> bool:
        """Whether no state is in it: then nothing can lie over anything."""
        return len(self.crowds()[1]) == len(self)

    def crowds(self) -> tuple[Crowd, Crowd]:
        """Its ended states, and its points."""
        if self._crowds is None:
            points = self.onset_us == self.offset_us
            self._crowds = (self._crowd(~points & (self.offset_us != FOREVER)), self._crowd(points))
        return self._crowds

    def insert(self, one: Annotation) -> None:
        """Add an annotation that is not in the track."""
        self._crowds = self._latest_end_us = None
        at = self._slot(one)
        self._ids.insert(at, one.id)
        self.onset_us = np.insert(self.onset_us, at, one.onset_us)
        self.offset_us = np.insert(self.offset_us, at, _end(one))
        self.code = np.insert(self.code, at, self._codes[one.code_id])

    def remove(self, one: Annotation) -> None:
        """Take out an annotation as it was inserted."""
        at = self._slot(one)
        assert self._ids[at] == one.id
        self._crowds = self._latest_end_us = None
        del self._ids[at]
        self.onset_us = np.delete(self.onset_us, at)
        self.offset_us = np.delete(self.offset_us, at)
        self.code = np.delete(self.code, at)

    def _crowd(self, which: NDArray[np.bool_]) -> Crowd:
        return Crowd(self.onset_us[which], np.maximum.accumulate(self.offset_us[which]), self.code[which])

    def _slot(self, one: Annotation) -> int:
        first = int(np.searchsorted(self.onset_us, one.onset_us, side="left"))
        stop = int(np.searchsorted(self.onset_us, one.onset_us, side="right"))
        return bisect_left(self._ids, one.id, first, stop)


def _end(one: Annotation) -> int:
    return int(FOREVER) if one.offset_us is None else one.offset_us


class Tracks:
    """All annotations of a coding pass, by lane and row.

    Attributes:
        plan: the lanes.
        code_ids: code ids in the order of the numbers that `Track.code` holds.
    """

    def __init__(self) -> None:
        self._codebook: Codebook | None = None
        self._all: dict[str, Annotation] = {}
        self._uses: dict[str, int] = {}
        self._running: set[str] = set()
        self._tracks: dict[Place, Track] = {}
        self.plan: LanePlan = plan_lanes(None)
        self.code_ids: list[str] = []
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[tuple[Place, Track]]:
        return iter(self._tracks.items())

    def get(self, annotation_id: str) -> Annotation | None:
        """The annotation of that id, or None."""
        return self._all.get(annotation_id)

    def place_of(self, one: Annotation) -> Place:
        """The row that an annotation is in."""
        return self.plan.place(one.code_id)

    def number_of(self, code_id: str) -> int:
        """The number of a code in `code_ids`."""
        return self._numbers[code_id]

    def track(self, place: Place) -> Track | None:
        """The annotations of a row; None if it is empty."""
        return self._tracks.get(place)

    @property
    def has_running(self) -> bool:
        """Whether a state was started and not yet ended."""
        return bool(self._running)

    def running(self) -> list[Annotation]:
        """The states that were started and not yet ended."""
        return [self._all[annotation_id] for annotation_id in self._running]

    def set_codebook(self, codebook: Codebook | None) -> None:
        """Another codebook; the annotations stay."""
        self._codebook = codebook
        self._build()

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        """All annotations anew."""
        self._all = {one.id: one for one in annotations}
        self._uses = {}
        self._running = {one.id for one in self._all.values() if one.running}
        for one in self._all.values():
            self._uses[one.code_id] = self._uses.get(one.code_id, 0) + 1
        self._build()

    def change(self, changed: Iterable[Annotation], removed_ids: Iterable[str]) -> bool:
        """Put in, replace and take out some; quick however many there are. Answers whether the lanes changed."""
        gone, put_in = list(removed_ids), list(changed)
        if worth_building_anew(len(gone) + len(put_in), len(self._all)):
            return self._change_many(put_in, gone)
        rows_before = self._used()
        for annotation_id in gone:
            self._take_out(annotation_id)
        for one in put_in:
            self._take_out(one.id)
        for one in put_in:
            self._all[one.id] = one
            if one.running:
                self._running.add(one.id)
            self._uses[one.code_id] = self._uses.get(one.code_id, 0) + 1
        if self._used() != rows_before and plan_lanes(self._codebook, self._used()) != self.plan:
            self._build()
            return True
        for one in put_in:
            place = self.plan.place(one.code_id)
            track = self._tracks.get(place)
            if track is None:
                self._tracks[place] = Track([one], self._numbers)
            else:
                track.insert(one)
        return False

    def _change_many(self, put_in: Iterable[Annotation], gone: Iterable[str]) -> bool:
        kept = dict(self._all)
        for annotation_id in gone:
            kept.pop(annotation_id, None)
        kept.update((one.id, one) for one in put_in)
        before = self.plan
        self.set_annotations(kept.values())
        return self.plan != before

    def _take_out(self, annotation_id: str) -> None:
        one = self._all.pop(annotation_id, None)
        if one is None:
            return
        self._uses[one.code_id] -= 1
        self._running.discard(one.id)
        self._tracks[self.plan.place(one.code_id)].remove(one)

    def _used(self) -> set[str]:
        return {code_id for code_id, count in self._uses.items() if count}

    def _build(self) -> None:
        self.plan = plan_lanes(self._codebook, self._used())
        self.code_ids = list(self.plan.places)
        self._numbers = {code_id: number for number, code_id in enumerate(self.code_ids)}
        rows: dict[Place, list[Annotation]] = {}
        for one in self._all.values():
            rows.setdefault(self.plan.place(one.code_id), []).append(one)
        self._tracks = {place: Track(members, self._numbers) for place, members in rows.items()}
