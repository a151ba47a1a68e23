"""Files that follow, cameras beside: what is allowed, and that undo leads back."""

from __future__ import annotations

import pytest

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits import recordings as rules
from vig_annotator.model.edits.drafting import Stamp
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Recording, Session
from vig_annotator.model.session_clock import takes

SESSION, STAMP = Session("s", "f", "Visit"), Stamp("AB", "t")


def recording(number: int, starts_us: int, length: int) -> Recording:
    return Recording(
        f"{number:03}", "s", f"{number}.mp4", str(number), 1, length, MediaTime(starts_us), number
    )


def file(name: str, length: int) -> rules.NewFile:
    return rules.NewFile(f"{name}.mp4", name, 1, MediaTime(length))


def after(rows: list[Recording], changes: ChangeSet) -> list[Recording]:
    there = {one.id: one for one in rows}
    for change in changes.changes:
        there.pop(change.row.id, None)
        if isinstance(change.after, Recording):
            there[change.after.id] = change.after
    return list(there.values())


def test_files_go_on_where_the_one_before_ends() -> None:
    rows = after(
        [recording(0, 0, 100)],
        rules.go_on_with(SESSION, [recording(0, 0, 100)], [file("b", 50), file("c", 25)], STAMP),
    )
    assert [(one.path, one.starts_at_us) for one in takes(rows)[0]] == [
        ("0.mp4", 0),
        ("b.mp4", 100),
        ("c.mp4", 150),
    ]
    last = takes(rows)[0][-1]
    assert len(after(rows, rules.take_out(rows, last.id, used_until_us=150))) == 2
    for used, which in ((151, last.id), (0, rows[1].id), (0, rows[0].id)):
        with pytest.raises(RuleViolation):
            rules.take_out(rows, which, used)
    for twice in ([file("b", 5)], [file("d", 5), file("d", 5)]):
        with pytest.raises(RuleViolation, match="part of this session"):
            rules.go_on_with(SESSION, rows, twice, STAMP)
    with pytest.raises(RuleViolation, match="how long"):
        rules.go_on_with(SESSION, [recording(0, 0, 0)], [file("b", 5)], STAMP)
    assert not rules.go_on_with(SESSION, rows, [], STAMP).changes


def test_a_camera_beside_stays_beside() -> None:
    rows = [recording(0, 0, 100), recording(1, 100, 50)]
    rows = after(rows, rules.beside(SESSION, rows, file("baby", 80), -20, STAMP))
    film, baby = takes(rows)
    assert [one.id for one in film] == ["000", "001"] and [one.starts_at_us for one in baby] == [-20]
    moved = after(rows, rules.shift(rows, baby, 60))
    assert takes(moved)[1][0].starts_at_us == 40 and takes(moved)[1][0].revision == 2
    with pytest.raises(RuleViolation, match="same time"):
        rules.shift(rows, baby, 500)
    with pytest.raises(RuleViolation, match="part of this session"):
        rules.beside(SESSION, rows, file("baby", 80), 0, STAMP)
    with pytest.raises(RuleViolation, match="same time"):
        rules.beside(SESSION, rows, file("other", 80), 150, STAMP)
    assert not rules.shift(rows, baby, 0).changes
    assert len(takes(after(rows, rules.take_away(baby)))) == 1
