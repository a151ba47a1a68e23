"""Reading who is filmed and what they said, on a connection from `LibraryStore.reading`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select

from vig_annotator.model.changes import Row
from vig_annotator.model.consent import Absence, Consent, ConsentException, Person
from vig_annotator.model.service_decision import ServiceDecision
from vig_annotator.storage.rows import row_of
from vig_annotator.storage.schema import absence, consent, consent_exception, person, service_decision

R = TypeVar("R", bound=Row)


def people(connection: Connection, family_id: str | None = None) -> list[Person]:
    """Who is filmed in a family, or in all, in order."""
    query = select(person).order_by(person.c.family_id, person.c.position, person.c.id)
    return _rows(
        connection, Person, query if family_id is None else query.where(person.c.family_id == family_id)
    )


def consents(connection: Connection, family_id: str | None = None) -> list[Consent]:
    """Every answer that is on file of a family, or of all."""
    query = select(consent).join(person, person.c.id == consent.c.person_id).order_by(consent.c.id)
    return _rows(
        connection, Consent, query if family_id is None else query.where(person.c.family_id == family_id)
    )


def consents_of(connection: Connection, person_id: str) -> list[Consent]:
    """Every answer of one person."""
    query = select(consent).where(consent.c.person_id == person_id).order_by(consent.c.id)
    return _rows(connection, Consent, query)


def absences(connection: Connection, session_ids: Collection[str]) -> list[Absence]:
    """Who is not in the films of these sessions."""
    query = select(absence).where(absence.c.session_id.in_(session_ids)).order_by(absence.c.id)
    return _rows(connection, Absence, query)


def absences_of(connection: Connection, person_id: str) -> list[Absence]:
    """The sessions that one person is not in."""
    query = select(absence).where(absence.c.person_id == person_id).order_by(absence.c.id)
    return _rows(connection, Absence, query)


def exceptions(connection: Connection, family_id: str) -> list[ConsentException]:
    """The exceptions that were made for a family, oldest first."""
    table = consent_exception
    query = select(table).where(table.c.family_id == family_id).order_by(table.c.created_at, table.c.id)
    return _rows(connection, ConsentException, query)


def latest_decision(connection: Connection) -> ServiceDecision | None:
    """What the service decided last; None if it never did."""
    table = service_decision
    query = select(table).order_by(table.c.created_at.desc(), table.c.id.desc()).limit(1)
    return next(iter(_rows(connection, ServiceDecision, query)), None)


def _rows(connection: Connection, row_type: type[R], query: Select[Any]) -> list[R]:
    return [row_of(row_type, found) for found in connection.execute(query)]
