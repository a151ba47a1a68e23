"""Changing how clips are shown and heard, and how a reel is made: what may be, and what it is called in the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.clip_look import SLOWEST_PERCENT, Blur, Card, ClipLook
from vig_annotator.model.edits.drafting import changed
from vig_annotator.model.frame_box import BoxAt
from vig_annotator.model.mediatime import Span
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.reel_style import ReelStyle

LONGEST_HOLD_US = 60_000_000
"""The longest that a card or a still stands."""

LOUDEST_PERCENT = 200
_DARKEST = 90

_CALLED = {
    "card": "the card before a clip",
    "label": "the label of a clip",
    "baby_says": "what the baby might say",
    "subtitles": "the subtitles of a clip",
    "speed_percent": "the speed of a clip",
    "replay_percent": "the replay of a clip",
    "freeze": "the still of a clip",
    "framing": "the framing of a clip",
    "spotlight": "the spotlight of a clip",
    "join": "how a clip begins",
    "fade_us": "the fade of a clip",
    "sound_percent": "the sound of a clip",
    "quiet": "the quiet stretches of a clip",
    "blurs": "the blur of a clip",
    "beside_next": "what is shown side by side",
}
_STYLE_CALLED = {
    "preset": "the preset",
    "opening": "the title card",
    "closing": "the closing card",
    "loudness": "the loudness",
    "file_for": "what the file is for",
}


def set_look(clip: ReelClip, look: ClipLook) -> ChangeSet:
    """Show and hear a clip otherwise; everything that has an order in time is put in it.

    Raises:
        RuleViolation: something in it can't be, with the reason.
    """
    look = _in_order(look)
    require_look(look)
    names = [
        field.name for field in fields(look) if getattr(look, field.name) != getattr(clip.look, field.name)
    ]
    if not names:
        return ChangeSet("", ())
    what = _CALLED[names[0]] if len(names) == 1 else "the look of a clip"
    return ChangeSet(f"change {what}", (changed(clip, look=look),))


def set_style(reel: Reel, style: ReelStyle) -> ChangeSet:
    """Make a reel otherwise.

    Raises:
        RuleViolation: a card has no words, or stands for no time, or for too long.
    """
    for card in (style.opening, style.closing):
        if card is not None:
            _require_card(card)
    names = [
        field.name for field in fields(style) if getattr(style, field.name) != getattr(reel.style, field.name)
    ]
    if not names:
        return ChangeSet("", ())
    what = _STYLE_CALLED[names[0]] if len(names) == 1 else "the style"
    return ChangeSet(f"change {what} of “{reel.title}”", (changed(reel, style=style),))


def with_blur(clip: ReelClip, number: int, blur: Blur | None) -> ClipLook:
    """The look with one of its blurs replaced, taken away (None), or added (`number` after the last)."""
    blurs = list(clip.look.blurs)
    blurs[number : number + 1] = [] if blur is None else [blur]
    return replace(clip.look, blurs=tuple(blurs))


def _in_order(look: ClipLook) -> ClipLook:
    spotlight, card = look.spotlight, look.card
    return replace(
        look,
        card=None if card is None or not (card.text.strip() or card.under.strip()) else card,
        label=look.label.strip(),
        baby_says=look.baby_says.strip(),
        subtitles=tuple(
            sorted((one for one in look.subtitles if one.text.strip()), key=lambda one: one.span)
        ),
        quiet=tuple(sorted(look.quiet, key=lambda one: one.span)),
        framing=_by_time(look.framing),
        spotlight=None if spotlight is None else replace(spotlight, keys=_by_time(spotlight.keys)),
        blurs=tuple(
            replace(one, drawn=_by_time(one.drawn), followed=_by_time(one.followed)) for one in look.blurs
        ),
    )


def _by_time(keys: Iterable[BoxAt]) -> tuple[BoxAt, ...]:
    """Keys in order; of two at one moment the later in the list counts."""
    return tuple(sorted({key.at_us: key for key in keys}.values(), key=lambda key: key.at_us))


def require_look(look: ClipLook) -> None:
    """A look can be.

    Raises:
        RuleViolation: something in it can't, with the reason.
    """
    for name, percent in (("speed", look.speed_percent), ("replay", look.replay_percent)):
        if percent is not None and not SLOWEST_PERCENT <= percent <= 100:
            raise RuleViolation(
                f"The {name} can't be {percent / 100:g}×.", "Choose something from 0.25× to 1×."
            )
    if look.card is not None:
        _require_card(look.card)
    if look.freeze is not None:
        _require_hold(look.freeze.length_us, "A still")
    if not 0 <= look.sound_percent <= LOUDEST_PERCENT:
        raise RuleViolation(
            f"The sound can't be {look.sound_percent} %.", "Choose something from 0 to 200 %."
        )
    if not 0 <= look.fade_us <= LONGEST_HOLD_US:
        raise RuleViolation("A fade of that length can't be.", "Choose a part of a second, or a few seconds.")
    for one in look.quiet:
        if not 0 <= one.percent <= 100:
            raise RuleViolation(f"A quiet stretch can't be {one.percent} % loud.", "Choose 0 to 100 %.")
    spans = [one.span for one in look.subtitles] + [one.span for one in look.quiet]
    boxes = list(look.framing)
    if look.spotlight is not None:
        if not look.spotlight.keys:
            raise RuleViolation("A spotlight needs a place.", "Draw a box round the face or hand.")
        if not 0 <= look.spotlight.dim_percent <= _DARKEST:
            raise RuleViolation("The rest of the picture can't be that dark.", f"Choose 0 to {_DARKEST} %.")
        boxes += look.spotlight.keys
        spans += [look.spotlight.span] if look.spotlight.span is not None else []
    for blur in look.blurs:
        if not blur.drawn:
            raise RuleViolation("A blur needs a place.", "Draw a box round who is not to be seen.")
        boxes += [*blur.drawn, *blur.followed]
        spans += [blur.span] if blur.span is not None else []
    _require_spans(spans)
    if any(not key.box.inside for key in boxes):
        raise RuleViolation("That reaches out of the picture.", "Draw it within the picture.")


def _require_spans(spans: Sequence[Span]) -> None:
    if any(span.duration_us == 0 or span.onset_us < 0 for span in spans):
        raise RuleViolation("A stretch needs some length.", "Put its end after its start.")


def _require_card(card: Card) -> None:
    if not card.text.strip() and not card.under.strip():
        raise RuleViolation("A card needs words.", "Write a few, or take it away.")
    _require_hold(card.length_us, "A card")


def _require_hold(length_us: int, what: str) -> None:
    if not 0 < length_us <= LONGEST_HOLD_US:
        raise RuleViolation(f"{what} stands for up to a minute.", "Choose a few seconds.")
