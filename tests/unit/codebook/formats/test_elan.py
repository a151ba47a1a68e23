from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.codebook.test_loading import FULL
from vig_annotator.codebook.formats.elan import read_elan
from vig_annotator.codebook.formats.elan_writing import write_elan
from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.errors import CodebookError
from vig_annotator.model.codebook import Codebook, Kind

SMALL = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT FORMAT="3.0" VERSION="3.0">
  <TIER LINGUISTIC_TYPE_REF="gaze" TIER_ID="m" PARTICIPANT="Mother"/>
  <TIER LINGUISTIC_TYPE_REF="gaze" TIER_ID="b" PARTICIPANT="Baby"/>
  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="gaze" CONTROLLED_VOCABULARY_REF="Gaze"/>
  <CONTROLLED_VOCABULARY CV_ID="Gaze">
    <CV_ENTRY_ML CVE_ID="cveid0"><CVE_VALUE LANG_REF="und" DESCRIPTION="at the face">on</CVE_VALUE></CV_ENTRY_ML>
    <CV_ENTRY_ML CVE_ID="cveid1"><CVE_VALUE LANG_REF="und">off</CVE_VALUE></CV_ENTRY_ML>
    <CV_ENTRY_ML CVE_ID="cveid2"><CVE_VALUE LANG_REF="und">?</CVE_VALUE></CV_ENTRY_ML>
  </CONTROLLED_VOCABULARY>
</ANNOTATION_DOCUMENT>
"""


def _file(folder: Path, text: str | bytes) -> Path:
    path = folder / "book.etf"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_vocabulary_becomes_an_exclusive_group_for_each_who_uses_it(tmp_path: Path) -> None:
    imported = read_elan(_file(tmp_path, SMALL))
    book = imported.codebook
    assert [(s.id, s.label) for s in book.subjects] == [("mother", "Mother"), ("baby", "Baby")]
    assert [(g.label, g.exclusive) for g in book.groups] == [("Mother Gaze", True), ("Baby Gaze", True)]
    assert [(c.id, c.label, c.subject, c.definition) for c in book.codes] == [
        ("on", "on", "mother", "at the face"),
        ("off", "off", "mother", ""),
        ("mother", "?", "mother", ""),
        ("baby_on", "on", "baby", "at the face"),
        ("baby_off", "off", "baby", ""),
        ("baby", "?", "baby", ""),
    ]
    assert all(code.kind is Kind.STATE and code.colour for code in book.codes)
    assert any("every code is a state" in note for note in imported.notes)


def test_a_codebook_goes_there_and_back(book: Codebook, tmp_path: Path) -> None:
    imported = read_elan(_file(tmp_path, write_elan(book)))

    def known(codebook: Codebook) -> list[tuple[object, ...]]:
        labels = {s.id: s.label for s in codebook.subjects}
        exclusive = {g.id: g.exclusive for g in codebook.groups}
        return sorted(
            (c.id, c.label, c.definition, c.kind, labels[c.subject], exclusive.get(c.group or "", False))
            for c in codebook.codes
        )

    assert known(imported.codebook) == known(book)
    assert imported.notes == ()


def test_languages_go_there_and_back(tmp_path: Path) -> None:
    book = replace(parse_codebook(FULL, "full").codebook, restricted=False)
    back = read_elan(_file(tmp_path, write_elan(book))).codebook
    assert [(t.language, t.id, t.field, t.texts) for t in back.translations] == [
        ("cy", "y", "label", ("Ie",))
    ]
    assert back.language == "en"


def test_real_files_of_elan(interop: Path) -> None:
    three = read_elan(interop / "eaf" / "pympi__sample_3.0.eaf")
    assert [(c.id, c.definition) for c in three.codebook.codes] == [
        ("v", "verb"), ("n", "noun"), ("adj", "adjective"), ("prep", "preparation"), ("hold", "hold"), ("stroke", "stroke"), ("retr", "retraction"),
    ]  # fmt: skip
    dutch = {
        t.id: t.texts[0] for t in three.codebook.translations if (t.language, t.field) == ("nl", "label")
    }
    assert dutch == {"v": "ww", "n": "zn", "adj": "bn", "prep": "voorb", "hold": "houd", "retr": "terug"}
    assert any("Contact 2011" in note for note in three.notes)
    old = read_elan(interop / "eaf" / "pympi__sample_2.7.eaf").codebook
    assert {(c.id, c.definition) for c in old.codes} == {(c.id, c.definition) for c in three.codebook.codes}
    assert len(read_elan(interop / "eaf" / "EAF-parser__example.eaf").codebook.groups) == 6


def test_vocabularies_kept_elsewhere_are_named(interop: Path) -> None:
    (template,) = (interop / "etf").glob("*.etf")
    with pytest.raises(CodebookError, match=r"kept in another file \(ACLEW-basic-vocabularies\.ecv\)"):
        read_elan(template)


def test_a_vocabulary_file_by_itself(tmp_path: Path) -> None:
    text = SMALL.replace("ANNOTATION_DOCUMENT", "CV_RESOURCE")
    body = text[text.index("<CONTROLLED") : text.index("</CV_RESOURCE>")]
    imported = read_elan(_file(tmp_path, f"<CV_RESOURCE>{body}</CV_RESOURCE>"))
    assert [(s.label, len(imported.codebook.codes)) for s in imported.codebook.subjects] == [
        ("Participant", 3)
    ]
    assert any("Say who that is" in note for note in imported.notes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not XML"),
        ("hello", "not XML"),
        ("<a><b></a>", "not XML"),
        ("<html/>", "not an ELAN file"),
        ("<ANNOTATION_DOCUMENT/>", "no controlled vocabulary"),
        (b"\x00\x01\x02", "not XML"),
        ("<a>" * 100_000, "nested too deeply"),
        (
            '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>',
            "document type",
        ),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><ANNOTATION_DOCUMENT/>', "document type"),
        ('<?xml version="1.0" encoding="no-such"?><a/>', "not XML"),
    ],
)
def test_what_is_no_vocabulary(text: str | bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=message) as caught:
        read_elan(_file(tmp_path, text))
    assert caught.value.faults[0].line >= 1


def test_too_many_entries(tmp_path: Path) -> None:
    entry = '<CV_ENTRY_ML CVE_ID="cveid0"><CVE_VALUE LANG_REF="und">on</CVE_VALUE></CV_ENTRY_ML>'
    with pytest.raises(CodebookError, match="more than 500 codes"):
        read_elan(
            _file(
                tmp_path, SMALL.replace("</CONTROLLED_VOCABULARY>", entry * 600 + "</CONTROLLED_VOCABULARY>")
            )
        )
