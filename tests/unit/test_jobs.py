import threading

import pytest

from vig_annotator.errors import Cancelled
from vig_annotator.jobs import Job, JobContext


def test_a_job_gives_its_value_and_its_progress() -> None:
    seen: list[tuple[float, str]] = []
    done: list[int] = []

    def work(context: JobContext) -> int:
        context.report(0.5, "half")
        context.report(7.0)
        return 42

    job = Job("sum", work, on_progress=lambda f, m: seen.append((f, m)), on_done=done.append).start()
    assert job.wait(60)
    assert done == [42]
    assert seen == [(0.5, "half"), (1.0, "")]


def test_a_cancelled_job_stops_at_its_next_report() -> None:
    started, go_on = threading.Event(), threading.Event()
    failed: list[BaseException] = []
    reached: list[str] = []

    def work(context: JobContext) -> None:
        started.set()
        go_on.wait(60)
        context.report(0.1)
        reached.append("after the report")

    job = Job("long", work, on_failed=failed.append).start()
    assert started.wait(60)
    job.cancel()
    go_on.set()
    assert job.wait(60)
    assert not reached
    assert isinstance(failed[0], Cancelled)


def test_an_error_in_a_job_is_handed_over_not_lost() -> None:
    failed: list[BaseException] = []

    def work(context: JobContext) -> None:
        raise ValueError("broken")

    Job("bad", work, on_failed=failed.append).start().wait(60)
    assert isinstance(failed[0], ValueError)


def test_a_context_alone_can_be_cancelled() -> None:
    context = JobContext()
    context.report(0.2)
    context.cancel()
    assert context.cancelled
    with pytest.raises(Cancelled):
        context.report(0.3)


def test_a_held_job_waits_and_goes_on() -> None:
    reached, asked = threading.Event(), threading.Event()
    done: list[str] = []

    def work(context: JobContext) -> str:
        context.hold()
        asked.set()
        context.share(0, 1).check()  # a step of the work waits with the whole
        reached.set()
        return "done"

    job = Job("held", work, on_done=done.append).start()
    assert asked.wait(60)
    assert not reached.is_set() and job.running
    job.context.release()
    assert job.wait(60)
    assert done == ["done"]


def test_a_held_job_can_be_cancelled_and_not_held_afterwards() -> None:
    failed: list[BaseException] = []

    def work(context: JobContext) -> None:
        context.hold()
        context.check()

    job = Job("held", work, on_failed=failed.append)
    job.start()
    job.cancel()
    job.context.hold()
    assert job.wait(60)
    assert isinstance(failed[0], Cancelled)


def test_a_job_that_stands_back_does_the_same_work() -> None:
    done: list[int] = []
    assert Job("quiet", lambda _context: 7, on_done=done.append, stands_back=True).start().wait(60)
    assert done == [7]
