"""Keeping a tag or a moment as an exemplar of a code."""

from __future__ import annotations

from collections.abc import Callable

from vig_annotator.gui.coding.tag_tools import TagTools
from vig_annotator.model.exemplar import Exemplar
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services import exemplars


class ExemplarCommands(TagTools):
    """The action that keeps what is chosen."""

    def keep(self) -> None:
        """Keep the chosen tag as an exemplar of its code; of a chosen moment, ask which code it shows."""
        film = self._bench.open_film
        tag, moment = film.chosen_tag(), film.moment(film.selection.moment)
        if tag is not None:
            end_us = MediaTime(film.frames.end_us)
            self._keep(lambda: exemplars.keep_tag(film.ws, film.coding_pass, tag, end_us))
        elif moment is not None:
            chosen = moment
            self._finder.ask(
                "Which code does this moment show?",
                self._codes(
                    lambda code_id: self._keep(
                        lambda: exemplars.keep_moment(film.ws, film.codebook, code_id, chosen)
                    )
                ),
            )
        else:
            self._bench.messages.say("Choose one tag or moment first.")

    def _keep(self, do: Callable[[], Exemplar]) -> None:
        kept: list[Exemplar] = []
        if not self._try(lambda: kept.append(do())):
            return
        film = self._bench.open_film
        code = film.codebook.code(kept[0].code_id)
        words = f"Kept as an exemplar of “{code.label if code else kept[0].code_id}”."
        withheld = exemplars.showing(film.ws, kept[0]).withheld
        if withheld:
            self._bench.messages.notice(
                f"{words} {withheld} It is seen as soon as consent for training is on file."
            )
        else:
            self._bench.messages.say(words)
