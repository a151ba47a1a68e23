"""What can be done in the window that compares two coders: a table like that of the main window, for keys and tests."""

from __future__ import annotations

from vig_annotator.gui.actions import Action, Topic

_HERE = Topic.VIEW

COMPARE_ACTIONS: tuple[Action, ...] = (
    Action("play_all", "Play the disagreements", ("Ctrl+Return",), "Play what the two see differently, one after the other, with two seconds around each.", _HERE),
    Action("next", "Next", ("N", "PgDown"), "Play the next moment of the list.", _HERE, repeats=True),
    Action("previous", "Previous", ("P", "PgUp"), "Play the moment before.", _HERE, repeats=True),
    Action("again", "Once more", ("R",), "Play this moment once more.", _HERE),
    Action("toggle", "Play or pause", ("Space", "K"), "Play with sound, or stop on the frame that is on the screen.", _HERE),
    Action("frame_back", "One frame back", ("Left", ","), "Show the frame before; hold the key to run.", _HERE, repeats=True),
    Action("frame_on", "One frame on", ("Right", "."), "Show the next frame; hold the key to run.", _HERE, repeats=True),
    Action("slower", "Slower", ("Ctrl+Down",), "The next slower speed; the voice keeps its pitch.", _HERE),
    Action("faster", "Faster", ("Ctrl+Up",), "The next faster speed; the voice keeps its pitch.", _HERE),
    Action("settings", "Settings…", ("Ctrl+,",), "Say when two tags count as the same.", _HERE),
    Action("methods", "Methods text…", ("Ctrl+M",), "A paragraph for the methods section of a report, ready to be copied.", _HERE),
    Action("close", "Close", ("Ctrl+W", "Esc"), "Close this window.", _HERE),
)  # fmt: skip
"""Its rows; each id is the name of the window's method that does it."""
