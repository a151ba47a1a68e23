"""Every row of the action table: its keys are free, it does what its help says, by its first key where it has one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence

from tests.builders.clips import Clip
from tests.builders.consents import agree, supervise
from tests.guards import Dialogs
from tests.gui.action_looks import (
    NO_OTHER,
    Case,
    at,
    choose_moment,
    choose_points,
    choose_state,
    chosen,
    closer,
    erasing_what,
    focus_name,
    links,
    moment_in_frames,
    reception,
    rejected,
    remarks,
    said,
    shown,
    span_in_frames,
    state,
    supervised,
    with_people,
)
from tests.gui.hand import Hand
from tests.gui.making_hand import wished
from tests.gui.packet_cases import PACKET_CASES
from vig_annotator.codebook.reserved_keys import free_keys, is_reserved
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.gui.actions import ACTIONS, Need, Topic, action, of_topic
from vig_annotator.gui.coding.side_panel import Tab
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.model.coding_pass import PassState
from vig_annotator.model.review import EntryKind

CASES: dict[str, Case] = {
    "film.open": Case(lambda h: h.window.bench.film is not None, True),
    "film.start_page": Case(lambda h: h.window.coding, False),
    "film.open_demo": Case(lambda h: h.window.bench.film and h.window.bench.film.session.title, "Playing at the table"),
    "film.relink": Case(lambda h: h.window.bench.film is not None, True),
    "exchange.bring_in": Case(lambda h: h.window.exchange.import_screen.is_open, True),
    "exchange.take_out": Case(lambda h: h.window.exchange.export_screen.is_open, True),
    "exchange.reel": Case(lambda h: "1 clip is in “r.otio”" in said(h), True),
    "recording.go_on_with": Case(lambda h: "part of this session already" in h.window.notice.text.text(), True),
    "recording.beside": Case(lambda h: "part of this session already" in h.window.notice.text.text(), True),
    "recording.by_sound": Case(said, NO_OTHER),
    "recording.clap": Case(said, NO_OTHER),
    "recording.earlier": Case(said, NO_OTHER),
    "recording.later": Case(said, NO_OTHER),
    "recording.take_away": Case(said, NO_OTHER),
    "recording.take_out": Case(lambda h: "Only the last file" in h.window.notice.text.text(), True),
    "film.save_picture": Case(lambda h: "Saved as “p.png”" in said(h), True),
    "film.saved": Case(lambda h: "Everything is saved" in said(h), True),
    "film.choose_library": Case(lambda h: h.window.door.workspace and h.window.door.workspace.folder.name, "other"),
    "film.choose_codebook": Case(lambda h: h.window.finder.is_open, True),
    "film.quit": Case(lambda h: h.window.isVisible(), False),
    "play.toggle": Case(lambda h: h.window.player.playing, True),
    "play.back": Case(lambda h: h.window.player.backwards, True, at(90)),
    "play.stop": Case(lambda h: h.window.player.playing, False, lambda h: h.press("Space")),
    "play.on": Case(lambda h: h.window.player.playing, True),
    "play.frame_back": Case(shown, 49, at(50)),
    "play.frame_on": Case(shown, 51, at(50)),
    "play.second_back": Case(shown, 25, at(50)),
    "play.second_on": Case(shown, 75, at(50)),
    "play.jump_back": Case(shown, 0, at(50)),
    "play.jump_on": Case(shown, 99, at(50)),
    "play.again": Case(lambda h: h.window.player.playing and shown(h) < 20, True, at(60)),
    "play.start": Case(shown, 0, at(50)),
    "play.end": Case(shown, 99, at(50)),
    "play.tag_before": Case(shown, 60, at(70)),
    "play.tag_after": Case(shown, 60, at(30)),
    "play.tier_before": Case(said, "That is the first tag of its tier.", choose_state),
    "play.tier_after": Case(said, "That is the last tag of its tier.", choose_state),
    "play.go_to": Case(lambda h: h.window.go_to.is_open, True),
    "play.loop": Case(lambda h: h.window.player.loop is not None and h.window.player.playing, True, choose_state),
    "play.loop_from": Case(lambda h: "The loop begins at" in said(h), True, at(50)),
    "play.loop_to": Case(
        lambda h: h.window.player.loop and h.window.player.loop.duration_us, 11 * 40_000, lambda h: (h.go_to(40), h.press("Alt+A"), h.go_to(50))
    ),
    "play.lead_in": Case(lambda h: h.window.finder.is_open and len(h.window.finder.shown), 6),
    "play.slower": Case(lambda h: h.window.player.speed, 0.75),
    "play.faster": Case(lambda h: h.window.player.speed, 1.25),
    "play.normal_speed": Case(lambda h: h.window.player.speed, 1.0, lambda h: h.press("Ctrl+Up", times=3)),
    "play.mute": Case(lambda h: h.settings.muted, True),
    "play.louder": Case(lambda h: h.settings.volume, 1.0),
    "play.quieter": Case(lambda h: h.settings.volume, 0.9),
    "picture.closer": Case(lambda h: h.window.view.look.zoom, 1.25),
    "picture.wider": Case(lambda h: h.window.view.look.zoom, 1.25, lambda h: h.press("Shift+Up", times=2)),
    "picture.box": Case(lambda h: h.window.view.cursor().shape().name, "CrossCursor"),
    "picture.left": Case(lambda h: h.window.view.look.centre[0] < 0.5, True, closer),
    "picture.right": Case(lambda h: h.window.view.look.centre[0] > 0.5, True, closer),
    "picture.up": Case(lambda h: h.window.view.look.centre[1] < 0.5, True, closer),
    "picture.down": Case(lambda h: h.window.view.look.centre[1] > 0.5, True, closer),
    "picture.mirror": Case(lambda h: h.window.view.look.mirrored, True),
    "picture.brighter": Case(lambda h: h.window.view.look.brightness, 0.05),
    "picture.darker": Case(lambda h: h.window.view.look.brightness, -0.05),
    "picture.more_contrast": Case(lambda h: h.window.view.look.contrast, 1.1),
    "picture.less_contrast": Case(lambda h: h.window.view.look.contrast, 0.9),
    "picture.as_filmed": Case(lambda h: h.window.view.look.neutral, True, lambda h: (closer(h), h.press("Alt+X"))),
    "picture.hardware": Case(lambda h: h.window.bench.settings.hardware_decoding, False),
    "tag.find": Case(lambda h: h.window.finder.is_open, True),
    "tag.search": Case(focus_name, "Search the tags"),
    "tag.end_running": Case(
        lambda h: [one.running for one in h.tags if one.code_id == "shared_joy"], [False], lambda h: (h.go_to(70), h.press("f"), h.go_to(80))
    ),
    "tag.undo": Case(lambda h: len(h.window.bench.open_film.clips), 0),
    "tag.redo": Case(lambda h: len(h.window.bench.open_film.clips), 1, lambda h: h.press("Ctrl+Z")),
    "tag.delete": Case(lambda h: len(h.tags), 1, choose_state),
    "tag.change_code": Case(lambda h: h.window.finder.is_open, True, choose_state),
    "tag.note": Case(focus_name, "Note", choose_state),
    "tag.modify": Case(lambda h: h.window.finder.is_open or "nothing more" in said(h), True, choose_state),
    "tag.start_here": Case(span_in_frames, (30, 39), choose_state),
    "tag.end_here": Case(span_in_frames, (20, 30), choose_state),
    "tag.start_earlier": Case(span_in_frames, (19, 39), choose_state),
    "tag.start_later": Case(span_in_frames, (21, 39), choose_state),
    "tag.end_earlier": Case(span_in_frames, (20, 38), choose_state),
    "tag.end_later": Case(span_in_frames, (20, 40), choose_state),
    "tag.repeat": Case(lambda h: [one.onset_us for one in h.tags if one.is_point], [60 * 40_000, 70 * 40_000], at(70)),
    "tag.split": Case(lambda h: [one.onset_us // 40_000 for one in h.tags if not one.is_point], [20, 30], choose_state),
    "tag.merge": Case(
        lambda h: [one.onset_us // 40_000 for one in h.tags if not one.is_point], [20], lambda h: (choose_state(h), h.press("Ctrl+B"))
    ),
    "tag.copy_to": Case(lambda h: h.window.finder.is_open, True, choose_state),
    "tag.earlier": Case(span_in_frames, (19, 38), choose_state),
    "tag.later": Case(span_in_frames, (21, 40), choose_state),
    "tag.link": Case(lambda h: links(h), 1, lambda h: (reception(h), h.press("Shift+F6"), choose_points(h))),
    "tag.unlink": Case(lambda h: links(h), 0, lambda h: (reception(h), choose_points(h))),
    "tag.link_all": Case(lambda h: links(h), 1, lambda h: (reception(h), h.press("Shift+F6"))),
    "tag.history": Case(lambda h: h.window.finder.is_open and len(h.window.finder.shown) > 5, True),
    "tag.hold_keys": Case(lambda h: h.window.finder.is_open and len(h.window.finder.shown), 3),
    "tag.press_twice": Case(lambda h: h.settings.key_holding, "press"),
    "tag.neighbours": Case(lambda h: h.settings.neighbours_give_way, True),
    "tag.reaction_time": Case(lambda h: h.window.finder.is_open and len(h.window.finder.shown), 10),
    "tag.shift": Case(lambda h: h.window.line_form.is_open, True, choose_state),
    "tag.calibrate": Case(lambda h: h.window.calibration.is_open, True),
    "tag.set_back": Case(said, "No reaction time is known yet: measure it first.", choose_state),
    "pass.next": Case(lambda h: h.window.bench.passes.place, (1, 3)),
    "pass.previous": Case(lambda h: h.window.bench.passes.place, (3, 3)),
    "pass.choose": Case(lambda h: h.window.finder.is_open, True),
    "pass.everything": Case(lambda h: h.window.bench.passes.focus.on_everything, True, lambda h: h.press("F7")),
    "pass.hide_others": Case(lambda h: h.settings.hide_others, True),
    "pass.stop_after_tag": Case(lambda h: h.settings.stop_after_tag, True),
    "pass.interval": Case(lambda h: h.window.line_form.is_open, True),
    "pass.no_interval": Case(lambda h: h.window.bench.passes.every_us, 0, lambda h: h.window.bench.passes.set_every(5)),
    "tag.as_pressed": Case(said, "The chosen tags are where the keys came down.", choose_state),
    "tag.choose_all": Case(chosen, 2),
    "tag.choose_none": Case(chosen, 0, choose_state),
    "moment.mark_in": Case(lambda h: h.window.bench.open_film.mark_in, 2_000_000, at(50)),
    "moment.mark_out": Case(lambda h: len(h.moments), 3, lambda h: (h.go_to(80), h.press("["), h.go_to(90))),
    "moment.of_tag": Case(lambda h: len(h.moments), 3, choose_state),
    "moment.play": Case(lambda h: h.window.player.playing, True, choose_moment),
    "moment.star": Case(lambda h: h.moments[1].starred, True, choose_moment),
    "moment.caption": Case(focus_name, "Caption", choose_moment),
    "moment.begin_here": Case(moment_in_frames, (45, 59), choose_moment),
    "moment.finish_here": Case(moment_in_frames, (40, 45), choose_moment),
    "moment.to_reel": Case(lambda h: len(h.window.bench.open_film.clips), 2, choose_moment),
    "moment.up": Case(lambda h: [m.position for m in h.moments if m.caption == "second"], [0], choose_moment),
    "moment.down": Case(
        lambda h: [m.caption for m in h.moments], ["second", "first"],
        lambda h: h.window.bench.open_film.selection.choose_moment(h.moments[0].id),
    ),
    "making.film": Case(wished, "film"),
    "making.each": Case(wished, "each"),
    "making.stills": Case(wished, "stills"),
    "making.sheet": Case(wished, "sheet"),
    "making.queue": Case(lambda h: h.window.making.panel.isVisible(), True),
    "reel.delete": Case(lambda h: len(h.window.bench.open_film.reels), 0),
    "reel.new": Case(lambda h: len(h.window.bench.open_film.reels), 2),
    "codings.who": Case(lambda h: [one.title for one in h.window.finder.shown][1:2], ["Somebody else…"]),
    "codings.switch": Case(lambda h: h.window.finder.is_open and len(h.window.finder.shown), 4),
    "codings.new": Case(lambda h: h.window.bench.film and len(h.window.bench.film.desk.annotations), 0),
    "codings.blind": Case(lambda h: h.window.bench.open_film.coding_pass.blind, True),
    "codings.submit": Case(state, PassState.SUBMITTED),
    "codings.take_back": Case(state, PassState.DRAFT, lambda h: h.press("Ctrl+Shift+Return")),
    "codings.give_back": Case(state, PassState.RETURNED, supervised),
    "codings.approve": Case(state, PassState.APPROVED, supervised),
    "codings.reopen": Case(state, PassState.RETURNED, lambda h: (supervised(h), h.press("Ctrl+Shift+A"))),
    "codings.second": Case(lambda h: h.window.second_coding_form.is_open, True),
    "codings.next_stretch": Case(said, "The whole film is to be coded."),
    "review.comment": Case(lambda h: h.window.remark_form.is_open, True),
    "review.comment_all": Case(lambda h: h.window.remark_form.is_open, True),
    "review.accept": Case(lambda h: [one.kind for one in remarks(h)], [EntryKind.ACCEPT], lambda h: (supervised(h), choose_state(h))),
    "review.amend": Case(lambda h: h.window.finder.is_open, True, lambda h: (supervised(h), choose_state(h))),
    "review.question": Case(lambda h: h.window.remark_form.is_open, True, lambda h: (supervised(h), choose_state(h))),
    "review.reject": Case(lambda h: h.window.remark_form.is_open, True, lambda h: (supervised(h), choose_state(h))),
    "review.propose": Case(lambda h: h.window.finder.is_open, True, lambda h: supervised(h)),
    "review.summary": Case(lambda h: h.window.remark_form.is_open and h.window.remark_form.second.isVisible(), True),
    "review.rate": Case(lambda h: h.window.rating_sheet.is_open, True),
    "ratings.save": Case(lambda h: "Nothing is rated yet" in said(h), True),
    "review.next": Case(lambda h: h.window.screen_.side.review.chosen_id != "", True, rejected),
    "review.take": Case(lambda h: len(h.tags), 1, lambda h: (rejected(h), h.press("F12"))),
    "review.leave": Case(lambda h: [one.kind for one in remarks(h)][1:], [EntryKind.LEAVE], lambda h: (rejected(h), h.press("F12"))),
    "review.reply": Case(lambda h: h.window.remark_form.is_open, True, lambda h: (rejected(h), h.press("F12"))),
    "review.resolve": Case(lambda h: [one.kind for one in remarks(h)][1:], [EntryKind.RESOLVE], lambda h: (rejected(h), h.press("F12"))),
    **{name: Case(*one) for name, one in PACKET_CASES.items()},
    "share.present": Case(lambda h: h.window.family_screens.sharing.show_ is not None, True),
    "share.hope": Case(lambda h: h.settings.review_hope, False),
    "consent.show": Case(lambda h: h.window.family_screens.consent_form.is_open, True),
    "consent.allow_exceptions": Case(lambda h: h.window.line_form.is_open, True, lambda h: supervise(h.window.bench.open_film.ws)),
    "erase.session": Case(erasing_what, "Erase the visit “plain”"),
    "erase.family": Case(erasing_what, "Erase the family “F-001”"),
    "erase.person": Case(lambda h: h.window.finder.is_open and len(h.window.finder.shown), 2, with_people),
    "plan.show": Case(lambda h: h.window.family_screens.plan_form.is_open, True),
    "held.show": Case(lambda h: h.window.family_screens.held_form.is_open, True),
    "register.show": Case(lambda h: h.window.family_screens.register_form.is_open, True),
    "codebook.edit": Case(lambda h: h.window.codebooks.editor is not None and h.window.codebooks.editor.isVisible(), True),
    "codebook.new_from": Case(lambda h: h.window.codebooks.editor is not None and h.window.codebooks.editor.line_form.is_open, True),
    "codebook.manual": Case(lambda h: "The manual is in “m.pdf”" in said(h), True),
    "codebook.folder": Case(lambda h: Path(h.settings.codebook_folder).name, "service"),
    "codebook.exemplar": Case(lambda h: "Kept as an exemplar of" in said(h), True, choose_state),
    "codebook.take_over": Case(lambda h: "There is nothing to do" in said(h), True),
    "training.mark": Case(lambda h: h.window.reference_form.is_open, True),
    "training.unmark": Case(lambda h: "This coding is no reference" in said(h), True),
    "training.check": Case(lambda h: "This film has no reference" in said(h), True),
    "training.log": Case(lambda h: h.window.attempt_log.is_open, True),
    "builder.open": Case(lambda h: h.window.building.open_window is not None and h.window.building.open_window.isVisible(), True),
    "compare.sessions": Case(lambda h: h.window.comparing.sessions_window is not None, True),
    "compare.coders": Case(lambda h: "Only one person has coded" in said(h), True),
    "view.moments": Case(lambda h: h.window.screen_.side.tab, Tab.MOMENTS, lambda h: h.press("Alt+2")),
    "view.annotations": Case(lambda h: h.window.screen_.side.tab, Tab.TAGS),
    "view.reel": Case(lambda h: h.window.screen_.side.tab, Tab.REEL),
    "view.review": Case(lambda h: h.window.screen_.side.tab, Tab.REVIEW),
    "view.zoom_in": Case(lambda h: h.window.screen_.timeline.scale.shows_all, False),
    "view.zoom_out": Case(
        lambda h: h.window.screen_.timeline.scale.us_per_px > 4_000_000 / 1300, True, lambda h: h.press("+")
    ),
    "view.zoom_fit": Case(
        lambda h: h.window.screen_.timeline.scale.shows_all, True, lambda h: h.press("+", times=3)
    ),
    "view.playhead": Case(lambda h: h.settings.playhead_centred, True),
    "view.only_film": Case(lambda h: h.window.screen_.side.isVisible(), False),
    "panel.codes": Case(lambda h: h.window.screen_.codes.isVisible(), False),
    "panel.side": Case(lambda h: h.window.screen_.side.isVisible(), False),
    "panel.timeline": Case(lambda h: h.window.screen_.timeline.isVisible(), False),
    "panel.float_codes": Case(lambda h: h.window.screen_.codes.window() is not h.window, True),
    "panel.float_side": Case(lambda h: h.window.screen_.side.window() is not h.window, True),
    "panel.float_timeline": Case(lambda h: h.window.screen_.timeline.window() is not h.window, True),
    "panel.move": Case(lambda h: h.window.finder.is_open and len(h.window.finder.shown), 12),
    "panel.swap": Case(lambda h: h.window.screen_.side.mapTo(h.window, QPoint(0, 0)).x(), 0),
    "panel.reset": Case(lambda h: h.window.screen_.side.isVisible(), True, lambda h: h.press("Alt+8")),
    "view.full_screen": Case(lambda h: h.window.isFullScreen(), True),
    "view.theme": Case(lambda h: (theme().tokens.dark, h.settings.theme), (True, "dark")),
    "view.follow_system": Case(
        lambda h: (theme().choice, h.settings.theme), (ThemeChoice.SYSTEM, "system"), lambda h: h.press("Ctrl+T")
    ),
    "help.keys": Case(lambda h: h.window.keys.is_open, True),
    "guide.tour": Case(lambda h: h.window.tour.is_open, True),
    "help.change_keys": Case(lambda h: h.window.key_commands.overlay.is_open, True),
    "help.print_keys": Case(lambda h: "The card is in “k.pdf”" in said(h), True),
    "help.about": Case(lambda _: True, True),
}  # fmt: skip


@pytest.fixture
def worked(coding: Hand) -> Hand:
    """A film with a state from frame 20 to 39, a point on frame 60, two moments, the first of them in the reel."""
    coding.go_to(20)
    coding.press("a")
    coding.go_to(40)
    coding.press("a")
    coding.go_to(60)
    coding.press("b")
    film = coding.window.bench.open_film
    for first, last, text in ((0, 9, "first"), (40, 59, "second")):
        coding.go_to(first)
        coding.press("[")
        coding.go_to(last)
        coding.press("]")
        moment_id = film.selection.moment
        assert moment_id is not None
        coding.window.moments.set_caption(moment_id, text)
    agree(film.ws, film.family.id)
    film.selection.choose_moment(coding.moments[0].id)
    coding.press("Ctrl+Return")
    film.selection.clear()
    coding.press("Alt+1")
    return coding


@pytest.mark.parametrize("action_id", [row.id for row in ACTIONS])
def test_every_action_does_what_it_says(
    action_id: str, worked: Hand, dialogs: Dialogs, tmp_path: Path, plain_film: Clip
) -> None:
    case = CASES[action_id]
    (tmp_path / "other").mkdir()
    (tmp_path / "t.csv").write_text("code,onset_s\nsmile,1\n", encoding="utf-8")
    answers: dict[str, object] = {
        "film.open": (str(plain_film.path), ""),
        "recording.beside": (str(plain_film.path), ""),
        "recording.go_on_with": ([str(plain_film.path)], ""),
        "film.relink": (str(plain_film.path), ""),
        "exchange.bring_in": ([str(tmp_path / "t.csv")], ""),
        "exchange.reel": (str(tmp_path / "r.otio"), ""),
        "film.save_picture": (str(tmp_path / "p.png"), ""),
        "packet.open": (str(tmp_path / "gone.vigpacket"), ""),
        "film.choose_library": str(tmp_path / "other"),
        "codebook.folder": str(tmp_path / "service"),
        "codebook.manual": (str(tmp_path / "m.pdf"), ""),
        "help.print_keys": (str(tmp_path / "k.pdf"), ""),
        "help.about": 0,
    }
    if action_id in answers:
        dialogs.answer(answers[action_id])
    case.before(worked)
    row = action(action_id)

    if row.keys:
        worked.press(row.key)
    else:
        worked.window.actions_.trigger(action_id)

    worked.until(lambda: case.look(worked) == case.then)


def test_every_row_has_a_case() -> None:
    assert set(CASES) == {row.id for row in ACTIONS}


def test_no_key_is_given_twice() -> None:
    keys = Counter(QKeySequence(key).toString() for row in ACTIONS for key in row.keys)

    assert "" not in keys
    assert [key for key, count in keys.items() if count > 1] == []


def test_plain_characters_are_those_that_no_code_can_have() -> None:
    plain = {key.lower() for row in ACTIONS for key in row.keys if len(key) == 1}

    assert all(is_reserved(key) for key in plain)
    assert not plain & set(free_keys())


def test_rows_are_complete() -> None:
    assert len({row.id for row in ACTIONS}) == len(ACTIONS)
    for row in ACTIONS:
        assert row.title and row.help.endswith("."), row.id
        assert row.topic in Topic and row.need in Need
    assert [row for topic in Topic for row in of_topic(topic)] == sorted(
        ACTIONS, key=lambda row: list(Topic).index(row.topic)
    )


def test_without_a_film_only_what_needs_none_can_be_done(hand: Hand) -> None:
    for row in ACTIONS:
        assert hand.window.actions_.qaction(row.id).isEnabled() == (row.need is Need.NOTHING), row.id


def test_the_menu_and_the_key_card_hold_the_whole_table(coding: Hand) -> None:
    menu = coding.window.actions_.menu(coding.window)
    titles = [one.text() for below in menu.actions() for one in below.menu().actions()]  # type: ignore[union-attr]
    assert len(titles) == len(ACTIONS)

    coding.press("F1")
    from PySide6.QtWidgets import QLabel

    words = {one.accessibleName().partition(":")[0] for one in coding.window.keys.findChildren(QLabel)}
    assert {row.title.rstrip("…") for row in ACTIONS if row.keys} <= words
    assert "Baby's initiative" in words


def test_another_codebook_brings_its_own_codes_and_keys(worked: Hand) -> None:
    worked.window.films.choose_codebook()
    other = next(path for path in shipped_codebooks() if path.stem == "engagement_cues")
    worked.type("engagement")
    worked.press("Return")

    film = worked.window.bench.open_film
    assert film.codebook.id == "engagement_cues"
    assert worked.tags == []
    assert worked.settings.codebook == str(other)
    worked.until_ready()
    code = film.codebook.active_codes[0]
    assert code.key is not None
    worked.press(code.key)
    assert [tag.code_id for tag in worked.tags] == [code.id]
