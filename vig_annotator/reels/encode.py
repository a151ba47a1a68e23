"""Writing a reel's MP4: H.264 and AAC as every phone, television and PowerPoint plays them, and nothing else in it.

Of a title, chapters and a poster only what is asked for (`Labels`) is written, and no date, place, camera, file or program
name: FFmpeg is asked for bit-exact output, which leaves its own name out as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.error
import numpy as np
from av.audio.stream import AudioStream
from av.codec.context import ThreadType
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream
from numpy.typing import NDArray

from vig_annotator.reels.canvas import Size
from vig_annotator.reels.parts import AUDIO_RATE
from vig_annotator.reels.planes import PIXEL_FORMAT
from vig_annotator.reels.quality import Quality, x264_options
from vig_annotator.reels.whole_file import write_trouble

Samples = NDArray[np.float32]

BT709 = 1
"""ITU-T H.273: primaries, transfer and matrix of HD television all have this number."""

LIMITED_RANGE = 1

_CONTAINER_OPTIONS = {
    "movflags": "+faststart",
    "fflags": "+bitexact",
    # The clock of the whole film: with the usual thousandths of a second the sound would end a little early.
    "movie_timescale": str(AUDIO_RATE),
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A place that a player can jump to.

    Attributes:
        start_us, stop_us: from the beginning of the reel.
    """

    title: str
    start_us: int
    stop_us: int


@dataclass(frozen=True, slots=True)
class Labels:
    """What a file says about itself, to whoever plays it; nothing unless somebody wrote it for them.

    Attributes:
        title: of the reel.
        poster: whether a picture will be given that stands for it in lists (`ReelWriter.write_poster`).
    """

    title: str = ""
    chapters: tuple[Chapter, ...] = ()
    poster: bool = False


def add_picture(container: OutputContainer, size: Size, rate: Fraction, quality: Quality) -> VideoStream:
    """Give a container a stream of coded pictures."""
    stream = container.add_stream("libx264", rate=rate, options=x264_options(quality, rate))
    assert isinstance(stream, VideoStream)
    stream.width, stream.height, stream.pix_fmt = size.width, size.height, PIXEL_FORMAT
    context = stream.codec_context
    stream.time_base = context.time_base = 1 / rate
    context.sample_aspect_ratio = Fraction(1)
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED_RANGE
    # PyAV asks for threads that share one picture; x264 is quicker and better with several pictures at once.
    context.thread_type = ThreadType.FRAME
    context.thread_count = quality.threads
    return stream


def ready_for_encoder(frame: VideoFrame, number: int, rate: Fraction, *, keyframe: bool) -> VideoFrame:
    """A frame as picture of that number; the same frame object may be given again and again."""
    frame.pts, frame.time_base, frame.duration = number, 1 / rate, 1
    # A decoded frame brings its type along, and the encoder would take it for an order.
    frame.pict_type = PictureType.I if keyframe else PictureType.NONE
    return frame


NO_LABELS = Labels()
_POSTER_FORMAT = "yuvj420p"


class ReelWriter:
    """One MP4 being written; owned by one thread.

    Pictures come at a constant rate; sound comes in blocks that follow each other. Each may run ahead of the other by a
    second or so, as FFmpeg holds what is early in memory.

    Args:
        path: a file that may be overwritten.
        target: the name to call it by in a sentence.
        size: of every picture.
        rate: pictures a second.
        quality: how it is coded.
        labels: what it says about itself.
        template: a stream of coded pictures that are to be taken over as they are (`write_coded`); None to code them here.

    Raises:
        ExportError: it can't be written (any method but `abandon` may).
    """

    def __init__(
        self,
        path: Path,
        target: Path,
        size: Size,
        rate: Fraction,
        quality: Quality,
        labels: Labels = NO_LABELS,
        template: VideoStream | None = None,
    ) -> None:
        self._target = target
        self._coded = 0
        self._pictures = 0
        self._samples = 0
        self._tick = 1 / rate
        self._template = template
        with self._writing():
            self._container: OutputContainer = av.open(
                f"file:{path.absolute()}", "w", format="mp4", container_options=_CONTAINER_OPTIONS
            )
            self._video = self._picture_stream(size, rate, quality)
            self._audio = self._add_sound(quality)
            self._poster = self._add_poster(size) if labels.poster else None
            self._say(labels)

    @property
    def coded(self) -> int:
        """How many pictures have gone through the encoder; it holds some seconds' worth back to look ahead."""
        return self._coded

    @property
    def sound_s(self) -> Fraction:
        """Seconds of sound that were written."""
        return Fraction(self._samples, AUDIO_RATE)

    @property
    def picture_s(self) -> Fraction:
        """Seconds of picture that were written."""
        return self._pictures * self._tick

    def write_picture(self, frame: VideoFrame, *, keyframe: bool = False) -> None:
        """Append a picture; the same frame object may be given again and again.

        Args:
            frame: `PIXEL_FORMAT`, of the reel's size.
            keyframe: make it one at which a player can begin.
        """
        ready = ready_for_encoder(frame, self._pictures, 1 / self._tick, keyframe=keyframe)
        self._pictures += 1
        with self._writing():
            self._mux_pictures(self._video.encode(ready))

    def write_coded(self, packet: Packet[VideoStream]) -> None:
        """Append a picture that is coded already, of a writer made from a template; its times count pictures of the reel."""
        packet.stream = self._video
        self._pictures += 1
        with self._writing():
            self._mux_pictures([packet])

    def write_sound(self, samples: Samples) -> None:
        """Append sound: float32, shape (samples, 2), full scale at ±1."""
        packed = np.ascontiguousarray(samples, dtype=np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="flt", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = AUDIO_RATE, self._samples, Fraction(1, AUDIO_RATE)
        self._samples += len(samples)
        with self._writing():
            self._container.mux(self._audio.encode(frame))

    def write_poster(self, frame: VideoFrame) -> None:
        """Give the picture that stands for the reel, once; of the reel's size."""
        assert self._poster is not None
        poster = frame.reformat(
            format=_POSTER_FORMAT, src_color_range=ColorRange.MPEG, dst_color_range=ColorRange.JPEG
        )
        poster.pts, poster.time_base = 0, Fraction(1)
        poster.pict_type = PictureType.NONE
        with self._writing():
            self._container.mux(self._poster.encode(poster))
            self._container.mux(self._poster.encode(None))

    def drain(self) -> Iterator[None]:
        """Write all that the encoders still hold, a picture at a step."""
        with self._writing():
            self._container.mux(self._audio.encode(None))
            if self._template is None:
                for packet in self._video.codec_context.encode_lazy(None):
                    packet.stream = self._video
                    self._mux_pictures([packet])
                    yield

    def finish(self) -> None:
        """Write the table of contents, at the front; to be called after `drain`."""
        with self._writing():
            self._container.close()

    def abandon(self) -> None:
        """Let go of the file without caring for what is in it."""
        with suppress(av.error.FFmpegError, OSError, ValueError):
            self._container.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (av.error.FFmpegError, OSError) as error:
            raise write_trouble(error, self._target) from error

    def _mux_pictures(self, packets: Iterable[Packet[VideoStream]]) -> None:
        for packet in packets:
            self._container.mux(packet)
            self._coded += 1

    def _picture_stream(self, size: Size, rate: Fraction, quality: Quality) -> VideoStream:
        if self._template is None:
            return add_picture(self._container, size, rate, quality)
        stream = self._container.add_stream_from_template(self._template)
        stream.time_base = self._tick
        return stream

    def _add_sound(self, quality: Quality) -> AudioStream:
        stream = self._container.add_stream("aac", rate=AUDIO_RATE, layout="stereo")
        assert isinstance(stream, AudioStream)
        stream.bit_rate = quality.sound_bits
        stream.time_base = stream.codec_context.time_base = Fraction(1, AUDIO_RATE)
        return stream

    def _add_poster(self, size: Size) -> VideoStream:
        stream = self._container.add_stream("mjpeg", rate=1, options={"qmin": "2", "qmax": "6"})
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = size.width, size.height, _POSTER_FORMAT
        stream.disposition = Disposition.attached_pic
        return stream

    def _say(self, labels: Labels) -> None:
        if labels.title:
            self._container.metadata["title"] = labels.title
        if labels.chapters:
            self._container.set_chapters(
                [
                    {
                        "id": number,
                        "start": chapter.start_us // 1000,
                        "end": chapter.stop_us // 1000,
                        "time_base": Fraction(1, 1000),
                        "metadata": {"title": chapter.title},
                    }
                    for number, chapter in enumerate(labels.chapters, start=1)
                ]
            )
