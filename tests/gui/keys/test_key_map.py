"""The values behind the keys: presets, changes, clashes, files and the card."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import UsageError
from vig_annotator.gui.actions import ACTIONS
from vig_annotator.gui.keys.key_book import KeyBook, map_of
from vig_annotator.gui.keys.key_card import card_sections, write_card
from vig_annotator.gui.keys.key_clashes import clashes
from vig_annotator.gui.keys.key_file import read_keys, write_keys
from vig_annotator.gui.keys.key_map import KeyMap, normal_key, usual_keys
from vig_annotator.gui.keys.presets import PRESETS, Preset
from vig_annotator.settings import Settings

IDS = [row.id for row in ACTIONS]
SOME_KEYS = ["F13", "F24", "Media Play", "Ctrl+Alt+X", "Num+4", "Shift+F9", "F3", "Z", "Volume Up"]
changes = st.lists(
    st.tuples(st.sampled_from(IDS), st.lists(st.sampled_from(SOME_KEYS), max_size=3)), max_size=6
)


@pytest.mark.parametrize("preset", list(Preset))
class TestPresets:
    def test_no_key_is_given_twice(self, preset: Preset) -> None:
        keys = Counter(key for action_id in IDS for key in usual_keys(preset.value, action_id))

        assert [key for key, count in keys.items() if count > 1] == []

    def test_whatever_has_a_key_in_ours_has_one(self, preset: Preset) -> None:
        assert [row.id for row in ACTIONS if row.keys and not usual_keys(preset.value, row.id)] == []

    def test_it_speaks_of_actions_and_keys_that_there_are(self, preset: Preset) -> None:
        assert set(PRESETS[preset]) <= set(IDS)
        assert all(normal_key(key) for keys in PRESETS[preset].values() for key in keys)

    def test_it_needs_no_number_pad(self, preset: Preset) -> None:
        assert not any("Num+" in key for action_id in IDS for key in usual_keys(preset.value, action_id))

    def test_it_leaves_the_keys_of_every_shipped_codebook(self, preset: Preset) -> None:
        book = KeyBook()
        for path in shipped_codebooks():
            book.set_codebook(load_codebook(path).codebook)
            assert clashes(book, KeyMap(preset.value)) == {}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ctrl+o", "Ctrl+O"),
        ("F24", "F24"),
        ("Media Play", "Media Play"),
        ("Num+4", "Num+4"),
        ("Page Up", "PgUp"),
        ("", ""),
        ("nonsense", ""),
        ("Ctrl+K, Ctrl+B", ""),
        ("Ctrl", ""),
    ],
)
def test_a_key_is_written_in_one_way(text: str, key: str) -> None:
    assert normal_key(text) == key


@given(changes)
def test_what_is_remembered_is_what_was_chosen(chosen: list[tuple[str, list[str]]]) -> None:
    book, settings = KeyBook(), Settings()
    book.follow(settings)
    for action_id, keys in chosen:
        book.set_map(book.map.with_keys(action_id, keys))

    again = KeyBook()
    again.follow(settings)

    assert again.map == book.map
    assert all(again.keys(action_id) == book.keys(action_id) for action_id in IDS)


@given(changes, st.sampled_from(IDS), st.sampled_from(SOME_KEYS))
def test_a_key_that_is_taken_over_has_one_owner(
    chosen: list[tuple[str, list[str]]], action_id: str, key: str
) -> None:
    keys = KeyMap()
    for one, given_keys in chosen:
        keys = keys.with_keys(one, given_keys)

    taken = keys.taken_over(action_id, key)

    assert taken.owners(key) == (action_id,)
    others = [one for one in IDS if one != action_id]
    assert all(taken.keys(one) == tuple(k for k in keys.keys(one) if k != key) for one in others)


@given(changes, st.sampled_from(list(Preset)))
def test_a_file_gives_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[tuple[str, list[str]]], preset: Preset
) -> None:
    keys = KeyMap(preset.value)
    for action_id, given_keys in chosen:
        keys = keys.with_keys(action_id, given_keys)
    path = tmp_path_factory.mktemp("keys") / "mine.keys.json"

    write_keys(keys, path)

    assert read_keys(path) == (keys, ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        "[" * 100_000,
        '{"format": "vig-annotator keys", "version": 2, "preset": "ours", "keys": {}}',
        '{"format": "vig-annotator keys", "version": 1, "preset": "theirs", "keys": {}}',
        '{"format": "vig-annotator keys", "version": 1, "preset": "ours", "keys": []}',
        '{"format": "vig-annotator keys", "version": 1, "preset": "ours", "keys": {"play.loop": "F3"}}',
        '{"format": "vig-annotator keys", "version": 1, "preset": "ours", "keys": {"play.loop": ["no such key"]}}',
        '{"format": "vig-annotator keys", "version": 1, "preset": "ours", "keys": {"play.loop": [3]}}',
    ],
)
def test_a_file_that_holds_no_keys_is_refused_in_plain_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UsageError) as refused:
        read_keys(path)

    assert "bad.json" in refused.value.message and refused.value.remedy


def test_actions_of_another_version_are_named_and_the_rest_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "newer.json"
    words = {
        "format": "vig-annotator keys",
        "version": 1,
        "preset": "boris",
        "keys": {"play.fly": ["F13"], "play.loop": ["F14"]},
    }
    path.write_text(json.dumps(words), encoding="utf-8")

    keys, unknown = read_keys(path)

    assert unknown == ("play.fly",)
    assert keys.keys("play.loop") == ("F14",)


def test_settings_that_make_no_sense_are_left_out() -> None:
    assert map_of("nobody's", {"play.loop": ["what"], "play.fly": ["F3"], "play.mute": ["F15"]}) == KeyMap(
        "ours", {"play.mute": ("F15",)}
    )


@pytest.mark.parametrize("preset", list(Preset))
def test_the_card_holds_every_key_on_one_page(qtbot: QtBot, tmp_path: Path, preset: Preset) -> None:
    from PySide6.QtPdf import QPdfDocument

    book = KeyBook()
    books = [load_codebook(path).codebook for path in shipped_codebooks()]
    codebook = max(books, key=lambda one: len(one.active_codes))
    book.set_map(KeyMap(preset.value))
    pdf, page = tmp_path / "card.pdf", tmp_path / "card.html"

    write_card(book, codebook, pdf)
    write_card(book, codebook, page)

    document = QPdfDocument()
    document.load(str(pdf))
    assert document.pageCount() == 1
    text = document.getAllText(0).text().replace("\r", " ").replace("\n", " ")
    html = page.read_text(encoding="utf-8")
    sections = card_sections(book, codebook)
    assert len(sections[0].lines) == sum(1 for code in codebook.active_codes if code.key)
    for section in sections:
        for words, _ in section.lines:
            assert all(word in text for word in words.split()), words
            assert words.split("'")[0] in html
    document.close()


def test_the_card_names_no_code_of_a_restricted_codebook(tmp_path: Path) -> None:
    codebook = replace(load_codebook(shipped_codebooks()[0]).codebook, restricted=True)
    write_card(KeyBook(), codebook, tmp_path / "card.html")
    html = (tmp_path / "card.html").read_text(encoding="utf-8")
    assert "att_interested" in html
    assert "Watching with interest" not in html
