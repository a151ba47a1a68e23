"""Following somebody who is not to be seen: a box drawn once is followed both ways through a clip.

OpenCV's MIL tracker moves the box; it never says that it has lost what it follows, so each step is compared with what was drawn.
Where the two are unlike, the box is looked for in the whole picture; until it is found again it is spread evenly between
where it was and where it comes back, and that stretch is doubtful. So is a stretch in which the way there and the way back disagree.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from vig_annotator.jobs import JobContext
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.model.clip_look import Blur
from vig_annotator.model.frame_box import WHOLE, Box, BoxAt
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.reels.parts import ReelFilm

_SMALL = (320, 320)  # pixels: enough to follow a head, and quick
_PATCH = 24
_BORDER = 48
_LOST, _FOUND = 0.35, 0.6
"""Likeness (-1 to 1) below which the box is lost, and from which on it is found again."""

_AGREE = 0.3  # of the smaller box, covered by both
_TOLERANCE = 60  # ten-thousandths: a way that is straight but for this is kept as a line

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where the box is in a picture, and whether that is sure."""

    box: NDArray[np.float64]  # x, y, width, height in pixels of the small picture
    sure: bool


def follow(film: ReelFilm, blur: Blur, span: Span, starts_at_us: int, context: JobContext) -> Blur:
    """Follow the drawn boxes of a blur through a stretch of a film.

    Args:
        film: which.
        blur: its boxes are on the session's clock; at least one.
        span: of the film, on the film's own clock.
        starts_at_us: where the film's first frame lies on the session's clock.
        context: progress and cancel.

    Returns:
        the blur with `followed` and `doubts`.

    Raises:
        MediaError: the film can't be read.
        Cancelled: the context was cancelled.
    """
    first, stop = film.index.frame_at(span.onset_us), film.index.frame_at(span.offset_us - 1) + 1
    pictures = _pictures(film, first, stop, context.share(0.0, 0.3))
    drawn = _drawn(film, blur.drawn, starts_at_us, first, stop, pictures[0].shape)
    seen = _followed(pictures, drawn, context.share(0.3, 1.0))
    height, width = pictures[0].shape
    keys = [
        BoxAt(MediaTime(int(film.index.time_us[first + n]) + starts_at_us), _as_box(one.box, width, height))
        for n, one in enumerate(seen)
    ]
    doubts = _doubts(film, [first + n for n, one in enumerate(seen) if not one.sure], starts_at_us)
    fixed = {key.at_us for key in blur.drawn}
    return replace(blur, followed=tuple(simplified(keys, fixed)), doubts=tuple(doubts))


def _pictures(film: ReelFilm, first: int, stop: int, context: JobContext) -> list[Grey]:
    grey: list[Grey] = []
    with FilmReader(film.path, film.index) as reader:
        for frame, picture in reader.iter_frames(first, stop, _SMALL):
            grey.append(np.asarray(cv2.cvtColor(picture.rgb, cv2.COLOR_RGB2GRAY), np.uint8))
            context.report((frame - first) / (stop - first), "Reading the clip")
    return grey


def _drawn(
    film: ReelFilm, keys: Iterable[BoxAt], starts_at_us: int, first: int, stop: int, shape: tuple[int, ...]
) -> dict[int, NDArray[np.float64]]:
    """By picture, the boxes that were drawn; those outside of the stretch count at its nearest end."""
    scale = np.array([shape[1], shape[0], shape[1], shape[0]]) / WHOLE
    return {
        min(max(film.index.frame_at(key.at_us - starts_at_us), first), stop - 1) - first: np.array(
            [key.box.x, key.box.y, key.box.width, key.box.height]
        )
        * scale
        for key in keys
    }


def _followed(
    pictures: Sequence[Grey], drawn: dict[int, NDArray[np.float64]], context: JobContext
) -> list[_Seen]:
    places = sorted(drawn)
    seen: dict[int, _Seen] = {place: _Seen(drawn[place], True) for place in places}
    between = sum(after - before - 1 for before, after in pairwise(places))
    done, steps = 0, max(1, len(pictures) - len(places) + between)

    def tell() -> None:
        nonlocal done
        done += 1
        context.report(min(1.0, done / steps), "Following")

    def run(start: int, way: range) -> dict[int, _Seen]:
        return _one_way(pictures, start, drawn[start], way, tell)

    seen |= run(places[0], range(places[0] - 1, -1, -1))
    seen |= run(places[-1], range(places[-1] + 1, len(pictures)))
    for before, after in pairwise(places):
        there = run(before, range(before + 1, after))
        back = run(after, range(after - 1, before, -1))
        for place in range(before + 1, after):
            seen[place] = _joined(there[place], back[place], (place - before) / (after - before))
    return [seen[place] for place in range(len(pictures))]


def _one_way(
    pictures: Sequence[Grey], start: int, box: NDArray[np.float64], way: range, tell: object
) -> dict[int, _Seen]:
    """Follow a box along a way of pictures, over gaps."""
    assert callable(tell)
    seen: dict[int, _Seen] = {}
    height, width = pictures[start].shape
    model = _patch(pictures[start], box)
    tracker = _Tracker(pictures[start], box)
    last_good = box
    gap: list[int] = []
    for place in way:
        tell()
        picture = pictures[place]
        if not gap:
            moved = tracker.moved(picture)
            now = _inside(last_good if moved is None else moved, width, height)
            likeness = -1.0 if moved is None else _likeness(model, _patch(picture, now))
            if likeness >= _LOST:
                seen[place], last_good = _Seen(now, True), now
                if likeness >= _FOUND:  # it turns and comes nearer: what it looks like may change slowly
                    model = model * np.float32(0.9) + _patch(picture, now) * np.float32(0.1)
                continue
        gap.append(place)
        found = _looked_for(picture, model, last_good)
        if found is None:
            continue
        for number, missed in enumerate(gap[:-1], start=1):
            between = last_good + (found - last_good) * number / len(gap)
            seen[missed] = _Seen(between, False)
        seen[place] = _Seen(found, True)
        last_good, gap, tracker = found, [], _Tracker(picture, found)
    for missed in gap:
        seen[missed] = _Seen(last_good, False)
    return seen


class _Tracker:
    """OpenCV's tracker on pictures with a border: without one it can't follow what touches the picture's edge."""

    def __init__(self, picture: Grey, box: NDArray[np.float64]) -> None:
        cv2.setRNGSeed(1)  # the same drawing is followed the same way again
        self._tracker = cv2.TrackerMIL.create()
        x, y, width, height = (round(float(one)) for one in box)
        self._tracker.init(_bordered(picture), (x + _BORDER, y + _BORDER, max(4, width), max(4, height)))

    def moved(self, picture: Grey) -> NDArray[np.float64] | None:
        """Where the box is in the next picture; None if the tracker gives up."""
        held, (x, y, width, height) = self._tracker.update(_bordered(picture))
        return np.array([x - _BORDER, y - _BORDER, width, height], np.float64) if held else None


def _bordered(picture: Grey) -> Grey:
    colour = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    edges = (_BORDER, _BORDER, _BORDER, _BORDER)
    return np.asarray(cv2.copyMakeBorder(colour, *edges, cv2.BORDER_REPLICATE), np.uint8)


def _inside(box: NDArray[np.float64], width: int, height: int) -> NDArray[np.float64]:
    wide, tall = min(box[2], width), min(box[3], height)
    return np.array([min(max(0.0, box[0]), width - wide), min(max(0.0, box[1]), height - tall), wide, tall])


def _patch(picture: Grey, box: NDArray[np.float64]) -> NDArray[np.float32]:
    """What is in a box, small and of even light."""
    left, top = max(0, int(box[0])), max(0, int(box[1]))
    part = picture[top : max(top + 1, int(box[1] + box[3])), left : max(left + 1, int(box[0] + box[2]))]
    return cv2.resize(part, (_PATCH, _PATCH), interpolation=cv2.INTER_AREA).astype(np.float32)


def _likeness(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """How alike two patches are, -1 to 1: half by their light and shade, half by what is fine in them."""
    return (_correlation(one, other) + _correlation(_fine(one), _fine(other))) / 2


def _fine(picture: NDArray[np.float32], reach: float = _PATCH / 8) -> NDArray[np.float32]:
    return np.asarray(picture - cv2.GaussianBlur(picture, (0, 0), reach), np.float32)


def _correlation(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum() / size) if size > 1e-3 else 0.0


def _looked_for(
    picture: Grey, model: NDArray[np.float32], box: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Where in the whole picture something of the box's size looks like what was drawn; None if nowhere."""
    wide, tall = max(4, round(float(box[2]))), max(4, round(float(box[3])))
    if wide >= picture.shape[1] or tall >= picture.shape[0]:
        return None
    wanted = np.asarray(cv2.resize(model, (wide, tall), interpolation=cv2.INTER_LINEAR), np.float32)
    whole, reach = picture.astype(np.float32), max(wide, tall) / 8
    coarse = cv2.matchTemplate(whole, wanted, cv2.TM_CCOEFF_NORMED)
    fine = cv2.matchTemplate(_fine(whole, reach), _fine(wanted, reach), cv2.TM_CCOEFF_NORMED)
    _, best, _, (x, y) = cv2.minMaxLoc((np.asarray(coarse) + np.asarray(fine)) / 2)
    return np.array([x, y, box[2], box[3]], np.float64) if best >= _FOUND else None


def _joined(there: _Seen, back: _Seen, share: float) -> _Seen:
    """One place of the two that a picture has between two drawn boxes.

    The nearer drawing counts more. Where the two disagree nobody knows who is right, and what holds both is hidden.
    """
    if there.sure != back.sure:
        return there if there.sure else back
    left, top = np.maximum(there.box[:2], back.box[:2])
    right, bottom = np.minimum(there.box[:2] + there.box[2:], back.box[:2] + back.box[2:])
    shared = max(0.0, right - left) * max(0.0, bottom - top)
    if shared >= _AGREE * min(there.box[2] * there.box[3], back.box[2] * back.box[3]):
        return _Seen(there.box * (1 - share) + back.box * share, there.sure)
    corner = np.minimum(there.box[:2], back.box[:2])
    end = np.maximum(there.box[:2] + there.box[2:], back.box[:2] + back.box[2:])
    return _Seen(np.concatenate([corner, end - corner]), False)


def _as_box(box: NDArray[np.float64], width: int, height: int) -> Box:
    scale = WHOLE / np.array([width, height, width, height])
    x, y, wide, tall = (round(float(one)) for one in box * scale)
    return Box(x, y, max(1, wide), max(1, tall)).clipped()


def _doubts(film: ReelFilm, frames: Sequence[int], starts_at_us: int) -> list[Span]:
    doubts: list[Span] = []
    for frame in frames:
        onset = MediaTime(film.index.time_of(frame) + starts_at_us)
        offset = MediaTime(film.index.time_of(frame + 1) + starts_at_us)
        if doubts and doubts[-1].offset_us == onset:
            onset = doubts.pop().onset_us
        doubts.append(Span(onset, offset))
    return doubts


def simplified(keys: Sequence[BoxAt], fixed: Iterable[int] = ()) -> list[BoxAt]:
    """The keys that are needed so that, on the way between them, no other is further off than a small part of its box.

    Args:
        keys: by time.
        fixed: moments whose keys stay in any case.
    """
    if len(keys) < 3:
        return list(keys)
    kept = {0, len(keys) - 1}
    times = [key.at_us for key in keys]
    for at_us in fixed:
        place = bisect_right(times, at_us) - 1
        if place >= 0 and times[place] == at_us:
            kept.add(place)
    values = np.array([(k.box.x, k.box.y, k.box.width, k.box.height) for k in keys], np.float64)
    moments = np.array(times, np.float64)
    waiting = list(pairwise(sorted(kept)))
    while waiting:
        start, stop = waiting.pop()
        if stop - start < 2:
            continue
        share = ((moments[start:stop] - moments[start]) / (moments[stop] - moments[start]))[:, None]
        line = values[start] + (values[stop] - values[start]) * share
        off = np.abs(values[start:stop] - line).max(axis=1)
        room = np.minimum(_TOLERANCE, values[start:stop, 2:].min(axis=1) / 16)
        worst = int((off - room).argmax())
        if off[worst] > room[worst]:
            kept.add(start + worst)
            waiting += [(start, start + worst), (start + worst, stop)]
    return [keys[place] for place in sorted(kept)]
