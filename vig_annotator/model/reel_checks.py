"""What to look at before a reel is made: cuts in the middle of something, clips too short to see, words that don't fit or don't belong.

Nothing here forbids anything; consent and concerns do (`consent`, `edits/concerns.py`). Pure: sound is given as loudness, words as texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.model.audiences import STRENGTHS_FIRST
from vig_annotator.model.clip_look import Card, ClipLook
from vig_annotator.model.codebook import Code, Valence
from vig_annotator.model.edits.concerns import Coded
from vig_annotator.model.mediatime import US_PER_SECOND, Span
from vig_annotator.model.reel import Audience, Reel, ReelClip

SHORTEST_US = 500_000
"""A clip shorter than this is over before a parent has seen it."""

NEAR_US = 1_000_000
"""A state that has no more than this left when a clip ends (or began no longer before it) could be shown whole."""

_FRAME_US = 80_000  # less than two frames are no cut
_AROUND_S = 0.03
_LOUD = 0.25
_AUDIBLE = 0.02
_FIGURES = re.compile(r"\d\s?(%|per ?cent\b)", re.IGNORECASE)


class Check(StrEnum):
    """What was looked at."""

    SHORT = "short"
    STATE = "state"
    SOUND = "sound"
    BLUR = "blur"
    FIT = "fit"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    Attributes:
        clip_id: the clip that it is about; None for the reel's own words.
        words: a plain sentence.
    """

    check: Check
    clip_id: str | None
    words: str


def too_short(number: int, clip: ReelClip) -> list[Finding]:
    """Whether a clip is too short to be seen."""
    length_us = clip.offset_us - clip.onset_us
    if length_us >= SHORTEST_US:
        return []
    seconds = f"{length_us / US_PER_SECOND:.1f}"
    return [
        Finding(
            Check.SHORT, clip.id, f"Clip {number} is only {seconds} s long: it is over before it is seen."
        )
    ]


def cut_states(number: int, clip: ReelClip, shown: Span, coded: Iterable[Coded]) -> list[Finding]:
    """What goes well and is cut off, though a little more of the film would show it whole.

    Args:
        number: of the clip, for the sentence.
        clip: which.
        shown: its stretch, with handles.
        coded: what anybody tagged in its session.
    """
    found: dict[str, None] = {}
    for one in coded:
        state, label = one.annotation, one.code.label
        if one.code.valence is not Valence.POSITIVE or state.offset_us is None or state.is_point:
            continue
        after, before = state.offset_us - shown.offset_us, shown.onset_us - state.onset_us
        if state.onset_us < shown.offset_us and _FRAME_US <= after <= NEAR_US:
            found[f"Clip {number} ends while “{label}” goes on for {_seconds(after)} more."] = None
        if state.offset_us > shown.onset_us and _FRAME_US <= before <= NEAR_US:
            found[f"Clip {number} begins {_seconds(before)} after “{label}” began."] = None
    return [Finding(Check.STATE, clip.id, words) for words in found]


def cut_sounds(
    number: int, clip: ReelClip, shown: Span, peaks: Sequence[float], per_second: int
) -> list[Finding]:
    """Whether a cut falls into a sound: it is loud just before the cut and just after it.

    Args:
        number: of the clip, for the sentence.
        clip: which.
        shown: its stretch of the film, on the film's own clock.
        peaks: the film's loudness, as `media.waveform` has it.
        per_second: how many peaks make a second.
    """
    around = sorted(
        _part(peaks, shown.onset_us - 2 * US_PER_SECOND, shown.offset_us + 2 * US_PER_SECOND, per_second)
    )
    if not around:
        return []
    usual = around[min(len(around) - 1, round(0.95 * len(around)))]
    threshold = max(_AUDIBLE, _LOUD * usual)
    found = []
    for at_us, words in ((shown.onset_us, "begins"), (shown.offset_us, "ends")):
        reach = round(_AROUND_S * US_PER_SECOND)
        sides = (
            _part(peaks, at_us - reach, at_us, per_second),
            _part(peaks, at_us, at_us + reach, per_second),
        )
        if all(side and min(side) > threshold for side in sides):
            text = f"Clip {number} {words} in the middle of a sound, perhaps a word."
            found.append(Finding(Check.SOUND, clip.id, text))
    return found


def doubtful_blurs(number: int, clip: ReelClip) -> list[Finding]:
    """Blurs that are still to be looked at."""
    return [
        Finding(Check.BLUR, clip.id, f"Clip {number}: the blur of “{blur.who}” is still to be looked at.")
        for blur in clip.look.blurs
        if blur.doubtful
    ]


def words_of_look(caption: str, look: ClipLook) -> list[str]:
    """Everything that can be read while a clip is shown."""
    words = [caption, look.label, look.baby_says, *(one.text for one in look.subtitles)]
    return [one for one in (*words, *_words_of(look.card)) if one]


def words_of_reel(reel: Reel) -> list[str]:
    """Everything that can be read before, after and in the file of a reel."""
    return [
        one for one in (reel.title, *_words_of(reel.style.opening), *_words_of(reel.style.closing)) if one
    ]


def coding_words(
    audience: Audience, texts: Iterable[str], codes: Iterable[Code], clip_id: str | None, where: str
) -> list[Finding]:
    """Names of codes and percentages that parents would read.

    Args:
        audience: whom the reel is for; professionals may read them.
        texts: what can be read.
        codes: of the codebooks that the sessions are coded with. A label of one word is a word like any other.
        clip_id: the clip that the words are of, or None.
        where: for the sentence: ``Clip 2``.
    """
    if audience not in STRENGTHS_FIRST:
        return []
    found: dict[str, None] = {}
    names = _names(codes)
    for text in texts:
        if _FIGURES.search(text):
            found[f"{where} shows a percentage: parents see moments, not figures."] = None
        for name in names:
            if name.casefold() in text.casefold():
                found[f"{where} has the name of a code in it, “{name}”."] = None
    return [Finding(Check.WORDS, clip_id, words) for words in found]


def names_family(text: str, pseudonym: str) -> bool:
    """Whether a family's code stands in a text, as a word of its own, whatever its case."""
    if not pseudonym:
        return False
    # An underscore parts words as well as a space does: “F-001_visit”.
    return re.search(rf"(?<![^\W_]){re.escape(pseudonym)}(?![^\W_])", text, re.IGNORECASE) is not None


def family_code(
    texts: Iterable[str], pseudonyms: Iterable[str], clip_id: str | None, where: str
) -> list[Finding]:
    """A family's code in what can be read: the film may be seen by anybody who finds it.

    Args:
        texts: what can be read.
        pseudonyms: the codes of the families that the reel shows.
        clip_id: the clip that the words are of, or None.
        where: for the sentence: ``Clip 2``.
    """
    said = list(texts)
    return [
        Finding(Check.WORDS, clip_id, f"{where} has the family’s code in it, “{one}”.")
        for one in pseudonyms
        if any(names_family(text, one) for text in said)
    ]


def name_of_a_code(texts: Iterable[str], codes: Iterable[Code]) -> str | None:
    """The first name of a code that stands in what can be read, as in `coding_words`; None if there is none."""
    names = _names(codes)
    return next((name for text in texts for name in names if name.casefold() in text.casefold()), None)


def _names(codes: Iterable[Code]) -> list[str]:
    """What nobody writes who does not mean a code."""
    labels = {code.label for code in codes if " " in code.label.strip()}
    return sorted(labels | {code.id for code in codes if "_" in code.id})


def _words_of(card: Card | None) -> tuple[str, ...]:
    return () if card is None else (card.text, card.under)


def _part(peaks: Sequence[float], from_us: int, to_us: int, per_second: int) -> list[float]:
    first, stop = max(0, from_us) * per_second // US_PER_SECOND, to_us * per_second // US_PER_SECOND
    return [float(one) for one in peaks[first : max(first, stop)]]


def _seconds(length_us: int) -> str:
    return f"{length_us / US_PER_SECOND:.1f} s"
