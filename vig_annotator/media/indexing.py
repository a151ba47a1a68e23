"""Makes the frame index of a film from the container's own timestamps.

Packets are read, not decoded, wherever they tell: every codec has a rule that looks at each packet (`codec_rules`).
Where packets don't tell, pictures are decoded: all of them (no stored times, a codec without a rule, a clock that jumps
back), or just the stretch in question (leading pictures at the start of a cut film, damage). See docs/time.md.
"""

from __future__ import annotations

import os
from pathlib import Path

from av.container import InputContainer
from av.video.stream import VideoStream

from vig_annotator.jobs import JobContext
from vig_annotator.media import faults, held_films
from vig_annotator.media.codec_rules import rule_for
from vig_annotator.media.completeness import ends_early
from vig_annotator.media.doubts import is_settled, is_worth_counting, settle, stretches_in_doubt
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.index_making import Findings, index_of_packets, index_of_pictures
from vig_annotator.media.opening import Source, film_name, only, open_container, video_stream
from vig_annotator.media.packet_scan import NO_TIME, Advance, PacketTable, scan
from vig_annotator.media.picture_count import count_all, count_stretches
from vig_annotator.media.picture_kinds import Shown

_CLOCKLESS_CODECS = frozenset({"h264", "hevc", "vvc"})
"""Codecs of which a bare stream of pictures has no times at all, not even guessed ones."""
# fmt: off
_BARE_STREAMS = frozenset({
    "h261", "h263", "h264", "hevc", "vvc", "evc", "m4v", "mpegvideo", "mjpeg",
    "mjpeg_2000", "ingenient", "vc1", "cavsvideo", "avs2", "avs3", "dirac", "dnxhd",
})
"""Formats that are pictures one after another, without a container to tell their times."""
# fmt: on


def build_index(source: Source, ctx: JobContext | None = None) -> FrameIndex:
    """List all displayed frames of a film.

    Args:
        source: the film; an open file is read from its start.
        ctx: told how far the work is, and asked whether to stop.

    Raises:
        MediaMissing: it is not there, or may not be read.
        MediaUnreadable: it is no film, or not one picture of it can be read.
        NoPicture: it holds no moving picture.
        Cancelled: the user stopped it.
    """
    work = _Indexing(source, ctx or JobContext())
    table = work.scan_packets()
    index = work.from_packets(table) if table is not None and is_worth_counting(table) else None
    return index if index is not None else work.from_pictures()


class _Indexing:
    """One run over one film."""

    def __init__(self, source: Source, ctx: JobContext) -> None:
        self._source = source
        self._name = film_name(source)
        self._ctx = ctx
        self._size, truncated = _length(source)
        self._findings = Findings(truncated=truncated)
        self._codec = ""
        self._times_stored = False
        self._reorder_depth = 0

    def scan_packets(self) -> PacketTable | None:
        """Look at all packets; None if the codec has no rule for that, or the file is a bare stream of pictures."""
        with open_container(self._source) as container:
            stream = self._stream(container)
            codec = stream.codec_context
            self._codec = codec.codec.canonical_name
            rule = rule_for(self._codec, codec.extradata)
            if rule is None or self._findings.no_clock:
                return None
            self._reorder_depth = codec.reorder_depth
            table = scan(container, stream, rule, self._advance("Listing the frames"))
            # Only the tables of MP4 and MOV promise a number of packets; elsewhere it counts other things too.
            if "mp4" in container.format.name and 0 < len(table) < stream.frames:
                self._findings.truncated = True
        if not len(table):
            raise faults.no_frames(self._name)
        self._findings.damaged = bool(table.corrupt.any()) or table.broke_off
        self._times_stored = not (table.pts[table.shown != Shown.NO] == NO_TIME).any()
        return table

    def from_packets(self, table: PacketTable) -> FrameIndex | None:
        """The index that the packets tell, after decoding the stretches in doubt; None if that did not settle them."""
        stretches = stretches_in_doubt(table, self._findings.truncated, self._reorder_depth)
        if stretches:
            with open_container(self._source) as container:
                stream = self._stream(container)
                counted = count_stretches(
                    container, stream, table, stretches, self._advance("Checking parts of the film")
                )
            missing = settle(table, stretches, counted)
            if missing is None:
                return None
            self._findings.damaged |= missing or any(pictures.faults for pictures in counted)
        if not is_settled(table, self._reorder_depth):
            return None
        return self._known(index_of_packets(table, self._findings))

    def from_pictures(self) -> FrameIndex:
        """The index of all pictures that can be decoded."""
        with open_container(self._source) as container:
            stream = self._stream(container)
            in_parallel = self._codec in _CLOCKLESS_CODECS and (self._times_stored or self._findings.no_clock)
            pictures = count_all(container, stream, self._advance("Counting the pictures"), in_parallel)
        self._findings.damaged |= bool(pictures.faults) or pictures.broke_off
        return self._known(index_of_pictures(pictures, self._findings))

    def _known(self, index: FrameIndex | None) -> FrameIndex:
        if index is None:
            raise faults.no_frames(self._name)
        return index

    def _stream(self, container: InputContainer) -> VideoStream:
        stream = video_stream(container, self._name)
        if not stream.time_base:
            raise faults.no_frames(self._name)
        only(container, stream)
        self._findings.time_base = stream.time_base
        self._findings.header_rate = stream.average_rate or stream.guessed_rate
        self._findings.no_clock = container.format.name in _BARE_STREAMS
        return stream

    def _advance(self, message: str) -> Advance:
        def advance(position: int | None) -> None:
            self._ctx.report((position or 0) / self._size if self._size else 0.0, message)

        return advance


def _length(source: Source) -> tuple[int, bool]:
    """Bytes of a film, and whether some are missing at its end; 0 if it can't be read, which opening it will tell."""
    try:
        if isinstance(source, (str, os.PathLike)):
            path = Path(source)
            faults.check_file(path)
            with held_films.open_film(path) as file:
                return file.seek(0, os.SEEK_END), ends_early(file)
        truncated = ends_early(source)
        return source.seek(0, os.SEEK_END), truncated
    except OSError:
        return 0, False
