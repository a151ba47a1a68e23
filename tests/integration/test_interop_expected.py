"""What each format's own reader said about every real file (EXPECTED.json): so do we, of the file and of what we write back."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from vig_annotator.exchange.document import Document
from vig_annotator.exchange.formats import format_of_id, read_document

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "interop" / "dev"
FILE = FOLDER / "EXPECTED.json"
EXPECTED: dict[str, dict[str, Any]] = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not EXPECTED, reason="the shared collection of other programs' files is not on this machine"
    ),
]


def files(*folders: str) -> list[str]:
    return [name for name in EXPECTED if name.split("/")[0] in folders]


def both(name: str) -> list[Document]:
    """The file as it is read, and as it is read after it was written back (where its format is written)."""
    document = read_document((FOLDER / name).read_bytes(), Path(name).name)
    form = format_of_id(document.format)
    if form.write is None:
        return [document]
    return [document, read_document(form.write(document), "again" + form.suffixes[0])]


@pytest.mark.parametrize("name", files("eaf", "etf"))
def test_elan(name: str) -> None:
    wanted = EXPECTED[name]
    for document in both(name):
        (observation,) = document.observations
        counted = Counter(observation.tiers[one.tier].name for one in observation.annotations)
        assert {tier.name: counted[tier.name] for tier in observation.tiers} == wanted["per_tier"]
        assert document.counts.annotations == wanted["annotations"]
        assert document.counts.intervals == wanted["intervals"] - wanted["zero_duration"]
        assert sorted({tier.subject for tier in observation.tiers} - {""}) == sorted(wanted["participants"])
        assert sorted({tier.coder for tier in observation.tiers} - {""}) == sorted(wanted["annotators"])
        assert [-link.starts_us // 1000 or None for link in observation.media] == [
            None if origin is None else int(origin) or None for origin in wanted["time_origins"]
        ]
        slots = [value for value in observation.kept.get("slots", ()) if value is not None]
        if slots and not wanted["unused_slots"]:
            assert (min(slots), max(slots)) == (wanted["min_ms"], wanted["max_ms"])


@pytest.mark.parametrize("name", files("boris"))
def test_boris(name: str) -> None:
    wanted = EXPECTED[name]
    for document in both(name):
        assert (document.counts.annotations, document.counts.points, document.counts.intervals) == (
            wanted["annotations"],
            wanted["points"],
            wanted["intervals"],
        )
        assert {one.name for one in document.observations} == set(wanted["per_observation"])
        for observation in document.observations:
            told = wanted["per_observation"][observation.name]
            times = [
                time
                for one in observation.annotations
                for time in (one.onset_us, one.offset_us)
                if time is not None
            ]
            if times and told["min_s"] is not None:
                assert min(times) == round(told["min_s"] * 1_000_000)
                # a state that another excludes is closed up to the other's start
                assert abs(max(times) - round(told["max_s"] * 1_000_000)) <= 1_000
            assert len(observation.media) == told["media"]


@pytest.mark.parametrize("name", files("opf"))
def test_datavyu(name: str) -> None:
    wanted = EXPECTED[name]
    for document in both(name):
        (observation,) = document.observations
        counted = Counter(one.tier for one in observation.annotations)
        assert [(tier.name, counted[place]) for place, tier in enumerate(observation.tiers)] == [
            (column["name"], column["cells"]) for column in wanted["columns"]
        ]


@pytest.mark.parametrize("name", files("textgrid"))
def test_praat(name: str) -> None:
    wanted = EXPECTED[name]
    for document in both(name):
        (observation,) = document.observations
        counted = Counter(one.tier for one in observation.annotations)
        assert [(tier.name, counted[place]) for place, tier in enumerate(observation.tiers)] == [
            (title, filled) for title, _, _, filled in wanted["per_tier"]
        ]


@pytest.mark.parametrize("name", files("webvtt", "srt", "otio", "via"))
def test_counts_of_the_others(name: str) -> None:
    wanted = EXPECTED[name].get("annotations")
    if wanted is None:
        pytest.skip("its own reader says nothing about it")
    for document in both(name):
        assert document.counts.annotations == wanted


@pytest.mark.parametrize("name", files("vcode-infant-gaze"))
def test_vcode(name: str) -> None:
    wanted = EXPECTED[name]
    (document,) = both(name)
    (observation,) = document.observations
    assert Counter(observation.tiers[one.tier].name for one in observation.annotations) == wanted["labels"]
    times = [one.onset_us // 1000 for one in observation.annotations if one.onset_us is not None]
    assert (min(times), max(times)) == (wanted["min_ms"], wanted["max_ms"])


@pytest.mark.parametrize("name", files("gseq"))
def test_gseq(name: str) -> None:
    wanted = EXPECTED[name]
    for document in both(name):
        if "annotations" in wanted:
            assert document.counts.annotations == wanted["annotations"]
        if "sessions" in wanted:
            assert len(document.observations) == wanted["sessions"]
        if document.version == "SDS Timed" and "code_counts" in wanted:
            codes = Counter(one.value for item in document.observations for one in item.annotations)
            assert codes == wanted["code_counts"]
