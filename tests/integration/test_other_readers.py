"""What we write, read by programs that are not ours: pympi, Praat itself, OpenTimelineIO."""

import json
from pathlib import Path

import opentimelineio as otio
import parselmouth
import pytest
from lxml import etree
from parselmouth.praat import call
from pympi.Elan import Eaf

from tests.unit.exchange.seeds import document
from vig_annotator.exchange.boris_writing import write_boris
from vig_annotator.exchange.elan_writing import write_elan, write_template
from vig_annotator.exchange.otio_writing import write_otio
from vig_annotator.exchange.textgrid_reading import read_textgrid
from vig_annotator.exchange.textgrid_writing import write_textgrid

ORDER = (
    "LICENSE", "HEADER", "TIME_ORDER", "TIER", "LINGUISTIC_TYPE", "LOCALE", "LANGUAGE", "CONSTRAINT", "CONTROLLED_VOCABULARY",
    "LEXICON_REF", "REF_LINK_SET", "EXTERNAL_REF",
)  # fmt: skip


def test_pympi_opens_our_elan_files(tmp_path: Path) -> None:
    path = tmp_path / "visit.eaf"
    path.write_bytes(write_elan(document()))
    file = Eaf(str(path))
    assert file.get_annotation_data_for_tier("Parent · Gaze @AB") == [
        (1000, 2500, "Face"),
        (2500, 3040, "Toy"),
    ]
    assert file.get_annotation_data_for_tier("Baby · Smile @AB") == [(1235, 1236, "Smile")]
    assert file.get_linked_files()[0]["TIME_ORIGIN"] == "-250"
    assert "Parent · Gaze @AB – How" in file.get_tier_names()


@pytest.mark.parametrize("raw", [write_elan(document()), write_template(document())], ids=("eaf", "etf"))
def test_elan_files_keep_to_the_rules_of_the_schema(raw: bytes) -> None:
    """The rules of EAFv3.0.xsd that a writer can break: order, identities, references, types of values."""
    root = etree.fromstring(raw)
    places = [ORDER.index(child.tag) for child in root]
    assert places == sorted(places)
    ids = [
        value
        for name in ("TIME_SLOT_ID", "ANNOTATION_ID", "LANG_ID", "STEREOTYPE")
        for value in root.xpath(f"//@{name}")
    ]
    assert len(ids) == len(set(ids))
    for reference, target in (
        ("//TIER/@LINGUISTIC_TYPE_REF", "//LINGUISTIC_TYPE/@LINGUISTIC_TYPE_ID"),
        ("//TIER/@PARENT_REF", "//TIER/@TIER_ID"),
        ("//@CONTROLLED_VOCABULARY_REF", "//CONTROLLED_VOCABULARY/@CV_ID"),
        ("//LINGUISTIC_TYPE/@CONSTRAINTS", "//CONSTRAINT/@STEREOTYPE"),
        ("//@TIME_SLOT_REF1 | //@TIME_SLOT_REF2", "//@TIME_SLOT_ID"),
        ("//@ANNOTATION_REF", "//@ANNOTATION_ID"),
        ("//@LANG_REF", "//@LANG_ID"),
    ):
        assert set(root.xpath(reference)) <= set(root.xpath(target)), reference
    times = [int(value) for value in root.xpath("//@TIME_VALUE")]
    assert times == sorted(times)
    assert all(value >= 0 for value in times)
    assert root.get("{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation")


def test_praat_opens_our_textgrids(tmp_path: Path) -> None:
    path = tmp_path / "visit.TextGrid"
    path.write_bytes(write_textgrid(document()))
    grid = parselmouth.read(str(path))
    names = [call(grid, "Get tier name", tier) for tier in range(1, call(grid, "Get number of tiers") + 1)]
    assert names == ["Parent · Gaze @AB", "Baby · Smile @AB", "Parent · Gaze @CD"]
    labels = [
        call(grid, "Get label of interval", 1, n)
        for n in range(1, call(grid, "Get number of intervals", 1) + 1)
    ]
    assert labels == ["", "Face", "Toy", ""]
    assert call(grid, "Get start time of interval", 1, 2) == 1.0
    assert call(grid, "Get time of point", 2, 1) == 1.234567


def test_we_open_what_praat_writes_in_binary(tmp_path: Path) -> None:
    path = tmp_path / "visit.TextGrid"
    path.write_bytes(write_textgrid(document()))
    binary = tmp_path / "binary.TextGrid"
    call(parselmouth.read(str(path)), "Save as binary file", str(binary))
    short = tmp_path / "short.TextGrid"
    call(parselmouth.read(str(path)), "Save as short text file", str(short))
    wanted = read_textgrid(path.read_bytes(), "x")
    for other in (binary, short):
        found = read_textgrid(other.read_bytes(), "x")
        assert found.counts == wanted.counts
        assert [(one.value, one.onset_us, one.offset_us) for one in found.observations[0].annotations] == [
            (one.value, one.onset_us, one.offset_us) for one in wanted.observations[0].annotations
        ]
        assert [tier.name for tier in found.observations[0].tiers] == [
            tier.name for tier in wanted.observations[0].tiers
        ]


def test_opentimelineio_opens_our_timelines(tmp_path: Path) -> None:
    path = tmp_path / "visit.otio"
    path.write_bytes(write_otio(document()))
    timeline = otio.adapters.read_from_file(str(path))
    clip = next(iter(timeline.find_clips()))
    assert clip.media_reference.target_url == "/films/visit.mp4"
    seen = [
        (marker.name, marker.marked_range.start_time.to_seconds(), marker.marked_range.duration.to_seconds())
        for marker in clip.markers
    ]
    assert seen[:3] == [("Face", 1.0, 1.5), ("Toy", 2.5, 0.54), ("Smile", 1.234567, 0.0)]


def test_our_boris_projects_have_what_boris_looks_for() -> None:
    """The keys and the forms that BORIS's own code reads without asking whether they are there."""
    project = json.loads(write_boris(document()))
    assert project["project_format_version"] == "7.0"
    for key in ("time_format", "project_name", "project_date", "project_description", "subjects_conf", "behaviors_conf",
                "observations", "behavioral_categories", "independent_variables", "coding_map", "behaviors_coding_map", "converters"):  # fmt: skip
        assert key in project
    for row in project["behaviors_conf"].values():
        assert set(row) >= {
            "type",
            "key",
            "code",
            "description",
            "category",
            "modifiers",
            "excluded",
            "coding map",
        }
        assert row["type"] in ("Point event", "State event")
    first = next(iter(project["observations"].values()))
    assert first["type"] == "MEDIA"
    assert first["file"]["1"] == ["/films/visit.mp4"]
    assert first["media_info"]["offset"] == {"1": 0.25}
    assert first["events"] == sorted(first["events"], key=lambda event: event[0])
    assert first["events"][0] == [1.0, "Parent", "Face", "long", "soft, “warm”", "NA"]
