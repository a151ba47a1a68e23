"""The page of keys is the action table."""

from __future__ import annotations

from pathlib import Path

from vig_annotator.gui.key_page import key_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "user" / "keys.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == key_page(), (
        "make it anew: python -m vig_annotator.gui.key_page docs/user/keys.md"
    )
