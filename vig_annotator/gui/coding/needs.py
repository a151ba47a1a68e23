"""What there is for actions to work on: see `gui.actions.Need`."""

from __future__ import annotations

from vig_annotator.gui.actions import Need
from vig_annotator.gui.coding.coded_film import CodedFilm


def needs_met(film: CodedFilm) -> set[Need]:
    """Which needs an open film and what is chosen in it meet."""
    met = {Need.FILM}
    if film.index is None:
        return met
    met.add(Need.FRAMES)
    chosen = film.selection
    if chosen.tag is not None:
        met.add(Need.TAG)
    if chosen.moment is not None:
        met |= {Need.MOMENT, Need.MOVABLE}
    if chosen.clip is not None:
        met.add(Need.MOVABLE)
    if chosen.anything:
        met.add(Need.CHOSEN)
    if film.clips:
        met.add(Need.CLIPS)
    return met
