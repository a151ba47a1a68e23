"""What the player wants of the decode thread: which picture now, and which ones soon."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.upright import Size

_MOST_AHEAD = 48
"""Pictures kept ready ahead of the playhead: more than a second and a half of most films."""

_HARDLY_BEHIND = 4
"""So few pictures behind the playhead, those on the way to it are left out."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The newest one counts.

    Attributes:
        frame: the picture that belongs on the screen.
        box: the size of pictures, see `media.upright.fit`.
        turn: changes whenever the playhead jumps, not when it moves on by playing.
        playing: pictures ahead of the playhead are wanted, none behind it; the other way round if `backwards`.
        stride: only frames whose number is a multiple are shown while playing.
        loop: frames (first, stop) that are played round and round, or None.
        backwards: the playhead goes back: step by step, or running if `playing`.
        floor: while playing on, the first frame that may still be shown; None if only `frame` may be.
    """

    frame: int
    box: Size
    turn: int = 0
    playing: bool = False
    stride: int = 1
    loop: tuple[int, int] | None = None
    backwards: bool = False
    floor: int | None = None


def now(wish: Wish, have: frozenset[int], index: FrameIndex, capacity: int) -> range:
    """Which frames to decode, one after the other, to get at the wished picture; none if it is there.

    Usually it alone. Going back, all frames of its stretch on the way to it: the next steps want them, and to decode each
    for itself would take as long as decoding them all. While playing, one on the way there, where the computer is too slow
    for the film. Arguments as in `soon`.
    """
    if wish.frame in have:
        return range(0)
    if wish.playing and wish.backwards:
        if wish.frame % wish.stride:  # where it began; no other picture of its stretch will be shown
            return range(wish.frame, wish.frame + 1)
        return _block_before(wish.frame, wish.stride, index, capacity)
    if wish.playing and wish.floor is not None:
        frame = _catching_up(wish, have, index)
        return range(frame, frame + 1)
    begin = wish.frame
    if wish.backwards:
        begin = max(index.entry_before(wish.frame), wish.frame - _kept_behind(capacity))
    return range(begin, wish.frame + 1)


def soon(wish: Wish, have: frozenset[int], index: FrameIndex, capacity: int) -> range:
    """Which frames to decode next, one after the other, while the wished picture is there already.

    Playing: the next missing picture ahead; backwards, the next whole stretch behind. Standing: whole stretches between two places at which decoding can begin, ahead
    and behind, before the ready pictures run out, so that stepping back is as quick as stepping on.

    Args:
        wish: the player's.
        have: frames that are ready.
        index: of the film.
        capacity: how many pictures can be kept.
    """
    ahead = _kept_ahead(capacity)
    if wish.playing and wish.backwards:
        return _next_while_running_back(wish, have, index, capacity)
    if wish.playing:
        return _next_while_playing(wish, have, len(index), ahead)
    behind = _kept_behind(capacity)
    stop = min(len(index), wish.frame + 1 + ahead)
    start = max(0, wish.frame - behind)
    next_ahead = next((f for f in range(wish.frame + 1, stop) if f not in have), stop)
    next_behind = next((f for f in range(wish.frame - 1, start - 1, -1) if f not in have), start - 1)
    short_ahead = next_ahead < stop and next_ahead - wish.frame <= (ahead + 1) // 2
    short_behind = next_behind >= start and wish.frame - next_behind <= max(1, behind // 3)
    if short_behind:
        begin = max(start, index.entry_before(next_behind))
        return range(begin, stop if short_ahead else next_behind + 1)
    return range(next_ahead, stop) if short_ahead else range(0)


def _catching_up(wish: Wish, have: frozenset[int], index: FrameIndex) -> int:
    """The next frame to show where decoding has fallen behind the playhead.

    Aiming at the playhead alone would leave the screen as it is until decoding gets there, and by then the playhead is gone
    again, further away each time. So pictures on the way are shown, though late, at a third of the way each time;
    and where decoding can begin anew on the way, it does, and has caught up.
    """
    assert wish.floor is not None
    newest = max((frame for frame in have if wish.floor <= frame < wish.frame), default=wish.frame)
    behind = wish.frame - newest
    if behind <= _HARDLY_BEHIND * wish.stride:
        return wish.frame
    entry = index.entry_before(wish.frame)
    return entry if entry > newest else newest + behind // 3


def _kept_ahead(capacity: int) -> int:
    return max(1, min(_MOST_AHEAD, capacity // 3))


def _kept_behind(capacity: int) -> int:
    return max(0, capacity - _kept_ahead(capacity) - 2)


def _next_while_running_back(wish: Wish, have: frozenset[int], index: FrameIndex, capacity: int) -> range:
    """The stretch before those that are ready, as soon as there is room for it."""
    block = _block_length(capacity)
    stop = wish.frame - (block + 1) * wish.stride
    behind = wish.frame - 1
    wanted = range(behind - behind % wish.stride, max(stop, -1), -wish.stride)
    missing = next((frame for frame in wanted if frame not in have), None)
    return range(0) if missing is None else _block_before(missing, wish.stride, index, capacity)


def _block_before(frame: int, stride: int, index: FrameIndex, capacity: int) -> range:
    """The frames to decode, in order, so that a frame and those before it can be shown backwards.

    From the place at which decoding can begin. Where that is further away than half of what can be kept, the stretch is
    taken in blocks counted from there, so that each is decoded once however the playhead moves on meanwhile.
    """
    entry = index.entry_before(frame)
    length = _block_length(capacity) * stride
    begin = entry + (frame - entry) // length * length
    first = begin + -begin % stride
    return range(first, frame + 1, stride)


def _block_length(capacity: int) -> int:
    return max(1, (capacity - 1) // 2)


def _next_while_playing(wish: Wish, have: frozenset[int], count: int, ahead: int) -> range:
    first, stop = wish.loop or (0, count)
    frame = wish.frame
    for _ in range(ahead):
        frame = frame - frame % wish.stride + wish.stride
        if frame >= stop:
            if wish.loop is None:
                break
            frame = first
        if frame not in have:
            return range(frame, frame + 1)
    return range(0)
