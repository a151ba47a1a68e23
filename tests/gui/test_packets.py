"""Sealed packets in the window: sent, opened, answered, and the answers taken in, as people do it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication

from tests.builders import watching
from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.builders.packets import PUBLIC, QUESTION, SECRET, coded_library, sealed_packet
from tests.guards import Dialogs
from tests.gui.hand import Hand
from tests.integration.test_packet_leaves_nothing import require_sealed, secrets_of
from vig_annotator.exchange.sealing import Key
from vig_annotator.gui.actions import ACTIONS
from vig_annotator.gui.packets.packet_screens import IN_A_PACKET
from vig_annotator.model.consent import Purpose
from vig_annotator.model.days import later
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.review import EntryKind
from vig_annotator.services import consent, packet_merging, packet_sealing, register, reviewing
from vig_annotator.services.packet_opening import PacketWorkspace, read_packet
from vig_annotator.services.packet_sealing import USUAL_DAYS

PHRASE = "kettle-robin-maple-tiger-fossil"


@pytest.fixture
def packet(tmp_path: Path, plain_film: Clip) -> Path:
    """A packet that AB sealed for the supervisor's key."""
    (tmp_path / "post").mkdir()
    desk = coded_library(tmp_path / "sender", plain_film.path)
    with desk.ws:
        return sealed_packet(desk, tmp_path / "post" / "visit.vigpacket")


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key.txt"
    path.write_text(SECRET)
    return path


def open_packet(hand: Hand, packet: Path, key_file: Path, dialogs: Dialogs, name: str = "Sam Moor") -> None:
    """Open a packet as a supervisor does, with a key that lies elsewhere."""
    form = hand.window.packets.open_form
    hand.window.films.open_path(packet)
    assert form.is_open
    dialogs.answer((str(key_file), ""))
    hand.click(form.other_key)
    form.name.setText(name)
    hand.click(form.button)
    hand.until(lambda: not form.is_open or bool(form.trouble))


def test_the_usual_time_is_cut_short_by_consent(coding: Hand) -> None:
    film = coding.window.bench.open_film
    agree(film.ws, film.family.id)
    form = coding.window.packets.send_form
    coding.window.actions_.trigger("packet.send")
    assert form.how.days.value() == USUAL_DAYS
    form.close_over()
    people = [one.id for one in consent.people(film.ws, film.family.id)]
    end = later(consent.day_now(), 5)
    consent.record(film.ws, people, [Purpose.SUPERVISION], Answer(expires_on=end))
    coding.window.actions_.trigger("packet.send")
    assert form.how.days.value() == 5 and form.how.last_day == end
    packet_sealing.order_packet(film.ws, form.wish(None))
    form.what.films.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert form.how.days.value() == USUAL_DAYS
    form.what.films.item(0).setCheckState(Qt.CheckState.Checked)
    assert form.how.last_day == end


def test_sending_from_the_film_on_the_screen(coding: Hand, dialogs: Dialogs, tmp_path: Path) -> None:
    coding.press("b")
    ws = coding.window.bench.open_film.ws
    coding.press("Ctrl+Alt+S")
    form = coding.window.packets.send_form
    assert form.is_open and not form.seal.isEnabled()
    assert form.what.filmed.text() == "nobody is recorded yet as being filmed."
    agree(ws, coding.window.bench.open_film.family.id, Purpose.SUPERVISION)
    form.what.renew()
    assert form.what.filmed.text() == "Parent and Baby agreed to supervision."
    assert form.leaves.text() == "1 film, 0:00:04"
    assert "pass phrase" in form.seal.toolTip()
    form.how.questions.setPlainText(QUESTION)
    form.how.phrase.line.setText("password")
    assert form.how.phrase.hint.text() == "At least 12 letters." and not form.seal.isEnabled()
    coding.click(form.how.phrase.suggest)
    phrase = form.how.phrase.text
    assert phrase.count("-") == 6 and form.how.phrase.hint.text() == "Strong."
    dialogs.answer((str(tmp_path / "visit"), ""))
    coding.click(form.seal)
    coding.until(lambda: form.done or bool(form.trouble))
    assert form.trouble == "" and form.phrase_shown.text() == phrase
    opened = read_packet(tmp_path / "visit.vigpacket", Key(phrase))
    assert opened.questions == QUESTION and len(opened.films) == 1
    (entry,) = register.made_files(ws)
    assert Path(entry.path).name == "visit.vigpacket"
    coding.press("Esc")
    assert not form.is_open and form.how.phrase.text == "" and form.phrase_shown.text() == ""


def test_a_stretch_for_a_key_and_what_is_missing_is_said(
    coding: Hand, dialogs: Dialogs, tmp_path: Path
) -> None:
    ws = coding.window.bench.open_film.ws
    agree(ws, coding.window.bench.open_film.family.id, Purpose.SUPERVISION)
    coding.window.actions_.trigger("packet.send")
    form = coding.window.packets.send_form
    form.how.opened_by.setCurrentIndex(1)
    form.how.key.setText("age1nonsense")
    assert "no supervisor’s key" in form.seal.toolTip()
    form.how.key.setText(PUBLIC)
    assert form.seal.isEnabled()
    form.what.part.setCurrentIndex(1)
    assert form.seal.toolTip() == "A chosen film has no marked moments."
    form.what.part.setCurrentIndex(2)
    assert "from when to when" in form.seal.toolTip()
    form.what.start.setText("0:02")
    form.what.stop.setText("0:01")
    coding.click(form.seal)
    assert "ends before it has begun" in form.trouble
    form.what.start.setText("f10")
    form.what.stop.setText("0:02")
    dialogs.answer((str(tmp_path / "part.vigpacket"), ""))
    coding.click(form.seal)
    coding.until(lambda: form.done)
    packet = read_packet(tmp_path / "part.vigpacket", Key(text=SECRET))
    assert packet.rows["recording"][0]["duration_us"] == 40 * 40_000
    form.close_over()
    consent.withdraw(
        ws, consent.people(ws, coding.window.bench.open_film.family.id)[0].id, [Purpose.SUPERVISION]
    )
    coding.window.actions_.trigger("packet.send")
    assert "Somebody filmed has not agreed" in form.seal.toolTip()
    coding.click(form.what._consent)
    assert coding.window.family_screens.consent_form.is_open


def test_a_supervisor_opens_reviews_and_sends_back(
    hand: Hand, packet: Path, key_file: Path, dialogs: Dialogs, tmp_path: Path
) -> None:
    open_packet(hand, packet, key_file, dialogs)
    hand.until_ready()
    window = hand.window
    bar = window.packets.bar
    assert bar.isVisible() and bar.words.text().startswith("Sealed packet from AB")
    assert bar.questions.text() == QUESTION and not bar.questions.isVisible()
    hand.click(bar.asks)
    assert bar.questions.isVisible()
    assert not bar.send.isEnabled()
    hand.go_to(45)
    assert hand.number_on_screen == 45
    film = window.bench.open_film
    assert isinstance(film.ws, PacketWorkspace) and film.coding_pass.coder == "AB"
    smile = next(one for one in film.desk.annotations if one.code_id == "smile")
    film.selection.choose_tags([smile.id])
    hand.press("Alt+Shift+A")
    hand.press("Alt+Shift+W")
    hand.type("Well coded")
    hand.press("Ctrl+Return")
    assert bar.kept.text() == "2 remarks of yours, kept sealed"
    hand.press("s")  # a code's key
    assert len(film.desk.annotations) == 7
    dialogs.answer((str(tmp_path / "back.vigpacket"), ""))
    hand.press("Ctrl+Alt+Return")
    assert "Send that file to AB" in hand.said[-1]
    hand.press("Ctrl+H")
    assert not bar.isVisible() and window.bench.film is None
    assert window.door.workspace is not None and not window.door.workspace.sealed
    assert "not sent yet" not in window.notice.text.text()
    answered = [one.kind for one in _entries(tmp_path, "back.vigpacket")]
    assert answered == [EntryKind.ACCEPT, EntryKind.COMMENT]


def _entries(tmp_path: Path, name: str) -> list[object]:
    from vig_annotator.services.workspace import Workspace

    with Workspace.open(tmp_path / "sender", "AB") as ws:
        came = packet_merging.look(ws, tmp_path / name)
        assert came is not None
        return list(came.answers.entries)


def test_answers_that_were_not_sent_are_told_and_gone_on_with(
    hand: Hand, packet: Path, key_file: Path, dialogs: Dialogs
) -> None:
    open_packet(hand, packet, key_file, dialogs)
    hand.until_ready()
    film = hand.window.bench.open_film
    reviewing.comment(film.ws, film.coding_pass.id, "A word")
    hand.press("Ctrl+H")
    assert "Your answers are not sent yet" in hand.said[-1] and "answers-" in hand.said[-1]
    open_packet(hand, packet, key_file, dialogs)
    hand.until_ready()
    assert hand.window.packets.bar.kept.text() == "1 remark of yours, kept sealed"


def test_wrong_names_keys_and_files_are_told_in_the_sheet(
    hand: Hand, packet: Path, key_file: Path, dialogs: Dialogs, plain_film: Clip, tmp_path: Path
) -> None:
    form = hand.window.packets.open_form
    open_packet(hand, packet, key_file, dialogs, "AB")
    assert "nobody judges their own" in form.trouble
    form.name.clear()
    hand.click(form.button)
    assert "Your name is missing" in form.trouble
    hand.press("Esc")
    key_file.write_text("nothing")
    open_packet(hand, packet, key_file, dialogs)
    assert "holds no key" in form.trouble
    form.close_over()
    (tmp_path / "film.vigpacket").write_bytes(plain_film.path.read_bytes())
    dialogs.answer((str(tmp_path / "film.vigpacket"), ""))
    hand.press("Ctrl+Alt+O")
    assert "no sealed packet" in hand.said[-1]


def test_a_pass_phrase_is_asked_for_and_forgotten(
    hands: Callable[[Path], Hand], tmp_path: Path, plain_film: Clip
) -> None:
    from vig_annotator.services.packet_sealing import SessionWish, Wish, order_packet, seal_order

    desk = coded_library(tmp_path / "sender", plain_film.path)
    with desk.ws:
        order = order_packet(desk.ws, Wish((SessionWish(desk.session.id),), small=True))
        seal_order(order, Key(PHRASE), tmp_path / "visit.vigpacket")
    hand = hands(tmp_path / "library")
    hand.until(hand.window.isActiveWindow)
    form = hand.window.packets.open_form
    hand.window.films.open_path(tmp_path / "visit.vigpacket")
    form.name.setText("Sam Moor")
    hand.type("kettle robin")
    hand.press("Return")
    hand.until(lambda: bool(form.trouble))
    assert "does not open this packet" in form.trouble
    form.phrase.setText(PHRASE)
    hand.click(form.button)
    hand.until(lambda: not form.is_open)
    hand.until_ready()
    assert form.phrase.text() == ""
    hand.window.start_page.coder_given.emit("Somebody else")
    assert hand.window.bench.open_film.ws.coder == "Sam Moor"


def test_answers_are_looked_at_then_taken_in(
    hands: Callable[[Path], Hand], packet: Path, tmp_path: Path
) -> None:
    from tests.builders.packets import opened

    with opened(packet) as sam:
        reviewing.accept(sam.ws, sam.pass_id, sam.tags["smile 5"])
        reviewing.comment(sam.ws, sam.pass_id, "Well coded.")
        sam.answers.write(tmp_path / "back.vigpacket")
    hand = hands(tmp_path / "sender")
    hand.until(hand.window.isActiveWindow)
    form = hand.window.packets.arrivals_form
    drop(hand, tmp_path / "back.vigpacket")
    assert form.is_open and form.head.text() == "Answers from Sam Moor"
    assert form.lines.text() == "F-001 › plain · AB: 1 tag accepted, 1 comment"
    assert form.take.text() == "Take 2 remarks in"
    hand.press("Return")
    assert "2 remarks from Sam Moor came in" in hand.said[-1]
    ws = hand.window.door.workspace
    assert ws is not None and reviewing.waits_for_me(ws)[0].words == "2 remarks to read"
    drop(hand, tmp_path / "back.vigpacket")
    assert form.lines.text() == "There is nothing new in them." and form.take.isHidden()


def drop(hand: Hand, path: Path) -> None:
    """Drop a file on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    hand.window.dropEvent(event)


def test_ones_own_key_is_made_and_given_to_others(hand: Hand) -> None:
    hand.window.actions_.trigger("packet.key")
    form = hand.window.packets.key_form
    assert not form.make.isEnabled()
    hand.type(PHRASE)
    hand.press("Return")
    hand.until(lambda: bool(form.public.text()) or bool(form.trouble))
    assert form.public.text().startswith("age1") and form.phrase.isHidden() is False
    hand.click(form._copy)
    assert QGuiApplication.clipboard().text() == form.public.text()
    hand.press("Esc")
    assert form.phrase.text == ""
    hand.window.actions_.trigger("packet.key")
    assert form.public.text().startswith("age1") and not form.make.isVisible()


def test_only_looking_and_reviewing_can_be_done_in_a_packet(
    hand: Hand, packet: Path, key_file: Path, dialogs: Dialogs, plain_film: Clip
) -> None:
    open_packet(hand, packet, key_file, dialogs)
    hand.until_ready()
    possible = {row.id for row in ACTIONS if hand.window.actions_.qaction(row.id).isEnabled()}
    assert possible <= IN_A_PACKET
    for action_id in (
        "film.save_picture",
        "exchange.take_out",
        "reel.make_film",
        "film.open",
        "packet.send",
        "codings.new",
        "erase.session",
    ):
        assert action_id not in possible
    hand.window.films.open_path(plain_film.path)
    assert "Close it first" in hand.said[-1]
    hand.press("Ctrl+H")
    assert hand.window.actions_.qaction("film.open").isEnabled()


@pytest.mark.skipif(not watching.AVAILABLE, reason="the kernel tells of files on Linux only")
def test_the_window_writes_nothing_of_a_packet_in_clear(
    hand: Hand,
    packet: Path,
    key_file: Path,
    dialogs: Dialogs,
    own_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setenv("TMPDIR", str(temp))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temp))
    monkeypatch.setattr(tempfile, "tempdir", None)
    pieces = secrets_of(packet)
    before = watching.nameless_files()
    with watching.watched(packet.parent, temp, own_home) as seen:
        open_packet(hand, packet, key_file, dialogs)
        hand.until_ready()
        window = hand.window
        hand.press("Space")
        hand.until(lambda: window.player.shown_frame > 10)
        hand.press("Space")
        hand.go_to(70)
        hand.press("Alt+Shift+W")
        hand.type("A word that nobody else may read")
        hand.press("Ctrl+Return")
        hand.press("Alt+4")
        hand.until(
            lambda: (
                not window.jobs.running("pictures for the timeline")
                and not window.jobs.running("sound for the timeline")
            )
        )
        hand.until(lambda: not window.jobs.running("look for damaged frames"))
        assert watching.nameless_files() == before
        kept = window.packets.there.answers
        assert kept is not None and kept.place is not None
        place = kept.place
        hand.press("Ctrl+H")
        hand.close()
    # The settings are written when the window closes.
    written = {one for one in seen.touched if one.name != "VIG Annotator" and "settings" not in one.name}
    assert written == {place, place.with_name(place.name + ".part")}
    for folder in (packet.parent, temp, own_home):
        require_sealed(folder, pieces)
