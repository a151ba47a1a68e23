"""What the parent sees is the reel as composed: its looks are shown, what is hidden is hidden on the screen itself, always."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from sample_clips.frame_pattern import read_pattern
from tests.gui.hand import Hand
from tests.gui.sharing.test_shared_review import Review, reel
from vig_annotator.errors import MediaError
from vig_annotator.model.clip_look import Blur, Card, ClipLook, Freeze, QuietSpan
from vig_annotator.model.consent import Purpose
from vig_annotator.model.frame_box import WHOLE, Box, BoxAt
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import ReelClip
from vig_annotator.services import consent, reel_building, sharing
from vig_annotator.services.reel_looks import set_look

assert reel  # a fixture
BAR = Box(0, 9_400, WHOLE, 600)
"""Where the machine's number lies in the film's picture."""

_ROUGHEST = 12
"""Two neighbouring pixels of what is hidden differ by less: no edge of a cell is left. In the film they differ by some 200."""


def us(frame: int) -> MediaTime:
    return MediaTime(frame * 40_000)


def clips(hand: Hand) -> list[ReelClip]:
    film = hand.window.bench.open_film
    assert film.reel is not None
    return reel_building.clips_of(film.ws, film.reel.id)


def hide_the_number(hand: Hand, place: int, look: ClipLook) -> None:
    clip = clips(hand)[place]
    keys = (BoxAt(clip.onset_us, BAR),)
    set_look(
        hand.window.bench.open_film.ws,
        clip.id,
        ClipLook(**(vars_of(look) | {"blurs": (Blur("brother", keys, keys),)})),
    )


def vars_of(look: ClipLook) -> dict[str, object]:
    return {name: getattr(look, name) for name in look.__dataclass_fields__}


def grabbed(widget: QWidget) -> NDArray[np.uint8]:
    """The pixels that are on the screen."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


class Witness:
    """Looks at the parent's screen whenever it is painted anew, and keeps the roughest that it saw in the hidden part."""

    def __init__(self, review: Review) -> None:
        self.review, self.looked, self.worst = review, 0, 0.0
        review.show.moved.connect(self.look)
        review.show.changed.connect(self.look)

    def look(self) -> None:
        view = self.review.screen.view
        if self.review.show.dark or view.picture is None:
            return
        pixels, box = grabbed(view), view.picture_rect()
        picture = pixels[box.top() : box.bottom() + 1, box.left() : box.right() + 1]
        hidden = picture[round(picture.shape[0] * BAR.y / WHOLE) + 2 :].mean(axis=2)
        self.worst = max(self.worst, float(np.abs(np.diff(hidden, axis=1)).max()))
        self.looked += 1


@pytest.fixture
def hidden(reel: Hand) -> Iterator[Review]:
    """The number is blurred in both clips; the first is slow, is shown again, and stands still."""
    hide_the_number(reel, 0, ClipLook(speed_percent=50, replay_percent=25, freeze=Freeze(us(15), 400_000)))
    hide_the_number(reel, 1, ClipLook())
    begun = Review(reel)
    yield begun
    begun.commands.shut_down()


def test_what_is_blurred_is_never_seen_at_any_frame_step_hold_spotlight_speed_or_size(hidden: Review) -> None:
    review, witness = hidden, Witness(hidden)
    view = review.screen.view
    review.press("PgDown")
    review.hand.until(lambda: review.show.held or (not review.show.playing and not review.show.dark))
    for _ in range(70):  # every picture, backwards
        review.press("Left")
        witness.look()
    review.hand.until(lambda: review.commands.show_ is not None and review.show.reel_us == 0)
    for keys in ("2", "Space", "4", "Shift+Right", "Home", "H", "H", "L", "L", "S", "F5", "1"):
        before = witness.looked
        review.press(keys)
        review.hand.until(lambda before=before: witness.looked > before)
    review.press("H")
    middle = view.rect().center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(view, middle + QPoint(80, 60))
    QTest.mouseRelease(
        view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle + QPoint(80, 60)
    )
    assert view.light is not None
    witness.look()
    review.screen.showNormal()
    for size in ((1366, 768), (640, 480), (1920, 1080), (900, 700)):
        review.screen.resize(*size)
        witness.look()
        before = witness.looked
        review.hand.until(lambda before=before: witness.looked > before)
        witness.look()
    review.press("PgDown")
    review.press("PgDown")
    review.hand.until(lambda: review.show.place == 1 and not review.show.dark and not review.show.playing)
    witness.look()
    review.press("PgUp")
    review.hand.until(lambda: review.show.place == 0 and not review.show.dark)
    assert witness.looked > 100
    assert witness.worst < _ROUGHEST
    assert review.seen == []  # nobody could read a number off any picture


def test_the_witness_would_have_seen_it(reel: Hand) -> None:
    review = Review(reel)
    witness = Witness(review)
    review.press("PgDown")
    review.play_out()
    assert witness.worst > 5 * _ROUGHEST
    review.commands.shut_down()


def test_the_looks_are_shown_and_the_card_is_read_once(reel: Hand) -> None:
    film = reel.window.bench.open_film
    look = ClipLook(
        card=Card("He looks", length_us=400_000), replay_percent=50, freeze=Freeze(us(15), 400_000)
    )
    set_look(film.ws, clips(reel)[0].id, look)
    review = Review(reel)
    stop = review.show.stops[0]
    # 0.4 s of the card, 0.4 s of film, 0.8 s of it again, slower, 0.4 s still.
    assert (stop.span.offset_us, stop.film.onset_us) == (2_000_000, 400_000)
    assert list(stop.runs) == [400_000, 800_000, 1_600_000]
    review.press("PgDown")
    review.hand.until(lambda: not review.show.dark)
    review.press("H")
    for _ in range(80):
        review.press("Left")
    seen = []
    for picture in range(50):
        review.hand.until(lambda picture=picture: review.show.reel_us == us(picture))  # type: ignore[misc]
        seen.append(review.number)
        review.press("Right")
    assert seen[:10] == [None] * 10  # the card
    assert seen[14:20] == list(range(14, 20))  # it comes out of the dark, too dim at first to be read
    assert all(number in (None, frame) for number, frame in zip(seen[10:14], range(10, 14), strict=True))
    assert seen[20:40] == [frame for frame in range(10, 20) for _ in range(2)]
    assert seen[40:] == [15] * 10
    review.press("F5")
    review.hand.until(lambda: not review.show.dark and review.number is not None)
    assert review.show.reel_us >= stop.film.onset_us  # the card is not read again
    review.press("H")
    for _ in range(80):
        review.press("Left")
    review.hand.until(lambda: review.show.reel_us == 0)  # but one can step back onto it
    review.press("W")
    review.commands.shut_down()


def test_words_stay_with_the_frame_that_is_seen_whatever_its_speed(reel: Hand) -> None:
    film = reel.window.bench.open_film
    set_look(film.ws, clips(reel)[1].id, ClipLook(speed_percent=25))
    review = Review(reel)
    review.press("PgDown")
    review.play_out()
    review.press("PgDown")
    review.press("PgDown")
    review.hand.until(lambda: not review.show.dark)
    review.press("H")
    for _ in range(6):
        review.press("Right")
    review.hand.until(
        lambda: review.show.reel_us == review.show.stop.span.onset_us + 240_000 or review.number != 50
    )
    seen = review.number
    assert seen is not None
    review.commands._keep("parent", "There!")  # type: ignore[arg-type]
    (said,) = sharing.words_of(film.ws, [clips(reel)[1].id])
    assert said.at_us == us(seen)
    review.commands.shut_down()


def test_a_muted_span_is_muted_at_every_speed(reel: Hand) -> None:
    """The film sounds from 1 s; the clip is 0.9 to 1.3 s, and the tone is muted."""
    film = reel.window.bench.open_film
    clip = clips(reel)[0]
    reel_building.set_clip_edges(film.ws, clip.id, us(22), us(32))
    look = ClipLook(speed_percent=50, replay_percent=25, quiet=(QuietSpan(Span(us(24), us(30))),))
    set_look(film.ws, clip.id, look)
    review = Review(reel)
    preview = review.commands.show_._reel.preview  # type: ignore[union-attr]
    sound = preview.open_sound(preview.index)
    stop = review.show.stops[0]
    for speed in (1.0, 0.5, 0.25):
        heard = np.concatenate([block for _, block in sound.chunks(0, speed, stop.span.offset_us)])
        assert np.abs(heard).max() < 0.003, speed
    review.commands.shut_down()


def test_consent_that_is_withdrawn_in_the_middle_darkens_the_screen_and_says_why(reel: Hand) -> None:
    displays = reel.window.family_screens.sharing.displays
    displays.theirs = displays.mine  # type: ignore[method-assign]
    review = Review(reel)
    film = reel.window.bench.open_film
    review.press("PgDown")
    review.hand.until(lambda: not review.show.dark)
    for one in consent.people(film.ws, film.family.id):
        consent.withdraw(film.ws, one.id, [Purpose.SHARED_REVIEW])
    review.hand.until(lambda: review.show.dark)  # without anybody's doing
    assert "consent for the shared review is not complete" in review.guider.trouble.text()
    assert not review.show.playing
    for keys in ("PgDown", "F5", "PgUp", "Space", "L", "Right"):
        review.press(keys)
        assert review.show.dark
    assert "consent" not in review.screen.calm.text()
    review.commands.shut_down()


def test_consent_withdrawn_with_one_display_ends_the_review_and_tells_afterwards(reel: Hand) -> None:
    review = Review(reel)
    film = reel.window.bench.open_film
    for one in consent.people(film.ws, film.family.id):
        consent.withdraw(film.ws, one.id, [Purpose.SHARED_REVIEW])
    review.press("PgDown")
    form = review.commands.end_form
    assert form is not None and form.is_open
    form.close_over()
    assert "can’t be shown" in reel.said[-1]
    assert reel.window.isVisible()


def test_a_doubtful_blur_and_the_name_of_a_code_are_refused_in_plain_words(reel: Hand) -> None:
    film = reel.window.bench.open_film
    clip = clips(reel)[0]
    set_look(film.ws, clip.id, ClipLook(blurs=(Blur("brother", (BoxAt(us(10), BAR),)),)))
    reel.press("Ctrl+F5")
    assert "In clip 1 it is not sure yet that “brother” is hidden all the time" in reel.said[-1]
    set_look(film.ws, clip.id, ClipLook())
    code = next(one for one in film.codebook.codes if " " in one.label)
    reel_building.set_clip_caption(film.ws, clip.id, f"Look: {code.label}")
    reel.press("Ctrl+F5")
    assert f"Clip 1 has the name of a code in it, “{code.label}”" in reel.said[-1]
    assert reel.window.family_screens.sharing.screens is None


def test_an_error_in_the_middle_leaves_nothing_on_the_parents_screen(hidden: Review) -> None:
    review, witness = hidden, Witness(hidden)
    review.press("PgDown")
    review.hand.until(lambda: not review.show.dark)
    review.commands._failed(
        MediaError("The film can’t be read any more.", "Look whether the drive is still there.")
    )
    assert review.screen.view.picture is None
    assert read_pattern(grabbed(review.screen)) is None
    assert review.screen.calm.isVisible()
    form = review.commands.end_form
    assert form is not None and form.is_open
    form.close_over()
    assert "can’t be read any more" in review.hand.said[-1]
    assert witness.worst < _ROUGHEST
