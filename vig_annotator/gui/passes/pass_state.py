"""How the coder goes through the film: what is in focus, and where the film stops by itself. Remembered between runs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from vig_annotator.gui.timeline.lanes import plan_lanes
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.focus import Focus, codes_in, rounds, tiers
from vig_annotator.model.mediatime import US_PER_SECOND
from vig_annotator.settings import Settings

EVERYTHING = Focus()


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a pass can be about: what it is called, and which codes it holds."""

    title: str
    focus: Focus


class PassState(QObject):
    """What is in focus and what stops the film; `changed` is sent when any of it is another."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._codebook: Codebook | None = None
        self._focus = EVERYTHING

    @property
    def focus(self) -> Focus:
        """What is coded now."""
        return self._focus

    @property
    def hide_others(self) -> bool:
        """Whether what is not in focus is hidden; else it is dimmed."""
        return self._settings.hide_others

    @property
    def stop_after_tag(self) -> bool:
        """Whether the film stops after each tag."""
        return self._settings.stop_after_tag

    @property
    def every_us(self) -> int:
        """At which intervals the film stops; 0 if it does not."""
        return self._settings.stop_every_ms * 1000

    @property
    def title(self) -> str:
        """What is coded now, in words; empty if it is everything."""
        found = [one.title for one in self.choices if one.focus == self._focus]
        return "" if self._focus.on_everything or not found else found[0]

    @property
    def place(self) -> tuple[int, int]:
        """Which of how many subjects (or tiers) it is, counted from 1; ``(0, 0)`` for everything."""
        focuses = [one.focus for one in self._alike()]
        return (focuses.index(self._focus) + 1, len(focuses)) if self._focus in focuses else (0, 0)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Everything; then each subject; then each tier of a subject that has several."""
        book = self._codebook
        if book is None:
            return (Choice("Everything", EVERYTHING),)
        titles = {lane.code_ids: lane.title for lane in plan_lanes(book).lanes}
        found = [Choice("Everything", EVERYTHING)]
        for focus in rounds(book):
            subject = book.subject(next(iter(focus.subjects)))
            found.append(Choice(subject.label if subject is not None else "", focus))
        known = {frozenset(code.id for code in codes_in(book, one.focus)) for one in found}
        for focus in tiers(book):
            codes = frozenset(code.id for code in codes_in(book, focus))
            if codes not in known:
                title = next((titles[ids] for ids in titles if codes & set(ids)), "")
                found.append(Choice(title, focus))
        return tuple(found)

    def set_codebook(self, codebook: Codebook | None) -> None:
        """Another film's codebook; what was in focus when it was last open is in focus again."""
        self._codebook = codebook
        wanted = self._settings.focus.get(codebook.id, "") if codebook is not None else ""
        self._focus = next((one.focus for one in self.choices if one.title == wanted), EVERYTHING)
        self.changed.emit()

    def choose(self, focus: Focus) -> None:
        """Code something else."""
        if focus == self._focus:
            return
        self._focus = focus
        if self._codebook is not None:
            self._settings.focus.pop(self._codebook.id, None)
            if self.title:
                self._settings.focus[self._codebook.id] = self.title
        self.changed.emit()

    def step(self, by: int) -> None:
        """The next subject (or tier, while a tier is coded), or the one before; after the last comes everything."""
        focuses = [EVERYTHING, *(one.focus for one in self._alike())]
        at = focuses.index(self._focus) if self._focus in focuses else 0
        self.choose(focuses[(at + by) % len(focuses)])

    def set_hide_others(self, hide: bool) -> None:
        """Hide what is not in focus, or dim it."""
        self._settings.hide_others = hide
        self.changed.emit()

    def set_stop_after_tag(self, stop: bool) -> None:
        """Stop after each tag, or play on."""
        self._settings.stop_after_tag = stop
        self.changed.emit()

    def set_every(self, seconds: float) -> None:
        """Stop at even intervals from the film's start; 0: play on."""
        self._settings.stop_every_ms = round(seconds * US_PER_SECOND / 1000)
        self.changed.emit()

    @property
    def codebook_holds(self) -> bool:
        """Whether the film's codebook wants its keys held."""
        return self._codebook is not None and self._codebook.hold_keys

    @property
    def holds_keys(self) -> bool:
        """Whether a state lasts as long as its key is held; else from press to press."""
        return self._settings.holds_keys(self.codebook_holds)

    @property
    def own_holding(self) -> str:
        """What the coder chose: ``hold``, ``press``, or empty for what the codebook says."""
        return self._settings.key_holding

    def set_holding(self, choice: str) -> None:
        """Hold keys, press them twice, or do as the codebook says."""
        self._settings.key_holding = choice
        self.changed.emit()

    def out_of_focus(self) -> frozenset[str]:
        """Ids of the codes that are not coded now."""
        codes = self._codebook.codes if self._codebook is not None else ()
        return frozenset(code.id for code in codes if not self._focus.holds(code))

    def _alike(self) -> list[Choice]:
        """The choices among which one goes on: tiers while a tier is coded, else subjects."""
        tier = bool(self._focus.groups)
        return [one for one in self.choices if one.focus.subjects and bool(one.focus.groups) is tier]
