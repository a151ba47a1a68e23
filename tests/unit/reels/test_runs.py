"""Cards, replays, stills and clips side by side lie one after the other without gaps, whatever is asked for."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.reel_films import MPEG_CLOCK, constant_index, film_of
from vig_annotator.model.clip_look import Card, ClipLook, Freeze, Join, StillPlace
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel_style import ReelStyle
from vig_annotator.reels.parts import AUDIO_RATE, Cut, PlannedCard, PlannedClip
from vig_annotator.reels.plan import make_plan

FILMS = [
    film_of(constant_index(400, Fraction(25), MPEG_CLOCK)),
    film_of(constant_index(400, Fraction(30_000, 1001), MPEG_CLOCK), name="other.mp4"),
]
cards = st.one_of(st.none(), st.builds(Card, st.just("Together"), length_us=st.integers(1, 4_000_000)))
freezes = st.builds(
    Freeze, st.integers(0, 14_000_000).map(MediaTime), st.integers(1, 3_000_000), st.sampled_from(StillPlace)
)
looks = st.builds(
    ClipLook,
    card=cards,
    speed_percent=st.integers(25, 100),
    replay_percent=st.one_of(st.none(), st.integers(25, 100)),
    freeze=st.one_of(st.none(), freezes),
    join=st.sampled_from(Join),
    fade_us=st.integers(0, 2_000_000),
    beside_next=st.booleans(),
)
spans = st.builds(
    lambda onset, length: Span(MediaTime(onset), MediaTime(onset + length)),
    st.integers(0, 9_000_000),
    st.integers(1, 4_000_000),
)
cuts = st.builds(Cut, st.sampled_from(FILMS), spans, looks)


@settings(deadline=None, max_examples=150)
@given(st.lists(cuts, min_size=1, max_size=5), cards, cards)
def test_parts_touch_and_show_only_what_belongs_to_them(
    chosen: list[Cut], opening: Card | None, closing: Card | None
) -> None:
    plan = make_plan(chosen, style=ReelStyle(opening=opening, closing=closing))
    picture = 0
    for part in plan.parts:
        assert part.first_picture == picture and part.count >= 1
        assert part.first_sample == round(picture * AUDIO_RATE / plan.rate)
        picture += part.count
        assert part.stop_sample == round(picture * AUDIO_RATE / plan.rate)
        assert 0 <= part.fade_in <= part.count // 2 and 0 <= part.fade_out <= part.count // 2
        if isinstance(part, PlannedClip):
            for one in (part, part.beside):
                if one is not None:
                    assert one.count == part.count
                    assert list(one.frames) == sorted(one.frames)
                    index, span = one.film.index, one.span
                    assert index.frame_at(span.onset_us) <= one.frames[0]
                    assert one.frames[-1] <= index.frame_at(span.offset_us - 1)
    assert picture == plan.picture_count
    assert isinstance(plan.parts[0], PlannedCard) == (opening is not None or chosen[0].look.card is not None)


@given(st.lists(cuts, min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_every_clip_is_seen_and_numbered_in_order(chosen: list[Cut]) -> None:
    plan = make_plan(chosen)
    numbers = [one.number for part in plan.clips for one in (part, part.beside) if one is not None]
    assert sorted(set(numbers)) == list(range(len(chosen)))


def test_a_clip_over_two_films_is_one_clip_with_one_card_and_one_still() -> None:
    look = ClipLook(
        card=Card("He looks", length_us=1_000_000), freeze=Freeze(MediaTime(16_100_000), 1_000_000)
    )
    first = Cut(FILMS[0], Span(MediaTime(15_000_000), MediaTime(16_000_000)), look, number=1)
    second = Cut(FILMS[0], Span(MediaTime(0), MediaTime(1_000_000)), look, starts_at_us=16_000_000, number=1)
    plan = make_plan([first, second])
    assert [type(part) for part in plan.parts] == [PlannedCard, PlannedClip, PlannedClip, PlannedClip]
    assert {part.number for part in plan.clips} == {0}
    assert set(plan.clips[-1].frames) == {2} and plan.clips[-1].speed == 0
