"""The page of all keys for the documents, made from the action table: ``python -m vig_annotator.gui.key_page docs/user/keys.md``."""

from __future__ import annotations

import sys
from pathlib import Path

from vig_annotator.gui.actions import Topic, of_topic

_HEAD = """# Keys

This page is made from the program's table of actions (`vig_annotator/gui/actions.py`); the program shows the same with F1.

Plain letters and digits are the keys of the codes of your codebook: a key tags the frame that is on the screen. A point is tagged at
once; a state starts with its key and ends with its key. Where two keys are given, both do the same.

Every key can be changed (Ctrl+F1): find the action, press **Give it a key**, press the key. Who else wants that key is said at once. There are
three sets to begin with: ours, one like ELAN's, one like BORIS's. Any key that the computer knows can be given: F13 to F24, media keys, and what a
foot pedal or a game pad's driver sends. Keys can be saved as a file, opened on another computer, and printed as a card of one page.
None of the sets needs a number pad.
"""


def key_page() -> str:
    """The page, as Markdown."""
    parts = [_HEAD]
    for topic in Topic:
        parts.append(f"\n## {topic.value}\n\n| key | what | |\n|---|---|---|\n")
        for row in of_topic(topic):
            keys = " or ".join(f"`{key}`" for key in row.keys) or "menu"
            parts.append(f"| {keys} | {row.title.rstrip('…')} | {row.help} |\n")
    return "".join(parts)


def main() -> int:
    """Write the page to the file that is named."""
    Path(sys.argv[1]).write_text(key_page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
