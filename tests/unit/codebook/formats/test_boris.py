from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from vig_annotator.codebook.formats.boris import read_boris, write_boris
from vig_annotator.errors import CodebookError
from vig_annotator.model.codebook import Codebook, Kind


def _file(folder: Path, content: object) -> Path:
    path = folder / "project.boris"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def _behaviour(code: str, kind: str = "State event", **more: object) -> dict[str, object]:
    return {
        "type": kind,
        "code": code,
        "key": "",
        "description": "",
        "category": "",
        "modifiers": "",
        "excluded": "",
        **more,
    }


def test_a_codebook_goes_there_and_back(book: Codebook, tmp_path: Path) -> None:
    back = read_boris(_file(tmp_path, write_boris(book))).codebook

    def known(codebook: Codebook) -> list[tuple[object, ...]]:
        exclusive = {g.id: g.exclusive for g in codebook.groups}
        several = {
            (c.group, c.subject)
            for c in codebook.codes
            if sum(o.group == c.group for o in codebook.codes) > 1
        }
        return [
            (
                c.id,
                c.label,
                c.definition,
                c.kind,
                c.key,
                c.colour,
                len(c.modifiers),
                exclusive.get(c.group or ""),
            )
            for c in codebook.codes
            if (c.group, c.subject) in several
        ]

    assert known(back) == known(book)
    assert {s.label for s in book.subjects} <= {s.label for s in back.subjects}


def test_real_files_of_boris(interop: Path) -> None:
    test = read_boris(interop / "boris" / "BORIS__test.boris").codebook
    assert [(c.id, c.kind, c.key, c.definition) for c in test.codes[:2]] == [
        ("p", Kind.POINT, "p", "Test point event"),
        ("s", Kind.STATE, "s", "Test state event"),
    ]
    assert [(m.label, m.choices) for m in test.modifiers] == [
        ("modif #1", ("m1", "m2", "m3")),
        ("modif #2", ("n1", "n2", "n3")),
    ]
    assert test.codes[4].modifiers == ("modif_1", "modif_2")
    spaces = read_boris(
        interop / "boris" / "BORIS__test_with_leading_trailing_spaces_in_modifiers.boris"
    ).codebook
    assert spaces.modifiers[0].choices == ("a", "c", "d")
    food = read_boris(interop / "boris" / "BORIS__otx_import_test.boris")
    assert [(g.label, g.exclusive) for g in food.codebook.groups] == [
        ("Food items", False),
        ("Behavior", False),
    ]
    assert len(food.codebook.codes) == 22
    assert any("the key “k”, which the player needs" in note for note in food.notes)
    assert any("which another code has already" in note for note in food.notes)


def test_codes_that_exclude_each_other_become_a_group_that_does(tmp_path: Path) -> None:
    rows = [
        _behaviour("on", category="gaze", excluded="off"),
        _behaviour("off", category="gaze", excluded="on"),
        _behaviour("up", excluded="down"),
        _behaviour("down", excluded="up"),
        _behaviour("smile", "Point event", category="face"),
    ]
    imported = read_boris(_file(tmp_path, {"behaviors_conf": {str(i): row for i, row in enumerate(rows)}}))
    book = imported.codebook
    assert [(c.id, c.group) for c in book.codes] == [
        ("on", "gaze"), ("off", "gaze"), ("up", "up_and_others"), ("down", "up_and_others"), ("smile", "face"),
    ]  # fmt: skip
    assert {g.id: g.exclusive for g in book.groups} == {"gaze": True, "up_and_others": True, "face": False}


def test_the_only_subject_is_whom_the_codes_are_about(tmp_path: Path) -> None:
    project = {
        "behaviors_conf": {"0": _behaviour("a")},
        "subjects_conf": {"0": {"name": "Infant", "key": "", "description": ""}},
    }
    imported = read_boris(_file(tmp_path, project))
    assert (imported.codebook.codes[0].subject, imported.notes) == ("infant", ())


def test_a_packed_project_is_read_too(interop: Path, tmp_path: Path) -> None:
    plain = interop / "boris" / "BORIS__test.boris"
    path = _file(tmp_path, gzip.compress(plain.read_bytes()))
    assert read_boris(path).codebook.codes == read_boris(plain).codebook.codes


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not JSON"),
        (b"hello", "not JSON"),
        (b"[1, 2]", "no ethogram"),
        (b"{}", "no ethogram"),
        (b"[" * 200_000, "BORIS project"),
        (b'{"behaviors_conf": {}}', "no codes"),
        (b'{"behaviors_conf": [1]}', "no codes"),
        (b'{"behaviors_conf": {"0": {"code": null, "modifiers": [1]}}}', ""),
        (gzip.compress(b"{}")[:-9], "BORIS project|damaged"),
        (b"\x1f\x8b nonsense", "damaged"),
        (b'{"behaviors_conf": {"0": {"code": ' + b"9" * 5000 + b"}}}", ""),
    ],
)
def test_what_is_no_project(content: bytes, message: str, tmp_path: Path) -> None:
    path = _file(tmp_path, content)
    if not message:
        try:
            assert read_boris(path).codebook.codes
        except CodebookError as trouble:
            assert trouble.faults
        return
    with pytest.raises(CodebookError, match=message):
        read_boris(path)


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.boris.gz"
    with gzip.open(path, "wb", compresslevel=9) as stream:
        for _ in range(120):
            stream.write(b" " * 1_000_000)
    with pytest.raises(CodebookError, match="too big when it is unpacked"):
        read_boris(path)
