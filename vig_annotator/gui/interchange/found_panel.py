"""What a file of another program holds: counts, coders, films, and what is not as it should be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.exchange.document import Document, MediaLink
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.interchange.sheet import head, words
from vig_annotator.gui.layouts import emptied
from vig_annotator.gui.scrolling import scrolled
from vig_annotator.services.interchange_films import file_name, is_sound
from vig_annotator.services.interchange_looking import Looked, ReadFile

_MOST_FILMS = 12


class FoundPanel(QWidget):
    """The left side of the import screen.

    Signals:
        film_wanted(name): the user wants to show where a film is.
    """

    film_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(10)
        self._figures.setVerticalSpacing(2)
        self._coders = words("", "secondary")
        self._films, self._problems = QVBoxLayout(), QVBoxLayout()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(head("What is in it"))
        column.addLayout(self._figures)
        column.addWidget(self._coders)
        column.addSpacing(6)
        self._films_head = head("Films")
        column.addWidget(self._films_head)
        column.addLayout(self._films)
        column.addSpacing(6)
        self._problems_head = head("Worth knowing")
        column.addWidget(self._problems_head)
        column.addLayout(self._problems)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside, "What is in the file"))
        self.sentences: list[str] = []

    def show_file(self, file: ReadFile) -> None:
        """Show what was read, before it is known what becomes of it."""
        document = file.document
        self._show_figures(document)
        coders: dict[str, int] = {}
        for observation in document.observations:
            for one in observation.annotations:
                coder = observation.tiers[one.tier].coder
                coders[coder] = coders.get(coder, 0) + 1
        named = [f"{coder} ({count:,})" for coder, count in coders.items() if coder]
        text = f"Coders, a coding each: {', '.join(named)}." if named else "It does not say who coded."
        if named and "" in coders:
            text += f" {coders['']:,} annotations name no coder."
        self._coders.setText(text)

    def show_looked(self, looked: Looked) -> None:
        """Show which films are there, and what is worth knowing."""
        emptied(self._films)
        found = {id(film.link): film for observation_films in looked.films for film in observation_films}
        links = [
            (observation.media[0].starts_us, link)
            for observation in looked.file.document.observations
            for link in observation.media
        ]
        for first_us, link in links[:_MOST_FILMS]:
            self._films.addWidget(self._film(link, first_us, id(link) in found))
        if len(links) > _MOST_FILMS:
            self._films.addWidget(words(f"And {len(links) - _MOST_FILMS} more.", "secondary"))
        if not links:
            self._films.addWidget(
                words("It names no film. You can give the session its film later.", "secondary")
                if looked.choices.into is None or not looked.choices.into.has_film
                else words("It names no film; the visit’s own is used.", "secondary")
            )
        emptied(self._problems)
        self.sentences = [one for one in looked.problems if not one.startswith("The film “")]
        self._problems_head.setVisible(bool(self.sentences))
        for sentence in self.sentences:
            self._problems.addWidget(words(sentence, "hint"))

    def _show_figures(self, document: Document) -> None:
        emptied(self._figures)
        annotations = [one for observation in document.observations for one in observation.annotations]
        untimed = sum(one.onset_us is None for one in annotations)
        points = sum(one.onset_us is not None and one.onset_us == one.offset_us for one in annotations)
        rows = [
            ("sessions", len(document.observations) if len(document.observations) > 1 else 0),
            ("tiers", sum(len(observation.tiers) for observation in document.observations)),
            ("annotations", len(annotations)),
            ("instants", points),
            ("stretches", len(annotations) - points - untimed),
            ("without a time", untimed),
        ]
        for row, (name, count) in enumerate((n, c) for n, c in rows if c or n in ("tiers", "annotations")):
            figure = QLabel(f"{count:,}")
            figure.setProperty("role", "strong")
            figure.setAccessibleName(f"{count:,} {name}")
            label = QLabel(name)
            label.setProperty("role", "secondary")
            self._figures.addWidget(figure, row // 2, (row % 2) * 2)
            self._figures.addWidget(label, row // 2, (row % 2) * 2 + 1)
        self._figures.setColumnStretch(3, 1)

    def _film(self, link: MediaLink, first_us: int, found: bool) -> QFrame:
        name = file_name(link) or "without a name"
        card = QFrame()
        card.setProperty("role", "panel-card")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(2)
        column.addWidget(words(name, "strong"))
        row = QHBoxLayout()
        if is_sound(link):
            row.addWidget(words("Sound: the film’s own is used.", "hint"), 1)
        elif found:
            row.addWidget(words("Found", "positive"), 1)
        else:
            row.addWidget(words("Not found", "concern"), 1)
            row.addWidget(
                push_button(
                    "Show where it is…",
                    lambda: self.film_wanted.emit(name),
                    role="link",
                    name=f"Show where “{name}” is",
                )
            )
        column.addLayout(row)
        moved = _moved(link, first_us)
        if moved:
            column.addWidget(words(moved, "hint"))
        return card


def _moved(link: MediaLink, first_us: int) -> str:
    """What a film's offset does."""
    if link.starts_us == first_us:
        if not first_us:
            return ""
        way = "earlier" if first_us > 0 else "later"
        return f"Annotations move {abs(first_us) / 1e6:.3f} s {way}, onto this film’s own clock."
    difference = link.starts_us - first_us
    way = "after" if difference > 0 else "before"
    return f"Begins {abs(difference) / 1e6:.3f} s {way} the first film."
