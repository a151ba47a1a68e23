"""What the actions on tags have in common: who is chosen, which codes there are, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vig_annotator.errors import VigError
from vig_annotator.gui.annotating.code_mark import mark_icon
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.gui.line_form import LineForm
from vig_annotator.gui.theme import theme
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Code
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.edits.room import Neighbours
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services import timeline_editing


class TagTools:
    """The bench, the finder and a form of one line, and what is done with them again and again."""

    def __init__(self, bench: Bench, finder: Finder, form: LineForm) -> None:
        self._bench = bench
        self._finder = finder
        self._form = form

    @property
    def _neighbours(self) -> Neighbours:
        """What becomes of neighbours in an exclusive group, as the coder chose."""
        return Neighbours.GIVE_WAY if self._bench.settings.neighbours_give_way else Neighbours.STAY

    def _chosen(self) -> Annotation | None:
        one = self._bench.open_film.chosen_tag()
        if one is None:
            self._bench.messages.say("Choose one tag first.")
        return one

    def _chosen_ids(self) -> list[str]:
        """The chosen tags by onset; says so if there are none."""
        film = self._bench.open_film
        found = [one for one in map(film.desk.annotation, film.selection.tags) if one is not None]
        if not found:
            self._bench.messages.say("Choose a tag first.")
        return [one.id for one in sorted(found, key=lambda one: (one.onset_us, one.id))]

    def _codes(self, do: Callable[[str], object], first: Sequence[str] = ()) -> list[Entry]:
        """An entry for each code; those of `first` come first, in its order."""
        film = self._bench.film
        if film is None or film.index is None:
            return []
        book, tokens = film.codebook, theme().tokens

        def entry(code: Code) -> Entry:
            subject = book.subject(code.subject)
            words = f"{code.definition} {subject.label if subject else ''}"
            icon = mark_icon(code, book, tokens)
            return Entry(code.label, lambda: do(code.id), code.key or "", words, icon)

        places = {code_id: place for place, code_id in enumerate(first)}
        codes = sorted(book.active_codes, key=lambda code: places.get(code.id, len(places)))
        return [entry(code) for code in codes]

    def _move_edge(
        self, annotation_id: str, edge: Edge, wanted: Callable[[], MediaTime]
    ) -> Annotation | None:
        """Put an edge where it is wanted, as far as its neighbours let it, and say if they did not; None if it was refused."""
        film = self._bench.open_film
        end_us = MediaTime(film.frames.end_us)
        try:
            to_us = wanted()
            moved = timeline_editing.move_edge(
                film.ws, film.coding_pass, annotation_id, edge, to_us, end_us, self._neighbours
            )
            stopped = timeline_editing.why_stopped(film.ws, film.coding_pass, annotation_id, edge, to_us)
        except VigError as error:
            self._bench.messages.tell(error)
            return None
        if stopped is not None:
            self._bench.messages.tell(stopped)
        return moved

    def _try(self, do: Callable[[], object]) -> bool:
        return self._bench.messages.attempt(do)
