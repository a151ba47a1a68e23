"""Everything that a timeline shows, as plain values: what the widget was given, without how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QPixmap

from vig_annotator.gui.timeline.box import Box
from vig_annotator.gui.timeline.link_arcs import LinkArcs
from vig_annotator.gui.timeline.media_painter import FilmStrip, Loudness, MediaLane
from vig_annotator.gui.timeline.review_marks import ReviewMark
from vig_annotator.gui.timeline.tracks import Tracks
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment


@dataclass(frozen=True, slots=True)
class DraggedEdge:
    """An edge of an annotation or a moment that is being dragged, and where it is now."""

    row_id: str
    edge: Edge
    time_us: MediaTime

    def applied(self, onset_us: int, offset_us: int | None) -> tuple[int, int | None]:
        """The stretch as it would be if the mouse were let go now; a point moves as a whole."""
        if onset_us == offset_us:
            return self.time_us, self.time_us
        return (self.time_us, offset_us) if self.edge is Edge.ONSET else (onset_us, self.time_us)


@dataclass(slots=True)
class Scene:
    """What a timeline shows.

    Attributes:
        end_us: where the film ends; 0 while there is no film.
        index: its frames; None while they are not known.
        tracks: the annotations.
        links: what answers what.
        moments: the chosen moments.
        chosen_moment: id of the one that is chosen in the list, or None.
        marked: a stretch that is being marked as a moment, or None.
        loop: a stretch that is played again and again, or None.
        selected: ids of the selected annotations.
        playhead_us: the moment that is on screen.
        strip: small pictures of the film.
        loudness: how loud it is; None while not known.
        beside: the other cameras' films, from top to bottom.
        sound_note: said in the sound lane instead.
        dragged: the annotation edge that is being dragged, or None.
        dragged_moment: the same for a moment.
        shifted: by how many frames the selected annotations are being dragged, all of them; 0 while they are not.
        box: what is being drawn to select what lies in it, or None.
        out_of_focus: ids of the codes that this pass is not about; their lanes are dimmed or hidden.
        hide_out: whether they are hidden.
        review: the remarks of the review.
        stretches: what of the film is to be coded; empty for all of it.
        minimap: all tags of the film as a small picture; None while it is not drawn.
        hint: said in the lanes while there are no annotations.
    """

    end_us: int = 0
    index: FrameIndex | None = None
    tracks: Tracks = field(default_factory=Tracks)
    links: LinkArcs = field(default_factory=LinkArcs)
    moments: tuple[Moment, ...] = ()
    chosen_moment: str | None = None
    marked: Span | None = None
    loop: Span | None = None
    selected: frozenset[str] = frozenset()
    playhead_us: int = 0
    strip: FilmStrip = field(default_factory=FilmStrip)
    loudness: Loudness | None = None
    beside: tuple[MediaLane, ...] = ()
    sound_note: str = ""
    dragged: DraggedEdge | None = None
    dragged_moment: DraggedEdge | None = None
    shifted: int = 0
    box: Box | None = None
    out_of_focus: frozenset[str] = frozenset()
    hide_out: bool = False
    minimap: QPixmap | None = None
    hint: str = ""
    review: tuple[ReviewMark, ...] = ()
    stretches: tuple[Span, ...] = ()

    @property
    def lanes_out(self) -> frozenset[int]:
        """Numbers of the lanes whose codes this pass is not about, all of them."""
        lanes = enumerate(self.tracks.plan.lanes)
        return frozenset(
            n for n, lane in lanes if self.out_of_focus and self.out_of_focus.issuperset(lane.code_ids)
        )
