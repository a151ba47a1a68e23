"""What is found before a reel is made."""

import pytest

from vig_annotator.model import reel_checks as checks
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.clip_look import Blur, Card, ClipLook
from vig_annotator.model.codebook import Code, Kind, Valence
from vig_annotator.model.edits.concerns import Coded
from vig_annotator.model.frame_box import Box, BoxAt
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import Audience, Reel, ReelClip

US = MediaTime
JOY = Code("shared_joy", "Enjoying it together", "dyad", Kind.STATE, valence=Valence.POSITIVE)
AWAY = Code("att_away", "Attention away", "parent", Kind.STATE)
SMILE = Code("smile", "Smile", "infant", Kind.POINT, valence=Valence.POSITIVE)


def clip(first_us: int = 2_000_000, stop_us: int = 5_000_000, **values: object) -> ReelClip:
    return ReelClip("k", "l", "s", US(first_us), US(stop_us), **values)  # type: ignore[arg-type]


def state(onset_us: int, offset_us: int, code: Code = JOY) -> Coded:
    return Coded(Annotation("a", "p", code.id, US(onset_us), US(offset_us)), code)


def test_a_clip_too_short_to_be_seen() -> None:
    assert checks.too_short(1, clip(0, 500_000)) == []
    (found,) = checks.too_short(2, clip(0, 499_999))
    assert found.words == "Clip 2 is only 0.5 s long: it is over before it is seen."


@pytest.mark.parametrize(
    ("coded", "words"),
    [
        (state(4_000_000, 5_400_000), ["Clip 1 ends while “Enjoying it together” goes on for 0.4 s more."]),
        (state(1_700_000, 3_000_000), ["Clip 1 begins 0.3 s after “Enjoying it together” began."]),
        (state(2_000_000, 5_000_000), []),
        (state(4_000_000, 5_040_000), []),  # less than two frames
        (state(0, 9_000_000), []),  # far too long to be shown whole
        (state(5_000_000, 5_400_000), []),  # after the clip
        (state(4_000_000, 5_400_000, AWAY), []),  # nothing to be shown
    ],
)
def test_what_goes_well_is_not_cut_short(coded: Coded, words: list[str]) -> None:
    shown = Span(US(2_000_000), US(5_000_000))
    assert [one.words for one in checks.cut_states(1, clip(), shown, [coded])] == words


def test_a_cut_in_the_middle_of_a_sound() -> None:
    quiet, loud = [0.005] * 100, [0.5] * 100
    shown = Span(US(2_000_000), US(5_000_000))
    # a sound from 4.9 s to 5.5 s lies over the end
    peaks = quiet * 4 + quiet[:90] + loud[:60] + quiet[:50] + quiet * 2
    assert [one.words for one in checks.cut_sounds(1, clip(), shown, peaks, 100)] == [
        "Clip 1 ends in the middle of a sound, perhaps a word."
    ]
    # one that ends where the clip ends does not
    peaks = quiet * 4 + loud + quiet * 3
    assert checks.cut_sounds(1, clip(), shown, peaks, 100) == []
    assert checks.cut_sounds(1, clip(), shown, [], 100) == []
    assert checks.cut_sounds(1, clip(), shown, [0.01] * 900, 100) == []  # the room alone


def test_a_blur_that_was_not_looked_at() -> None:
    box = BoxAt(US(0), Box(0, 0, 10, 10))
    doubtful = Blur("brother", (box,), doubts=(Span(US(0), US(1)),))
    unfollowed = Blur("sister", (box,))
    right = Blur("dad", (box,), followed=(box,))
    found, other = checks.doubtful_blurs(3, clip(look=ClipLook(blurs=(doubtful, unfollowed, right))))
    assert found.words == "Clip 3: the blur of “brother” is still to be looked at."
    assert "sister" in other.words, "one that was never followed is one whole doubt"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("62 % of the time", "Clip 1 shows a percentage: parents see moments, not figures."),
        ("Enjoying it together!", "Clip 1 has the name of a code in it, “Enjoying it together”."),
        ("att_away here", "Clip 1 has the name of a code in it, “att_away”."),
        ("You smile, and he smiles back", ""),
        ("100 per cent you", "Clip 1 shows a percentage: parents see moments, not figures."),
    ],
)
def test_nothing_of_the_coding_for_a_parent(text: str, words: str) -> None:
    codes = (JOY, AWAY, SMILE)
    found = checks.coding_words(Audience.PARENT, [text], codes, "k", "Clip 1")
    assert [one.words for one in found] == ([words] if words else [])
    assert checks.coding_words(Audience.SUPERVISOR, [text], codes, "k", "Clip 1") == []


def test_every_word_that_can_be_read() -> None:
    look = ClipLook(card=Card("card", "under"), label="Then", baby_says="Look!")
    assert checks.words_of_look("caption", look) == ["caption", "Then", "Look!", "card", "under"]
    assert checks.words_of_reel(Reel("l", "f", "Together")) == ["Together"]
