"""One small file of each format, with one of everything: written by ourselves, or typed where we only read."""

from __future__ import annotations

from vig_annotator.exchange.document import (
    Counts,
    Document,
    ForeignAnnotation,
    ForeignCode,
    MediaLink,
    Observation,
    Role,
    Tier,
)
from vig_annotator.exchange.formats import FORMATS
from vig_annotator.model.codebook import Kind

VCODE = """Offset: 250, Movie: visit.mp4, DataFile: (null)
Tracks: left, right, fuss
Time,Duration,TrackName,comment

0,0,right,(null)
1200,0,left,(null)
12234,500,fuss,a cry
900,0,right,(null)
"""

VIA3 = """{"project":{"pid":"x"},"config":{},"attribute":{"1":{"aname":"gaze","type":2,"options":{"0":"face","1":"toy"}},
"2":{"aname":"note","type":1,"options":{}}},"file":{"1":{"fid":"1","fname":"visit.mp4","type":4,"loc":1,"src":""}},
"metadata":{"1_a":{"vid":"1","flg":0,"z":[1.25,2.5],"xy":[],"av":{"1":"0","2":"soft"}},"1_b":{"vid":"1","flg":0,"z":[3.0],"xy":[],
"av":{"1":"1"}},"1_c":{"vid":"1","flg":0,"z":[],"xy":[],"av":{"1":"1"}}},"view":{"1":{"fid_list":["1"]}}}"""


def document() -> Document:
    """Two coders, points and stretches, a running state, notes, modifiers, a film that starts later."""
    tiers = (
        Tier("Gaze", "Parent", "AB", Role.VALUES, ("Face", "Toy")),
        Tier("Smile", "Baby", "AB", Role.VALUES),
        Tier("Gaze", "Parent", "CD", Role.VALUES, ("Face", "Toy")),
    )
    annotations = (
        ForeignAnnotation(0, "Face", 1_000_000, 2_500_000, "soft, “warm”", (("How", ("long",)),)),
        ForeignAnnotation(0, "Toy", 2_500_000, 3_040_000),
        ForeignAnnotation(1, "Smile", 1_234_567, 1_234_567, "=1+1\nsecond line"),
        ForeignAnnotation(2, "Face", 990_000, 2_400_000),
        ForeignAnnotation(2, "Toy", 4_000_000, None),
    )
    observation = Observation(
        "Visit 1",
        (MediaLink("/films/visit.mp4", "visit.mp4", 250_000, 60_000_000),),
        tiers,
        annotations,
        "2026-11-12",
    )
    how = (("How", ("long", "short"), False),)
    codes = (
        ForeignCode(
            "Face",
            Kind.STATE,
            "face",
            "Parent",
            "Gaze",
            "Looks at the face.",
            "#336699",
            "f",
            "positive",
            how,
        ),
        ForeignCode("Toy", Kind.STATE, "toy", "Parent", "Gaze"),
        ForeignCode("Smile", Kind.POINT, "smile", "Baby"),
    )
    return Document("vig", "", (observation,), Counts(), codes)


def seeds() -> dict[str, bytes]:
    """A file of each format by its name."""
    made = {f"visit{one.suffixes[0]}": one.write(document()) for one in FORMATS if one.write is not None}
    return made | {"visit.txt": VCODE.encode(), "visit.json": VIA3.encode()}
