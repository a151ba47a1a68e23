"""Taking files in: films found and shifted the right way, coders as passes, one undo, and back into the file with what changed."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.builders.clips import Clip
from tests.builders.libraries import CODEBOOK
from tests.builders.library_content import content
from tests.unit.exchange.seeds import document, seeds
from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange.document import Document
from vig_annotator.exchange.formats import FORMATS, format_of_id, read_document
from vig_annotator.model.coder import Coder
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services import timeline_editing
from vig_annotator.services.interchange import Imported, import_file
from vig_annotator.services.interchange_export import ExportChoices, plan_export
from vig_annotator.services.interchange_looking import ImportChoices, read_file
from vig_annotator.services.passes import passes_of
from vig_annotator.services.sessions import recordings_of, sessions_of
from vig_annotator.services.tagging import press_code
from vig_annotator.services.workspace import Workspace

EAF = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="KL" DATE="2018-09-10" FORMAT="2.7" VERSION="2.7">
<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">{media}<PROPERTY NAME="URN">urn:x</PROPERTY></HEADER>
<TIME_ORDER><TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1000"/><TIME_SLOT TIME_SLOT_ID="ts2"/><TIME_SLOT TIME_SLOT_ID="ts3" TIME_VALUE="3000"/>
<TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="3500"/></TIME_ORDER>
<TIER TIER_ID="gaze" PARTICIPANT="Parent" ANNOTATOR="KL" LINGUISTIC_TYPE_REF="gaze">
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a7" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2" CVE_REF="cveid0"><ANNOTATION_VALUE>face</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a8" TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts3"><ANNOTATION_VALUE>toy</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a9" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4"><ANNOTATION_VALUE>face</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
</TIER>
<TIER TIER_ID="remark" PARTICIPANT="Parent" ANNOTATOR="KL" LINGUISTIC_TYPE_REF="remark" PARENT_REF="gaze">
<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a10" ANNOTATION_REF="a7"><ANNOTATION_VALUE>a long remark that nobody repeats, ever</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a11" ANNOTATION_REF="a9"><ANNOTATION_VALUE>another long remark that nobody repeats</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
</TIER>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="gaze" TIME_ALIGNABLE="true" GRAPHIC_REFERENCES="false" CONTROLLED_VOCABULARY_REF="gaze"/>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="remark" TIME_ALIGNABLE="false" GRAPHIC_REFERENCES="false" CONSTRAINTS="Symbolic_Association"/>
<CONSTRAINT STEREOTYPE="Symbolic_Association" DESCRIPTION="1-1 association with a parent annotation"/>
<CONTROLLED_VOCABULARY CV_ID="gaze" DESCRIPTION="where"><CV_ENTRY DESCRIPTION="at the face">face</CV_ENTRY><CV_ENTRY>toy</CV_ENTRY></CONTROLLED_VOCABULARY>
</ANNOTATION_DOCUMENT>
"""


def take(ws: Workspace, path: Path, choices: ImportChoices | None = None) -> Imported:
    return import_file(ws, read_file(path), choices)


def seen(ws: Workspace, session_id: str) -> list[tuple[str, str, int, int | None, str]]:
    return sorted(
        (one.coder, tag.code_id, tag.onset_us, tag.offset_us, tag.note)
        for one in passes_of(ws, session_id)
        for tag in ws.desk(one).annotations
    )


def exported(ws: Workspace, session_id: str, form_id: str) -> tuple[bytes, Document]:
    write = format_of_id(form_id).write
    assert write is not None
    raw = write(plan_export(ws, session_id, form_id, ExportChoices(without_names=False)).document)
    return raw, read_document(raw, "again" + format_of_id(form_id).suffixes[0])


def media(name: str, origin: int = 0) -> str:
    return f'<MEDIA_DESCRIPTOR MEDIA_URL="file:///elsewhere/{name}" MIME_TYPE="video/mp4" TIME_ORIGIN="{origin}"/>'


def test_a_film_beside_the_file_is_found_and_its_origin_applied(
    ws: Workspace, plain_film: Clip, tmp_path: Path
) -> None:
    shutil.copyfile(plain_film.path, tmp_path / "visit.mp4")
    (tmp_path / "visit.eaf").write_text(EAF.format(media=media("visit.mp4", 500)), encoding="utf-8")
    done = take(ws, tmp_path / "visit.eaf")
    assert done.problems == ()
    (recording,) = recordings_of(ws, done.sessions[0])
    assert recording.starts_at_us == 0
    assert recording.path.endswith("visit.mp4")
    first = seen(ws, done.sessions[0])[0]
    assert first == ("KL", "face", 1_500_000, 2_500_000, ""), "film time = time + origin"
    _, back = exported(ws, done.sessions[0], "eaf")
    assert back.observations[0].annotations[0].onset_us == 1_000_000
    assert back.observations[0].media[0].starts_us == -500_000


def test_a_player_s_offset_goes_the_other_way(
    ws: Workspace, plain_film: Clip, phone_film: Clip, tmp_path: Path
) -> None:
    shutil.copyfile(plain_film.path, tmp_path / "one.mp4")
    shutil.copyfile(phone_film.path, tmp_path / "two.mp4")
    project = {
        "project_format_version": "7.0",
        "behaviors_conf": {"0": {"type": "Point event", "code": "p", "modifiers": ""}},
        "observations": {
            "visit": {
                "type": "MEDIA",
                "time offset": 10.0,
                "file": {"1": ["C:\\films\\one.mp4"], "2": ["two.mp4"]},
                "media_info": {"offset": {"1": 1.0, "2": 1.5}, "length": {}},
                "events": [[12.0, "", "p", "", ""]],
            }
        },
    }
    (tmp_path / "visit.boris").write_text(json.dumps(project), encoding="utf-8")
    done = take(ws, tmp_path / "visit.boris")
    assert [one.starts_at_us for one in recordings_of(ws, done.sessions[0])] == [0, 500_000]
    assert seen(ws, done.sessions[0]) == [("imported", "p", 1_000_000, 1_000_000, "")]


def test_two_coders_files_about_one_film_meet_in_its_session(
    ws: Workspace, plain_film: Clip, tmp_path: Path
) -> None:
    shutil.copyfile(plain_film.path, tmp_path / "visit.mp4")
    text = EAF.format(media=media("visit.mp4"))
    (tmp_path / "one.eaf").write_text(text, encoding="utf-8")
    (tmp_path / "two.eaf").write_text(text.replace('"KL"', '"MN"'), encoding="utf-8")
    (tmp_path / "three.eaf").write_text(text.replace("a7", "b7"), encoding="utf-8")
    sessions = {take(ws, tmp_path / name).sessions for name in ("one.eaf", "two.eaf", "three.eaf")}
    assert len(sessions) == 1
    ((session_id,),) = sessions
    assert [one.coder for one in passes_of(ws, session_id)] == ["KL", "MN", "KL"]
    assert len(sessions_of(ws)) == 1


def test_a_film_that_is_nowhere_is_told(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "visit.eaf").write_text(EAF.format(media=media("lost.mp4")), encoding="utf-8")
    done = take(ws, tmp_path / "visit.eaf")
    assert any("lost.mp4" in problem for problem in done.problems)
    assert recordings_of(ws, done.sessions[0]) == []
    assert len(seen(ws, done.sessions[0])) == 5


def test_one_undo_takes_all_of_it_out_and_one_redo_brings_it_back(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "visit.eaf").write_text(EAF.format(media=""), encoding="utf-8")
    before = content(ws.store)
    take(ws, tmp_path / "visit.eaf")
    after = content(ws.store)
    assert ws.history.undo() == "import “visit.eaf”"
    left = {key: row for key, row in content(ws.store).items() if not isinstance(row, Coder)}
    assert left == before, "but for the names of who coded"
    ws.history.redo()
    assert content(ws.store) == after


def test_nothing_of_a_file_that_can_not_be_read(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "visit.eaf").write_text(EAF.format(media="")[:-200], encoding="utf-8")
    before = content(ws.store)
    with pytest.raises(ForeignFileError, match="Line"):
        take(ws, tmp_path / "visit.eaf")
    assert content(ws.store) == before


def test_back_into_the_file_with_what_was_changed(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "visit.eaf").write_text(EAF.format(media=""), encoding="utf-8")
    session_id = take(ws, tmp_path / "visit.eaf").sessions[0]
    (coding_pass,) = passes_of(ws, session_id)
    ws.work_as(coding_pass.coder)
    tags: dict[Any, str] = {(one.code_id, one.onset_us): one.id for one in ws.desk(coding_pass).annotations}
    timeline_editing.set_span(
        ws, coding_pass, tags["face", 3_000_000], MediaTime(3_100_000), MediaTime(3_400_000)
    )
    timeline_editing.delete(ws, coding_pass, [tags["toy", 2_000_000]])
    timeline_editing.set_note(ws, coding_pass, tags["remark", 1_000_000], "a new remark")
    for frame in (5_000_000, 6_000_000):
        press_code(ws, coding_pass, "toy", MediaTime(frame), next_frame_us=MediaTime(frame + 40_000))
    raw, back = exported(ws, session_id, "eaf")
    found = [
        (back.observations[0].tiers[one.tier].name, one.value, one.onset_us, one.offset_us)
        for one in back.observations[0].annotations
    ]
    assert sorted(found) == sorted(
        [
            ("gaze", "face", 1_000_000, 2_000_000),
            ("gaze", "face", 3_100_000, 3_400_000),
            ("gaze", "toy", 5_000_000, 6_000_000),
            ("remark", "a new remark", 1_000_000, 2_000_000),
            ("remark", "another long remark that nobody repeats", 3_100_000, 3_400_000),
        ]
    )
    text = raw.decode()
    assert 'ANNOTATION_ID="a7"' in text
    assert 'CVE_REF="cveid0"' in text
    assert "urn:x" in text
    assert "<CV_ENTRY_ML" in text and "at the face" in text, "an old vocabulary is written in today's form"
    assert 'AUTHOR="KL"' in text


@pytest.mark.parametrize("name", ["visit.boris", "visit.opf", "visit.textgrid", "visit.vtt", "visit.otio"])
def test_deleted_and_moved_annotations_in_every_format(ws: Workspace, tmp_path: Path, name: str) -> None:
    form_id = read_document(seeds()[name], name).format
    (tmp_path / name).write_bytes(seeds()[name])
    session_id = take(ws, tmp_path / name).sessions[0]
    before = onsets(exported(ws, session_id, form_id)[1])
    desk = ws.desk(passes_of(ws, session_id)[0])
    ws.work_as(desk.coding_pass.coder)
    first, last = desk.annotations[0], desk.annotations[-1]
    timeline_editing.delete(ws, desk.coding_pass, [last.id])
    timeline_editing.shift(ws, desk.coding_pass, [first.id], -100_000)
    after = onsets(exported(ws, session_id, form_id)[1])
    before.remove(nearest(before, last.onset_us))
    before[before.index(nearest(before, first.onset_us))] -= 100_000
    assert len(after) == len(before)
    assert all(abs(a - b) <= 1000 for a, b in zip(after, sorted(before), strict=True))


def onsets(document: Document) -> list[int]:
    """On the clock of the first film."""
    observation = document.observations[0]
    start = observation.media[0].starts_us if observation.media else 0
    return sorted((one.onset_us or 0) - start for one in observation.annotations)


def nearest(times: list[int], wanted: int) -> int:
    return min(times, key=lambda time: abs(time - wanted))


def test_one_coder_alone_and_restricted_names(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "visit.eaf").write_bytes(seeds()["visit.eaf"])
    session_id = take(ws, tmp_path / "visit.eaf").sessions[0]
    usual = plan_export(ws, session_id, "csv").document
    assert "'AB'" not in repr(usual), "a research format names nobody unless it is asked to"
    assert usual.observations[0].name == "F-001 1"
    alone = plan_export(ws, session_id, "csv", ExportChoices(without_names=False, coder="CD"))
    assert {tier.coder for tier in alone.document.observations[0].tiers} == {"CD"}
    hidden = plan_export(
        ws, session_id, "eaf", ExportChoices(without_names=True, without_notes=True)
    ).document
    text = repr(hidden)
    assert "coder 1" in text
    assert "'AB'" not in text
    assert "warm" not in text
    assert document().observations[0].name == "Visit 1"


@pytest.mark.parametrize("form_id", [one.id for one in FORMATS if one.write is not None])
def test_the_wording_of_a_restricted_codebook_never_leaves(
    ws: Workspace, tmp_path: Path, form_id: str
) -> None:
    book = tmp_path / "secret.yaml"
    text = CODEBOOK.replace("title: A small codebook", "title: A small codebook\nrestricted: yes")
    book.write_text(text.replace("A smile.", "The secret wording."), encoding="utf-8")
    (tmp_path / "t.csv").write_text("code,onset_s,offset_s\nsmile,1,1\nface,2,3\n", encoding="utf-8")
    session_id = take(ws, tmp_path / "t.csv", ImportChoices(codebook=book)).sessions[0]
    raw, _ = exported(ws, session_id, form_id)
    plan = plan_export(ws, session_id, form_id)
    for held in (raw, repr(plan.document).encode()):
        assert b"secret wording" not in held
        assert b"Looks at face" not in held
