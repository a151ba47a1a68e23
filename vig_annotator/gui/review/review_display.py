"""Keeps the review panel, its tab and the timeline's marks as the library is, for the coding on the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from vig_annotator.errors import VigError
from vig_annotator.gui.annotating.code_mark import mark_icon
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.coded_film import CodedFilm
from vig_annotator.gui.coding.screen import CodingScreen
from vig_annotator.gui.coding.side_panel import Tab
from vig_annotator.gui.codings.coding_words import STATE_WORDS
from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.review.review_commands import ReviewCommands
from vig_annotator.gui.review.review_words import outcome_of, place_of, proposal_of, proposed_code, title_of
from vig_annotator.gui.review.thread_card import ThreadCard
from vig_annotator.gui.theme import theme
from vig_annotator.gui.timeline.review_marks import ReviewMark
from vig_annotator.model.coder import Role
from vig_annotator.model.review import EntryKind, ReviewEntry, Thread, summary_of, threads, verdicts
from vig_annotator.services import coders, rating, reviewing

_SETTLE_MS = 150


class ReviewDisplay(QObject):
    """Follows the film that is open, for as long as the window lives."""

    def __init__(
        self, bench: Bench, screen: CodingScreen, opening: FilmOpening, commands: ReviewCommands
    ) -> None:
        super().__init__(screen)
        self._bench = bench
        self._screen = screen
        self._fresh: set[str] = set()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._show)
        opening.opened.connect(self._opened)
        screen.side.tab_changed.connect(self._read)
        screen.side.review.chosen.connect(commands.choose)
        theme().changed.connect(self._show)

    def _opened(self) -> None:
        film = self._bench.open_film
        self._fresh = set()
        self._screen.side.review.choose("")
        for signal in (film.review_changed, film.pass_changed, film.frames_known):
            signal.connect(self._show)
        film.tags_changed.connect(self._tags_changed)
        film.selection.changed.connect(self._show_code)
        self._show()
        self._read()

    def _read(self) -> None:
        """What is in front is read; it stays marked as new until the coding is opened again."""
        film = self._bench.film
        if film is None or self._screen.side.tab is not Tab.REVIEW:
            return
        fresh = reviewing.unread_of(film.ws, film.coding_pass.id)
        if fresh:
            self._fresh |= {one.id for one in fresh}
            try:
                reviewing.mark_read(film.ws, film.coding_pass.id)
            except VigError as error:
                self._bench.messages.tell(error)
            self._show()

    def _tags_changed(self) -> None:
        """Tagging is not made slower by remarks: they follow when the hand rests, and only if there are any."""
        if self._screen.side.review.cards:
            self._settle.start()

    def _show(self) -> None:
        film = self._bench.film
        if film is None:
            return
        entries = reviewing.entries_of(film.ws, film.coding_pass.id)
        unread = {one.id for one in reviewing.unread_of(film.ws, film.coding_pass.id)}
        own = film.coding_pass.coder == film.ws.coder
        role = next((one.role for one in coders.all_coders(film.ws) if one.name == film.ws.coder), None)
        panel = self._screen.side.review
        panel.show_state(
            _state_words(film, entries),
            "\n\n".join(filter(None, (_summary_words(entries), _ratings_words(film)))),
            judges=role is Role.SUPERVISOR and not own,
        )
        there = threads(entries)
        panel.show_cards([self._card(film, one, unread | self._fresh) for one in there], own=own)
        self._screen.side.show_unread(len(unread))
        self._screen.timeline.set_review_marks([_mark(one) for one in there if not one.overtaken])
        self._show_code()

    def _show_code(self) -> None:
        film = self._bench.film
        if film is None:
            return
        tag = film.chosen_tag()
        code = film.desk.code_of(tag) if tag is not None else None
        words = f"{code.label}: {code.definition}" if code is not None else ""
        self._screen.side.review.show_code(words)

    def _card(self, film: CodedFilm, thread: Thread, fresh: set[str]) -> ThreadCard:
        top = thread.top
        tag = film.desk.annotation(top.annotation_id) if top.annotation_id is not None else None
        code = film.desk.code_of(tag) if tag is not None else film.codebook.code(proposed_code(top))
        new = any(one.id in fresh for one in (top, *thread.replies))
        return ThreadCard(
            thread,
            title=title_of(top, film.codebook, tag.code_id if tag is not None else None),
            place=place_of(top, film.index),
            proposal=proposal_of(top, film.codebook),
            outcome=outcome_of(thread),
            fresh=new,
            icon=mark_icon(code, film.codebook, theme().tokens) if code is not None else None,
        )


def _state_words(film: CodedFilm, entries: list[ReviewEntry]) -> str:
    there = {one.id for one in film.desk.annotations}
    judged = {tag: one.kind for tag, one in verdicts(entries).items() if tag in there}
    counted = [
        f"{sum(kind is wanted for kind in judged.values())} {words}"
        for wanted, words in (
            (EntryKind.ACCEPT, "accepted"),
            (EntryKind.AMEND, "amended"),
            (EntryKind.QUESTION, "questioned"),
            (EntryKind.REJECT, "rejected"),
        )
        if wanted in judged.values()
    ]
    missing = sum(one.kind is EntryKind.PROPOSE for one in entries)
    if missing:
        counted.append(f"{missing} missing and proposed")
    state = STATE_WORDS[film.coding_pass.state].lower()
    words = f"{film.coding_pass.coder}’s coding, {state}. "
    if not counted:
        return words + "No tag is judged yet."
    return words + f"Of {len(there):,} tags: {', '.join(counted)}."


def _summary_words(entries: list[ReviewEntry]) -> str:
    last = summary_of(entries)
    if last is None:
        return ""
    parts = [("Strengths", last.detail["strengths"]), ("Next steps", last.detail["next_steps"])]
    return "\n".join(f"{title}: {text}" for title, text in parts if text) + f"\n– {last.created_by}"


def _ratings_words(film: CodedFilm) -> str:
    """The latest form of each kind that was filled in, one line for each rating."""
    latest = {
        one.form.id: one for one in rating.filled_forms(film.ws, film.coding_pass.id) if one.form is not None
    }
    parts = []
    for one in latest.values():
        assert one.form is not None
        rated = [item for item in one.form.items if item.id in one.ratings]
        lines = [f"{item.label}: {one.form.said(one.ratings[item.id])}" for item in rated]
        parts.append(
            "\n".join([one.form.title, *lines, *filter(None, [one.entry.text]), f"– {one.entry.created_by}"])
        )
    return "\n\n".join(parts)


def _mark(thread: Thread) -> ReviewMark:
    top, after = thread.top, thread.top.detail.get("after")
    if isinstance(after, dict):
        return ReviewMark(after["onset_us"], after["offset_us"], str(after["code_id"]), thread.resolved)
    return ReviewMark(top.onset_us, top.offset_us, "", thread.resolved)
