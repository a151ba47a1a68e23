"""What can be done in the codebook window: a table like that of the main window, for menus, keys and tests."""

from __future__ import annotations

from vig_annotator.gui.actions import Action, Topic

_HERE = Topic.CODEBOOK

EDITOR_ACTIONS: tuple[Action, ...] = (
    Action("save", "Save…", ("Ctrl+S",), "See what changed, then write the codebook to its file.", _HERE),
    Action("save_as", "Save in another place…", ("Ctrl+Shift+S",), "Write the codebook to a file that you choose.", _HERE),
    Action("changes", "What changed", ("Ctrl+Shift+D",), "Say in plain words what is different from the last saved version.", _HERE),
    Action("manual", "Save the coding manual…", ("Ctrl+P",), "Write the printable manual as PDF or HTML.", _HERE),
    Action("new_from", "New codebook from this one…", ("Ctrl+Shift+N",), "Begin another codebook that holds all that this one does.", _HERE),
    Action("undo", "Undo", ("Ctrl+Z",), "Take back the last change.", _HERE, repeats=True),
    Action("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Bring back what was undone.", _HERE, repeats=True),
    Action("new_code", "New code…", ("Ctrl+N",), "Add a code below the chosen one.", _HERE),
    Action("retire", "Retire", ("Ctrl+Delete",), "Offer the chosen code no longer, or again; old tags stay readable.", _HERE),
    Action("up", "Up", ("Alt+Up",), "Move the chosen code one place up.", _HERE, repeats=True),
    Action("down", "Down", ("Alt+Down",), "Move the chosen code one place down.", _HERE, repeats=True),
    Action("new_group", "New group…", ("Ctrl+G",), "Add a group of codes.", _HERE),
    Action("new_question", "New question…", ("Ctrl+Shift+G",), "Add a question that a coder can answer about a tag.", _HERE),
    Action("language", "Next language", ("Ctrl+L",), "Write the texts of the codebook’s next language.", _HERE),
    Action("new_language", "Add a language…", ("Ctrl+Shift+L",), "Begin to translate the texts of the codebook.", _HERE),
    Action("close", "Close", ("Ctrl+W",), "Close this window.", _HERE),
)  # fmt: skip
"""Its rows; each id is the name of the window's method that does it."""
