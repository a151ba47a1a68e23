"""What a trainee is told, from hand-made codings."""

from vig_annotator.analysis.double_coding import Settings
from vig_annotator.analysis.feedback import code_feedback
from vig_annotator.analysis.record import CodedEvent
from vig_annotator.analysis.side_by_side import Tag, match_tags


def tags(*rows: tuple[str, int, int]) -> list[Tag]:
    return [
        Tag(str(n), CodedEvent(code, onset_ms * 1000, offset_ms * 1000))
        for n, (code, onset_ms, offset_ms) in enumerate(rows)
    ]


REFERENCE = tags(("look", 0, 0), ("look", 5000, 5000), ("smile", 9000, 9000), ("calm", 10_000, 20_000))
TRAINEE = tags(("look", 120, 120), ("smile", 9100, 9100), ("smile", 15_000, 15_000), ("fuss", 10_200, 20_000))


def test_the_weakest_code_comes_first() -> None:
    told = code_feedback(match_tags(REFERENCE, TRAINEE, Settings()))
    assert [one.code for one in told] == ["calm", "look", "smile", "fuss"]
    calm, look, smile, fuss = told
    assert (calm.right, calm.taken_for, calm.f1) == (0, {"fuss": 1}, 0.0)
    assert (look.right, look.missed, look.late_us) == (1, 1, 120_000)
    assert (smile.right, smile.extra) == (1, 1)
    assert fuss.f1 == 1.0, "it was never asked for: what was called so is told where it belongs"
