"""How large and how fine a reel's file is, by what it is made for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from vig_annotator.model.reel_style import FileFor
from vig_annotator.reels.canvas import FULL_HD, Size


@dataclass(frozen=True, slots=True)
class Quality:
    """How the picture and the sound are coded.

    Attributes:
        preset: x264's balance of time and size.
        crf: x264's constant quality; smaller is better, 18 is hard to tell from the film.
        threads: of the encoder; 0 for as many as suit the computer.
        sound_bits: bits a second of the AAC sound.
        most_bits: the ceiling of the picture, in bits a second.
        most: the largest picture, lying.
    """

    preset: str = "veryfast"
    crf: int = 20
    threads: int = 0
    sound_bits: int = 160_000
    most_bits: int = 20_000_000
    most: Size = FULL_HD


QUALITIES: dict[FileFor, Quality] = {
    FileFor.PHONE: Quality(crf=24, sound_bits=128_000, most_bits=4_000_000, most=Size(1280, 720)),
    FileFor.BIG_SCREEN: Quality(),
    FileFor.ARCHIVE: Quality(preset="fast", crf=16, sound_bits=256_000, most_bits=40_000_000),
}
"""*Parent's phone*: small enough to be sent, sharp on a small screen. *Big screen*: for a television or projector. *Archive*: hard to
tell from the film."""


def x264_options(quality: Quality, rate: Fraction) -> dict[str, str]:
    """Options for libx264, as the ffmpeg program takes them too.

    A keyframe at least every two seconds lets a player jump; the ceiling on the bit rate keeps to H.264 level 4.0 for
    1080p30 (4.2 for 60), which phones have played for many years. Closed captions of a source are not copied.
    """
    return {
        "preset": quality.preset,
        "crf": str(quality.crf),
        "profile": "high",
        "g": str(max(1, round(2 * rate))),
        "maxrate": str(quality.most_bits),
        "bufsize": str(quality.most_bits * 6 // 5),
        "a53cc": "0",
    }
