"""Who works in a library: names, initials and roles."""

from __future__ import annotations

from collections.abc import Collection

from vig_annotator.errors import NotFound
from vig_annotator.model.blindness import by_session, waiting_trainees
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.coder import Coder, Role
from vig_annotator.model.edits import coders as rules
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries
from vig_annotator.storage.hiding import learning_in


def all_coders(ws: Workspace) -> list[Coder]:
    """Everybody who works or worked in the library, by name."""
    with ws.store.reading() as connection:
        return queries.coders(connection)


def coder_named(ws: Workspace, name: str) -> Coder:
    """The coder of that name.

    Raises:
        NotFound: there is none.
    """
    with ws.store.reading() as connection:
        found = queries.coder_named(connection, name)
    if found is None:
        raise NotFound(f"Nobody called “{name}” works in this library.", "Add a coder first.")
    return found


def who_works(ws: Workspace) -> Coder:
    """The coder who has the library open; made as a clinician at their first piece of work."""
    ensure_coders(ws, (ws.coder,))
    return coder_named(ws, ws.coder)


def add_coder(ws: Workspace, name: str, initials: str = "", role: Role = Role.CLINICIAN) -> Coder:
    """Add somebody.

    Raises:
        RuleViolation: no name, too long, or somebody has that name; or a supervisor is added by whoever does not teach here.
    """
    ws.history.set_up(rules.add(all_coders(ws), name, initials, role, ws.stamp(), teachers(ws)))
    return coder_named(ws, " ".join(name.split()))


def describe_coder(ws: Workspace, name: str, initials: str, role: Role) -> Coder:
    """Change somebody's initials and role; it is logged and is no step for undo.

    Raises:
        NotFound: there is nobody of that name.
        RuleViolation: the initials are too long, or the role must stay (`model/edits/coders.py`).
    """
    with ws.store.reading() as connection:
        learning = learning_in(connection)
        every = queries.every_pass(connection)
    change_set = rules.describe(
        coder_named(ws, name),
        initials,
        role,
        who=ws.coder,
        teachers=teachers(ws),
        blind=sum(one.coder == name and one.blind and not one.submitted_at for one in every),
        waits=any(name in waiting_trainees(passes, learning) for passes in by_session(every)),
    )
    ws.history.set_up(change_set)
    return coder_named(ws, name)


def teachers(ws: Workspace) -> frozenset[str]:
    """The names of those who teach here: every supervisor, and whoever said what a reference is."""
    with ws.store.reading() as connection:
        marked = learning_in(connection).references.values()
        supervisors = [one.name for one in queries.coders(connection) if one.role is Role.SUPERVISOR]
    return frozenset([*marked, *supervisors])


def ensure_coders(ws: Workspace, names: Collection[str]) -> None:
    """See that there is a coder of each name; new ones are clinicians."""
    known = all_coders(ws)
    there = {one.name for one in known}
    changes: list[RowChange] = []
    for name in dict.fromkeys(names):
        if name and name not in there:
            others = [one for one in known if one.name.casefold() != name.casefold()]
            changes.extend(rules.add(others, name, "", Role.CLINICIAN, ws.stamp()).changes)
    if changes:
        ws.history.set_up(ChangeSet("add coders", tuple(changes)))
