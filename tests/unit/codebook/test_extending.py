"""A codebook that says only what it changes in another."""

from __future__ import annotations

from pathlib import Path

import pytest

from vig_annotator.codebook.check import check_files
from vig_annotator.codebook.loader import load_codebook, parse_codebook
from vig_annotator.codebook.shipped import shipped_codebook_folder
from vig_annotator.errors import CodebookError

LUTON = """\
id: luton_attunement
version: 1
extends: vig_attunement
owner: Luton service
codes:
  - id: received_body
    label: Seen and answered
    window_s: 2
  - id: choice
    retired: yes
    replaced_by: giving_space
  - id: out_of_step
    key:
  - id: lullaby
    label: Sings a lullaby
    subject: parent
    kind: state
    key: m
"""


def _write(folder: Path, **files: str) -> list[Path]:
    paths = []
    for name, text in files.items():
        paths.append(folder / f"{name}.yaml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def test_labels_keys_windows_change_and_codes_come_and_go(tmp_path: Path) -> None:
    (path,) = _write(tmp_path, luton=LUTON)
    book = load_codebook(path).codebook
    base = load_codebook(shipped_codebook_folder() / "vig_attunement.yaml").codebook
    assert (book.id, book.version, book.owner, book.title) == (
        "luton_attunement",
        "1",
        "Luton service",
        base.title,
    )
    assert book.based_on == ("vig_attunement",)
    assert [code.id for code in book.codes] == [*(code.id for code in base.codes), "lullaby"]
    changed = {code.id: code for code in book.codes}
    assert (changed["received_body"].label, changed["received_body"].window_us) == (
        "Seen and answered",
        2_000_000,
    )
    assert (
        changed["received_body"].definition
        == next(c for c in base.codes if c.id == "received_body").definition
    )
    assert changed["choice"].retired and changed["out_of_step"].key is None and changed["lullaby"].key == "m"


def test_what_a_coding_pass_keeps_needs_no_other_file(tmp_path: Path) -> None:
    (path,) = _write(tmp_path, luton=LUTON)
    loaded = load_codebook(path)
    again = parse_codebook(loaded.yaml_text, "snapshot")
    assert again.codebook == loaded.codebook
    assert again.sha256 == loaded.sha256
    assert "\nextends:" not in loaded.yaml_text


def test_a_base_beside_the_file_comes_before_the_shipped_one_and_never_is_the_file_itself(
    tmp_path: Path,
) -> None:
    own, luton = _write(tmp_path, vig_attunement=LUTON.replace("luton_attunement", "own"), luton=LUTON)
    assert load_codebook(own).codebook.based_on == ("vig_attunement",)
    assert load_codebook(luton).codebook.based_on == ("own", "vig_attunement")


def test_a_service_folder_is_searched(tmp_path: Path, small: str) -> None:
    (tmp_path / "service").mkdir()
    (tmp_path / "mine").mkdir()
    _write(tmp_path / "service", shared=small.replace("id: small", "id: shared"))
    (mine,) = _write(tmp_path / "mine", mine="id: mine\nversion: 1\nextends: shared\n")
    with pytest.raises(CodebookError, match="not there"):
        load_codebook(mine)
    assert load_codebook(mine, [tmp_path / "service"]).codebook.based_on == ("shared",)


@pytest.mark.parametrize(
    ("change", "line", "message", "remedy"),
    [
        (
            ("extends: vig_attunement", "extends: vig_attunment"),
            3,
            "is not there",
            "did you mean “vig_attunement”?",
        ),
        (("extends: vig_attunement", "extends: gone.yaml"), 3, "is not there", "shipped"),
        (("version: 1\n", ""), 1, "has no “version”", "version: ..."),
        (
            ("id: received_body", "id: recieved_body"),
            6,
            "has no “recieved_body” in “codes”",
            "“received_body”",
        ),
        (
            ("    window_s: 2", "    kind: state"),
            8,
            "is a point in the codebook that this one extends",
            "retire it",
        ),
        (("    kind: state\n", ""), 14, "“lullaby” has no “kind”", "kind: ..."),
        (("key: m", "key: r"), 18, "the key “r” is already that of “received_body”", "choose another"),
    ],
)
def test_faults_of_an_extension(
    change: tuple[str, str], line: int, message: str, remedy: str, tmp_path: Path
) -> None:
    (path,) = _write(tmp_path, luton=LUTON.replace(*change))
    faults = check_files([path])
    assert [(f.file, f.line, message in f.message, remedy in f.remedy) for f in faults] == [
        (str(path), line, True, True)
    ], "\n".join(map(str, faults))


def test_a_circle_is_found_and_named(tmp_path: Path) -> None:
    paths = _write(
        tmp_path,
        a="id: a\nversion: 1\nextends: b\n",
        b="id: b\nversion: 1\nextends: c\n",
        c="id: c\nversion: 1\nextends: a\n",
        d="id: d\nversion: 1\nextends: d.yaml\n",
    )
    for path in paths:
        faults = check_files([path])
        assert any("in a circle" in fault.message and fault.line == 3 for fault in faults), path.name


def test_a_very_long_chain_ends(tmp_path: Path) -> None:
    books = {f"b{i}": f"id: b{i}\nversion: 1\nextends: b{i + 1}\n" for i in range(40)}
    paths = _write(tmp_path, **books)
    assert any("too many codebooks" in fault.message for fault in check_files(paths[:1]))


def test_faults_of_the_base_are_told_with_its_name(tmp_path: Path, small: str) -> None:
    base, top = _write(
        tmp_path, base=small.replace("kind: point", "kind: pint"), top="id: top\nversion: 1\nextends: base\n"
    )
    faults = check_files([top])
    assert [(fault.file, fault.line) for fault in faults] == [(str(base), 11), (str(top), 3)]


def test_an_extension_of_a_restricted_codebook_is_restricted(tmp_path: Path, small: str) -> None:
    _, top = _write(tmp_path, base="restricted: yes\n" + small, top="id: top\nversion: 1\nextends: base\n")
    assert load_codebook(top).codebook.restricted
    top.write_text("id: top\nversion: 1\nextends: base\nrestricted: no\n")
    (fault,) = check_files([top])
    assert (fault.line, "is restricted" in fault.message) == (4, True)


def test_an_extension_takes_over_or_changes_how_keys_make_states(tmp_path: Path, small: str) -> None:
    _, top = _write(tmp_path, base="hold_keys: yes\n" + small, top="id: top\nversion: 1\nextends: base\n")
    assert load_codebook(top).codebook.hold_keys
    assert "hold_keys: true" in load_codebook(top).yaml_text
    top.write_text("id: top\nversion: 1\nextends: base\nhold_keys: no\n")
    assert not load_codebook(top).codebook.hold_keys


def test_groups_subjects_and_translations_are_merged_too(tmp_path: Path, small: str) -> None:
    top = """\
id: top
version: 2
extends: base
groups:
  - {id: looking, label: Gaze}
  - {id: new, label: New}
codes:
  - {id: watches, group: new}
translations:
  cy: {codes: {start: {label: Cychwyn}}}
"""
    _, path = _write(
        tmp_path, base=small + "translations:\n  cy: {title: Bach, codes: {start: {label: X}}}\n", top=top
    )
    book = load_codebook(path).codebook
    assert [(g.id, g.label) for g in book.groups] == [("looking", "Gaze"), ("new", "New")]
    assert book.codes[1].group == "new"
    assert {(t.part, t.id, t.field): t.texts for t in book.translations} == {
        ("codes", "start", "label"): ("Cychwyn",),
        ("header", "", "title"): ("Bach",),
    }


def test_what_is_no_file_is_not_proposed_as_a_base(tmp_path: Path) -> None:
    (tmp_path / "shared.yaml").mkdir()
    (mine,) = _write(tmp_path, mine="id: mine\nversion: 1\nextends: shared\n")
    (fault,) = check_files([mine])
    assert "is not there" in fault.message
    assert fault.remedy == "name a shipped codebook, or a file beside this one"
