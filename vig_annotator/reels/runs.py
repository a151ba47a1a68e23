"""The runs of each clip (as it was, again and slower, still), the cards between them, and where each lies. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest
from math import floor

from vig_annotator.model.clip_look import FADE_US, Card, Join, StillPlace
from vig_annotator.model.mediatime import US_PER_SECOND
from vig_annotator.model.reel_style import ReelStyle
from vig_annotator.reels.parts import AUDIO_RATE, Cut, Part, PlannedCard, PlannedClip
from vig_annotator.reels.sampling import Stretch, stretch_of

_STILL = Fraction(0)


@dataclass(frozen=True, slots=True)
class Run:
    """A part before its place in the reel is known.

    Attributes:
        seconds: how long it is, without what it stands still on the way.
        card: the words, of a card.
        cut: what film is shown, of all others.
        stretch: where the frames of that film are.
        number: of the clip.
        speed: seconds of film a second; 0 for a still.
        frame: the frame of a still, or the one on which the run stands on its way; None for a run that does not.
        held_s: how long it stands on its way.
        beside: what is shown at its right.
    """

    seconds: Fraction
    card: Card | None = None
    cut: Cut | None = None
    stretch: Stretch | None = None
    number: int = 0
    speed: Fraction = _STILL
    frame: int | None = None
    held_s: Fraction = _STILL
    beside: Run | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Runs that belong together: a card, or a clip.

    Attributes:
        fade_us: how long it comes out of the dark, and what was before it goes into it; 0 for a cut.
    """

    runs: tuple[Run, ...]
    fade_us: int = 0


def groups_of(cuts: Sequence[Cut], style: ReelStyle, rates: Mapping[int, Fraction]) -> Iterator[Group]:
    """All groups of a reel, in order.

    Args:
        cuts: what is shown, with handles.
        style: the reel's.
        rates: of each film, by its `id`.
    """
    if style.opening is not None:
        yield _card(style.opening)
    numbers = _numbers(cuts)
    place = 0
    while place < len(cuts):
        cut, number = cuts[place], numbers[place]
        continued, goes_on = number in numbers[:place], number in numbers[place + 1 :]
        if cut.look.card is not None and not continued:
            yield _card(cut.look.card)
        runs = _runs(cut, rates[id(cut.film)], number, goes_on)
        if cut.look.beside_next and not goes_on and place + 1 < len(cuts):
            place += 1
            other = cuts[place]
            runs = _paired(runs, _runs(other, rates[id(other.film)], numbers[place], False))
        fades = cut.look.join is Join.FADE and not continued
        yield Group(tuple(runs), cut.look.fade_us if fades else 0)
        place += 1
    if style.closing is not None:
        yield _card(style.closing)


def laid_out(groups: Iterable[Group], rate: Fraction) -> tuple[Part, ...]:
    """Every part at its place.

    Args:
        groups: in order.
        rate: of the reel.
    """
    end = Fraction(0)
    made: list[list[Part]] = []
    fades: list[int] = []
    for group in groups:
        parts: list[Part] = []
        for run in group.runs:
            begin, end = end, end + run.seconds * rate
            count = _nearest(end) - _nearest(begin)
            if count < 1:  # a single frame of a film faster than the reel
                end += 1
                count += 1
            fresh = _parts(run, count, rate)
            end += sum(part.count for part in fresh) - count  # what it stands still on its way
            parts += fresh
        made.append(parts)
        fades.append(round(group.fade_us * rate / US_PER_SECOND))
    _fade(made, fades)
    return tuple(_placed([part for parts in made for part in parts], rate))


def _numbers(cuts: Sequence[Cut]) -> list[int]:
    """The number of the clip that each cut belongs to, from 0."""
    numbers: list[int] = []
    for place, cut in enumerate(cuts):
        same = place > 0 and cut.number is not None and cut.number == cuts[place - 1].number
        numbers.append(numbers[-1] + (not same) if numbers else 0)
    return numbers


def _card(card: Card) -> Group:
    return Group((Run(Fraction(card.length_us, US_PER_SECOND), card=card),), FADE_US)


def _runs(cut: Cut, film_rate: Fraction, number: int, goes_on: bool) -> list[Run]:
    """The runs of a cut; `goes_on` if another cut of the same clip follows."""
    stretch = stretch_of(cut.film.index, cut.span, film_rate)
    percents = [cut.look.speed_percent]
    if cut.look.replay_percent is not None:
        percents.append(cut.look.replay_percent)
    speeds = [Fraction(percent, 100) for percent in percents]
    runs = [
        Run(stretch.duration / speed, cut=cut, stretch=stretch, number=number, speed=speed)
        for speed in speeds
    ]
    freeze = cut.look.freeze
    if freeze is None:
        return runs
    wished_us = freeze.at_us - cut.starts_at_us
    at_us = min(max(wished_us, cut.span.onset_us), cut.span.offset_us - 1)
    frame, held_s = cut.film.index.frame_at(at_us), Fraction(freeze.length_us, US_PER_SECOND)
    if freeze.place is StillPlace.ON_THE_WAY and at_us == wished_us:
        runs[-1] = replace(runs[-1], frame=frame, held_s=held_s)
    elif freeze.place is StillPlace.END and not goes_on:
        runs.append(Run(held_s, cut=cut, stretch=stretch, number=number, frame=frame))
    return runs


def _paired(left: list[Run], right: list[Run]) -> list[Run]:
    """Runs side by side; where one clip has fewer, its last picture is held. Nothing stands still on its way here."""
    pairs: list[Run] = []
    for one, other in zip_longest(left, right):
        one, other = one or _held(left[-1]), other or _held(right[-1])
        one, other = replace(one, held_s=_STILL), replace(other, held_s=_STILL)
        pairs.append(replace(one, seconds=max(one.seconds, other.seconds), beside=other))
    return pairs


def _held(run: Run) -> Run:
    assert run.cut is not None
    frame = run.frame
    if run.speed or frame is None:
        frame = run.cut.film.index.frame_at(run.cut.span.offset_us - 1)
    return replace(run, seconds=_STILL, speed=_STILL, frame=frame)


def _parts(run: Run, count: int, rate: Fraction) -> list[Part]:
    if run.card is not None:
        return [PlannedCard(run.card, count, 0, 0, 0)]
    clip = _clip(run, count, rate)
    if run.beside is not None:
        return [replace(clip, beside=replace(_clip(run.beside, count, rate), is_beside=True))]
    if not run.held_s or run.frame is None:
        return [clip]
    until = next((n + 1 for n, frame in enumerate(clip.frames) if frame >= run.frame), clip.count)
    standing = max(1, _nearest(run.held_s * rate))
    still = replace(clip, frames=(run.frame,) * standing, speed=_STILL)
    later_us = clip.sound_onset_us + round(until / rate * run.speed * US_PER_SECOND)
    rest = replace(clip, frames=clip.frames[until:], sound_onset_us=later_us)
    before = replace(clip, frames=clip.frames[:until])
    return [before, still, rest] if rest.frames else [before, still]


def _clip(run: Run, count: int, rate: Fraction) -> PlannedClip:
    """A run of film with so many pictures; where it has fewer, its last one is held."""
    cut, stretch = run.cut, run.stretch
    assert cut is not None and stretch is not None
    if run.speed:
        own = min(count, max(1, _nearest(stretch.duration / run.speed * rate)))
        own = count if run.beside is None and abs(count - own) <= 1 else own
        frames = stretch.frames_at(rate / run.speed, own)
        late = stretch.lateness(rate / run.speed, frames)
        frames += (frames[-1],) * (count - own)
    else:
        assert run.frame is not None
        frames, late = (run.frame,) * count, Fraction(0)
    return PlannedClip(
        film=cut.film,
        span=cut.span,
        frames=frames,
        first_picture=0,
        first_sample=0,
        stop_sample=0,
        sound_onset_us=cut.span.onset_us - round(late * US_PER_SECOND),
        cut=cut,
        number=run.number,
        speed=run.speed,
    )


def _fade(made: list[list[Part]], fades: Sequence[int]) -> None:
    """Let groups that come out of the dark do so, and what is before them go into it; the last one, too."""
    for place, parts in enumerate(made):
        after_card = place > 0 and isinstance(made[place - 1][0], PlannedCard)
        own = fades[place] or (fades[place - 1] if after_card else 0)
        following = fades[place + 1] if place + 1 < len(made) else fades[place]
        if place + 1 < len(made) and not following and isinstance(parts[0], PlannedCard):
            following = fades[place]
        parts[0] = replace(parts[0], fade_in=min(own, parts[0].count // 2))
        parts[-1] = replace(parts[-1], fade_out=min(following, parts[-1].count // 2))


def _placed(parts: Sequence[Part], rate: Fraction) -> Iterator[Part]:
    picture = 0
    for part in parts:
        first, stop = _sample(picture, rate), _sample(picture + part.count, rate)
        placed = replace(part, first_picture=picture, first_sample=first, stop_sample=stop)
        if isinstance(placed, PlannedClip) and placed.beside is not None:
            other = replace(placed.beside, first_picture=picture, first_sample=first, stop_sample=stop)
            placed = replace(placed, beside=other)
        yield placed
        picture += part.count


def _nearest(place_in_pictures: Fraction) -> int:
    return floor(place_in_pictures + Fraction(1, 2))


def _sample(picture: int, rate: Fraction) -> int:
    return round(picture * AUDIO_RATE / rate)
