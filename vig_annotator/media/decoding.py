"""A film open for decoding: packets go in one by one, frames come out as the film stores them. Damage never raises."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import av.error
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from vig_annotator.errors import MediaError
from vig_annotator.media.idle_frames import IdleFrames
from vig_annotator.media.opening import Source, film_name, only, open_container, video_stream
from vig_annotator.media.probe import FilmInfo, describe, first_picture

_FEWEST_THREADS, _MOST_THREADS = 8, 16
"""FFmpeg gives each thread a frame, which waits for the rows of the frame before it; with few threads, processors idle.
Measured on two processors: a jump takes 73 ms with two threads, 65 with four, 60 with eight, no less with twelve."""

_MOST_FLUSHES = 64
_PROGRESSIVE = 1  # AVFieldOrder; 0 is unknown, the higher ones are kinds of interlaced

_TROUBLES = (av.error.FFmpegError, OSError)


class DecoderGaveUp(Exception):
    """A strict decoder met what it can't decode."""


class FilmDecoder:
    """The first moving picture stream of a film.

    Attributes:
        info: what the film is.
        first: its first picture, decoded when it was opened.
        ended: whether the last packet has been fed.
        fed_pts: timestamp of the packet that was fed last, None if it has none.
        can_skip: whether frames that no other frame needs may be left out, as `feed` offers.

    Args:
        source: the film.
        threads: how many frames are decoded at a time; None for as many as suit the computer.
        rough: leave out the smoothing of the edges of blocks: the same frames come out, sooner, but uglier.
        open_film: how to open it.
        strict: for a decoder that can be replaced: raise `DecoderGaveUp` where another would go on without the picture.

    Raises:
        MediaMissing: the film is not there, or may not be read.
        MediaUnreadable: it is no film, or not one picture of it can be decoded.
        NoPicture: it holds no moving picture.
    """

    def __init__(
        self,
        source: Source,
        *,
        threads: int | None = None,
        rough: bool = False,
        open_film: Callable[[Source], InputContainer] = open_container,
        strict: bool = False,
    ) -> None:
        self._source, self._threads, self._rough = source, threads or _threads(), rough
        self._open_film, self._strict = open_film, strict
        self.ended = False
        self.fed_pts: int | None = None
        self._await_keyframe = False
        self._open()
        try:
            self.first: VideoFrame = self._first_picture()
            self.info: FilmInfo = describe(self._container, self._stream, source, self.first)
        except BaseException:
            self._container.close()
            raise
        codec = self._stream.codec_context
        self._idle = IdleFrames(self.info.codec, codec.extradata)
        # Where the two fields of a frame are packets of their own, one without the other leads FFmpeg's threads astray.
        woven = self.info.interlaced or int(codec.field_order) > _PROGRESSIVE
        self.can_skip = self._idle.known and not woven

    def rewind(self) -> None:
        """Begin again with the film's very first packet, by opening it anew.

        Raises:
            MediaError: it can't be opened any more.
        """
        self._container.close()
        if not isinstance(self._source, (str, os.PathLike)):
            self._source.seek(0)
        self._open()

    def jump(self, pts: int, *, await_keyframe: bool) -> bool:
        """Go to the last place at or before a timestamp where the container thinks that decoding can begin.

        Containers may land too late or too early: look at the timestamps that come out.

        Args:
            pts: timestamp in ticks of the stream.
            await_keyframe: leave out what comes before the first packet that is flagged as a keyframe.

        Returns:
            Whether the container could jump; if not, call `rewind`.
        """
        try:
            self._container.seek(pts, stream=self._stream)
        except _TROUBLES:
            return False
        self._begin(await_keyframe)
        return True

    def feed(self, skip_before: int | None = None) -> list[VideoFrame]:
        """Feed the next packet.

        Args:
            skip_before: with `can_skip`: frames before this timestamp that no other frame needs are not decoded.

        Returns:
            the frames that came out, in display order; after the last packet all that were left, and `ended` is set.
        """
        packet = self._next_packet()
        if packet is None:
            self.ended = True
            return self.drain()
        self.fed_pts = packet.pts
        if self._await_keyframe and not packet.is_keyframe:
            return []
        self._await_keyframe = False
        early = skip_before is not None and packet.pts is not None and packet.pts < skip_before
        if early and self.can_skip and self._idle.is_idle(memoryview(packet)):
            return []
        try:
            frames = self._stream.codec_context.decode(packet)
        except _TROUBLES as error:
            self._complain(error)
            return []
        self.can_skip = self.can_skip and not any(frame.interlaced_frame for frame in frames)
        return frames

    def drain(self) -> list[VideoFrame]:
        """Have the decoder give out all it holds, without waiting for more packets; after that only a jump goes on."""
        frames: list[VideoFrame] = []
        for _ in range(_MOST_FLUSHES):
            try:
                frames += self._stream.codec_context.decode(None)
                return frames
            except av.error.EOFError:
                return frames
            except _TROUBLES as error:
                self._complain(error)  # a damaged picture was in the way; those behind it are still to come
        return frames

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()

    def _first_picture(self) -> VideoFrame:
        try:
            return first_picture(
                self._container, self._stream, film_name(self._source), patient=not self._strict
            )
        except MediaError as error:
            self._complain(error)
            raise

    def _complain(self, error: Exception) -> None:
        if self._strict:
            raise DecoderGaveUp from error

    def _open(self) -> None:
        self._container: InputContainer = self._open_film(self._source)
        try:
            self._stream: VideoStream = video_stream(self._container, film_name(self._source))
        except BaseException:
            self._container.close()
            raise
        only(self._container, self._stream)
        codec = self._stream.codec_context
        codec.thread_type = "AUTO"
        codec.thread_count = self._threads
        if self._rough:
            codec.options = {"skip_loop_filter": "all"}
        self._begin(False)

    def _begin(self, await_keyframe: bool) -> None:
        self._packets: Iterator[Packet[VideoStream]] = self._container.demux(self._stream)
        self._await_keyframe = await_keyframe
        self.ended = False
        self.fed_pts = None

    def _next_packet(self) -> Packet[VideoStream] | None:
        try:
            packet = next(self._packets, None)
        except _TROUBLES:
            return None
        return packet if packet is not None and packet.size else None


def _threads() -> int:
    return min(_MOST_THREADS, max(_FEWEST_THREADS, os.cpu_count() or 1))
