"""Jobs and the window: answers come on the window's thread, stale ones are dropped, cancels are silent."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vig_annotator.errors import MediaMissing
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.jobs import JobContext


@pytest.fixture
def told() -> list[BaseException]:
    return []


@pytest.fixture
def jobs(qtbot: QtBot, told: list[BaseException]) -> Iterator[JobBridge]:
    bridge = JobBridge(told.append)
    yield bridge
    bridge.stop()


def test_the_answer_comes_on_the_windows_thread(jobs: JobBridge, qtbot: QtBot) -> None:
    answers: list[tuple[int, int]] = []

    def work(_context: JobContext) -> int:
        return threading.get_ident()

    jobs.start("a", work, lambda there: answers.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(answers))

    there, here = answers[0]
    assert here == threading.get_ident() and there != here
    assert not jobs.running("a")


def test_a_newer_job_of_the_same_name_makes_the_first_answer_stale(jobs: JobBridge, qtbot: QtBot) -> None:
    gate, answers = threading.Event(), list[str]()

    def slow(_context: JobContext) -> str:
        gate.wait()
        return "old"

    jobs.start("a", slow, answers.append)
    jobs.start("a", lambda _: "new", answers.append)
    gate.set()
    jobs.start("b", lambda _: "other", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    jobs.stop()
    QApplication.processEvents()  # what the first one sent is in the queue by now, and is dropped

    assert sorted(answers) == ["new", "other"]


def test_progress_is_told_and_a_cancel_is_silent(
    jobs: JobBridge, qtbot: QtBot, told: list[BaseException]
) -> None:
    gate, shares = threading.Event(), list[float]()

    def work(context: JobContext) -> str:
        context.report(0.25, "reading")
        gate.wait()
        context.report(0.5)
        return "never"

    answers: list[str] = []
    jobs.start("a", work, answers.append, on_progress=lambda share, _words: shares.append(share))
    qtbot.waitUntil(lambda: shares == [0.25])
    jobs.cancel("a")
    gate.set()
    jobs.stop()
    QApplication.processEvents()

    assert (answers, told, shares) == ([], [], [0.25])


def test_errors_go_to_who_asked_or_are_told(jobs: JobBridge, qtbot: QtBot, told: list[BaseException]) -> None:
    caught: list[BaseException] = []

    def fail(_context: JobContext) -> None:
        raise MediaMissing("It is gone.", "")

    jobs.start("a", fail, lambda _: None, on_failed=caught.append)
    jobs.start("b", fail, lambda _: None)
    qtbot.waitUntil(lambda: bool(caught and told))

    assert [type(error) for error in (*caught, *told)] == [MediaMissing, MediaMissing]


def test_stopping_waits_for_what_still_runs(jobs: JobBridge) -> None:
    seen = threading.Event()

    def work(context: JobContext) -> None:
        seen.set()
        while True:
            context.report(0.0)

    jobs.start("a", work, lambda _: None)
    seen.wait()
    jobs.stop()

    assert all(not thread.name.startswith("job-a") for thread in threading.enumerate())
