"""Libraries with a session to code, and a small codebook that has one of everything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vig_annotator.codebook.loader import LoadedCodebook, parse_codebook
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.family import Family
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Session
from vig_annotator.services import tagging
from vig_annotator.services.families import create_family
from vig_annotator.services.passes import ensure_pass
from vig_annotator.services.workspace import Workspace

FRAME_US = 40_000
"""The films of these tests have a frame every 40 ms; `at` gives a frame's time."""

CODEBOOK = """
id: small
title: A small codebook
version: '1.0'
language: en-GB
note: For tests.
licence: CC0
owner: Nobody
subjects:
- {id: infant, label: Baby}
- {id: parent, label: Parent}
groups:
- {id: gaze, label: Gaze}
modifiers:
- {id: strength, label: How strong, choices: [weak, strong]}
- {id: hands, label: Which hands, choices: [left, right], multiple: true}
codes:
- {id: smile, label: Smile, subject: infant, kind: point, valence: positive, definition: A smile., key: s, modifiers: [strength]}
- {id: cry, label: Cry, subject: infant, kind: point, valence: concern, definition: A cry., key: c}
- {id: face, label: Looks at face, subject: parent, kind: state, group: gaze, valence: positive, definition: Looks., key: f, modifiers: [strength, hands]}
- {id: toy, label: Looks at toy, subject: parent, kind: state, group: gaze, valence: neutral, definition: Looks., key: t}
- {id: away, label: Looks away, subject: parent, kind: state, group: gaze, valence: concern, definition: Looks., key: a}
- {id: baby_face, label: Baby looks at face, subject: infant, kind: state, group: gaze, valence: neutral, definition: Looks., key: g}
- {id: voice, label: Warm voice, subject: parent, kind: state, valence: positive, definition: Speaks., key: v}
- {id: bid, label: Bid, subject: infant, kind: point, definition: Starts something., key: b}
- {id: notice, label: Notices, subject: parent, kind: point, valence: positive, definition: Answers., key: n, answers: [bid]}
- {id: builds, label: Builds on it, subject: parent, kind: state, valence: positive, definition: Adds., key: d, answers: [bid, notice], window_s: 2}
"""


def small_codebook() -> LoadedCodebook:
    """The codebook above, checked."""
    return parse_codebook(CODEBOOK, "small.yaml")


def at(frame: int) -> MediaTime:
    """The time of a frame."""
    return MediaTime(frame * FRAME_US)


@dataclass
class Desk:
    """An open library with one session, ready to be coded.

    `press` presses a code's key on a frame; `seen` tells what is coded, in frames.
    """

    ws: Workspace
    family: Family
    session: Session
    coding_pass: CodingPass

    def press(self, code_id: str, frame: int) -> Annotation:
        """Press a code's key while a frame is on the screen."""
        return tagging.press_code(
            self.ws, self.coding_pass, code_id, at(frame), next_frame_us=at(frame + 1), film_end_us=at(1000)
        )

    def state(self, code_id: str, first: int, end: int) -> Annotation:
        """Code a whole state, from a frame up to (not including) another."""
        self.press(code_id, first)
        return self.press(code_id, end)

    def seen(self) -> list[tuple[str, int, int | None]]:
        """What is coded: code, first frame, end frame (None while running), by onset."""
        return [
            (
                one.code_id,
                one.onset_us // FRAME_US,
                None if one.offset_us is None else one.offset_us // FRAME_US,
            )
            for one in self.ws.desk(self.coding_pass).annotations
        ]


def begin_work(folder: Path, coder: str = "AB") -> Desk:
    """A new library with one family, one session and a coding pass with the small codebook."""
    ws = Workspace.open(folder, coder)
    family = create_family(ws)
    session = Session(new_id(), family.id, "Visit 1", created_at=ws.stamp().at)
    ws.history.set_up(ChangeSet("add a session", (made(session),)))
    return Desk(ws, family, session, ensure_pass(ws, session, small_codebook()))
