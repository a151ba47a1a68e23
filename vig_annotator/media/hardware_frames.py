"""Frames of a film from the graphics hardware, believed only after a trial, and given up at the first sign of trouble.

The processor's decoder stays open beside it and decides: what the hardware gives must be the same frames with the same pictures,
sooner. Whatever goes wrong later (a device that is lost, a stretch that it can't decode, a damaged frame), the asked frame comes
from the processor instead, and so do all that follow.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from vig_annotator.media.conversion import Converter
from vig_annotator.media.decoding import DecoderGaveUp, FilmDecoder
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.hardware import NO_DEVICE, Hardware
from vig_annotator.media.opening import Source
from vig_annotator.media.probe import FilmInfo
from vig_annotator.media.seeking import Check, FrameFinder, NativeFrame

_TRIAL_FRAMES = 30
"""So many are decoded both ways: what comes before the first of them is ready on both sides is soon forgotten among them."""

_COMPARED_EVERY = 10
_COMPARED_BOX = (160, 90)
_APART_ON_AVERAGE, _NEARLY_ALL, _MOST_APART = 2.0, 0.99, 16
"""Of 255, on average and for nearly all pixels. Both decode the same bits; how colour is spread over hard edges differs with the form in
which pictures are stored."""

REFUSED_FILM = "the graphics hardware can't decode this kind of film"
OTHER_PICTURES = "the graphics hardware showed other pictures"
SLOWER = "it is quicker here than the graphics hardware"
BROKE_OFF = "the graphics hardware broke off"


class HardwareFrames:
    """Finds frames as `FrameFinder` does, or says that it can't any more; owned by one thread."""

    def __init__(self, name: str, decoder: FilmDecoder, index: FrameIndex) -> None:
        self.name = name
        self._decoder = decoder
        self._finder = FrameFinder(decoder, index)

    def find(self, wanted: int, *, onward: bool, check: Check) -> NativeFrame | None:
        """The frame of a number, and surely that; None if the hardware is to be given up.

        Raises:
            Exception: whatever `check` raised.
        """
        given_up: list[BaseException] = []

        def asked() -> None:
            try:
                check()
            except BaseException as error:
                given_up.append(error)
                raise

        try:
            found = self._finder.find(wanted, onward=onward, check=asked)
        except Exception:  # whatever a driver brings up, it is no reason to lose the film
            if given_up:
                raise
            return None
        return None if found.approximate else found

    def close(self) -> None:
        """Let go of film and device."""
        self._decoder.close()


def try_hardware(
    hardware: Hardware,
    source: Source,
    info: FilmInfo,
    index: FrameIndex,
    software: FrameFinder,
    *,
    check: Check,
) -> tuple[HardwareFrames | None, str]:
    """Try the ways one after the other; answers the first that is as good and quicker, or None and why.

    Args:
        hardware: the ways.
        source: the film.
        info: what it is.
        index: its frames.
        software: finds its frames by the processor; used by nobody else meanwhile.
        check: called between packets; may raise to give up.

    Raises:
        Exception: whatever `check` raised.
    """
    why_not = NO_DEVICE
    for door in hardware.doors:
        try:
            way = partial(door.open, codec=info.codec)
            decoder = FilmDecoder(source, threads=1, open_film=way, strict=True)
        except Exception as error:
            # A device that is there, but fails on the first picture, does not take the film.
            why_not = REFUSED_FILM if isinstance(error, DecoderGaveUp) else why_not
            continue
        frames = HardwareFrames(door.name, decoder, index)
        why_not = REFUSED_FILM
        try:
            why_not = _compared(frames, software, info, len(index), check, hardware.now_s)
        finally:
            if why_not:
                frames.close()
        if not why_not:
            return frames, ""
    return None, why_not


def _compared(
    hardware: HardwareFrames,
    software: FrameFinder,
    info: FilmInfo,
    count: int,
    check: Check,
    now_s: Callable[[], float],
) -> str:
    """Why the hardware is not to be used; empty if it is."""
    spent = [0.0, 0.0]
    converter = Converter(info)
    for frame in range(min(count, _TRIAL_FRAMES)):
        began = now_s()
        there = hardware.find(frame, onward=True, check=check)
        between = now_s()
        here = software.find(frame, onward=True, check=check)
        spent = [spent[0] + between - began, spent[1] + now_s() - between]
        if there is None:
            return BROKE_OFF if frame else REFUSED_FILM
        if here.approximate:
            return OTHER_PICTURES  # nobody can say which is right
        if frame % _COMPARED_EVERY == 0 and not _alike(there, here, converter):
            return OTHER_PICTURES
    return SLOWER if spent[0] >= spent[1] else ""


def _alike(one: NativeFrame, other: NativeFrame, converter: Converter) -> bool:
    if (one.frame.width, one.frame.height) != (other.frame.width, other.frame.height):
        return False
    if one.frame.pts != other.frame.pts:
        return False
    pictures = [converter.to_rgb(each.frame, _COMPARED_BOX).astype(np.int16) for each in (one, other)]
    apart = np.abs(pictures[0] - pictures[1])
    return bool(apart.mean() <= _APART_ON_AVERAGE and np.quantile(apart, _NEARLY_ALL) <= _MOST_APART)
