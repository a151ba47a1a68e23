"""What happens in the sample films, and when: the known facts from which pictures, voices and annotations are made.

All times are whole microseconds on the film's clock (0 = the first frame). Every act begins exactly on a frame.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction

US = 1_000_000
PLAY_RATE = Fraction(25)
PLAY_FRAMES = 1200
PORTRAIT_SECONDS = 20
PORTRAIT_TICK = Fraction(1, 90_000)


@dataclass(frozen=True)
class Act:
    """Something that somebody does, seen or heard.

    Attributes:
        who: "parent", "baby" or "phone".
        what: look, smile, frown, voice, laugh, reach, hide, wait, lean, nod or light.
        onset_us: first frame (or sample) of it.
        offset_us: its end, exclusive.
        towards: for a look, what is looked at; for a voice, its melody.
        codes: the codebook's codes for this act, as points at its onset.
        note: the annotation's note, in the guider's words.
    """

    who: str
    what: str
    onset_us: int
    offset_us: int
    towards: str = ""
    codes: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Reading:
    """An annotation that is read from several acts together; a point when onset and offset are equal."""

    code: str
    subject: str
    onset_us: int
    offset_us: int
    note: str = ""


@dataclass(frozen=True)
class Moment:
    """A stretch worth showing to the parent."""

    onset_us: int
    offset_us: int
    caption: str
    starred: bool


@dataclass(frozen=True)
class Story:
    """One film: its frames' times, what happens, and how a guider codes it."""

    name: str
    frame_times_us: tuple[int, ...]
    end_us: int
    acts: tuple[Act, ...]
    readings: tuple[Reading, ...] = ()
    moments: tuple[Moment, ...] = ()

    def of(self, who: str, what: str) -> list[Act]:
        """The acts of one person and kind, in order."""
        return [a for a in self.acts if (a.who, a.what) == (who, what)]

    def annotations(self) -> list[Reading]:
        """The demo coding: a point for every coded act, and the readings; by time, then by code."""
        subjects = {"baby": "infant", "parent": "parent"}
        points = [
            Reading(code, subjects[act.who], act.onset_us, act.onset_us, act.note)
            for act in self.acts
            for code in act.codes
        ]
        return sorted([*points, *self.readings], key=lambda r: (r.onset_us, r.code))

    def heard(self) -> list[tuple[int, int]]:
        """The stretches in which somebody is heard, merged where voices overlap."""
        spans: list[tuple[int, int]] = []
        for onset, offset in sorted(pulse for act in self.acts for pulse in pulses(act)):
            if spans and onset <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(spans[-1][1], offset))
            else:
                spans.append((onset, offset))
        return spans


def pulses(act: Act) -> list[tuple[int, int]]:
    """When an act is heard: a voice is one sound, a laugh a row of short ones, anything else is silent."""
    if act.what == "voice":
        return [(act.onset_us, act.offset_us)]
    if act.what != "laugh":
        return []
    step, length = (280_000, 150_000) if act.who == "baby" else (360_000, 220_000)
    return [(at, at + length) for at in range(act.onset_us, act.offset_us - step, step)]


def play_story() -> Story:
    """Face to face at the table: looks and voices answered, one call missed, a return, and a game."""

    def act(
        who: str, what: str, onset: float, offset: float, towards: str = "", codes: str = "", note: str = ""
    ) -> Act:
        return Act(who, what, _us(onset), _us(offset), towards, tuple(codes.split()), note)

    def read(code: str, subject: str, onset: float, offset: float, note: str = "") -> Reading:
        return Reading(code, subject, _us(onset), _us(offset), note)

    acts = (
        act("baby", "look", 2.0, 6.8, "parent", "baby_initiative", "He looks up from his ring"),
        act("parent", "smile", 2.8, 6.4, "", "received_body", "She meets his eyes and smiles"),
        act("baby", "smile", 3.4, 7.0),
        act("baby", "voice", 4.2, 4.8, "rise", "baby_initiative", "“Ah?”"),
        act("parent", "voice", 5.2, 6.0, "echo", "received_voice", "“Ah!” – his sound, given back"),
        act("parent", "wait", 6.4, 9.6),
        act("baby", "look", 8.4, 22.4, "parent"),
        act("baby", "reach", 8.4, 11.2, "", "baby_initiative", "He reaches across the table"),
        act("parent", "reach", 9.6, 11.4, "", "received_body", "She gives him her hand"),
        act("parent", "smile", 9.6, 17.2),
        act("baby", "smile", 10.0, 18.4),
        act("baby", "voice", 11.8, 12.4, "rise", "baby_initiative", "“A-ga”"),
        act("parent", "voice", 12.88, 13.6, "echo", "received_voice", "“A-ga!”"),
        act("baby", "voice", 14.2, 14.8, "fall", "baby_initiative", "“Ga!”"),
        act("parent", "voice", 15.2, 16.08, "sing", "received_voice", "“Ga, you say”"),
        act("phone", "light", 17.0, 23.6),
        act("parent", "look", 17.4, 24.0, "phone"),
        act("baby", "voice", 18.8, 19.4, "call", "baby_initiative", "He calls and stretches out his arm"),
        act("baby", "reach", 19.2, 22.0),
        act("baby", "frown", 20.8, 28.0),
        act("baby", "look", 22.4, 28.0, "away"),
        act("parent", "lean", 24.0, 31.0),
        act("parent", "voice", 24.8, 25.92, "soft", "naming_baby", "“Oh, you were calling me”"),
        act("parent", "wait", 26.0, 28.8),
        act("baby", "look", 28.0, 48.0, "parent", "baby_initiative", "He turns back to her"),
        act("parent", "smile", 28.8, 32.0, "", "received_body", "A slow smile"),
        act("baby", "smile", 29.2, 48.0),
        act("parent", "voice", 31.0, 31.8, "sing", "naming_self", "“Now I am going to hide…”"),
        act("parent", "hide", 32.0, 34.0),
        act("parent", "smile", 34.0, 48.0),
        act("parent", "voice", 34.0, 34.4, "boo"),
        act("baby", "laugh", 34.6, 37.4),
        act("parent", "laugh", 35.0, 37.4),
        act("baby", "reach", 38.4, 39.8, "", "baby_initiative", "“Again!” – with his whole arm"),
        act("baby", "voice", 38.4, 38.88, "rise"),
        act("parent", "nod", 39.2, 39.8, "", "received_body", "She nods"),
        act("parent", "hide", 40.0, 41.6, "", "receive_respond", "She takes up his wish and hides once more"),
        act("parent", "voice", 41.6, 42.0, "boo"),
        act("baby", "laugh", 42.2, 45.2),
        act("parent", "laugh", 42.6, 45.2),
        act("baby", "reach", 45.8, 48.0),
        act("parent", "reach", 45.6, 48.0),
    )
    readings = (
        read("att_interested", "parent", 0.4, 17.4),
        read("giving_space", "parent", 6.4, 9.6, "Hands still, open face"),
        read("turn_run", "dyad", 11.8, 16.08, "Two turns each"),
        read("warm_voice", "parent", 12.88, 16.08),
        read("att_away", "parent", 17.4, 24.0, "The phone lights up"),
        read("out_of_step", "dyad", 20.8, 28.0),
        read("not_received", "dyad", 21.8, 21.8, "Three seconds: the phone has her eyes"),
        read("att_interested", "parent", 24.0, 47.6),
        read("giving_space", "parent", 26.0, 28.8, "She waits until he is ready"),
        read("repair", "dyad", 28.0, 28.0, "She softened and waited; he comes back"),
        read("warm_voice", "parent", 31.0, 34.4),
        read("shared_joy", "dyad", 34.6, 37.4, "They laugh"),
        read("better_than_usual", "dyad", 38.4, 45.2, "He asks for it again"),
        read("shared_joy", "dyad", 42.2, 45.2),
    )
    moments = (
        Moment(_us(6.4), _us(11.4), "You wait – and he reaches for your hand", True),
        Moment(_us(24.0), _us(30.0), "You come back to him, and he comes back to you", True),
        Moment(_us(38.4), _us(45.2), "“Again!” You see what he wants, and you laugh together", True),
    )
    step = US / PLAY_RATE
    times = tuple(round(i * step) for i in range(PLAY_FRAMES))
    return Story("sample_play_25fps", times, round(PLAY_FRAMES * step), acts, readings, moments)


def portrait_ticks() -> list[int]:
    """When a phone took each picture, in ticks of 1/90000 s.

    About 30 a second with jitter, some left out, and a darker stretch (9 s to 13 s) at about 24 a second.
    """
    source = random.Random(20)
    ticks, at = [], 0
    while at < PORTRAIT_SECONDS / PORTRAIT_TICK:
        ticks.append(at)
        dark = 9 <= at * PORTRAIT_TICK < 13
        step = (3750 if dark else 3000) + source.randrange(-180, 181)
        if source.randrange(23) == 0:
            step += (3750 if dark else 3000) * source.randrange(1, 4)
        at += step
    return ticks


def portrait_story() -> Story:
    """On the mat, filmed upright with a phone: a talk without words, and up into the arms."""
    times = tuple(round(t * PORTRAIT_TICK * US) for t in portrait_ticks())

    def on_frame(seconds: float) -> int:
        return times[min(bisect_left(times, _us(seconds)), len(times) - 1)]

    def act(who: str, what: str, onset: float, offset: float, towards: str = "") -> Act:
        return Act(who, what, on_frame(onset), on_frame(offset), towards)

    acts = (
        act("baby", "look", 1.6, 19.8, "parent"),
        act("parent", "smile", 2.4, 8.0),
        act("baby", "smile", 3.0, 19.8),
        act("baby", "voice", 4.0, 4.5, "rise"),
        act("parent", "voice", 4.9, 5.6, "echo"),
        act("baby", "voice", 6.2, 6.8, "fall"),
        act("parent", "voice", 7.1, 7.9, "echo"),
        act("parent", "smile", 8.4, 10.4),
        act("baby", "voice", 8.4, 8.9, "rise"),
        act("parent", "voice", 9.3, 10.2, "sing"),
        act("parent", "wait", 10.6, 13.0),
        act("baby", "reach", 12.4, 19.8),
        act("parent", "smile", 13.0, 19.8),
        act("parent", "voice", 13.2, 14.2, "sing"),
        act("parent", "reach", 13.6, 19.8),
        act("baby", "laugh", 15.0, 17.6),
        act("parent", "laugh", 15.6, 17.6),
    )
    return Story("sample_portrait_vfr", times, times[-1] + round(3000 * PORTRAIT_TICK * US), acts)


def _us(seconds: float) -> int:
    return round(seconds * US)
