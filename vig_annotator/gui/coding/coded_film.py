"""The open session as the coding screen knows it: film, frames, coding, moments, reel, and what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vig_annotator.gui.coding.selection import Selection
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, Origin
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coder import initials_of
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.family import Family
from vig_annotator.model.link import Link
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.moment import Moment
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.review import ReviewEntry, SeenEntry
from vig_annotator.model.session import Recording, Session
from vig_annotator.model.session_clock import Take, ends_at
from vig_annotator.services import moments as moment_service
from vig_annotator.services import reel_building
from vig_annotator.services.coders import all_coders
from vig_annotator.services.coding_desk import CodingDesk
from vig_annotator.services.history import Changed
from vig_annotator.services.recordings import PlacedFile, main_take
from vig_annotator.services.workspace import Workspace


class CodedFilm(QObject):
    """One session while it is on the screen; kept up to date with the library by itself.

    Signals:
        frames_known: the index is there; from now on tags can be made.
        tags_changed(change_set): annotations of this coding, or links between them, changed.
        moments_changed, reel_changed: the moments, or the reel with its clips, are other ones.
        marks_changed: the mark where a moment begins was set or taken away.
        names_changed: the family or session is called something else.
        review_changed: something was said about the coding, or read.
        pass_changed: the coding was sent, returned, approved, or became blind.
        recordings_changed: files came or went; this object does not follow, so the film has to be opened anew.
        beside_changed: another camera's film came, went or was moved on the clock.
        steps_changed: something that is not of the coding was written, such as consent: undo and redo are about something else now.
        codebook_changed: the coding goes by another codebook now; this object does not, so the film has to be opened anew.

    Attributes:
        ws: the open library.
        session: what is coded.
        take: its film: one recording, or several that follow each other.
        files: where they are, and where each begins on the session's clock.
        coding_pass: whose coding, with which codebook.
        selection: what is chosen.
    """

    frames_known = Signal()
    tags_changed = Signal(object)
    moments_changed = Signal()
    reel_changed = Signal()
    marks_changed = Signal()
    names_changed = Signal()
    pass_changed = Signal()
    review_changed = Signal()
    codebook_changed = Signal()
    recordings_changed = Signal()
    beside_changed = Signal()
    steps_changed = Signal()

    def __init__(
        self,
        ws: Workspace,
        session: Session,
        take: Take,
        files: tuple[PlacedFile, ...],
        coding_pass: CodingPass,
    ) -> None:
        super().__init__()
        self.ws = ws
        self.session = session
        self.take = take
        self.files = files
        self.coding_pass = coding_pass
        self.selection = Selection(self)
        self._desk = ws.desk(coding_pass)
        self._index: FrameIndex | None = None
        self._family = ws.get(Family, session.family_id)
        self._moments: list[Moment] = []
        self._reel: Reel | None = None
        self._clips: list[ReelClip] = []
        self._mark_in: MediaTime | None = None
        self._read_moments()
        self._read_reel(None)
        self._elsewhere: tuple[str | None, str | None] = (None, None)
        self._read_steps()
        self._stop_following = ws.events.subscribe(Changed, self._follow)

    def close(self) -> None:
        """Follow the library no longer."""
        self._stop_following()

    @property
    def path(self) -> Path:
        """Where the film is, or its first file."""
        return self.files[0][0]

    @property
    def desk(self) -> CodingDesk:
        """The coding's annotations in memory."""
        return self._desk

    @property
    def codebook(self) -> Codebook:
        """What is coded with."""
        return self._desk.codebook

    @property
    def may_tag(self) -> bool:
        """Whether who works may change this coding: it is theirs, and neither sent nor approved."""
        return self.coding_pass.coder == self.ws.coder and self.coding_pass.open

    @property
    def initials(self) -> str:
        """The coder's initials."""
        known = [one.initials for one in all_coders(self.ws) if one.name == self.coding_pass.coder]
        return known[0] if known else initials_of(self.coding_pass.coder)

    @property
    def family(self) -> Family:
        """Whose session it is."""
        return self._family

    @property
    def index(self) -> FrameIndex | None:
        """The film's frames; None until they are known."""
        return self._index

    @property
    def frames(self) -> FrameIndex:
        """The film's frames, where they are known for sure.

        Raises:
            RuntimeError: they are not; actions that need them are greyed out until then.
        """
        if self._index is None:
            raise RuntimeError("the frames are not known yet")
        return self._index

    def set_index(self, index: FrameIndex) -> None:
        """The frames are known."""
        self._index = index
        self.frames_known.emit()

    @property
    def end_us(self) -> MediaTime:
        """Where the film ends: by its frames, else by what was noted earlier; 0 where nobody knows."""
        return MediaTime(self._index.end_us) if self._index is not None else ends_at(self.take[-1])

    @property
    def moments(self) -> Sequence[Moment]:
        """The session's moments, in the clinician's order."""
        return self._moments

    def moment(self, moment_id: str | None) -> Moment | None:
        """A moment of the session, or None."""
        return next((one for one in self._moments if one.id == moment_id), None)

    @property
    def reel(self) -> Reel | None:
        """The reel that is being made; None while the family has none."""
        return self._reel

    @property
    def reels(self) -> list[Reel]:
        """All reels of the family."""
        return reel_building.reels_of(self.ws, self.session.family_id)

    @property
    def clips(self) -> Sequence[ReelClip]:
        """The reel's clips, in order."""
        return self._clips

    def clip(self, clip_id: str | None) -> ReelClip | None:
        """A clip of the reel, or None."""
        return next((one for one in self._clips if one.id == clip_id), None)

    @property
    def reel_length_us(self) -> int:
        """How long the reel's film will be, handles included as far as this film reaches."""
        if self._reel is None:
            return 0
        handles = self._reel.handles_us
        end = self.end_us
        total = 0
        for clip in self._clips:
            stop = clip.offset_us + handles
            if clip.session_id == self.session.id and end:
                stop = min(stop, end)
            total += stop - max(0, clip.onset_us - handles)
        return total

    @property
    def mark_in(self) -> MediaTime | None:
        """Where a moment was marked to begin; None if nowhere."""
        return self._mark_in

    def set_mark_in(self, time_us: MediaTime | None) -> None:
        """Mark where a moment begins, or take the mark away."""
        if time_us != self._mark_in:
            self._mark_in = time_us
            self.marks_changed.emit()

    def chosen_tag(self) -> Annotation | None:
        """The chosen annotation, if it is exactly one."""
        return self._desk.annotation(self.selection.tag) if self.selection.tag is not None else None

    @property
    def undo_label(self) -> str | None:
        """What the next undo takes back; it names the session where that is another one."""
        return _placed(self.ws.history.undo_label, self._elsewhere[0])

    @property
    def redo_label(self) -> str | None:
        """What the next redo brings back; as of `undo_label`."""
        return _placed(self.ws.history.redo_label, self._elsewhere[1])

    def choose_reel(self, reel_id: str | None) -> None:
        """Work on another reel of the family."""
        self._read_reel(reel_id)
        self.selection.keep_only(self.selection.tags, [one.id for one in self._moments], self._clip_ids())
        self.reel_changed.emit()

    def _read_steps(self) -> None:
        there = self.ws.store.next_sessions(self.ws.coder)
        undo, redo = (
            self.ws.title_of(one) if one is not None and one != self.session.id else None for one in there
        )
        self._elsewhere = undo, redo

    def _follow(self, event: Changed) -> None:
        if event.origin in (Origin.UNDO, Origin.REDO):
            self._read_steps()
        elif event.origin is Origin.EDIT:
            self._elsewhere = (None, None)  # what was done just now, from here
        rows = [change.row for change in event.change_set.changes]
        for change in event.change_set.changes:
            if isinstance(change.row, CodingPass) and change.row.id == self.coding_pass.id:
                if change.after is None or change.row.snapshot_id != self.coding_pass.snapshot_id:
                    self.codebook_changed.emit()
                    return
                self.coding_pass = change.row
                self.pass_changed.emit()
        if any(isinstance(row, Family | Session | Recording) for row in rows):
            self._take_over(rows)
        if any(isinstance(row, ReviewEntry | SeenEntry) for row in rows):
            self.review_changed.emit()
        if any(isinstance(row, Recording) and row.session_id == self.session.id for row in rows):
            self._follow_recordings()
        touched_tags = any(
            isinstance(row, Annotation | Link) and row.pass_id == self.coding_pass.id for row in rows
        )
        touched_moments = any(isinstance(row, Moment) for row in rows)
        touched_reel = any(isinstance(row, Reel | ReelClip) for row in rows)
        if touched_moments:
            self._read_moments()
        if touched_reel:
            self._read_reel(self._newest_reel(event.change_set) or (self._reel.id if self._reel else None))
        with self.selection.told_once():
            self._let_go_of_what_is_gone(event.change_set)
            if touched_tags:
                self.tags_changed.emit(event.change_set)
            if touched_moments:
                self.moments_changed.emit()
            if touched_reel:
                self.reel_changed.emit()
        if not (touched_tags or touched_moments or touched_reel):
            self.steps_changed.emit()

    def _take_over(self, rows: Sequence[object]) -> None:
        for row in rows:
            if isinstance(row, Family) and row.id == self._family.id:
                self._family = row
            elif isinstance(row, Session) and row.id == self.session.id:
                self.session = row
        self.names_changed.emit()

    def _follow_recordings(self) -> None:
        take = main_take(self.ws, self.session.id)
        places = [[(one.id, one.starts_at_us) for one in each] for each in (self.take, take)]
        self.take = take
        if places[0] != places[1]:
            self.recordings_changed.emit()
        else:
            self.beside_changed.emit()

    def _read_moments(self) -> None:
        self._moments = moment_service.moments_of(self.ws, self.session.id)

    def _read_reel(self, wanted: str | None) -> None:
        known = self.reels
        self._reel = next((one for one in known if one.id == wanted), known[-1] if known else None)
        self._clips = [] if self._reel is None else reel_building.clips_of(self.ws, self._reel.id)

    def _newest_reel(self, change_set: ChangeSet) -> str | None:
        """A reel of this family that the change brought."""
        made = [c.after for c in change_set.changes if c.before is None and isinstance(c.after, Reel)]
        return next((one.id for one in made if one.family_id == self._family.id), None)

    def _let_go_of_what_is_gone(self, change_set: ChangeSet) -> None:
        if not self.selection.anything:
            return
        gone = {change.row.id for change in change_set.changes if change.after is None}
        self.selection.keep_only(
            self.selection.tags - gone, [one.id for one in self._moments], self._clip_ids()
        )

    def _clip_ids(self) -> list[str]:
        return [one.id for one in self._clips]


def _placed(label: str | None, session: str | None) -> str | None:
    return label if label is None or session is None else f"{label} in “{session}”"
