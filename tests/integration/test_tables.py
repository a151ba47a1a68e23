"""The public tables: a library is read while somebody works in it, and gives frames that load without a warning."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from tests.builders.libraries import Desk, at, begin_work
from vig_annotator import tables
from vig_annotator.errors import LibraryError, NotFound
from vig_annotator.exchange.tables import COLUMNS
from vig_annotator.services import moments
from vig_annotator.services.interchange_export import plan_export, write_export


@pytest.fixture
def desk(library_folder: Path) -> Iterator[Desk]:
    desk = begin_work(library_folder)
    desk.press("smile", 3)
    desk.state("face", 10, 20)
    desk.press("voice", 30)
    moments.mark(desk.ws, desk.session.id, at(10), at(20), caption="You met his eyes")
    yield desk
    desk.ws.close()


def test_a_library_is_read_while_it_is_open(desk: Desk, library_folder: Path) -> None:
    found = tables.read_annotations(library_folder)
    assert list(found.columns) == list(COLUMNS)
    assert found["code_id"].tolist() == ["smile", "face", "voice"]
    assert found["onset_us"].tolist() == [at(3), at(10), at(30)]
    assert found["duration_s"].tolist()[:2] == [0.0, 0.4]
    assert found["offset_us"].isna().tolist() == [False, False, True]
    assert found["kind"].tolist() == ["point", "state", "state"]
    desk.press("smile", 40)
    assert len(tables.read_annotations(library_folder, desk.session.title)) == 4


def test_sessions_codes_and_moments(desk: Desk, library_folder: Path) -> None:
    sessions = tables.read_sessions(str(library_folder))
    assert sessions[["session", "coders", "annotations", "films"]].values.tolist() == [
        ["Visit 1", "AB", 3, 0]
    ]
    assert tables.read_codes(library_folder)["code_id"].tolist()[:2] == ["smile", "cry"]
    assert tables.read_moments(library_folder)["caption"].tolist() == ["You met his eyes"]


def test_what_is_not_there(library_folder: Path, desk: Desk) -> None:
    with pytest.raises(NotFound, match="no library"):
        tables.read_annotations(library_folder / "none")
    with pytest.raises(NotFound, match="no session"):
        tables.read_annotations(library_folder, "none")


def test_an_empty_library_and_one_of_another_version(library_folder: Path) -> None:
    begin_work(library_folder).ws.close()
    assert tables.read_annotations(library_folder).empty
    assert tables.read_annotations(library_folder)["onset_us"].dtype == "Int64"
    (library_folder / "library.sqlite").write_bytes(b"")
    with pytest.raises(LibraryError):
        tables.read_annotations(library_folder)


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "parquet"])
def test_every_table_holds_the_same(desk: Desk, library_folder: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"t.{form}"
    assert write_export(plan_export(desk.ws, desk.session.id, form), out) == 3
    read = {
        "csv": lambda: pd.read_csv(out),
        "tsv": lambda: pd.read_csv(out, sep="\t"),
        "xlsx": lambda: pd.read_excel(out),
        "parquet": lambda: pd.read_parquet(out),
    }[form]()
    expected = tables.read_annotations(library_folder)
    assert list(read.columns) == list(expected.columns)
    for column in (
        "code_id",
        "label",
        "subject",
        "session_id",
        "annotation_id",
        "onset_us",
        "onset_s",
        "duration_s",
    ):
        assert read[column].dropna().tolist() == expected[column].dropna().tolist(), column
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []
