from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.codebook.conftest import SMALL
from tests.unit.codebook.test_loading import FULL
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import ExportError, UsageError
from vig_annotator.services import codebooks


def test_a_services_own_codebooks_come_first_and_faulty_ones_are_told(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("id: vig_attunement\nversion: 9\nextends: vig_attunement\n")
    (tmp_path / "faulty.yml").write_text("id: faulty\n")
    (tmp_path / "notes.txt").write_text("not a codebook")
    offered = codebooks.offered_codebooks([tmp_path])
    assert [(one.path.name, one.loaded is not None, bool(one.faults)) for one in offered[:2]] == [
        ("faulty.yml", False, True),
        ("own.yaml", True, False),
    ]
    ids = [one.loaded.codebook.id for one in offered if one.loaded is not None]
    assert len(ids) == len(set(ids)) == len(shipped_codebooks())
    assert offered[1].loaded is not None and offered[1].loaded.codebook.version == "9"


def test_conversion_by_the_ending_of_the_name(tmp_path: Path) -> None:
    source = shipped_codebooks()[0]
    for name in ("a.csv", "a.xlsx", "a.etf", "a.eaf", "a.boris", "a.yml", "a.html"):
        made, _ = codebooks.convert(source, tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000 and len(made.codes) == 22
    back, notes = codebooks.convert(tmp_path / "a.xlsx", tmp_path / "back.yaml")
    assert (back.id, notes) == ("vig_attunement", ())
    assert codebooks.check([tmp_path / "back.yaml"]) == []
    assert codebooks.diff(source, tmp_path / "back.yaml") == []
    assert not list(tmp_path.glob("*.part"))


def test_restricted_wording_is_left_out_of_every_format(tmp_path: Path) -> None:
    source = tmp_path / "full.yaml"
    secret = "The secret wording"
    source.write_text(
        FULL.replace("definition: D", f"definition: {secret}").replace("label: Yes", f"label: {secret}")
    )
    for name in ("a.csv", "a.etf", "a.boris", "a.yaml", "a.html"):
        _, notes = codebooks.convert(source, tmp_path / name)
        assert secret not in (tmp_path / name).read_text(encoding="utf-8")
        assert any("restricted" in note for note in notes)
    codebooks.convert(source, tmp_path / "a.xlsx")
    codebooks.convert(tmp_path / "a.xlsx", tmp_path / "b.csv")
    assert secret not in (tmp_path / "b.csv").read_text(encoding="utf-8")
    assert codebooks.check([tmp_path / "a.yaml"]) == []


def test_what_can_not_be_done_is_said(tmp_path: Path) -> None:
    source = shipped_codebooks()[0]
    with pytest.raises(UsageError, match=r"can't be written as “\.docx”"):
        codebooks.convert(source, tmp_path / "a.docx")
    with pytest.raises(UsageError, match=r"can't be read as “\.pdf”"):
        codebooks.convert(tmp_path / "a.pdf", tmp_path / "a.yaml")
    with pytest.raises(ExportError, match="not there"):
        codebooks.convert(source, tmp_path / "none" / "a.csv")
    with pytest.raises(UsageError, match="HTML"):
        codebooks.make_manual(source, tmp_path / "manual.pdf")
    own = tmp_path / "own.yaml"
    own.write_text(SMALL)
    with pytest.raises(UsageError, match="over itself"):
        codebooks.convert(own, own)
    assert own.read_text() == SMALL


def test_a_manual_in_another_of_its_languages(tmp_path: Path) -> None:
    source = tmp_path / "full.yaml"
    source.write_text(FULL.replace("restricted: yes", "restricted: no"))
    codebooks.make_manual(source, tmp_path / "m.html", "cy")
    assert "<h1>Popeth</h1>" in (tmp_path / "m.html").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="no texts in “de”"):
        codebooks.make_manual(source, tmp_path / "m.html", "de")


def test_the_schema_is_json() -> None:
    assert json.loads(codebooks.schema())["title"] == "Codebook of VIG Annotator"
