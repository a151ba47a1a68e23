"""Small codebooks, films and tags for the timeline's tests."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Code, Codebook, Group, Kind, Modifier, Subject, Valence
from vig_annotator.model.mediatime import MediaTime

BOOK = Codebook(
    id="book",
    title="Book",
    version="1",
    language="en",
    subjects=(Subject("infant", "Baby"), Subject("parent", "Parent"), Subject("dyad", "Together")),
    groups=(Group("attention", "Attention"), Group("receives", "Parent · receives", exclusive=False)),
    modifiers=(Modifier("strength", "How strong", ("weak", "strong")),),
    codes=(
        Code("initiative", "Baby's initiative", "infant", Kind.POINT, key="b"),
        Code("watching", "Watching with interest", "parent", Kind.STATE, "attention", Valence.POSITIVE),
        Code("away", "Attention away", "parent", Kind.STATE, "attention"),
        Code("received", "Received with face or body", "parent", Kind.POINT, "receives", Valence.POSITIVE),
        Code("run", "Run of short turns", "dyad", Kind.STATE, valence=Valence.POSITIVE),
        Code("joy", "Enjoying it together", "dyad", Kind.STATE, valence=Valence.POSITIVE),
        Code("missed", "Initiative not taken up", "dyad", Kind.POINT, valence=Valence.CONCERN),
    ),
)
"""Four lanes: Baby; Parent · attention; Parent · receives; Together."""


def film_index(seconds: int = 60, step_us: int = 40_000) -> FrameIndex:
    times = np.arange(seconds * 1_000_000 // step_us, dtype=np.int64) * step_us
    entry = np.arange(len(times)) % 25 == 0
    return FrameIndex(times.copy(), Fraction(1, 1_000_000), times, entry, entry.copy(), seconds * 1_000_000)


def tag(
    name: str, code: str, onset_s: float, offset_s: float | None = None, *, running: bool = False
) -> Annotation:
    onset = MediaTime(round(onset_s * 1e6))
    offset = None if running else MediaTime(round((onset_s if offset_s is None else offset_s) * 1e6))
    return Annotation(name, "pass", code, onset, offset)
