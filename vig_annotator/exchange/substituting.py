"""Putting what was chosen in the place of what a format can't hold, before the format's own writer sees the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from vig_annotator.exchange.document import Document, ForeignAnnotation, Observation
from vig_annotator.exchange.elan_rows import last_end_us
from vig_annotator.exchange.losses import (
    FRAME,
    IN_NAME,
    IN_NOTE,
    LEAVE_OUT,
    ROUND_AND_NOTE,
    SUBSTITUTES,
    TO_END,
    Chosen,
    Loss,
    Substitute,
    is_fine,
    is_new,
    overlapping,
)
from vig_annotator.exchange.seconds import seconds_text

USUAL_FRAME_US = 40_000
"""How long a frame is taken to be where no film says: 25 a second."""


def substituted(document: Document, form_id: str, chosen: Chosen, frame_us: int | None = None) -> Document:
    """The document as the format's writer is to have it.

    What goes back into its own file as it was is not touched.

    Args:
        document: what is to be written.
        form_id: in which format.
        chosen: what stands for what; the format's usual way for what is not named.
        frame_us: how long a frame of the film is; None where it is not known.
    """
    stands = {loss: chosen.get(loss, offered[0]) for loss, offered in SUBSTITUTES.get(form_id, {}).items()}
    observations = tuple(
        _Observation(document, form_id, stands, observation).done() for observation in document.observations
    )
    point_us = (frame_us or USUAL_FRAME_US) if stands.get(Loss.POINTS) is FRAME else 0
    return replace(document, observations=observations, point_us=point_us)


class _Observation:
    def __init__(
        self, document: Document, form_id: str, stands: Mapping[Loss, Substitute], observation: Observation
    ) -> None:
        self._document = document
        self._form_id = form_id
        self._stands = stands
        self._observation = observation

    def done(self) -> Observation:
        observation = self._observation
        annotations = list(observation.annotations)
        for number, sentence in self._links():
            annotations[number] = _noted(annotations[number], sentence)
        annotations = [self._changed(one) if self._is_new(one) else one for one in annotations]
        return _without(replace(observation, annotations=tuple(annotations)), self._left_out())

    def _is_new(self, one: ForeignAnnotation) -> bool:
        return is_new(self._document, self._form_id, one)

    def _is(self, loss: Loss, substitute: Substitute) -> bool:
        return self._stands.get(loss) is substitute

    def _left_out(self) -> set[int]:
        tests: dict[Loss, Callable[[ForeignAnnotation], bool]] = {
            Loss.POINTS: lambda one: one.offset_us == one.onset_us,
            Loss.RUNNING: lambda one: one.offset_us is None,
            Loss.NEGATIVE_TIMES: lambda one: (one.onset_us or 0) < 0,
        }
        wanted = [test for loss, test in tests.items() if self._is(loss, LEAVE_OUT)]
        gone = {
            number
            for number, one in enumerate(self._observation.annotations)
            if self._is_new(one) and any(test(one) for test in wanted)
        }
        if self._is(Loss.OVERLAPS, LEAVE_OUT):
            gone |= {
                number
                for number in overlapping(self._observation)
                if self._is_new(self._observation.annotations[number])
            }
        return gone

    def _links(self) -> Iterable[tuple[int, str]]:
        """For each annotation that answers another, what its note gets."""
        if not self._is(Loss.LINKS, IN_NOTE):
            return
        for answered, answer in self._observation.links:
            one = self._observation.annotations[answered]
            tier = self._observation.tiers[one.tier]
            what = f"{tier.subject}: " if tier.subject else ""
            time = seconds_text(one.onset_us or 0)
            yield answer, f"answers {what}{one.value or tier.name} at {time} s"

    def _changed(self, one: ForeignAnnotation) -> ForeignAnnotation:
        if self._is(Loss.RUNNING, TO_END) and self._form_id == "opf" and one.offset_us is None:
            end = max(last_end_us(self._observation), (one.onset_us or 0) + 1_000)
            one = replace(one, offset_us=end)
        if self._is(Loss.MODIFIERS, IN_NOTE) and one.modifiers:
            text = "; ".join(f"{name}: {', '.join(chosen)}" for name, chosen in one.modifiers)
            one = _noted(replace(one, modifiers=()), text)
        if self._is(Loss.NOTES, LEAVE_OUT):
            one = replace(one, note="")
        if self._is(Loss.FINE_TIMES, ROUND_AND_NOTE) and is_fine(one):
            one = _noted(one, _exact(one))
        if self._form_id == "textgrid":
            one = self._named(one)
        return replace(one, modifiers=()) if self._is(Loss.MODIFIERS, LEAVE_OUT) else one

    def _named(self, one: ForeignAnnotation) -> ForeignAnnotation:
        """A TextGrid has labels only: what is to be kept beside the code becomes part of them."""
        label = one.value or self._observation.tiers[one.tier].name
        chosen = ", ".join(choice for _, choices in one.modifiers for choice in choices)
        if self._is(Loss.MODIFIERS, IN_NAME) and chosen:
            label += f" ({chosen})"
        if self._is(Loss.NOTES, IN_NAME) and one.note:
            label += f": {one.note}"
        return replace(one, value=label) if label != one.value and (chosen or one.note) else one


def _exact(one: ForeignAnnotation) -> str:
    start = f"{(one.onset_us or 0) / 1_000_000:.6f}"
    if one.offset_us is None or one.offset_us == one.onset_us:
        return f"exactly {start} s"
    return f"exactly {start}–{one.offset_us / 1_000_000:.6f} s"


def _noted(one: ForeignAnnotation, text: str) -> ForeignAnnotation:
    return replace(one, note="\n".join(part for part in (one.note, text) if part))


def _without(observation: Observation, gone: set[int]) -> Observation:
    """The observation without some of its annotations; what hung on them stands by itself."""
    if not gone:
        return observation
    places: dict[int, int] = {}
    for number in range(len(observation.annotations)):
        if number not in gone:
            places[number] = len(places)
    kept = [one for number, one in enumerate(observation.annotations) if number not in gone]
    annotations = tuple(
        one if one.parent is None else replace(one, parent=places.get(one.parent)) for one in kept
    )
    links = tuple(
        (places[answered], places[answer])
        for answered, answer in observation.links
        if answered in places and answer in places
    )
    return replace(observation, annotations=annotations, links=links)
