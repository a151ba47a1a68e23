"""Two clocks: that of a session, and that of the stretch of it which lies in a packet and begins with its own first frame at 0.

What is said in the packet is carried back to the session's clock, and the other way round, without a microsecond lost. A tag that reaches
beyond the stretch is cut off in the packet; what is said about its cut edge is carried to its real edge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.review import EntryKind, ReviewEntry

_Move = Callable[[str | None, int, int | None], MediaTime | None]


@dataclass(frozen=True, slots=True)
class CutTag:
    """A tag that the packet's stretch cuts off.

    Attributes:
        real: onset and offset on the session's clock.
        shown: onset and offset on the packet's clock.
    """

    real: tuple[int, int | None]
    shown: tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class PacketClock:
    """The packet's clock of one session.

    Attributes:
        shift_us: where the packet's 0 lies on the session's clock.
        cut: by annotation id.
    """

    shift_us: int
    cut: Mapping[str, CutTag]

    def to_session(self, entry: ReviewEntry) -> ReviewEntry:
        """A remark that was made in the packet, on the session's clock."""
        return self._moved(entry, self._real)

    def to_packet(self, entry: ReviewEntry) -> ReviewEntry:
        """A remark on the packet's clock."""
        return self._moved(entry, self._shown)

    def _moved(self, entry: ReviewEntry, move: _Move) -> ReviewEntry:
        tag = entry.annotation_id
        onset, offset = move(tag, 0, entry.onset_us), move(tag, 1, entry.offset_us)
        moved = replace(entry, onset_us=onset, offset_us=offset)
        if entry.kind not in (EntryKind.AMEND, EntryKind.PROPOSE):
            return moved
        detail: dict[str, object] = {}
        for name, said in entry.detail.items():
            assert isinstance(said, Mapping)
            detail[name] = {
                **said,
                "onset_us": move(tag, 0, said["onset_us"]),
                "offset_us": move(tag, 1, said["offset_us"]),
            }
        return replace(moved, detail=detail)

    def _real(self, tag: str | None, edge: int, at_us: int | None) -> MediaTime | None:
        cut = self.cut.get(tag or "")
        if cut is not None and at_us == cut.shown[edge]:
            real = cut.real[edge]
            return None if real is None else MediaTime(real)
        return None if at_us is None else MediaTime(at_us + self.shift_us)

    def _shown(self, tag: str | None, edge: int, at_us: int | None) -> MediaTime | None:
        cut = self.cut.get(tag or "")
        if cut is not None and at_us == cut.real[edge]:
            shown = cut.shown[edge]
            return None if shown is None else MediaTime(shown)
        return None if at_us is None else MediaTime(at_us - self.shift_us)


def tags_in(
    tags: Iterable[Annotation], stretches: Sequence[Span]
) -> tuple[list[Annotation], dict[str, CutTag]]:
    """The tags that belong to stretches of a film, on the packet's clock.

    A point belongs to the stretch that it lies in, a state to each that it shares time with. What lies before the first stretch or after
    the last is cut off; a state that is still running runs to the end of the last.

    Args:
        tags: of one coding, on the session's clock.
        stretches: in order, not overlapping; empty for the whole film.

    Returns:
        the tags, and those that were cut, by id.
    """
    if not stretches:
        return list(tags), {}
    begin, end = stretches[0].onset_us, stretches[-1].offset_us
    found: list[Annotation] = []
    cut: dict[str, CutTag] = {}
    for one in tags:
        stop = end if one.offset_us is None else one.offset_us
        if not any(_shares(one.onset_us, stop, stretch) for stretch in stretches):
            continue
        onset = MediaTime(max(one.onset_us, begin) - begin)
        offset = None if one.offset_us is None else MediaTime(min(one.offset_us, end) - begin)
        moved = replace(one, onset_us=onset, offset_us=offset)
        if one.onset_us < begin or (one.offset_us is not None and one.offset_us > end):
            moved = replace(moved, onset_shift_us=0, offset_shift_us=0)
            cut[one.id] = CutTag((one.onset_us, one.offset_us), (onset, offset))
        found.append(moved)
    return found, cut


def entries_in(
    entries: Iterable[ReviewEntry], clock: PacketClock, stretches: Sequence[Span], tag_ids: Iterable[str]
) -> list[ReviewEntry]:
    """The earlier remarks that go with stretches of a film, on the packet's clock: about the whole coding, about a tag that goes, or in a stretch.

    Remarks about a tag that does not go stay, and so does what was said about those.
    """
    known, going, found = frozenset(tag_ids), set(), []
    for one in entries:
        if one.about_id is not None:
            goes = one.about_id in going
        elif one.annotation_id is not None:
            goes = one.annotation_id in known
        else:
            goes = one.onset_us is None or not stretches or any(_begins_in(one, each) for each in stretches)
        if goes:
            going.add(one.id)
            found.append(clock.to_packet(one))
    return found


def _shares(onset_us: int, stop_us: int, stretch: Span) -> bool:
    if onset_us == stop_us:
        return stretch.contains(onset_us)
    return max(onset_us, stretch.onset_us) < min(stop_us, stretch.offset_us)


def _begins_in(entry: ReviewEntry, stretch: Span) -> bool:
    return entry.onset_us is not None and stretch.contains(entry.onset_us)
