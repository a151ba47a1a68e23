import pytest

from vig_annotator.errors import Cancelled
from vig_annotator.jobs import JobContext


def test_a_step_reports_its_share_of_the_whole():
    seen = []
    whole = JobContext(lambda fraction, message: seen.append((fraction, message)))
    step = whole.share(0.5, 1.0)
    step.report(0.0, "first")
    step.share(0.0, 0.5).report(1.0)
    step.report(7.0)
    assert seen == [(0.5, "first"), (0.75, ""), (1.0, "")]


@pytest.mark.parametrize("asked", ["whole", "step"])
def test_step_and_whole_are_cancelled_together(asked):
    whole = JobContext()
    step = whole.share(0.0, 0.5)
    (whole if asked == "whole" else step).cancel()
    assert whole.cancelled and step.cancelled
    with pytest.raises(Cancelled):
        step.check()
    with pytest.raises(Cancelled):
        step.report(0.1)
