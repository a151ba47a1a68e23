"""The demo session: the sample clip, coded through the same services that a key press uses."""

from __future__ import annotations

import contextlib
import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import LibraryNotWritable
from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.consent import PersonRole, Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.family import Family
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.reels.texts import TextPainter
from vig_annotator.resources import shipped_folder
from vig_annotator.services import (
    consent,
    families,
    films,
    moments,
    passes,
    reel_building,
    reel_rendering,
    sessions,
    tagging,
    timeline_editing,
)
from vig_annotator.services.demo_folder import FILM, REEL_FILE, TABLE_FILE, clear, make_room
from vig_annotator.services.interchange_export import ExportChoices, plan_export, write_export
from vig_annotator.services.workspace import Workspace

CODER = "Demo"
SECOND_CODER = "Second coder"
GOAL = "I’d like to understand what he is telling me."
TITLE = "Playing at the table"
REEL = "Getting it right together"

_SAMPLES = "sample_clips"


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """What the demo without a window made."""

    library: Path
    reel: Path
    table: Path
    annotations: int
    clips: int


def make_demo(library: Path, context: JobContext | None = None) -> str:
    """Make a library with the demo session in a folder; answers the session's id.

    A library that is there already is kept as it is, with whatever somebody tried out in it.

    Raises:
        LibraryError: the library can't be made or opened.
        MediaError: the sample clip is missing or damaged.
    """
    with Workspace.open(library, CODER) as ws:
        known = sessions.sessions_of(ws)
        if known:
            return known[0].id
        session_id = _code(ws, context)
    with Workspace.open(library, SECOND_CODER) as ws:
        _code_again(ws, session_id, context)
    return session_id


def make_demo_files(folder: Path, painter: TextPainter, context: JobContext | None = None) -> DemoFiles:
    """Do the whole job without a window: library, coding, `reel.mp4` and `annotations.csv` in a folder.

    Args:
        folder: new, empty, or with an earlier demo, which is made anew.
        painter: draws the captions of the reel.
        context: progress and cancel.

    Raises:
        ExportError: the folder holds something else.
        LibraryError: the library can't be made, or the earlier one is open in another program.
        MediaError: the sample clip is missing or damaged.
    """
    is_new = not folder.exists()
    make_room(folder)
    try:
        return _make_files(folder, painter, context or JobContext())
    except BaseException:  # Ctrl-C too: nothing half-made is left
        with contextlib.suppress(OSError):
            clear(folder)
            if is_new:
                folder.rmdir()
        raise


def _make_files(folder: Path, painter: TextPainter, context: JobContext) -> DemoFiles:
    reel, table = folder / REEL_FILE, folder / TABLE_FILE
    with Workspace.open(folder, CODER) as ws:
        session_id = _code(ws, context)
        recording = sessions.recordings_of(ws, session_id)[0]
        index = build_index(films.recording_path(ws, recording), context)
        count = write_export(plan_export(ws, session_id, "csv", ExportChoices(), index), table)
        made = reel_building.reels_of(ws, sessions.find_session(ws, session_id).family_id)[0]
        clips = len(reel_building.clips_of(ws, made.id))
        reel_rendering.render_reel(ws, made.id, reel, context, painter=painter)
    return DemoFiles(folder, reel, table, count, clips)


def _code(ws: Workspace, context: JobContext | None) -> str:
    film = ws.folder / "films" / FILM
    try:
        film.parent.mkdir(exist_ok=True)
        shutil.copyfile(shipped_folder(_SAMPLES) / FILM, film)
    except OSError as error:
        raise LibraryNotWritable(
            f"The demo film can't be put into “{ws.folder}”: {error.strerror or error}.",
            "Name another folder.",
        ) from error
    session, recording = films.add_film(ws, film)
    sessions.rename_session(ws, session.id, TITLE)
    families.set_goal(ws, ws.get(Family, session.family_id).id, GOAL)
    _agree(ws, session.family_id)
    index = build_index(film, context)
    films.note_duration(ws, recording, MediaTime(index.end_us))
    coding_pass = passes.ensure_pass(ws, session, load_codebook(shipped_codebooks()[0]))
    _tag(ws, coding_pass, index)
    _mark(ws, session.id, session.family_id)
    return session.id


def _code_again(ws: Workspace, session_id: str, context: JobContext | None) -> None:
    """A second person codes the same film, so that two coders can be compared."""
    session = sessions.find_session(ws, session_id)
    index = build_index(films.recording_path(ws, sessions.recordings_of(ws, session_id)[0]), context)
    coding_pass = passes.ensure_pass(ws, session, load_codebook(shipped_codebooks()[0]))
    _tag(ws, coding_pass, index, "demo_second_coder.csv")
    passes.submit(ws, coding_pass.id)


def _agree(ws: Workspace, family_id: str) -> None:
    """The drawn parent has agreed, for both, to what the demo shows and to what people try out with it."""
    both = consent.begin(ws, family_id)
    consent.change_person(ws, both[0].id, PersonRole.PARENT, "Mum")
    purposes = (Purpose.SHARED_REVIEW, Purpose.SUPERVISION, Purpose.TRAINING)
    consent.record(ws, [one.id for one in both], purposes, Answer(form="Demo form, version 1"))


def _tag(
    ws: Workspace, coding_pass: CodingPass, index: FrameIndex, table: str = "demo_annotations.csv"
) -> None:
    """Press each key at the frame where the demo coding has it; states are ended before others start."""
    presses: list[tuple[int, bool, str, str]] = []
    for row in _rows(table):
        onset_us, offset_us = int(row["onset_us"]), int(row["offset_us"])
        presses.append((onset_us, True, row["code"], row["note"]))
        if offset_us > onset_us:
            presses.append((offset_us, False, row["code"], ""))
    for time_us, _, code_id, note in sorted(presses):
        if time_us >= index.end_us:
            continue  # what still runs is ended below, as at the end of any film
        frame = index.frame_at(time_us)
        annotation = tagging.press_code(
            ws, coding_pass, code_id, index.time_of(frame), next_frame_us=index.time_of(frame + 1)
        )
        if note:
            timeline_editing.set_note(ws, coding_pass, annotation.id, note)
    tagging.end_running_states(ws, coding_pass, MediaTime(index.end_us))


def _mark(ws: Workspace, session_id: str, family_id: str) -> None:
    starred = []
    for row in _rows("demo_moments.csv"):
        onset_us, offset_us = MediaTime(int(row["onset_us"])), MediaTime(int(row["offset_us"]))
        moment = moments.mark(ws, session_id, onset_us, offset_us, caption=row["caption"])
        if row["starred"] == "1":
            starred.append(moments.set_starred(ws, moment.id, True).id)
    reel = reel_building.make_reel(ws, family_id, REEL)
    reel_building.add_moments(ws, reel.id, starred)


def _rows(table: str) -> list[dict[str, str]]:
    with (shipped_folder(_SAMPLES) / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
