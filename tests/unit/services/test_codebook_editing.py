"""A codebook is changed step by step, and its file as its writer would change it."""

from pathlib import Path

import pytest

from vig_annotator.codebook import editing, entry_editing
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebook_folder, shipped_codebooks
from vig_annotator.errors import CodebookError, RuleViolation, UsageError
from vig_annotator.model.codebook import Kind
from vig_annotator.services.codebook_editing import (
    CodebookDraft,
    draft_of,
    draft_of_file,
    new_draft,
    usual_file,
)
from vig_annotator.services.codebook_places import own_folder

OWN = """\
# Ours, since the spring.
id: ours
title: Ours
version: '1.0'
groups:
  - {id: gaze, label: Gaze}
codes:
  # The one that matters.
  - id: smile
    label: Smile
    subject: infant
    kind: point
    key: s   # for smile
    definition: A smile.
  - id: look
    label: Looks
    subject: infant
    kind: state
    group: gaze
    key: g
"""


@pytest.fixture
def draft(tmp_path: Path) -> CodebookDraft:
    path = tmp_path / "ours.yaml"
    path.write_text(OWN, encoding="utf-8")
    return draft_of_file(path)


def test_only_what_changed_is_written_and_comments_stay(draft: CodebookDraft) -> None:
    draft.change(editing.set_code(draft.book, "smile", label="Smiles  "), "name")
    draft.change(editing.move_code(draft.book, "look", 0), "order")
    assert [str(one) for one in draft.differences()] == [
        "“Smile” is now called “Smiles  ”",
        "The codes stand in another order",
    ]
    saved = draft.save()
    assert draft.path is not None
    text = draft.path.read_text(encoding="utf-8")
    assert [code.label for code in saved.codebook.codes] == ["Looks", "Smiles"]
    for kept in ("# Ours, since the spring.", "# The one that matters.", "key: s   # for smile"):
        assert kept in text
    assert not draft.changed


def test_undo_walks_back_and_redo_forth(draft: CodebookDraft) -> None:
    states = [draft.book]
    for label in ("S", "Sm", "Smi"):
        draft.change(editing.set_code(draft.book, "smile", label=label), "name", ("smile", "label"))
    states.append(draft.book)
    book, grin = editing.add_code(draft.book, "Broad grin!", "smile")
    draft.change(book, "new")
    states.append(draft.book)
    draft.change(editing.retire_code(draft.book, "smile", grin), "retire")
    states.append(draft.book)
    book, _ = entry_editing.add_entry(draft.book, "groups", "Face")
    draft.change(book, "group")
    states.append(draft.book)
    for before in reversed(states[:-1]):
        draft.undo()
        assert draft.book == before
    assert draft.undo() is None
    assert not draft.changed
    for after in states[1:]:
        draft.redo()
        assert draft.book == after
    assert draft.redo() is None
    assert draft.faults() == []
    draft.save()
    smile = draft.book.code("smile")
    assert smile is not None and smile.retired and smile.replaced_by == "broad_grin" == grin
    assert draft.undo_words == "group"


def test_faults_say_which_field(draft: CodebookDraft) -> None:
    draft.change(editing.set_code(draft.book, "look", key="s"), "key")
    draft.change(editing.set_code(draft.book, "smile", group="gaze"), "group")
    draft.change(editing.set_header(draft.book, title=""), "title")
    placed = {(one.part, one.id, one.field): one.message for one in draft.faults()}
    assert placed.keys() == {("codes", "look", "key"), ("codes", "smile", "group"), ("header", "", "title")}
    assert placed[("codes", "look", "key")].startswith(
        "The key “s” is already that of “Smile”; choose another: "
    )
    assert "line" not in " ".join(placed.values())
    before = draft.path.read_text(encoding="utf-8") if draft.path else ""
    with pytest.raises(CodebookError):
        draft.save()
    assert draft.path is not None and draft.path.read_text(encoding="utf-8") == before
    draft.change(editing.set_code(draft.book, "look", label=""), "name")
    assert ("codes", "look", "label") in {(one.part, one.id, one.field) for one in draft.faults()}
    draft.change(editing.set_code(draft.book, "smile", key="k"), "key")
    assert "belongs to the player" in next(
        one.message for one in draft.faults() if one.id == "smile" and one.field == "key"
    )


@pytest.mark.parametrize("path", shipped_codebooks(), ids=lambda path: path.stem)
def test_a_shipped_codebook_is_copied_never_overwritten(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    draft = draft_of(path.stem, tmp_path)
    assert draft.path is None
    first = draft.book.codes[0]
    draft.change(editing.set_code(draft.book, first.id, label="Ours"), "name")
    out = usual_file(draft, tmp_path)
    assert out == own_folder(tmp_path) / f"{path.stem}.yaml"
    out.parent.mkdir()
    with pytest.raises(RuleViolation, match="stay as they are"):
        draft.save(shipped_codebook_folder() / "new.yaml")
    draft.save(out)
    assert path.read_bytes() == before
    assert draft_of(path.stem, tmp_path).path == out
    lines, old = out.read_text(encoding="utf-8").splitlines(), before.decode().splitlines()
    assert sum(line not in old for line in lines) == 1


def test_a_codebook_that_extends_keeps_the_order_of_its_base(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "id: mine\nversion: '1'\nextends: vig_attunement\n# ours\ncodes:\n  - {id: extra, label: Extra, subject: dyad, kind: point}\n"
    )
    draft = draft_of_file(path)
    first, second = draft.book.codes[:2]
    with pytest.raises(RuleViolation, match="in its order"):
        draft.change(editing.move_code(draft.book, second.id, 0), "order")
    draft.change(editing.retire_code(draft.book, first.id), "retire")
    draft.save()
    assert path.read_text().startswith("id: mine\nversion: '1'\nextends: vig_attunement\n# ours\n")
    assert len(path.read_text()) < 400
    retired = load_codebook(path).codebook.code(first.id)
    assert retired is not None and retired.retired
    draft.save(tmp_path / "elsewhere" / "mine.yaml")
    assert "extends" not in (tmp_path / "elsewhere" / "mine.yaml").read_text(encoding="utf-8")
    draft.change(editing.move_code(draft.book, second.id, 0), "order")


def test_a_new_codebook_from_another(draft: CodebookDraft, tmp_path: Path) -> None:
    made = new_draft(draft, "Our own cues")
    assert (made.book.id, made.book.title, made.book.based_on) == ("our_own_cues", "Our own cues", ("ours",))
    assert made.path is None and made.changed
    made.save(tmp_path / "cues.yaml")
    assert load_codebook(tmp_path / "cues.yaml").codebook == made.book
    with pytest.raises(UsageError, match="can’t be a name"):
        new_draft(draft, "???")


def test_edits_keep_the_codebook_whole(draft: CodebookDraft) -> None:
    book, second = editing.add_code(draft.book, "Smile", "smile")
    assert second == "smile_2"
    assert [code.id for code in book.codes] == ["smile", "smile_2", "look"]
    assert book.codes[1].key == "a"
    assert [code.id for code in editing.remove_code(book, second).codes] == ["smile", "look"]
    gone = entry_editing.remove_entry(book, "groups", "gaze")
    assert gone.groups == () and all(code.group is None for code in gone.codes)
    point = editing.set_code(
        editing.set_code(book, "look", ends_when="When it ends."), "look", kind=Kind.POINT
    )
    assert point.codes[2].ends_when == ""
    assert [editing.next_version(one) for one in ("1.0", "2.9", "draft", "7")] == [
        "1.1",
        "2.10",
        "draft.1",
        "8",
    ]
