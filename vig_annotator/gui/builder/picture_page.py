"""What of the picture is seen: a part of it, standing or moving; a spotlight; and who is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.builder.form_page import FormPage, beside, form_layout, number_box, small
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.layouts import emptied
from vig_annotator.model.clip_look import ClipLook, SpotShape
from vig_annotator.model.edits.clip_stretches import unframed
from vig_annotator.model.frame_box import WHOLE_PICTURE
from vig_annotator.model.reel import ReelClip
from vig_annotator.model.timecode import format_time


class PicturePage(FormPage):
    """The third page.

    Signals:
        zoom_wanted, move_wanted, whole_wanted: a part for the whole clip is to be drawn; one for the frame on the screen; from that
            frame the whole picture is to be seen.
        spotlight_wanted, spotlight_moved: a spotlight is to be drawn; it is to move to where it is drawn on the frame on the screen.
        blur_wanted: a box is to be drawn round somebody.
        follow_wanted(number), blur_removed(number), doubt_wanted(number), correct_wanted(number): about a blur.
        blur_named(number, who): whom a blur hides.
        shown_wanted(time_us): a moment of the session is to be shown.
    """

    zoom_wanted = Signal()
    move_wanted = Signal()
    whole_wanted = Signal()
    spotlight_wanted = Signal()
    spotlight_moved = Signal()
    blur_wanted = Signal()
    follow_wanted = Signal(int)
    doubt_wanted = Signal(int)
    correct_wanted = Signal(int)
    blur_removed = Signal(int)
    blur_named = Signal(int, str)
    shown_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom_state, self.spot_state = QLabel(), QLabel()
        self.keys, self.blurs = QVBoxLayout(), QVBoxLayout()
        for layout in (self.keys, self.blurs):
            layout.setSpacing(4)
        self.shape = Choice("Form of the spotlight")
        self.shape.addItem("round", SpotShape.ELLIPSE)
        self.shape.addItem("box", SpotShape.BOX)
        self.dim = number_box("How dark the rest becomes", 0, 90, 5, " % darker")
        part = QLabel("PART OF THE PICTURE")
        light = QLabel("SPOTLIGHT")
        hidden = QLabel("WHO MUST NOT BE RECOGNISED")
        for head in (part, light, hidden):
            head.setProperty("role", "head")
        self._whole_button = small("Whole", lambda: self.change(framing=()), name="Show the whole picture")
        self._dark_button = small("None", lambda: self.change(spotlight=None), name="No spotlight")
        self._spot_move = small("Move it here…", self.spotlight_moved.emit, name="Move the spotlight here")
        draw = beside(self.zoom_state, small("Draw…", self.zoom_wanted.emit, key="Z"), self._whole_button)
        move = beside(
            small("Move it here…", self.move_wanted.emit, name="Move the part here", key="Shift+Z"),
            small("Whole from here", self.whole_wanted.emit, key="W"),
        )
        spot = beside(
            self.spot_state,
            small("Draw…", self.spotlight_wanted.emit, key="L"),
            self._spot_move,
            self._dark_button,
        )
        self._light = QWidget()
        form = form_layout()
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow("Form", self.shape)
        form.addRow("Around it", self.dim)
        self._light.setLayout(form)
        self.column.addWidget(part)
        self.column.addWidget(draw)
        self.column.addWidget(move)
        self.column.addLayout(self.keys)
        self.column.addWidget(light)
        self.column.addWidget(spot)
        self.column.addWidget(self._light)
        self.column.addWidget(hidden)
        self.column.addLayout(self.blurs)
        self.column.addWidget(push_button("Blur somebody…", self.blur_wanted.emit, key="B"))
        self.column.addStretch(1)
        self.shape.activated.connect(lambda: self._spot(shape=self.shape.currentData()))
        self.dim.editingFinished.connect(lambda: self._spot(dim_percent=round(self.dim.value())))

    def show_clip(self, clip: ReelClip, people: Sequence[str]) -> None:
        """Show what is seen of a clip; `people` are called so who are filmed in its family."""
        look = self.look = clip.look
        moving = len({one.box for one in look.framing}) > 1
        whole = all(one.box == WHOLE_PICTURE for one in look.framing)
        self.zoom_state.setText("it moves" if moving else "all of it" if whole else "a part")
        self._whole_button.setVisible(bool(look.framing))
        spot = look.spotlight
        self.spot_state.setText("none" if spot is None else "it moves" if len(spot.keys) > 1 else "on")
        for widget in (self._dark_button, self._light, self._spot_move):
            widget.setVisible(spot is not None)
        if spot is not None:
            with QSignalBlocker(self.shape), QSignalBlocker(self.dim):
                self.shape.setCurrentIndex(self.shape.findData(spot.shape))
                self.dim.setValue(spot.dim_percent)
        self._show_keys(look)
        self._show_blurs(look, people)

    def _show_keys(self, look: ClipLook) -> None:
        emptied(self.keys)
        for number, key in enumerate(look.framing if len(look.framing) > 1 else ()):
            what = "whole" if key.box == WHOLE_PICTURE else f"{key.box.width / 100:.0f} % wide"
            words = QLabel(f"{format_time(key.at_us)[2:-2]} · {what}")
            words.setProperty("role", "secondary")
            self.keys.addWidget(
                beside(
                    words,
                    small(
                        "Show",
                        partial(self.shown_wanted.emit, key.at_us),
                        name=f"Show frame {number + 1} of the way",
                    ),
                    small(
                        "Remove",
                        partial(self._remove_key, number),
                        name=f"Remove frame {number + 1} of the way",
                    ),
                )
            )

    def _named(self, number: int, whom: Choice) -> None:
        self.blur_named.emit(number, whom.currentData())

    def _remove_key(self, number: int) -> None:
        self.look_changed.emit(unframed(self.look, number))

    def _spot(self, **values: object) -> None:
        if self.look.spotlight is not None:
            self.change(spotlight=replace(self.look.spotlight, **values))  # type: ignore[arg-type]

    def _show_blurs(self, look: ClipLook, people: Sequence[str]) -> None:
        emptied(self.blurs)
        for number, blur in enumerate(look.blurs):
            who = blur.who or f"Somebody{f' {number + 1}' if len(look.blurs) > 1 else ''}"
            state = "not followed yet" if not blur.followed else "followed"
            if blur.doubts:
                state = f"{len(blur.doubts)} to look at"
            words = QLabel(state)
            words.setProperty("role", "concern" if blur.doubtful else "secondary")
            whom = Choice(f"Whom blur {number + 1} hides")
            whom.addItem("Somebody", "")
            for name in dict.fromkeys([*people, *([blur.who] if blur.who else [])]):
                whom.addItem(name, name)
            whom.setCurrentIndex(max(0, whom.findData(blur.who)))
            whom.activated.connect(partial(self._named, number, whom))
            self.blurs.addWidget(beside(whom, words))
            if blur.doubts:
                check = small(
                    "Look", partial(self.doubt_wanted.emit, number), name=f"Look at {who}’s doubtful frames"
                )
            else:
                check = small("Follow", partial(self.follow_wanted.emit, number), name=f"Follow {who}")
            self.blurs.addWidget(
                beside(
                    QLabel(""),
                    check,
                    small(
                        "Correct…",
                        partial(self.correct_wanted.emit, number),
                        name=f"Correct {who}’s box here",
                    ),
                    small("Remove", partial(self.blur_removed.emit, number), name=f"Show {who} again"),
                )
            )
