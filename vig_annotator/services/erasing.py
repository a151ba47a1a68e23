"""Erasing a session, a family or a person from the library for good, as when consent is taken back or the time of keeping is over.

    what_goes (reads only) → the clinician types the name → erase: one transaction → finish: files, the library's file, copies, caches

After the transaction the rows are gone whatever happens; what was not finished is finished when the library is opened next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vig_annotator.errors import RuleViolation
from vig_annotator.jobs import JobContext
from vig_annotator.model.consent import Person
from vig_annotator.model.family import Family
from vig_annotator.model.made_file import MadeFile
from vig_annotator.model.session import Recording, Session
from vig_annotator.services.finishing_erasing import finish_or_leave
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import backup, consents, queries
from vig_annotator.storage.belonging import Belongings, belongings
from vig_annotator.storage.erasing import DoomedFile
from vig_annotator.storage.library_store import LibraryStore

_WORDS = {
    "session": ("visit", "visits"),
    "recording": ("film in the list of films", "films in the list of films"),
    "coding_pass": ("coding", "codings"),
    "annotation": ("tag, with its note", "tags, with their notes"),
    "link": ("link between tags", "links between tags"),
    "moment": ("moment", "moments"),
    "review_entry": ("remark of a review", "remarks of reviews"),
    "settlement": ("settled difference of two coders", "settled differences of two coders"),
    "reference": ("reference for training", "references for training"),
    "training_attempt": ("training attempt", "training attempts"),
    "second_coding": ("draw for second coding", "draws for second coding"),
    "imported_file": ("kept import", "kept imports"),
    "exemplar": ("exemplar", "exemplars"),
    "reel": ("reel", "reels"),
    "reel_clip": ("clip of a reel", "clips of reels"),
    "shared_review": ("shared review", "shared reviews"),
    "shared_words": ("note of a shared review", "notes of shared reviews"),
    "plan_item": ("line of the plan", "lines of the plan"),
    "person": ("person", "people"),
    "consent": ("answer about consent", "answers about consent"),
    "consent_exception": ("exception without consent", "exceptions without consent"),
    "made_file": (
        "entry about a film or picture that was made",
        "entries about films and pictures that were made",
    ),
}
"""What is listed, in this order; rows without a word (such as who read a remark) go without being counted."""


@dataclass(frozen=True, slots=True)
class Doomed:
    """What is to be erased.

    Attributes:
        ids: of sessions, families and persons.
        name: what is typed to confirm it.
        label: what the log keeps of it, without names.
        title: what people read: ``the visit “Visit 1”``.
    """

    ids: tuple[str, ...]
    name: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class WhatGoes:
    """What an erasing takes with it.

    Attributes:
        lines: in plain words, each with its number.
        made: files that were made of it and are still where they were put.
        films: its original films, as far as nothing else in the library shows them.
        session_ids: the sessions that go.
        copies: how many copies of the library hold it, too.
    """

    lines: tuple[str, ...]
    made: tuple[DoomedFile, ...]
    films: tuple[DoomedFile, ...]
    session_ids: tuple[str, ...]
    copies: int


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased; also the event that tells of it.

    Attributes:
        session_ids: the sessions that are gone.
        files: how many files were erased beside the library.
        left: files that could not be erased, with the reason.
    """

    session_ids: tuple[str, ...]
    files: int
    left: tuple[str, ...]


def a_session(ws: Workspace, session_id: str) -> Doomed:
    """A session with everything that belongs to it.

    Raises:
        NotFound: it is not there.
    """
    session = ws.get(Session, session_id)
    return Doomed((session_id,), session.title, "erased a visit", f"the visit “{session.title}”")


def a_family(ws: Workspace, family_id: str) -> Doomed:
    """A family with all its sessions.

    Raises:
        NotFound: it is not there.
    """
    name = ws.get(Family, family_id).pseudonym
    return Doomed((family_id,), name, "erased a family", f"the family “{name}”")


def a_person(ws: Workspace, person_id: str) -> Doomed:
    """A person, with all sessions in which they can be seen or heard: those for which nobody noted that they were away.

    Raises:
        NotFound: they are not there.
    """
    person = ws.get(Person, person_id)
    with ws.store.reading() as connection:
        away = {one.session_id for one in consents.absences_of(connection, person_id)}
        there = [one.id for one in queries.sessions(connection, person.family_id) if one.id not in away]
    return Doomed(
        (person_id, *there),
        person.called,
        "erased a person and the visits with them",
        f"{person.called} and every visit in which they can be seen or heard",
    )


def what_goes(store: LibraryStore, doomed: Doomed) -> WhatGoes:
    """What goes with it; reads only, and may run on another thread with a store of that thread's own."""
    with store.reading() as connection:
        found = belongings(connection, doomed.ids)
        made = [one for one in queries.every(connection, MadeFile) if _touched(one, found)]
        films = [one for one in queries.every(connection, Recording) if one.id in found.ids["recording"]]
        kept = {
            one.fingerprint
            for one in queries.every(connection, Recording)
            if one.id not in found.ids["recording"]
        }
    lines = [
        f"{count:,} {words[count != 1]}" for name, words in _WORDS.items() if (count := found.count(name))
    ]
    if found.entries:
        steps = "1 step" if len(found.entries) == 1 else f"{len(found.entries):,} steps"
        lines.append(f"{steps} of the history, which can’t be undone any more")
    originals = {
        store.folder / one.path: DoomedFile(str(store.folder / one.path), one.fingerprint, is_film=True)
        for one in films
        if one.fingerprint not in kept and (store.folder / one.path).is_file()
    }
    return WhatGoes(
        tuple(lines),
        tuple(
            DoomedFile(one.path, one.digest, is_film=False)
            for one in made
            if not one.erased_at and Path(one.path).is_file()
        ),
        tuple(originals.values()),
        tuple(sorted(found.ids["session"])),
        len(backup.copies(store.folder)),
    )


def erase(
    store: LibraryStore,
    doomed: Doomed,
    typed: str,
    doomed_files: Sequence[DoomedFile],
    caches: Path | None,
    *,
    who: str,
    at: str,
    context: JobContext | None = None,
) -> Erased:
    """Erase it; may run on another thread with a store of that thread's own. Whoever has the library open calls `Workspace.renew` then.

    Args:
        store: of the library.
        doomed: what goes.
        typed: its name, as somebody typed it to confirm.
        doomed_files: what is erased beside the library: of `WhatGoes.made` and `WhatGoes.films` what was asked for.
        caches: the library's folder of caches, or None.
        who: who erases.
        at: UTC, ISO 8601.
        context: progress; a cancel is heard before the transaction, not after it.

    Raises:
        RuleViolation: another name was typed.
        Cancelled: nothing was erased.
        LibraryNotWritable: the disk is full, or refuses; nothing was erased.
    """
    require_name(doomed, typed)
    context = context or JobContext()
    context.report(0.0, "Looking for everything that belongs to it")
    with store.reading() as connection:
        found = belongings(connection, doomed.ids)
    context.report(0.2, "Erasing it from the library")
    store.erase(found, doomed_files, label=doomed.label, who=who, at=at)
    done, left = finish_or_leave(store, caches, context)
    return Erased(tuple(sorted(found.ids["session"])), done, tuple(left))


def require_name(doomed: Doomed, typed: str) -> None:
    """See that somebody typed the name of what is to be erased.

    Raises:
        RuleViolation: another name, or none.
    """
    if " ".join(typed.split()).casefold() != " ".join(doomed.name.split()).casefold():
        raise RuleViolation(
            f"Nothing was erased: the name that was typed is not “{doomed.name}”.",
            "Type it exactly as it stands there.",
        )


def _touched(one: MadeFile, found: Belongings) -> bool:
    return one.id in found.ids["made_file"] or one.id in found.kept["made_file"]
