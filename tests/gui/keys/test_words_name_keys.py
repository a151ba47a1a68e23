"""What the window says names the keys that are in force, and no key where there is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.gui.hand import Hand
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.gui.keys.key_map import KeyMap

SAID = [
    ("play.loop_to", "First {play.loop_from} on the frame where the loop begins."),
    ("play.loop_from", "The loop begins at 0:00:00; {play.loop_to} on the frame where it ends."),
    ("play.loop", "Choose a tag or a moment to loop, or {play.loop_from} where the loop begins and {play.loop_to} where it ends."),
    ("moment.mark_out", "First mark where the moment begins: go there and {moment.mark_in}."),
]  # fmt: skip


@pytest.fixture
def changed_keys(coding: Hand) -> Iterator[Hand]:
    before = key_book().map
    keys = KeyMap().with_keys("play.loop_from", ("F13",)).with_keys("play.loop_to", ())
    key_book().set_map(keys.with_keys("moment.mark_in", ("F14",)))
    yield coding
    key_book().set_map(before)


@pytest.mark.parametrize(("done", "words"), SAID)
def test_what_is_said_names_the_keys_that_were_given(changed_keys: Hand, done: str, words: str) -> None:
    changed_keys.window.actions_.trigger(done)
    for action_id, how in (
        ("play.loop_from", "press F13"),
        ("play.loop_to", "choose “Loop to here (B)”"),
        ("moment.mark_in", "press F14"),
    ):
        words = words.replace(f"{{{action_id}}}", how)
    assert changed_keys.said[-1] == words
