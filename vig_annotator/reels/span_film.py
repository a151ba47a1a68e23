"""A stretch of a film as a film of its own, in memory: exactly these frames, each at its own time, and no other.

Every frame is coded anew, as a cut without coding would have to begin at an earlier keyframe and so take along what was not
chosen; and nothing that the camera wrote into the file (place, owner, serial number) goes along. The first frame is at time 0, and the others keep
their distances to the microsecond; the film that was made is read again to see that they did.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import av.error
import numpy as np
from av.audio.stream import AudioStream
from av.codec.context import ThreadType
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream

from vig_annotator.errors import ExportError
from vig_annotator.jobs import JobContext
from vig_annotator.media.audio_source import AudioReader
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index
from vig_annotator.media.joined_reader import JoinedSound, open_pictures, open_sound
from vig_annotator.media.upright import Rgb, Size
from vig_annotator.reels.encode import BT709, LIMITED_RANGE

MOST_BYTES = 1_500_000_000
"""A packet is held in memory, where it is sealed and where it is opened."""

_MICROSECONDS = Fraction(1, 1_000_000)
_SOUND_RATE, _SOUND_BLOCK = 48_000, 1024
_SOUND_READ_US = 5_000_000
_OPTIONS = {"fflags": "+bitexact", "video_track_timescale": "1000000", "movie_timescale": "1000000"}
# Faces keep their detail, and decoding can begin twice a second, so that stepping and jumping are quick.
_X264 = {"preset": "veryfast", "crf": "18", "bf": "0", "g": "15"}


def span_film(
    path: Path,
    index: FrameIndex,
    frames: tuple[int, int],
    context: JobContext,
    *,
    box: Size | None = None,
    sound: bool = True,
    most_bytes: int = MOST_BYTES,
) -> bytes:
    """Some frames of a film with their sound, as an MP4.

    Args:
        path: the film, or the first file of a take.
        index: its frames.
        frames: the first, and the one after the last.
        context: progress and cancel.
        box: the picture is made as large as fits in it, and never larger than it is; None for its full size.
        sound: whether the sound goes along.
        most_bytes: how large it may become.

    Raises:
        MediaError: the film can't be read.
        ExportError: it can't be made, came out with other frames, or would be too large.
        Cancelled: somebody asked to stop.
    """
    first, stop = frames
    out = io.BytesIO()
    heard = open_sound(path, index) if sound else None
    try:
        with (
            av.open(out, "w", format="mp4", container_options=_OPTIONS) as container,
            open_pictures(path, index) as reader,
        ):
            pictures = (
                reader.read(frame, _within(reader.info.display_size, box), onward=True).rgb
                for frame in range(first, stop)
            )
            _write(
                container,
                pictures,
                heard,
                index,
                frames,
                context.share(0, 0.95),
                lambda: _check_room(out, most_bytes),
            )
    except (av.error.FFmpegError, OSError) as error:
        raise ExportError("The film can’t be packed.", "Try another stretch of it.") from error
    finally:
        if heard is not None:
            heard.close()
    made = out.getvalue()
    _check_frames(made, index, frames, context.share(0.95, 1))
    return made


def _write(
    container: OutputContainer,
    pictures: Iterable[Rgb],
    heard: AudioReader | JoinedSound | None,
    index: FrameIndex,
    frames: tuple[int, int],
    context: JobContext,
    check_room: Callable[[], object],
) -> None:
    first, stop = frames
    start_us = index.time_of(first)
    video: VideoStream | None = None
    audio = _sound_stream(container) if heard is not None and not heard.reason else None
    sounds = (
        _sounds(heard, start_us, index.time_of(stop)) if audio is not None and heard is not None else iter(())
    )
    waiting = next(sounds, None)
    for frame, rgb in enumerate(pictures, start=first):
        context.report((frame - first) / (stop - first), "Packing the film")
        if video is None:
            video = _picture_stream(container, rgb)
        at_us = int(index.time_of(frame)) - start_us
        _mux(container, video.encode(_coded(rgb, video, at_us)), index, start_us)
        # Sound goes in beside its pictures, so that whoever reads the film finds both at one place.
        while audio is not None and waiting is not None and _starts_us(waiting) <= at_us:
            container.mux(audio.encode(waiting))
            waiting = next(sounds, None)
        check_room()
    assert video is not None
    _mux(container, video.encode(None), index, start_us)
    if audio is not None:
        while waiting is not None:
            container.mux(audio.encode(waiting))
            waiting = next(sounds, None)
        container.mux(audio.encode(None))


def _picture_stream(container: OutputContainer, rgb: Rgb) -> VideoStream:
    video = container.add_stream("libx264", options=_X264)
    assert isinstance(video, VideoStream)
    height, width = rgb.shape[:2]
    # Colour is kept for squares of four pixels, so an odd row or column goes.
    video.width, video.height, video.pix_fmt = max(2, width & ~1), max(2, height & ~1), "yuv420p"
    context = video.codec_context
    video.time_base = context.time_base = _MICROSECONDS
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED_RANGE
    context.thread_type = ThreadType.FRAME
    return video


def _coded(rgb: Rgb, video: VideoStream, at_us: int) -> VideoFrame:
    frame = VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24").reformat(
        width=video.width,
        height=video.height,
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
    )
    frame.pts, frame.time_base, frame.pict_type = at_us, _MICROSECONDS, PictureType.NONE
    return frame


def _mux(
    container: OutputContainer, packets: Iterable[Packet[VideoStream]], index: FrameIndex, start_us: int
) -> None:
    """Write pictures, each as long as its frame; without being told, the last would last as long as the one before."""
    for packet in packets:
        assert packet.pts is not None
        frame = index.frame_at(start_us + packet.pts)
        packet.duration = int(index.time_of(frame + 1) - index.time_of(frame))
        container.mux(packet)


def _sound_stream(container: OutputContainer) -> AudioStream:
    stream = container.add_stream("aac", rate=_SOUND_RATE, layout="stereo")
    assert isinstance(stream, AudioStream)
    stream.bit_rate = 128_000
    stream.time_base = stream.codec_context.time_base = Fraction(1, _SOUND_RATE)
    return stream


def _sounds(heard: AudioReader | JoinedSound, start_us: int, stop_us: int) -> Iterator[av.AudioFrame]:
    given = 0
    for begin_us in range(start_us, stop_us, _SOUND_READ_US):
        samples = heard.read(begin_us, min(begin_us + _SOUND_READ_US, stop_us), _SOUND_RATE, 2)
        for begin in range(0, len(samples), _SOUND_BLOCK):
            block = samples[begin : begin + _SOUND_BLOCK]
            packed = np.ascontiguousarray(block, dtype=np.float32).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(packed, format="flt", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = _SOUND_RATE, given, Fraction(1, _SOUND_RATE)
            given += len(block)
            yield frame


def _starts_us(sound: av.AudioFrame) -> int:
    return (sound.pts or 0) * 1_000_000 // _SOUND_RATE


def _check_room(out: io.BytesIO, most_bytes: int) -> None:
    if out.tell() > most_bytes:
        raise too_large()


def too_large() -> ExportError:
    """The trouble of more film than a packet holds."""
    return ExportError(
        "That is more film than one packet can hold.",
        "Choose shorter stretches, fewer films or the smaller picture.",
    )


def _check_frames(made: bytes, index: FrameIndex, frames: tuple[int, int], context: JobContext) -> None:
    first, stop = frames
    start_us = index.time_of(first)
    wanted = [int(index.time_of(frame)) - start_us for frame in range(first, stop)]
    packed = build_index(io.BytesIO(made), context)
    if packed.time_us.tolist() != wanted or abs(packed.end_us - (index.time_of(stop) - start_us)) > 1:
        raise ExportError(
            "The film did not keep its frames when it was packed.", "Try another stretch of it."
        )


def _within(full: Size, box: Size | None) -> Size | None:
    """The box that a picture is to fit in; None where it fits anyway. A picture that stands upright gets a box that does."""
    if box is None:
        return None
    long, short = max(box), min(box)
    fitting = (long, short) if full[0] >= full[1] else (short, long)
    return fitting if full[0] > fitting[0] or full[1] > fitting[1] else None
