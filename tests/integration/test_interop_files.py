"""Every real file of the shared collection: counted as its own program counts, taken in, written back."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vig_annotator.exchange.document import Document
from vig_annotator.exchange.formats import FORMATS, format_of_id, read_document
from vig_annotator.services.interchange import import_file
from vig_annotator.services.interchange_export import ExportChoices, plan_export
from vig_annotator.services.interchange_looking import described, read_file
from vig_annotator.services.workspace import Workspace

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "interop" / "dev"
COUNTED = ("format_version", "tiers", "annotations", "points", "intervals", "media")
LARGE = 2_000_000
KNOWN_NAMES = {one.name for one in FORMATS} | {"VCode-infant-gaze"}

pytestmark = pytest.mark.corpus


def rows() -> Iterator[dict[str, str]]:
    if not (FOLDER / "MANIFEST.csv").is_file():
        return
    with (FOLDER / "MANIFEST.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["format"] in KNOWN_NAMES:
                yield row


ROWS = list(rows())
SEVERAL = [row for row in ROWS if "vcode" not in row["file"] or row["file"].endswith("__2.txt")]


@pytest.fixture(scope="session")
def interop() -> Path:
    if not ROWS:
        pytest.skip("the shared collection of other programs' files is not on this machine")
    return FOLDER


def test_the_collection_is_there(interop: Path) -> None:
    assert len(ROWS) > 90


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_counts_are_those_of_its_own_program(interop: Path, row: dict[str, str]) -> None:
    seen = described(read_file(interop / row["file"]))
    assert {name: str(seen[name]) for name in COUNTED if row[name]} == {
        name: row[name] for name in COUNTED if row[name]
    }


def essence(document: Document) -> list[Any]:
    return [
        sorted(
            (
                observation.tiers[one.tier].name,
                one.value,
                one.onset_us,
                one.offset_us,
                one.note,
                one.modifiers,
            )
            for one in observation.annotations
            if one.onset_us is not None
        )
        for observation in document.observations
    ]


def key(value: Any) -> str:
    return json.dumps(value, default=str)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_written_back_nothing_is_lost(interop: Path, row: dict[str, str]) -> None:
    document = read_file(interop / row["file"]).document
    form = format_of_id(document.format)
    if form.write is None or not form.keeps:
        pytest.skip("this format is only read")
    again = read_document(form.write(document), "again" + form.suffixes[0])
    assert again.counts == document.counts
    assert essence(again) == essence(document)
    assert [one.media for one in again.observations] == [one.media for one in document.observations]


@pytest.mark.parametrize("row", SEVERAL, ids=lambda row: row["file"])
def test_through_the_library_and_back(interop: Path, tmp_path: Path, row: dict[str, str]) -> None:
    file = read_file(interop / row["file"])
    if not any(one.onset_us is not None for o in file.document.observations for one in o.annotations):
        pytest.skip("there is nothing in it for a library")
    with Workspace.open(tmp_path / "library", "AB") as ws:
        done = import_file(ws, file)
        form = format_of_id(file.document.format)
        assert len(done.sessions) == len(file.document.observations)
        written = []
        for session_id in done.sessions:
            if form.write is not None and form.keeps:
                plan = plan_export(ws, session_id, form.id, ExportChoices(without_names=False))
                written.append(read_document(form.write(plan.document), "again" + form.suffixes[0]))
        if written:
            assert [essence(one)[0] for one in written] == essence(file.document)
        assert ws.history.undo() is not None
        with ws.store.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM annotation").scalar_one() == 0
            assert connection.exec_driver_sql("SELECT count(*) FROM session").scalar_one() == 0


def test_the_same_file_twice_is_told(interop: Path, tmp_path: Path) -> None:
    file = read_file(interop / "eaf" / "speach__test.eaf")
    with Workspace.open(tmp_path / "library", "AB") as ws:
        first = import_file(ws, file)
        second = import_file(ws, replace(file))
    assert not any("before" in problem for problem in first.problems)
    assert any("imported before" in problem for problem in second.problems)
