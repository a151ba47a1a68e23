"""Whatever is in a codebook file: clear faults with their lines, never a hang, a crash or half a codebook."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from vig_annotator.codebook.check import check_files
from vig_annotator.codebook.faults import suggestion
from vig_annotator.codebook.limits import MAX_CODES, MAX_FAULTS
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.reserved_keys import RESERVED_KEYS
from vig_annotator.errors import CodebookError, Fault

FaultsOf = Callable[[str], list[Fault]]

# name: (what to change in the small codebook, into what, the line of the fault, words of the message, of the remedy)
SLIPS = {
    "a tab": ("    label: Watches", "\tlabel: Watches", 14, "starts with a tab", "spaces"),
    "too little indentation": ("    kind: state", "   kind: state", 16, "indentation", "spaces"),
    "too much indentation": ("    kind: state", "      kind: state", 16, "colon", "exactly as many spaces"),
    "a repeated field": ("    label: Watches", "    label: Watches\n    label: Looks", 15, "second time (first on line 14)", "keep one"),
    "a repeated id": ("id: watches", "id: start", 13, "used a second time in “codes” (first on line 8)", "another id"),
    "a repeated group": ("codes:", "  - id: looking\n    label: Gaze\ncodes:", 7, "second time in “groups”", "another id"),
    "a key of the player": ("key: a", "key: k", 18, "belongs to the player", "choose another"),
    "the space bar": ("key: a", "key: ' '", 18, "the space bar belongs", "choose another"),
    "a key's name": ("key: a", "key: Enter", 18, "belongs to the player", "choose another"),
    "a key of two letters": ("key: a", "key: ab", 18, "not a key", "one letter"),
    "one key for two codes": ("key: a", "key: B", 18, "already that of “start” (line 12)", "choose another: acdefgh"),
    "a point in a group": ("kind: state", "kind: point", 17, "a point, and the states of the group “looking”", "exclusive: no"),
    "an unknown subject": ("subject: parent", "subject: parnet", 15, "no subject “parnet”", "did you mean “parent”?"),
    "an unknown group": ("group: looking", "group: lokking", 17, "no group “lokking”", "did you mean “looking”?"),
    "an unknown valence": ("    key: a", "    valence: negative", 18, "can’t be “negative”", "did you mean “concern”?"),
    "an unknown kind": ("kind: state", "kind: interval", 16, "can’t be “interval”", "did you mean “state”?"),
    "an unknown field": ("    key: a", "    color: '#112233'", 18, "no field “color”", "did you mean “colour”?"),
    "an unknown modifier": ("    key: a", "    modifiers: [strength]", 18, "no modifier", "define it"),
    "an unknown header field": ("version: 1.0", "version: 1.0\nlicense: MIT", 4, "no field “license”", "“licence”"),
    "no label": ("    label: Watches\n", "", 13, "“watches” has no “label”", "label: ..."),
    "an empty label": ("label: Watches", "label:", 13, "“watches” has no “label”", "label: ..."),
    "no title": ("title: A small codebook\n", "", 1, "has no “title”", "title: ..."),
    "a bad colour": ("    key: a", "    colour: blue", 18, "“blue” is not a colour", "'#RRGGBB'"),
    "a colour without quotes": ("    key: a", "    colour: #2B6CB0", 18, "no quotes", "'#2B6CB0'"),
    "a bad id": ("id: watches", "id: Watches it!", 13, "can’t be an id", "“watches_it”"),
    "a bad duration": ("    key: a", "    window_s: soon", 18, "can’t be “soon”", "number of seconds"),
    "no duration at all": ("    key: a", "    window_s: 0", 18, "can’t be “0”", "more than 0"),
    "a bad yes or no": ("    key: a", "    retired: perhaps", 18, "can’t be “perhaps”", "yes or no"),
    "an end of a point": ("    key: b", "    ends_when: it ends", 12, "is a point", "make the code a state"),
    "a list for a text": ("label: Watches", "label: [one, two]", 14, "single value", "one value"),
    "fields for a text": ("label: Watches", "label: {one: two}", 14, "single value", "one value"),
    "a text for a list": ("codes:\n", "codes: none\nspare:\n", 7, "must be a list", "dash"),
    "a text for a code": ("  - id: start", "  - hello\n  - id: start", 8, "must have fields", "- id: ..."),
    "a quote left open": ("label: Watches", "label: 'Watches", 14, "never closed", "same quote"),
    "a bracket left open": ("    key: a", "    modifiers: [a, b", 18, "bracket", "]"),
    "a colon in a text": ("label: Watches", "label: Watches: intently", 14, "colon", "quotes"),
    "a text that starts with @": ("label: Watches", "label: @home", 14, "can't start with this", "quotes"),
    "a line without a colon": ("    kind: state", "    kind state", 17, "", ""),
    "an anchor": ("label: Watches", "label: &a Watches", 14, "anchors", "delete"),
    "a tag": ("label: Watches", "label: !!python/object/apply:os.getcwd []", 14, "tags", "delete"),
    "a second document": ("codes:", "---\ncodes:", 7, "second document", "one codebook in one file"),
    "a NUL": ("label: Watches", "label: Wat\x00ches", 14, "U+0000", "type it again"),
    "an escaped NUL": ("label: Watches", 'label: "Wat\\0ches"', 14, "U+0000", "backslash"),
    "an unknown language": ("version: 1.0", "version: 1.0\nlanguage: British English", 4, "language code", "en-GB"),
    "a retired code's stranger": ("    key: a", "    retired: yes\n    replaced_by: gone", 19, "no code “gone”", "one of"),
    "confused with itself": ("    key: a", "    confused_with: [{code: watches}]", 18, "confused with itself", "another"),
    "a translation of nothing": ("codes:", "translations:\n  cy:\n    codes:\n      strat: {label: Cychwyn}\ncodes:", 10, "with the id “strat”", "“start”"),
    "a codebook without codes": (None, "id: a\ntitle: A\nversion: 1\ncodes: []\n", 4, "no codes", "- id: ..."),
    "all codes retired": (None, "id: a\ntitle: A\nversion: 1\ncodes: [{id: b, label: B, subject: dyad, kind: point, retired: yes}]\n", 4, "no codes", "add one"),
    "an empty file": (None, "", 1, "empty", "id: my_codebook"),
    "only comments": (None, "# nothing\n\n", 1, "empty", "id: my_codebook"),
    "a list": (None, "- id: a\n- id: b\n", 1, "not a codebook", "id: my_codebook"),
    "a sentence": (None, "Dear Sally, here is the film.\n", 1, "not a codebook", "id: my_codebook"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_with_its_line_and_its_remedy(name: str, small: str, faults_of: FaultsOf) -> None:
    old, new, line, message, remedy = SLIPS[name]
    if old is not None:
        assert small.count(old) == 1 or name in ("a second document", "a text for a list")
        new = small.replace(old, new, 1)
    faults = faults_of(new)
    assert any(
        fault.line == line and message in fault.message and remedy in fault.remedy for fault in faults
    ), "\n".join(map(str, faults)) or "no fault at all"
    assert len(faults) <= 3, "one slip must not cause an avalanche:\n" + "\n".join(map(str, faults))


def test_the_small_codebook_is_right(small: str, faults_of: FaultsOf) -> None:
    assert faults_of(small) == []


def test_all_faults_are_told_at_once(small: str, faults_of: FaultsOf) -> None:
    text = small
    for name in (
        "a repeated id",
        "an unknown subject",
        "an unknown kind",
        "an unknown group",
        "one key for two codes",
    ):
        old, new = SLIPS[name][:2]
        text = text.replace(str(old), new, 1)
    assert [fault.line for fault in faults_of(text)] == [13, 15, 16, 17, 18]


def test_faults_above_a_broken_line_are_told_with_it(small: str, faults_of: FaultsOf) -> None:
    text = small.replace("kind: point", "kind: pont").replace("label: Watches", "label: 'Watches")
    assert [fault.line for fault in faults_of(text)] == [11, 14]


def test_every_line_with_a_tab_is_told(small: str, faults_of: FaultsOf) -> None:
    assert [fault.line for fault in faults_of(small.replace("    ", "\t"))] == [
        6,
        9,
        10,
        11,
        12,
        14,
        15,
        16,
        17,
        18,
    ]


@pytest.mark.parametrize("key", sorted(RESERVED_KEYS))
def test_no_code_can_have_a_key_of_the_player(key: str, small: str, faults_of: FaultsOf) -> None:
    faults = faults_of(small.replace("key: a", f'key: "{key}"'))
    assert [(fault.line, "belongs to the player" in fault.message) for fault in faults] == [(18, True)]


def test_fifty_thousand_codes_are_refused_with_the_line(faults_of: FaultsOf) -> None:
    codes = "".join(f"- {{id: c{i}, label: C, subject: dyad, kind: point}}\n" for i in range(24_000))
    (fault,) = faults_of("id: big\ntitle: Big\nversion: 1\ncodes:\n" + codes)
    assert "more than 100,000 values" in fault.message
    codes = "".join(f"- {{id: c{i}}}\n" for i in range(50_000))
    assert len(faults_of("id: big\ntitle: Big\nversion: 1\ncodes:\n" + codes)) == 1
    codes = "".join(f"- {{id: c{i}, label: C, subject: dyad, kind: point}}\n" for i in range(MAX_CODES + 1))
    (fault,) = faults_of("id: big\ntitle: Big\nversion: 1\ncodes:\n" + codes)
    assert (fault.line, f"{MAX_CODES} are the most" in fault.message) == (MAX_CODES + 5, True)


def test_a_file_beyond_the_limit_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000_000)
    (fault,) = check_files([path])
    assert "too big" in fault.message


def test_a_billion_laughs_do_not_grow(faults_of: FaultsOf) -> None:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    faults = faults_of("\n".join(lines))
    assert any(fault.line == 10 and "references" in fault.message for fault in faults)
    assert len(faults) <= MAX_FAULTS + 1


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 100_000,
        "a:\n" + "".join(" " * i + "a:\n" for i in range(1, 1500)),
    ],
)
def test_deep_nesting_ends_in_a_fault(text: str, faults_of: FaultsOf) -> None:
    assert faults_of(text)


def test_a_thousand_faults_are_counted_and_not_all_listed(faults_of: FaultsOf) -> None:
    codes = "".join(f"- id: c{i}\n  kindd: x\n  labl: y\n" for i in range(MAX_CODES))
    faults = faults_of("id: big\ntitle: Big\nversion: 1\ncodes:\n" + codes)
    assert len(faults) == MAX_FAULTS + 1
    assert "more faults follow" in faults[-1].message


def test_windows_line_ends_count_as_one_line(small: str, faults_of: FaultsOf) -> None:
    assert [f.line for f in faults_of(small.replace("kind: state", "kind: stte").replace("\n", "\r\n"))] == [
        16
    ]
    assert [f.line for f in faults_of(small.replace("kind: state", "kind: stte").replace("\n", "\r"))] == [16]


@pytest.mark.parametrize(
    ("encoding", "line", "message"),
    [
        ("utf-16", 1, "UTF-16"),
        ("utf-16-le", 1, "UTF-16"),
        ("utf-16-be", 1, "UTF-16"),
        ("utf-32", 1, "UTF-16"),
        ("latin-1", 14, "Latin-1"),
        ("cp1252", 14, "Latin-1"),
    ],
)
def test_other_encodings_are_named(
    encoding: str, line: int, message: str, small: str, tmp_path: Path
) -> None:
    path = tmp_path / "book.yaml"
    path.write_bytes(small.replace("Watches", "Schaut tröstend").encode(encoding))
    (fault,) = check_files([path])
    assert (fault.line, message in fault.message, "UTF-8" in fault.remedy) == (line, True, True)
    assert fault.file == str(path)


def test_utf_8_with_a_mark_in_front_is_fine(small: str, tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    path.write_bytes(small.replace("Watches", "Schaut tröstend").encode("utf-8-sig"))
    assert load_codebook(path).codebook.codes[1].label == "Schaut tröstend"


def test_a_missing_file_a_folder_a_pipe_and_a_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    faults = check_files(
        [tmp_path / "none.yaml", tmp_path, tmp_path / "pipe.yaml", Path("/dev/zero"), Path("\0")]
    )
    expected = ["not there", "folder", "not an ordinary file", "not an ordinary file", "can’t be opened"]
    assert [
        words in fault.message.replace("'", "’") for words, fault in zip(expected, faults, strict=True)
    ] == [True] * 5


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(small: str, tmp_path: Path) -> None:
    path = tmp_path / "locked.yaml"
    path.write_text(small)
    path.chmod(0)
    (fault,) = check_files([path])
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert "may not be read" in fault.message


def test_permission_is_told_apart_from_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: str
) -> None:
    path = tmp_path / "locked.yaml"
    path.write_text(small)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("vig_annotator.codebook.file_text.os.open", refuse)
    (fault,) = check_files([path])
    assert (fault.message, fault.file) == ("the file may not be read", str(path))


def test_a_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    (fault,) = check_files([tmp_path / os.fsdecode(b"b\xffook.yaml")])
    assert str(fault).encode("utf-8")


def test_nothing_is_loaded_when_something_is_wrong(small: str, tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(small + "spare: 1\n")
    with pytest.raises(CodebookError) as caught:
        load_codebook(path)
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize("name", ["two\nlines.yaml", "bell\a.yaml", "not\udcff utf-8.yaml"])
def test_a_fault_is_one_line_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("id: x\n", encoding="utf-8")
    faults = check_files([path])
    assert faults
    for fault in faults:
        assert str(fault).isprintable()
        assert f":{fault.line}: " in str(fault)


def test_a_list_of_what_there_is_has_no_gap() -> None:
    assert suggestion("zzz", ["look", "", "wave"], {}) == "use one of: look, wave"
