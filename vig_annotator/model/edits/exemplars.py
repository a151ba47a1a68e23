"""Keeping stretches of film as exemplars of codes, and letting go of them."""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.codebook import Code, Codebook
from vig_annotator.model.edits.drafting import Stamp, changed, made, removed
from vig_annotator.model.exemplar import LONGEST_US, Exemplar
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime, Span


def keep(
    existing: Sequence[Exemplar],
    codebook: Codebook,
    code: Code,
    session_id: str,
    span: Span,
    stamp: Stamp,
    caption: str = "",
) -> tuple[ChangeSet, Exemplar]:
    """A stretch of film as an exemplar of a code; of a long one, the beginning.

    Args:
        existing: the exemplars of the codebook.
        codebook: whose code it is.
        code: which it shows.
        session_id: of the film.
        span: the stretch.
        stamp: who keeps it, and the time.
        caption: what to look at.

    Raises:
        RuleViolation: the stretch has no length, or the code has this exemplar already.
    """
    if span.duration_us == 0:
        raise RuleViolation("An exemplar needs some length.", "Choose a stretch of the film.")
    end = MediaTime(min(span.offset_us, span.onset_us + LONGEST_US))
    place = (code.id, session_id, span.onset_us, end)
    if any((one.code_id, one.session_id, one.onset_us, one.offset_us) == place for one in existing):
        raise RuleViolation(f"This is an exemplar of “{code.label}” already.", "")
    exemplar = Exemplar(
        id=new_id(),
        codebook_id=codebook.id,
        code_id=code.id,
        session_id=session_id,
        onset_us=span.onset_us,
        offset_us=end,
        caption=caption.strip(),
        created_by=stamp.who,
        created_at=stamp.at,
    )
    return ChangeSet(f"keep an exemplar of “{code.label}”", (made(exemplar),)), exemplar


def set_caption(exemplar: Exemplar, caption: str) -> ChangeSet:
    """Say what to look at; no change if that is said already."""
    if exemplar.caption == caption.strip():
        return ChangeSet("", ())
    return ChangeSet("caption an exemplar", (changed(exemplar, caption=caption.strip()),))


def let_go(exemplar: Exemplar) -> ChangeSet:
    """An exemplar no longer; the film stays as it is."""
    return ChangeSet("take an exemplar away", (removed(exemplar),))
