"""What can be done in the reel builder: a table like that of the main window, for keys and tests."""

from __future__ import annotations

from vig_annotator.gui.actions import Action, Topic

_HERE = Topic.REEL

BUILDER_ACTIONS: tuple[Action, ...] = (
    Action("toggle", "Play or pause", ("Space", "K"), "Play the reel as it will be made, or stop.", _HERE),
    Action("frame_back", "One picture back", ("Left", ","), "Show the picture before; hold the key to run.", _HERE, repeats=True),
    Action("frame_on", "One picture on", ("Right", "."), "Show the next picture; hold the key to run.", _HERE, repeats=True),
    Action("start", "To the start", ("Home",), "Show the first picture of the reel.", _HERE),
    Action("play_clip", "Play this clip", ("Return",), "Play the chosen clip with all that belongs to it.", _HERE),
    Action("previous_clip", "The clip before", ("PgUp",), "Choose the clip before.", _HERE),
    Action("next_clip", "The next clip", ("PgDown",), "Choose the next clip.", _HERE),
    Action("earlier", "Earlier in the reel", ("Alt+Left", "Alt+Up"), "Move the chosen clip one place forward.", _HERE),
    Action("later", "Later in the reel", ("Alt+Right", "Alt+Down"), "Move the chosen clip one place back.", _HERE),
    Action("remove", "Take out of the reel", ("Delete",), "Take the chosen clip out; its moment stays.", _HERE),
    Action("add", "Put into the reel", ("Ctrl+Return",), "Put the chosen candidate at the end of the reel.", _HERE),
    Action("onset_back", "Begin a frame earlier", ("Ctrl+Left",), "Let the clip begin one frame earlier.", _HERE, repeats=True),
    Action("onset_on", "Begin a frame later", ("Ctrl+Right",), "Let the clip begin one frame later.", _HERE, repeats=True),
    Action("offset_back", "End a frame earlier", ("Ctrl+Shift+Left",), "Let the clip end one frame earlier.", _HERE, repeats=True),
    Action("offset_on", "End a frame later", ("Ctrl+Shift+Right",), "Let the clip end one frame later.", _HERE, repeats=True),
    Action("freeze_here", "Hold this picture", ("H",), "Let the clip end on the picture that is on the screen.", _HERE),
    Action("mark_in", "Mark from here", ("I",), "The marked stretch begins with the picture on the screen.", _HERE),
    Action("mark_out", "Mark to here", ("O",), "The marked stretch ends with the picture on the screen.", _HERE),
    Action("hear_mark", "Hear the marked stretch", ("Shift+Return",), "Play the marked stretch.", _HERE),
    Action("mute_mark", "Mute the marked stretch", ("M",), "Nothing is heard in the marked stretch, such as a spoken name.", _HERE),
    Action("soften_mark", "Soften the marked stretch", ("Shift+M",), "Voices are there in the marked stretch, but no word can be made out.", _HERE),
    Action("subtitle", "Write a subtitle…", ("T",), "Write what is said in the marked stretch, or from this picture on.", _HERE),
    Action("blur", "Blur somebody…", ("B",), "Draw a box round somebody who must not be recognised; they are followed.", _HERE),
    Action("zoom", "Show a part…", ("Z",), "Draw a box round what is to be seen large.", _HERE),
    Action("zoom_key", "Move the part here…", ("Shift+Z",), "Draw what is to be seen large at this picture; the part moves there.", _HERE),
    Action("whole_key", "Whole picture from here", ("W",), "At this picture all of it is seen; the part moves from and to it.", _HERE),
    Action("beside_next", "Beside the next clip", ("Ctrl+B",), "Show the clip and the one after it side by side, or no longer.", _HERE),
    Action("other_camera", "Other camera", ("C",), "Show the clip as the visit's other camera saw it.", _HERE),
    Action("both_cameras", "Both cameras", ("Shift+C",), "Show the visit's other camera beside the clip, in step.", _HERE),
    Action("check_blurs", "Look through the blurs…", ("Shift+B",), "Stop at each stretch in which a blur is doubtful.", _HERE),
    Action("spotlight_key", "Move the spotlight here…", ("Shift+L",), "Draw where the light is to be at this picture; it moves there.", _HERE),
    Action("spotlight", "Spotlight…", ("L",), "Draw a box round a face or hand that is to stand out.", _HERE),
    Action("undo", "Undo", ("Ctrl+Z",), "Take back the last change.", _HERE, repeats=True),
    Action("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Do it again.", _HERE, repeats=True),
    Action("present", "Shared review…", ("Ctrl+F5",), "Show the reel to the parent, full screen.", _HERE),
    Action("make_film", "Make…", ("Ctrl+Shift+E",), "Make a film, a film for each clip, stills or a keepsake sheet of the reel.", _HERE),
    Action("queue", "What is being made", ("Ctrl+Shift+J",), "Show what is being made in the background, or hide it.", _HERE),
    Action("close", "Close", ("Ctrl+W",), "Close this window; everything is saved.", _HERE),
)  # fmt: skip
"""Its rows; each id is the name of the window's method that does it."""
