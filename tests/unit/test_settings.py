"""What is remembered between two runs: nothing that is wrong in the file stops the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vig_annotator.settings import Settings, load_settings, save_settings, settings_file, usual_library


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "settings.json"
    settings = Settings(theme="dark", coder="SM", volume=0.4, muted=True, window=[1, 2, 1366, 768])
    settings.note_place("session", 1_234_567)

    assert save_settings(settings, path)

    assert load_settings(path) == settings
    assert list(path.parent.iterdir()) == [path]


def test_without_a_file_there_are_the_usual_ones(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "none.json")

    assert settings == Settings()
    assert settings.library_folder == usual_library()
    assert settings.coder_name


def test_the_usual_place_is_the_persons_own(own_home: Path) -> None:
    assert own_home in settings_file().parents
    assert own_home in usual_library().parents


@pytest.mark.parametrize("text", ["", "{", "\x00\x01", '{"theme": "dark"'])
def test_a_file_that_is_no_json_is_set_aside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")

    assert load_settings(path) == Settings()

    assert (tmp_path / "settings.json.unreadable").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", 3),
        ("volume", "loud"),
        ("muted", 1),
        ("places", {"a": "b"}),
        ("places", []),
        ("keys", {"play.loop": "F3"}),
        ("keys", {"play.loop": [3]}),
        ("key_preset", 3),
        ("window", [1, 2]),
        ("window", ["a", "b", "c", "d"]),
        ("side_width", True),
        ("coder", None),
        ("unknown", 1),
    ],
)
def test_a_value_of_the_wrong_kind_is_left_out(tmp_path: Path, name: str, value: object) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"film_folder": "films", name: value}), encoding="utf-8")

    assert load_settings(path) == Settings(film_folder="films")


@pytest.mark.parametrize(("stored", "holds"), [('{"hold_keys": true}', "hold"), ('{"hold_keys": false}', "")])
def test_how_keys_were_held_before_codebooks_could_say_it(tmp_path: Path, stored: str, holds: str) -> None:
    (tmp_path / "s.json").write_text(stored)
    found = load_settings(tmp_path / "s.json")
    assert found.key_holding == holds
    assert found.holds_keys(codebook_says=False) is (holds == "hold")
    assert found.holds_keys(codebook_says=True)


def test_a_list_instead_of_settings_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text("[1]", encoding="utf-8")

    assert load_settings(path) == Settings()


@pytest.mark.parametrize(("stored", "volume"), [(7, 1.0), (-1, 0.0), (0.5, 0.5)])
def test_the_volume_is_kept_in_its_range(tmp_path: Path, stored: float, volume: float) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"volume": stored}), encoding="utf-8")

    assert load_settings(path).volume == volume


def test_only_the_last_places_are_kept() -> None:
    settings = Settings()
    for number in range(250):
        settings.note_place(str(number), number)
    settings.note_place("60", 7)

    assert len(settings.places) == 200
    assert list(settings.places)[-1] == "60" and settings.places["60"] == 7
    assert "49" not in settings.places


def test_a_folder_that_can_not_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert not save_settings(Settings(), tmp_path / "file" / "settings.json")
