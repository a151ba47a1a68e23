"""Rating forms as YAML files: read and checked, with every fault by its line and its remedy (docs/rating-forms.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from vig_annotator.codebook.faults import Faults, shown, suggestion
from vig_annotator.codebook.file_text import (
    check_characters,
    file_name,
    read_codebook_text,
    with_plain_line_ends,
)
from vig_annotator.codebook.limits import MAX_BYTES
from vig_annotator.codebook.shipped import shipped_codebook_folder
from vig_annotator.codebook.yaml_tree import Mapping, Node, Scalar, Sequence, parse_tree
from vig_annotator.errors import CodebookError
from vig_annotator.model.rating_form import RatingForm, RatingItem

HEADER_FIELDS = ("id", "title", "version", "note", "lowest", "highest", "words", "items")
ITEM_FIELDS = ("id", "label", "help")
_NEEDED = ("id", "title", "version", "items")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST_ITEMS, _WIDEST_SCALE = 60, 20


@dataclass(frozen=True, slots=True)
class LoadedForm:
    """A form, and the text to keep beside what was rated with it."""

    form: RatingForm
    yaml_text: str


def load_rating_form(path: Path) -> LoadedForm:
    """Read and check a form's file.

    Raises:
        CodebookError: with every fault that was found, each with its line.
    """
    return parse_rating_form(read_codebook_text(path), file_name(path))


def parse_rating_form(text: str, name: str) -> LoadedForm:
    """Read and check a form's text; `name` stands for the file in the faults.

    Raises:
        CodebookError: with every fault that was found, each with its line.
    """
    text, faults = with_plain_line_ends(text), Faults(name)
    if len(text) > MAX_BYTES:
        faults.add(1, "the text is too big for a rating form", "keep one form in one file")
    check_characters(text, faults)
    faults.raise_if_any()
    tree = parse_tree(text, faults)
    if not isinstance(tree, Mapping):
        faults.add(1, "this is not a rating form", "start with  id: my_form  and see docs/rating-forms.md")
        faults.raise_if_any()
    assert isinstance(tree, Mapping)
    form = _Reader(faults).form(tree)
    faults.raise_if_any()
    assert form is not None
    return LoadedForm(form, text)


def shipped_forms() -> list[Path]:
    """The forms that come with the program."""
    return sorted((shipped_codebook_folder() / "rating_forms").glob("*.yaml"))


class _Reader:
    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def form(self, tree: Mapping) -> RatingForm | None:
        fields = self._fields(tree, HEADER_FIELDS, "a rating form")
        for name in _NEEDED:
            if name not in fields:
                self._faults.add(
                    tree.line, f"the field “{name}” is missing", f"write  {name}:  and its value"
                )
        lowest = self._number(fields.get("lowest"), 1)
        highest = self._number(fields.get("highest"), 5)
        if highest <= lowest or highest - lowest > _WIDEST_SCALE:
            line = fields["highest"].line if "highest" in fields else tree.line
            self._faults.add(
                line,
                f"a scale from {lowest} to {highest} can’t be used",
                f"let highest be 1 to {_WIDEST_SCALE} more than lowest",
            )
        words = self._words(fields.get("words"), lowest, highest)
        items = self._items(fields.get("items"))
        values = {name: self._text(fields.get(name)) for name in ("id", "title", "version", "note")}
        self._check_id(values["id"], fields.get("id"))
        if self._faults:
            return None
        return RatingForm(
            values["id"], values["title"], values["version"], values["note"], lowest, highest, words, items
        )

    def _fields(self, tree: Mapping, known: tuple[str, ...], of: str) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        for key, value in tree.entries:
            if key.text not in known:
                self._faults.add(
                    key.line, f"{of} has no field “{shown(key.text)}”", suggestion(key.text, known, {})
                )
            elif key.text in fields:
                self._faults.add(key.line, f"the field “{key.text}” stands here twice", "keep one of them")
            else:
                fields[key.text] = value
        return fields

    def _text(self, node: Node | None) -> str:
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self._faults.add(
                node.line, "words are needed here, not a list or fields", "write them behind the colon"
            )
            return ""
        return "" if node.empty else " ".join(node.text.split())

    def _number(self, node: Node | None, usual: int) -> int:
        if node is None:
            return usual
        text = self._text(node)
        if not re.fullmatch(r"-?\d{1,3}", text):
            self._faults.add(node.line, f"“{shown(text)}” is no whole number", "write a number such as 5")
            return usual
        return int(text)

    def _check_id(self, text: str, node: Node | None) -> None:
        if node is not None and not _ID.fullmatch(text):
            self._faults.add(
                node.line,
                f"“{shown(text)}” is no id",
                "use small letters, digits and _, a letter first, 40 at most",
            )

    def _words(self, node: Node | None, lowest: int, highest: int) -> dict[int, str]:
        if node is None or (isinstance(node, Scalar) and node.empty):
            return {}
        if not isinstance(node, Mapping):
            self._faults.add(
                node.line, "“words” says what ratings mean", "write  words: {1: not yet, 5: throughout}"
            )
            return {}
        words: dict[int, str] = {}
        for key, value in node.entries:
            rating = self._number(key, lowest)
            if not lowest <= rating <= highest:
                self._faults.add(key.line, f"the scale has no {rating}", f"use {lowest} to {highest}")
            words[rating] = self._text(value)
        return words

    def _items(self, node: Node | None) -> tuple[RatingItem, ...]:
        if node is None:
            return ()
        if not isinstance(node, Sequence) or not node.items:
            self._faults.add(
                node.line, "“items” lists what is rated", "write  - {id: pauses, label: Leaves pauses}"
            )
            return ()
        if len(node.items) > _MOST_ITEMS:
            self._faults.add(node.line, f"there are more than {_MOST_ITEMS} items", "make two forms of it")
        items: dict[str, RatingItem] = {}
        for one in node.items:
            if not isinstance(one, Mapping):
                self._faults.add(
                    one.line, "an item has an id and a label", "write  - {id: pauses, label: Leaves pauses}"
                )
                continue
            fields = self._fields(one, ITEM_FIELDS, "an item")
            for name in ("id", "label"):
                if not self._text(fields.get(name)):
                    self._faults.add(one.line, f"this item has no {name}", f"write  {name}:  and its value")
            item = RatingItem(*(self._text(fields.get(name)) for name in ITEM_FIELDS))
            self._check_id(item.id, fields.get("id"))
            if item.id in items:
                self._faults.add(
                    one.line, f"the id “{item.id}” is used twice", "give each item an id of its own"
                )
            items[item.id] = item
        return tuple(items.values())


def form_of_text(text: str) -> RatingForm | None:
    """The form in a text that was kept; None where this version can't read it."""
    try:
        return parse_rating_form(text, "form").form
    except CodebookError:
        return None
