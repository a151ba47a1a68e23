"""Which session a change is about, so that the log can say when a session was last worked on."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.exemplar import Exemplar
from vig_annotator.model.imported_file import ImportedFile
from vig_annotator.model.link import Link
from vig_annotator.model.moment import Moment
from vig_annotator.model.reel import ReelClip
from vig_annotator.model.reference import Reference, TrainingAttempt
from vig_annotator.model.review import ReviewEntry
from vig_annotator.model.session import Recording, Session
from vig_annotator.model.settlement import Settlement
from vig_annotator.model.shared_review import SharedWords
from vig_annotator.storage.schema import coding_pass

_SESSION_OF_PASS = select(coding_pass.c.session_id).where(coding_pass.c.id == bindparam("pass_id"))


def session_of(connection: Connection, change_set: ChangeSet) -> str | None:
    """Id of the session that the first row with one belongs to, or None (a family, a reel without clips)."""
    for change in change_set.changes:
        row = change.row
        if isinstance(row, Session):
            return row.id
        if isinstance(
            row, Recording | CodingPass | Moment | ReelClip | SharedWords | ImportedFile | Exemplar
        ):
            return row.session_id
        if isinstance(row, Annotation | Link | Settlement | Reference | TrainingAttempt | ReviewEntry):
            found: str | None = connection.execute(
                _SESSION_OF_PASS, {"pass_id": row.pass_id}
            ).scalar_one_or_none()
            return found
    return None
