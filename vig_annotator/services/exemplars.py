"""Exemplars: short stretches of film that show what a code means; each change is one step for undo.

An exemplar is film shown to somebody who learns, so consent for training in the team is asked for whenever one is about
to be seen, not when it is kept: what was agreed to then may be taken back since. Exemplars are silent.
"""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.errors import ConsentNeeded, NotFound, VigError
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.consent import Purpose, Shown
from vig_annotator.model.edits import exemplars as rules
from vig_annotator.model.edits.moments import span_of_tag
from vig_annotator.model.exemplar import Exemplar
from vig_annotator.model.family import Family
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment
from vig_annotator.model.session import Session
from vig_annotator.services import consent, recordings
from vig_annotator.services.recordings import PlacedFile
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries

_NOT_SHOWN = "Not shown"


@dataclass(frozen=True, slots=True)
class Showing:
    """An exemplar as it may be seen now.

    Attributes:
        files: of the film's take, as far as the stretch reaches; none if it is not shown.
        span: the stretch, on the session's clock.
        withheld: why it is not shown, as a plain sentence; empty if it is.
    """

    files: tuple[PlacedFile, ...]
    span: Span
    withheld: str = ""


def exemplars_of(ws: Workspace, codebook: Codebook) -> list[Exemplar]:
    """The exemplars of a codebook and of those that it was made from, oldest first."""
    with ws.store.reading() as connection:
        return queries.exemplars(connection, (codebook.id, *codebook.based_on))


def keep_tag(
    ws: Workspace, coding_pass: CodingPass, annotation: Annotation, film_end_us: MediaTime
) -> Exemplar:
    """Keep a tag's stretch as an exemplar of its code; of a point, the two seconds before and after it.

    Raises:
        NotFound: the codebook does not know the code.
        RuleViolation: the state is still running, or this is an exemplar already.
    """
    desk = ws.desk(coding_pass)
    code = desk.coding.code(annotation.code_id)
    span = span_of_tag(annotation, code, film_end_us)
    change_set, exemplar = rules.keep(
        exemplars_of(ws, desk.codebook),
        desk.codebook,
        code,
        coding_pass.session_id,
        span,
        ws.stamp(),
        annotation.note,
    )
    ws.history.apply(change_set)
    return exemplar


def keep_moment(ws: Workspace, codebook: Codebook, code_id: str, moment: Moment) -> Exemplar:
    """Keep a moment as an exemplar of a code.

    Raises:
        NotFound: the codebook does not know the code.
        RuleViolation: this is an exemplar already.
    """
    code = codebook.code(code_id)
    if code is None:
        raise NotFound(
            f"The codebook “{codebook.title}” has no code “{code_id}”.", "Choose one of its codes."
        )
    change_set, exemplar = rules.keep(
        exemplars_of(ws, codebook),
        codebook,
        code,
        moment.session_id,
        Span(moment.onset_us, moment.offset_us),
        ws.stamp(),
        moment.caption,
    )
    ws.history.apply(change_set)
    return exemplar


def set_caption(ws: Workspace, exemplar_id: str, caption: str) -> None:
    """Say what to look at.

    Raises:
        NotFound: it is not there.
    """
    ws.history.apply(rules.set_caption(ws.get(Exemplar, exemplar_id), caption))


def let_go(ws: Workspace, exemplar_id: str) -> None:
    """Take an exemplar away; the film stays as it is.

    Raises:
        NotFound: it is not there.
    """
    ws.history.apply(rules.let_go(ws.get(Exemplar, exemplar_id)))


def showing(ws: Workspace, exemplar: Exemplar) -> Showing:
    """Whether an exemplar may be seen now, and where its film is; to be asked each time before it is shown."""
    span = Span(exemplar.onset_us, exemplar.offset_us)
    try:
        consent.require(
            ws,
            Purpose.TRAINING,
            [Shown(exemplar.session_id, "the exemplar", moving=True, sound=False)],
            _NOT_SHOWN,
        )
        take = recordings.main_take(ws, exemplar.session_id)
        reached = tuple(one for one in take if one.starts_at_us < max(span.offset_us, span.onset_us + 1))
        if not reached:
            raise NotFound("The film of this exemplar is no longer in the library.", "")
        return Showing(recordings.files_of(ws, reached), span)
    except ConsentNeeded as error:
        return Showing((), span, f"{_NOT_SHOWN}: {'; '.join(error.reasons)}.")
    except VigError as error:
        return Showing((), span, f"{_NOT_SHOWN}: {error.message}")


def origin(ws: Workspace, exemplar: Exemplar) -> str:
    """Whose film an exemplar is from, in words.

    Raises:
        NotFound: the session is not there.
    """
    session = ws.get(Session, exemplar.session_id)
    return f"{ws.get(Family, session.family_id).pseudonym} · {session.title}"
