"""Everything that a timeline shows, as plain values: what the widget was given, without how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from vig_annotator.gui.timeline.link_arcs import LinkArcs
from vig_annotator.gui.timeline.media_painter import FilmStrip, Loudness
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
        sound_note: said in the sound lane instead.
        dragged: the annotation edge that is being dragged, or None.
        dragged_moment: the same for a moment.
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
    sound_note: str = ""
    dragged: DraggedEdge | None = None
    dragged_moment: DraggedEdge | None = None
    hint: str = ""
