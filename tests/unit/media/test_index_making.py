"""From decoded pictures to an index; without a film."""

from __future__ import annotations

from fractions import Fraction

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.index_making import Findings, index_of_pictures
from vig_annotator.media.packet_scan import NO_TIME
from vig_annotator.media.picture_count import Pictures

TENTHS = Fraction(1, 10)


def made(
    pts: list[int],
    dts: list[int] | None = None,
    *,
    duration: int = 1,
    findings: Findings | None = None,
) -> FrameIndex:
    count = len(pts)
    pictures = Pictures(pts, dts or [NO_TIME] * count, [duration] * count, [True] + [False] * (count - 1))
    findings = findings or Findings()
    findings.time_base = TENTHS
    index = index_of_pictures(pictures, findings)
    assert index is not None
    return index


def test_no_picture_no_index() -> None:
    assert index_of_pictures(Pictures(), Findings()) is None


def test_stored_times_are_kept() -> None:
    index = made([-3, 0, 1, 5])
    assert index.exact and index.decoded and index.stored
    assert index.pts.tolist() == [-3, 0, 1, 5]
    assert index.time_us.tolist() == [0, 300_000, 400_000, 800_000] and index.end_us == 900_000
    assert index.entry.tolist() == [True, False, False, False]


def test_the_last_frame_lasts_as_long_as_others_if_nobody_says() -> None:
    assert made([0, 2, 4, 6], duration=0).end_us == 800_000
    assert made([0], duration=0, findings=Findings(header_rate=Fraction(5))).end_us == 200_000
    assert made([0], duration=0).end_us == 100_000  # the clock has no finer ticks


def test_a_few_late_pictures_are_a_fault() -> None:
    index = made([0, 1, 5, 2, 3, 6, *range(7, 30)])
    assert index.pts.tolist() == [0, 1, 2, 3, *range(5, 30)] and index.matchable
    assert index.reason == "A few frames of the film are out of order; they are listed by their times."


def test_times_out_of_order_give_way_to_the_order_of_decoding() -> None:
    packed = [pts for k in range(0, 30, 3) for pts in (k, k + 2, k + 1)]
    index = made(packed, list(range(30)))
    assert index.time_us.tolist() == [frame * 100_000 for frame in range(30)]
    assert not index.stored and index.reason.startswith("The film does not store the times")


def test_a_clock_that_was_set_back_goes_on() -> None:
    index = made([*range(10, 40), *range(5, 30)])
    assert len(index) == 55 and index.clock_jumps
    assert index.time_us.tolist() == [frame * 100_000 for frame in range(55)]
    assert index.reason == "The film's clock jumps back; from there on, times are counted on."


def test_times_that_are_not_stored_come_from_the_order_of_decoding_or_the_rate() -> None:
    index = made([NO_TIME, 1, NO_TIME], [0, 1, 2])
    assert index.time_us.tolist() == [0, 100_000, 200_000] and not index.stored and not index.exact
    gap = made([NO_TIME, 3, 4, NO_TIME], findings=Findings(header_rate=Fraction(10)))
    assert gap.time_us.tolist() == [0, 100_000, 200_000, 300_000]
    nothing = made([NO_TIME] * 3, findings=Findings(header_rate=Fraction(5)))
    assert nothing.time_us.tolist() == [0, 200_000, 400_000]
    unknown = made([NO_TIME] * 3)
    assert unknown.time_us[0] == 0 and len(unknown) == 3


def test_a_bare_stream_is_never_exact() -> None:
    assert not made([0, 1, 2], findings=Findings(no_clock=True)).exact


def test_the_last_frame_lasts_as_long_as_the_others_where_times_are_worked_out() -> None:
    """What a bare stream says of one picture (29.97 a second, say) may not fit the grid that its frames were put on."""
    bare = made([NO_TIME] * 5, duration=3, findings=Findings(no_clock=True, header_rate=Fraction(5)))
    assert bare.end_us == 5 * 200_000
    assert made([0, 1], duration=3).end_us == 400_000, "what is stored counts"


def test_reasons_are_whole_sentences() -> None:
    assert made([0], findings=Findings(truncated=True, damaged=True)).reason == (
        "The end of the film is missing; 1 frame could be read."
    )
    assert made([NO_TIME] * 1200, findings=Findings(damaged=True, header_rate=Fraction(10))).reason == (
        "Parts of the film are damaged; 1,200 frames could be read. "
        "The film does not store the times of its frames; they are worked out from its frame rate."
    )


def test_a_tick_shorter_than_a_microsecond_still_goes_forward() -> None:
    findings = Findings()
    pictures = Pictures([0, 1, 2, 10_000], [0] * 4, [1] * 4, [True] * 4)
    findings.time_base = Fraction(1, 10_000_000)
    index = index_of_pictures(pictures, findings)
    assert index is not None and index.time_us.tolist() == [0, 1, 2, 1000]
