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
    Action("take_a", "Take A", ("1",), "Settle it: A's tag goes into the consensus.", _HERE),
    Action("take_b", "Take B", ("2",), "Settle it: B's tag goes into the consensus.", _HERE),
    Action("take_new", "Another code…", ("3",), "Settle it: another code goes into the consensus.", _HERE),
    Action("take_neither", "Neither", ("0",), "Settle it: nothing goes into the consensus.", _HERE),
    Action("take_agreed", "Take over what both agree on", ("Ctrl+Shift+Return",), "Everything that both call the same goes into the consensus, in one step.", _HERE),
    Action("undo", "Undo", ("Ctrl+Z",), "Take back what was settled last.", _HERE, repeats=True),
    Action("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Settle it again.", _HERE, repeats=True),
    Action("settings", "Settings…", ("Ctrl+,",), "Say when two tags count as the same.", _HERE),
    Action("curve", "Agreement by tolerance…", ("Ctrl+T",), "See how agreement changes with the tolerance, and where the chosen one lies.", _HERE),
    Action("methods", "Methods text…", ("Ctrl+M",), "A paragraph for the methods section of a report, ready to be copied.", _HERE),
    Action("sessions", "Agreement over sessions…", ("Ctrl+Alt+K",), "See how far people agree in all sessions that two coded, or in some; the worst first.", _HERE),
    Action("close", "Close", ("Ctrl+W", "Esc"), "Close this window.", _HERE),
)  # fmt: skip
"""Its rows; each id is the name of the window's method that does it."""
