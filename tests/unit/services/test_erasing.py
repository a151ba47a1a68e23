"""Erasing for good: what goes, that nothing of it stays in any byte of the library, and that everything else stays as it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.builders.everything import make_everything
from tests.builders.libraries import Desk, at, begin_work, small_codebook
from tests.builders.library_content import content
from vig_annotator.errors import Cancelled, RuleViolation
from vig_annotator.jobs import Job, JobContext
from vig_annotator.media import index_cache, waveform
from vig_annotator.model.changes import ChangeSet, Origin
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.made_file import MadeFile
from vig_annotator.model.reel import Audience
from vig_annotator.model.second_coding import Draw, Unit
from vig_annotator.model.session import Session
from vig_annotator.services import (
    consent,
    erasing,
    films,
    moments,
    reel_building,
    register,
    sessions,
    timeline_editing,
)
from vig_annotator.services.passes import ensure_pass
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import backup, change_log, schema
from vig_annotator.storage.belonging import NOBODYS, OWNERS

SECRET = "Quokkabramble"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made_desk = begin_work(tmp_path / "library")
    yield made_desk
    made_desk.ws.close()


def second_visit(desk: Desk) -> Desk:
    """Another session of the same family, with its coding."""
    session = Session(new_id(), desk.family.id, "Visit 2", created_at=desk.ws.stamp().at)
    desk.ws.history.set_up(ChangeSet("add a session", (made(session),)))
    return replace(desk, session=session, coding_pass=ensure_pass(desk.ws, session, small_codebook()))


def write_note(desk: Desk, frame: int, text: str) -> None:
    tag = desk.press("smile", frame)
    timeline_editing.set_note(desk.ws, desk.coding_pass, tag.id, text)


def erase(
    ws: Workspace, doomed: erasing.Doomed, *, files: bool = False, context: JobContext | None = None
) -> erasing.Erased:
    found = erasing.what_goes(ws.store, doomed)
    chosen = (*found.made, *found.films) if files else ()
    gone = erasing.erase(
        ws.store, doomed, doomed.name, chosen, ws.caches_dir, who=ws.coder, at=ws.stamp().at, context=context
    )
    ws.renew()
    return gone


def places_of(folder: Path, words: str) -> list[str]:
    """Files below a folder whose bytes hold these words."""
    return sorted(
        one.name for one in folder.rglob("*") if one.is_file() and words.encode() in one.read_bytes()
    )


def test_every_table_is_decided_about() -> None:
    assert set(OWNERS) | NOBODYS == set(schema.metadata.tables)


def test_nothing_of_a_visit_stays_in_any_byte(desk: Desk) -> None:
    ws, other = desk.ws, second_visit(desk)
    write_note(other, 5, "kept words")
    kept = content(ws.store)
    write_note(desk, 10, f"{SECRET} one")
    tag = desk.press("smile", 20)
    timeline_editing.set_note(ws, desk.coding_pass, tag.id, f"{SECRET} deleted since")
    timeline_editing.delete(ws, desk.coding_pass, {tag.id})
    write_note(desk, 30, f"{SECRET} undone since")
    ws.history.undo()
    moment = moments.mark(ws, desk.session.id, at(1), at(20))
    moments.set_caption(ws, moment.id, f"{SECRET} caption")
    ws.store.write_anew()
    with ws.store.reading() as connection:
        backup.make_before_migration(connection, ws.folder, "v0001")
    (ws.folder / "backups" / "library-2026-01-01.sqlite.part").write_bytes(SECRET.encode())
    assert len(places_of(ws.folder, SECRET)) >= 3

    doomed = erasing.a_session(ws, desk.session.id)
    found = erasing.what_goes(ws.store, doomed)
    assert tuple(
        line
        for line in found.lines
        if line.split(" ", 1)[1].split(",")[0] in ("visit", "coding", "tags", "moment")
    ) == ("1 visit", "1 coding", "2 tags, with their notes", "1 moment")
    assert any(line.endswith("of the history, which can’t be undone any more") for line in found.lines)
    erase(ws, doomed)

    assert places_of(ws.folder, SECRET) == []
    assert places_of(ws.folder, desk.session.id) == []
    assert places_of(ws.folder, "kept words") != []
    left = content(ws.store)
    assert {key: row for key, row in left.items() if key in kept and key != desk.session.id} == {
        key: row for key, row in kept.items() if key not in (desk.session.id, desk.coding_pass.id)
    }
    with ws.store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
        last = change_log.entries_after(connection, 0)[-1]
    assert (last.origin, last.who, last.change_set.label, last.change_set.changes) == (
        Origin.ERASURE,
        "AB",
        "erased a visit",
        (),
    )
    # Undo goes on with what is left, and the other visit is worked on.
    assert ws.history.undo() is not None
    other.press("smile", 9)
    assert [one.title for one in sessions.sessions_of(ws)] == ["Visit 2"]


def test_every_kind_of_row_of_a_family_goes_and_another_family_s_stays(desk: Desk, tmp_path: Path) -> None:
    ws = desk.ws
    snapshot = desk.coding_pass.snapshot_id
    ids = make_everything(ws, SECRET, snapshot)
    before = content(ws.store)
    mine = make_everything(ws, "Wombat", snapshot)
    doomed = erasing.a_family(ws, ids["family"])
    assert doomed.name.startswith(SECRET)
    erase(ws, doomed)
    assert places_of(ws.folder, SECRET) == []
    left = content(ws.store)
    assert not set(ids.values()) & set(left)
    assert set(mine.values()) <= set(left)
    assert set(before) - set(ids.values()) <= set(left)


def test_a_person_goes_with_the_visits_they_are_in(desk: Desk) -> None:
    ws, other = desk.ws, second_visit(desk)
    agree(ws, desk.family.id)
    gran = consent.add_person(ws, desk.family.id, consent.people(ws, desk.family.id)[0].role, SECRET)
    consent.set_in_film(ws, other.session.id, gran.id, there=False)
    doomed = erasing.a_person(ws, gran.id)
    assert set(doomed.ids) == {gran.id, desk.session.id}
    erase(ws, doomed)
    assert places_of(ws.folder, SECRET) == []
    assert [one.id for one in sessions.sessions_of(ws)] == [other.session.id]
    assert len(consent.people(ws, desk.family.id)) == 2


def test_what_several_visits_share_stays_without_the_one_that_goes(desk: Desk, tmp_path: Path) -> None:
    ws, other = desk.ws, second_visit(desk)
    both, alone = (
        reel_building.make_reel(ws, desk.family.id, f"{name} reel", Audience.PARENT)
        for name in ("shared", SECRET)
    )
    for reel, visits in ((both, (desk, other)), (alone, (desk,))):
        for visit in visits:
            moment = moments.mark(ws, visit.session.id, at(1), at(20))
            reel_building.add_moments(ws, reel.id, [moment.id])
    file = tmp_path / "reel.mp4"
    file.write_bytes(b"a film")
    names = (desk.session.id, other.session.id)
    entry = register.enter(
        ws, register.Made(desk.family.id, both.id, names, "shared", Audience.PARENT), register.look_at(file)
    )
    draw = Draw(
        new_id(),
        "CD",
        Unit.SESSIONS,
        50,
        0,
        1,
        (desk.coding_pass.id,),
        (desk.coding_pass.id, other.coding_pass.id),
    )
    ws.history.set_up(ChangeSet("draw", (made(draw),)))
    found = erasing.what_goes(ws.store, erasing.a_session(ws, desk.session.id))
    assert [one.path for one in found.made] == [file.as_posix()]
    erase(ws, erasing.a_session(ws, desk.session.id))
    assert [one.title for one in reel_building.reels_of(ws, desk.family.id)] == ["shared reel"]
    assert [one.session_id for one in reel_building.clips_of(ws, both.id)] == [other.session.id]
    assert ws.get(MadeFile, entry.id).session_ids == (other.session.id,)
    assert ws.get(Draw, draw.id).pass_ids == (other.coding_pass.id,)
    assert file.exists(), "files go only when somebody asks for it"


def test_files_go_when_asked_for_and_only_if_they_hold_what_they_held(
    desk: Desk, tmp_path: Path, plain_film: Clip
) -> None:
    ws = desk.ws
    film = Path(shutil.copy(plain_film.path, tmp_path / "film.mp4"))
    session, _ = films.add_film(ws, film, desk.family.id)
    waveform.load_or_make(film, index_cache.load_or_build(film, ws.caches_dir), ws.caches_dir)
    made_files = [tmp_path / name for name in ("one.mp4", "two.mp4", "three.mp4")]
    for file in made_files:
        file.write_bytes(file.name.encode() * 100)
        about = register.Made(desk.family.id, None, (session.id,), file.name, Audience.PARENT)
        register.enter(ws, about, register.look_at(file))
    made_files[1].write_bytes(b"somebody's own film by now")
    made_files[2].unlink()
    doomed = erasing.a_session(ws, session.id)
    assert len(erasing.what_goes(ws.store, doomed).made) == 2
    gone = erase(ws, doomed, files=True)
    assert [one.exists() for one in (*made_files, film)] == [False, True, False, False]
    assert (gone.files, gone.left) == (2, ("“two.mp4” holds something else now, and was left alone.",))
    assert [one.name for one in ws.caches_dir.iterdir()] == []


def test_a_film_that_another_visit_shows_is_not_offered(desk: Desk, plain_film: Clip) -> None:
    ws = desk.ws
    session, recording = films.add_film(ws, plain_film.path, desk.family.id)
    again = replace(recording, id=new_id(), session_id=desk.session.id)
    ws.history.set_up(ChangeSet("the same film once more", (made(again),)))
    assert erasing.what_goes(ws.store, erasing.a_session(ws, session.id)).films == ()
    assert len(erasing.what_goes(ws.store, erasing.a_family(ws, desk.family.id)).films) == 1


def test_another_name_or_a_cancel_erases_nothing(desk: Desk) -> None:
    ws = desk.ws
    write_note(desk, 10, SECRET)
    before = content(ws.store)
    doomed = erasing.a_session(ws, desk.session.id)
    with pytest.raises(RuleViolation, match="is not “Visit 1”"):
        erasing.erase(ws.store, doomed, "visit 2", (), ws.caches_dir, who="AB", at="now")
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        erase(ws, doomed, context=context)
    assert content(ws.store) == before
    assert ws.history.undo_label is not None


def test_on_another_thread_while_the_window_reads(desk: Desk) -> None:
    ws = desk.ws
    write_note(desk, 10, SECRET)
    doomed = erasing.a_session(ws, desk.session.id)
    caches, stamp = ws.caches_dir, ws.stamp().at
    told: list[str] = []

    def work() -> None:
        with ws.store.on_this_thread() as store:
            context = JobContext(lambda _share, words: told.append(words))
            erasing.erase(store, doomed, " visit  1", (), caches, who="AB", at=stamp, context=context)

    job = Job("erase", lambda _context: work()).start()
    while job.running:
        assert len(sessions.sessions_of(ws)) in (0, 1)
    ws.renew()
    assert sessions.sessions_of(ws) == []
    assert places_of(ws.folder, SECRET) == []
    assert told[-1] == "Erased"
