"""The table of annotations: one tidy row each, exact, and written whole or not at all."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.builders.libraries import CODEBOOK, FRAME_US, Desk, at, small_codebook
from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.errors import ExportError, NotFound
from vig_annotator.exchange.tables import COLUMNS
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.services import passes, tagging, timeline_editing
from vig_annotator.services.interchange_export import ExportChoices, plan_export, write_export
from vig_annotator.services.workspace import Workspace


def written(ws: Workspace, session_id: str, out: Path, frames: FrameIndex | None = None) -> int:
    return write_export(plan_export(ws, session_id, "csv", ExportChoices(without_names=False), frames), out)


def index(frames: int) -> FrameIndex:
    times = np.arange(frames, dtype=np.int64) * FRAME_US
    flags = np.ones(frames, dtype=bool)
    return FrameIndex(times, Fraction(1, 1_000_000), times, flags, flags, frames * FRAME_US)


def coded(desk: Desk) -> None:
    state = desk.state("face", 1, 7)
    timeline_editing.set_note(desk.ws, desk.coding_pass, state.id, 'says "ah",\nlooks; “ä”')
    choices = {"hands": ["right", "left"], "strength": ["weak"]}
    timeline_editing.set_modifiers(desk.ws, desk.coding_pass, state.id, choices)
    desk.press("cry", 3)
    desk.state("voice", 8, 8)
    desk.press("baby_face", 9)


def exported(desk: Desk, out: Path, frames: FrameIndex | None = None) -> pd.DataFrame:
    count = written(desk.ws, desk.session.id, out, frames)
    table = pd.read_csv(out, keep_default_na=False, dtype=str)
    assert len(table) == count
    return table


def test_the_columns(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    table = exported(desk, tmp_path / "out.csv", index(10))
    assert tuple(table.columns) == tuple(COLUMNS)
    assert table.drop(columns=["session_id", "annotation_id"]).to_dict("records")[0] == {
        "family": "F-001",
        "session": "Visit 1",
        "coder": "AB",
        "codebook": "small",
        "codebook_version": "1.0",
        "code_id": "face",
        "label": "Looks at face",
        "subject": "parent",
        "group": "gaze",
        "kind": "state",
        "valence": "positive",
        "onset_s": "0.040000",
        "offset_s": "0.280000",
        "duration_s": "0.240000",
        "onset_us": "40000",
        "offset_us": "280000",
        "onset_frame": "1",
        "offset_frame": "7",
        "note": 'says "ah",\nlooks; “ä”',
        "modifiers": "hands=right|left; strength=weak",
    }
    when = table[["code_id", "onset_s", "offset_s", "duration_s", "onset_frame", "offset_frame"]]
    assert when.to_numpy().tolist()[1:] == [
        ["cry", "0.120000", "0.120000", "0.000000", "3", "3"],
        ["voice", "0.320000", "0.360000", "0.040000", "8", "9"],
        ["baby_face", "0.360000", "", "", "9", ""],
    ]
    assert set(table["session_id"]) == {desk.session.id}
    assert list(table["annotation_id"]) == [one.id for one in desk.ws.desk(desk.coding_pass).annotations]


def test_the_end_of_the_film_is_the_frame_after_the_last(desk: Desk, tmp_path: Path) -> None:
    desk.state("voice", 8, 10)
    assert list(exported(desk, tmp_path / "out.csv", index(10))["offset_frame"]) == ["10"]


def test_without_an_index_the_frames_are_empty(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    table = exported(desk, tmp_path / "out.csv")
    assert set(table["onset_frame"]) == set(table["offset_frame"]) == {""}
    assert list(table["onset_us"]) == ["40000", "120000", "320000", "360000"]


def test_all_coders_are_in_it(desk: Desk, tmp_path: Path) -> None:
    desk.press("smile", 5)
    other = passes.ensure_pass(desk.ws, desk.session, small_codebook(), coder="CD")
    desk.ws.work_as("CD")
    tagging.press_code(desk.ws, other, "smile", at(4), next_frame_us=at(5))
    assert list(exported(desk, tmp_path / "out.csv")["coder"]) == ["CD", "AB"]


def test_a_session_without_annotations(desk: Desk, tmp_path: Path) -> None:
    assert len(exported(desk, tmp_path / "out.csv")) == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == ",".join(tuple(COLUMNS)) + "\n"
    with pytest.raises(NotFound):
        written(desk.ws, "none", tmp_path / "other.csv")
    assert not (tmp_path / "other.csv").exists()


def test_long_films_stay_exact(desk: Desk, tmp_path: Path) -> None:
    onset = 36_000_000_000 + 1
    tagging.press_code(desk.ws, desk.coding_pass, "smile", onset, next_frame_us=onset + 1)
    table = exported(desk, tmp_path / "out.csv")
    assert (table["onset_us"][0], table["onset_s"][0]) == (str(onset), "36000.000001")


def test_what_can_not_be_written_leaves_what_was_there(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    with pytest.raises(ExportError, match=r"The folder .* is not there"):
        written(desk.ws, desk.session.id, tmp_path / "missing" / "out.csv")
    folder = tmp_path / "taken"
    (folder / "below").mkdir(parents=True)
    with pytest.raises(ExportError, match="“taken” is a folder"):
        written(desk.ws, desk.session.id, folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library", "taken"]


def test_restricted_wording_stays_in_the_program(desk: Desk, tmp_path: Path) -> None:
    text = CODEBOOK.replace("owner: Nobody", "owner: Nobody\nrestricted: true")
    restricted = parse_codebook(text, "small.yaml")
    coding = passes.ensure_pass(desk.ws, desk.session, restricted)
    Desk(desk.ws, desk.family, desk.session, coding).press("smile", 1)
    table = exported(desk, tmp_path / "out.csv")
    assert list(table["code_id"]) == list(table["label"]) == ["smile"]
    assert "Smile" not in (tmp_path / "out.csv").read_text(encoding="utf-8")
