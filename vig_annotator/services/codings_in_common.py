"""What two passes of one session have in common: their tags as events, in the stretches that both were to code. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from vig_annotator.analysis.double_coding import DoubleCoding
from vig_annotator.analysis.record import CodedEvent
from vig_annotator.analysis.side_by_side import Tag
from vig_annotator.errors import UsageError
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.stretches import common
from vig_annotator.services.agreement_reading import whole_span


def tags_in(annotations: Iterable[Annotation], book: Codebook, film_end_us: int) -> list[Tag]:
    """Annotations as events; a state that nobody ended runs to the film's end, or is left out where that is not known.

    Args:
        annotations: of one pass.
        book: its codebook.
        film_end_us: where the film ends; 0 where that is not known.
    """
    tags = []
    for one in annotations:
        code = book.code(one.code_id)
        offset_us = film_end_us if one.offset_us is None else one.offset_us
        if offset_us >= one.onset_us:
            subject = "" if code is None else code.subject
            tags.append(Tag(one.id, CodedEvent(one.code_id, one.onset_us, offset_us, subject)))
    return tags


def in_common(
    one: tuple[CodingPass, Sequence[Tag]],
    other: tuple[CodingPass, Sequence[Tag]],
    film_end_us: int,
    name: str = "",
    observed: Span | None = None,
) -> list[DoubleCoding]:
    """The events of two passes of one session, for each stretch that both were to code; mostly the whole film is one.

    Args:
        one: one of the passes, with its tags.
        other: the other one, of the same session.
        film_end_us: where the film ends; 0 where that is not known: then from the first onset to the last offset.
        name: what to call the session in a reason.
        observed: only what lies in this stretch, if one is named.

    Raises:
        UsageError: there is no stretch that both were to code; or neither has a tag, and the length of the film is not known.
    """
    a, b = ([tag.event for tag in tags] for _, tags in (one, other))
    lists: list[Sequence[Span]] = [one[0].segments, other[0].segments]
    if observed is not None:
        lists.append((observed,))
    if film_end_us > 0:
        lists.append((Span(MediaTime(0), MediaTime(film_end_us)),))
    shared = tuple(reduce(common, [stretches for stretches in lists if stretches] or [(whole_span(a, b),)]))
    if not shared:
        where = f"of “{name}” " if name else ""
        raise UsageError(
            f"There is no part {where}that both were to code.",
            "Compare codings of the same stretches, or name another span.",
        )
    return [DoubleCoding(a, b, stretch, name, one[0].session_id) for stretch in shared]
