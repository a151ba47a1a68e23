"""What can be done in the window that compares many sessions: a table like that of the main window, for keys and tests."""

from __future__ import annotations

from vig_annotator.gui.actions import Action, Topic

_HERE = Topic.VIEW

SESSIONS_ACTIONS: tuple[Action, ...] = (
    Action("open_chosen", "Look at this session", ("Return", "Enter"), "See both codings of the chosen session side by side, and play where they differ.", _HERE),
    Action("again", "Work it out", ("F5",), "Work out the agreement of the ticked sessions.", _HERE),
    Action("tick_all", "Tick all, or none", ("Ctrl+A",), "Tick every session that is listed, or none if all are.", _HERE),
    Action("stop", "Stop", ("Ctrl+.",), "Stop working out.", _HERE),
    Action("settings", "Settings…", ("Ctrl+,",), "Say when two tags count as the same.", _HERE),
    Action("methods", "Methods text…", ("Ctrl+M",), "A paragraph for the methods section of a report, ready to be copied.", _HERE),
    Action("close", "Close", ("Ctrl+W", "Esc"), "Close this window.", _HERE),
)  # fmt: skip
"""Its rows; each id is the name of the window's method that does it."""
