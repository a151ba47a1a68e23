"""The guards notice what they are there for."""

from __future__ import annotations

import logging
import socket
import sqlite3
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tests import guards

Failed = pytest.fail.Exception


def test_a_warning_in_the_log_fails() -> None:
    # Both the inner guard and the outer one of this test would see it: the record stops at the inner one's logger.
    with pytest.raises(Failed, match="not silent"), guards.quiet_log([]):
        collectors = [h for h in logging.getLogger().handlers if isinstance(h, guards._Collector)]
        collectors[-1].emit(logging.makeLogRecord({"levelno": 30, "levelname": "WARNING", "msg": "hm"}))


def test_an_expected_warning_is_no_failure(expected_log: list[str]) -> None:
    expected_log.append("the disk is slow")
    logging.getLogger("vig_annotator.storage").warning("the disk is slow today")


def test_an_expected_warning_must_come() -> None:
    with pytest.raises(Failed, match="not there"), guards.quiet_log(["never said"]):
        pass


def test_a_leftover_thread_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_JOIN_SECONDS", 0.01)
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="decode-film", daemon=True)
    with pytest.raises(Failed, match="decode-film"), guards.no_leftover_threads():
        thread.start()
    end.set()
    thread.join()


def test_an_open_database_fails(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="1 database"), guards.no_open_database():
        connection = sqlite3.connect(tmp_path / "a.sqlite")
        sqlite3.connect(tmp_path / "b.sqlite").close()
    connection.close()


def test_the_network_is_out_of_reach() -> None:
    with socket.socket() as door, pytest.raises(AssertionError, match="network"):
        door.connect(("127.0.0.1", 9))
    with pytest.raises(AssertionError, match="look up"):
        socket.create_connection(("example.org", 80))


def test_sockets_of_this_machine_work(tmp_path: Path) -> None:
    path = str(tmp_path / "door")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen()
        client.connect(path)


def test_an_unasked_dialog_fails(qtbot: QtBot) -> None:
    with pytest.raises(Failed, match="Really"), guards.no_unasked_dialog():
        box = QMessageBox()
        qtbot.addWidget(box)
        box.setText("Really?")
        with pytest.raises(AssertionError, match="Really"):
            box.exec()
    with (
        pytest.raises(Failed, match="information"),
        guards.no_unasked_dialog(),
        pytest.raises(AssertionError),
    ):
        QMessageBox.information(None, "Saved", "Your film is ready.")


def test_a_prepared_answer_is_given(qtbot: QtBot, dialogs: guards.Dialogs) -> None:
    dialogs.answer(QMessageBox.StandardButton.Yes, QDialog.DialogCode.Rejected)

    assert QMessageBox.question(None, "Delete", "Delete it?") == QMessageBox.StandardButton.Yes
    dialog = QDialog()
    qtbot.addWidget(dialog)
    assert dialog.exec() == QDialog.DialogCode.Rejected
    assert dialogs.asked[0] == ("QMessageBox.question", "Delete / Delete it?")


def test_a_dialog_left_on_the_screen_fails(qtbot: QtBot) -> None:
    with pytest.raises(Failed, match="Forgotten"), guards.no_unasked_dialog():
        dialog = QDialog()
        dialog.setWindowTitle("Forgotten")
        qtbot.addWidget(dialog)
        dialog.setModal(True)
        dialog.show()
