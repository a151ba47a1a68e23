"""File names made of people's words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.model.file_names import file_stem


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("Taking turns: “he looks”", "Taking turns “he looks”"),
        ("../../etc/passwd", "etc passwd"),
        ("   ...", "Reel"),
        ("con", "con_"),
        ("NUL.txt", "NUL.txt_"),
        ("Console", "Console"),
        ("cute\u202e4pm.exe", "cute 4pm.exe"),
        ("a\x00b\x7f\ud800c", "a b c"),
        ("👩‍👧 together", "👩‍👧 together"),
        ("\u200f\ufeff", "Reel"),
    ],
)
def test_words_become_a_name(words: str, stem: str) -> None:
    assert file_stem(words, "Reel") == stem


@given(words=st.text(st.characters(exclude_categories=[]), max_size=400))
def test_every_name_can_be_written(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    stem = file_stem(words, "Reel")
    assert stem and len(stem) <= 81 and len(stem.encode()) <= 201
    assert stem == stem.strip(" .") and not set(stem) & set('<>:"/\\|?*')
    path: Path = tmp_path_factory.getbasetemp() / f"{stem}.mp4.part"
    path.write_bytes(b"")
    path.unlink()
