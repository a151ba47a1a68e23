"""The window with somebody's hand on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders.clips import Clip
from tests.gui.hand import Hand
from tests.gui.patient_bot import PatientBot


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """The bot that every test here has."""
    return PatientBot(request)


@pytest.fixture
def hands(qtbot: QtBot, own_home: Path) -> Iterator[Callable[[Path], Hand]]:
    """Opens windows on libraries; all are closed at the end."""
    opened: list[Hand] = []

    def opening(library: Path) -> Hand:
        hand = Hand(qtbot, library)
        opened.append(hand)
        return hand

    yield opening
    for hand in opened:
        hand.close()


@pytest.fixture
def hand(hands: Callable[[Path], Hand], library_folder: Path) -> Hand:
    """A window on an empty library, on the start page."""
    return hands(library_folder)


@pytest.fixture
def coding(hand: Hand, plain_film: Clip) -> Hand:
    """A window with a film of 100 frames, ready to be coded."""
    hand.open(plain_film.path)
    return hand
