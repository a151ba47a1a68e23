"""How clips look, presets and candidates: each change is one step that undo takes back."""

from dataclasses import replace

import pytest

from tests.builders.libraries import Desk, at
from vig_annotator.errors import RuleViolation
from vig_annotator.model.clip_look import (
    PLAIN_LOOK,
    Blur,
    Card,
    ClipLook,
    Freeze,
    Join,
    QuietSpan,
    Spotlight,
    StillPlace,
    Subtitle,
)
from vig_annotator.model.edits.clip_looks import with_blur
from vig_annotator.model.frame_box import Box, BoxAt
from vig_annotator.model.mediatime import Span
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.reel_style import FileFor, Loudness, Preset
from vig_annotator.services import moments, reel_building, reel_looks
from vig_annotator.services.reel_candidates import candidates_for, stretch_of
from vig_annotator.services.workspace import Workspace

BOX = Box(1_000, 1_000, 2_000, 2_000)


@pytest.fixture
def reel(desk: Desk) -> Reel:
    made = reel_building.make_reel(desk.ws, desk.family.id, "Together")
    for first in (10, 100):
        marked = moments.mark(desk.ws, desk.session.id, at(first), at(first + 50))
        reel_building.add_moments(desk.ws, made.id, [marked.id])
    return made


def clips(desk: Desk, reel: Reel) -> list[ReelClip]:
    return reel_building.clips_of(desk.ws, reel.id)


@pytest.mark.parametrize(
    ("look", "label"),
    [
        (ClipLook(card=Card("He looks")), "change the card before a clip"),
        (ClipLook(baby_says="I see you"), "change what the baby might say"),
        (ClipLook(subtitles=(Subtitle(Span(at(12), at(14)), "Hello"),)), "change the subtitles of a clip"),
        (ClipLook(speed_percent=25), "change the speed of a clip"),
        (ClipLook(replay_percent=50), "change the replay of a clip"),
        (ClipLook(freeze=Freeze(at(20), 2_000_000, StillPlace.ON_THE_WAY)), "change the still of a clip"),
        (ClipLook(framing=(BoxAt(at(10), BOX), BoxAt(at(20), BOX))), "change the framing of a clip"),
        (ClipLook(spotlight=Spotlight((BoxAt(at(10), BOX),))), "change the spotlight of a clip"),
        (ClipLook(join=Join.FADE), "change how a clip begins"),
        (ClipLook(sound_percent=0), "change the sound of a clip"),
        (ClipLook(quiet=(QuietSpan(Span(at(12), at(14))),)), "change the quiet stretches of a clip"),
        (ClipLook(blurs=(Blur("brother", (BoxAt(at(10), BOX),)),)), "change the blur of a clip"),
        (ClipLook(speed_percent=25, sound_percent=0), "change the look of a clip"),
    ],
)
def test_a_look_is_kept_and_taken_back(desk: Desk, reel: Reel, look: ClipLook, label: str) -> None:
    clip = clips(desk, reel)[0]
    assert reel_looks.set_look(desk.ws, clip.id, look).look == look
    assert desk.ws.history.undo_label == label
    reel_looks.set_look(desk.ws, clip.id, look)  # nothing to do, no step
    desk.ws.history.undo()
    assert clips(desk, reel)[0].look == PLAIN_LOOK
    desk.ws.history.redo()
    desk.ws.close()
    with Workspace.open(desk.ws.folder, "AB") as again:
        assert reel_building.clips_of(again, reel.id)[0].look == look


@pytest.mark.parametrize(
    ("look", "why"),
    [
        (ClipLook(speed_percent=24), "speed can't be 0.24×"),
        (ClipLook(replay_percent=101), "replay can't be 1.01×"),
        (ClipLook(sound_percent=201), "sound can't be 201"),
        (ClipLook(freeze=Freeze(at(1), 0)), "up to a minute"),
        (ClipLook(card=Card("x", length_us=61_000_000)), "up to a minute"),
        (ClipLook(framing=(BoxAt(at(1), Box(9_000, 0, 2_000, 1)),)), "out of the picture"),
        (ClipLook(spotlight=Spotlight(())), "needs a place"),
        (ClipLook(blurs=(Blur("x", ()),)), "needs a place"),
        (ClipLook(quiet=(QuietSpan(Span(at(3), at(3))),)), "some length"),
    ],
)
def test_what_can_not_be_is_refused(desk: Desk, reel: Reel, look: ClipLook, why: str) -> None:
    clip = clips(desk, reel)[0]
    with pytest.raises(RuleViolation, match=why):
        reel_looks.set_look(desk.ws, clip.id, look)
    assert clips(desk, reel)[0].look == PLAIN_LOOK


def test_keys_are_put_in_order_and_empty_words_go(desk: Desk, reel: Reel) -> None:
    later, sooner = BoxAt(at(20), BOX), BoxAt(at(10), BOX)
    look = ClipLook(framing=(later, sooner), card=Card(" "), subtitles=(Subtitle(Span(at(1), at(2)), " "),))
    kept = reel_looks.set_look(desk.ws, clips(desk, reel)[0].id, look).look
    assert kept == ClipLook(framing=(sooner, later))


def test_blurs_are_added_replaced_and_taken_away(desk: Desk, reel: Reel) -> None:
    clip = clips(desk, reel)[0]
    one, two = Blur("a", (BoxAt(at(1), BOX),)), Blur("b", (BoxAt(at(1), BOX),))
    clip = reel_looks.set_look(desk.ws, clip.id, with_blur(clip, 0, one))
    clip = reel_looks.set_look(desk.ws, clip.id, with_blur(clip, 1, two))
    assert clip.look.blurs == (one, two)
    clip = reel_looks.set_look(desk.ws, clip.id, with_blur(clip, 0, None))
    assert clip.look.blurs == (two,)


def test_a_vig_review_is_once_at_full_speed_once_at_half_and_then_a_still(desk: Desk, reel: Reel) -> None:
    chosen = Freeze(at(33), 5_000_000)
    reel_looks.set_look(desk.ws, clips(desk, reel)[0].id, ClipLook(freeze=chosen, sound_percent=80))
    made = reel_looks.apply_preset(desk.ws, reel.id, Preset.VIG_REVIEW)
    assert made.style.preset is Preset.VIG_REVIEW and made.style.opening == Card("Together")
    first, second = (clip.look for clip in clips(desk, reel))
    assert (first.speed_percent, first.replay_percent, first.freeze) == (100, 50, chosen)
    assert first.sound_percent == 80
    assert second.freeze == Freeze(at(125))
    marked = moments.mark(desk.ws, desk.session.id, at(200), at(480))
    reel_building.add_moments(desk.ws, reel.id, [marked.id])
    assert clips(desk, reel)[2].look.replay_percent == 50
    assert reel_looks.advice(desk.ws, reel.id) == [
        "Clip 3 takes 11 s; a clip of a VIG shared review takes at most 10 s."
    ]
    desk.ws.history.undo(), desk.ws.history.undo()
    assert desk.ws.history.undo() == "make “Together” a VIG shared review"
    assert clips(desk, reel)[1].look == PLAIN_LOOK


def test_then_and_now_makes_pairs_and_wants_two_sessions(desk: Desk, reel: Reel) -> None:
    reel_looks.apply_preset(desk.ws, reel.id, Preset.SIDE_BY_SIDE)
    first, second = (clip.look for clip in clips(desk, reel))
    assert (first.label, first.beside_next, first.sound_percent) == ("Then", True, 0)
    assert (second.label, second.beside_next, second.sound_percent) == ("Now", False, 100)
    assert "one session" in reel_looks.advice(desk.ws, reel.id)[0]
    reel_looks.apply_preset(desk.ws, reel.id, Preset.PLAIN)
    assert not any(clip.look.beside_next for clip in clips(desk, reel))


def test_the_style_is_changed_step_by_step(desk: Desk, reel: Reel) -> None:
    style = replace(reel.style, loudness=Loudness.BROADCAST)
    assert reel_looks.set_style(desk.ws, reel.id, style).style == style
    assert desk.ws.history.undo_label == "change the loudness of “Together”"
    style = replace(style, file_for=FileFor.PHONE, closing=Card("Bye"))
    reel_looks.set_style(desk.ws, reel.id, style)
    with pytest.raises(RuleViolation, match="needs words"):
        reel_looks.set_style(desk.ws, reel.id, replace(style, opening=Card("")))
    desk.ws.history.undo(), desk.ws.history.undo()
    assert desk.ws.get(Reel, reel.id).style == reel.style


def test_candidates_of_a_family_become_clips(desk: Desk, reel: Reel) -> None:
    desk.state("voice", 300, 340)
    desk.press("cry", 320)
    desk.state("face", 500, 540)
    found = candidates_for(desk.ws, desk.family.id)
    assert [one.span.onset_us for one in found] == [at(10), at(100), at(500), at(300)]
    (clip,) = reel_building.add_stretches(desk.ws, reel.id, [stretch_of(found[2])])
    assert (clip.onset_us, clip.offset_us, clip.caption, clip.moment_id) == (at(500), at(540), "", None)
    assert desk.ws.history.undo_label == "add a clip to “Together”"
    with pytest.raises(RuleViolation, match="Cry"):
        reel_building.add_stretches(desk.ws, reel.id, [stretch_of(found[3])])


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("which", ["speed", "replay", "fade"])
def test_what_is_typed_must_be_a_number(which: str, odd: float) -> None:
    speed, replay, fade = (odd if which == name else 0.5 for name in ("speed", "replay", "fade"))
    with pytest.raises(RuleViolation, match=f"The {which} can't be"):
        reel_looks.typed_look(speed, replay, fade)
