"""A reel put together from parts that are coded one by one, so that a part which did not change is taken as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from fractions import Fraction
from pathlib import Path

import av
import av.error
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from vig_annotator.errors import ExportError
from vig_annotator.jobs import JobContext
from vig_annotator.reels.ahead import Ahead
from vig_annotator.reels.encode import add_picture, ready_for_encoder
from vig_annotator.reels.parts import ReelPlan
from vig_annotator.reels.pictures import pictures_of_reel
from vig_annotator.reels.quality import Quality
from vig_annotator.reels.segment_keys import key_of
from vig_annotator.reels.segments import SegmentStore
from vig_annotator.reels.texts import TextPainter
from vig_annotator.reels.whole_file import write_trouble

_PICTURES_AHEAD = 8


def coded_parts(
    plan: ReelPlan,
    quality: Quality,
    painter: TextPainter | None,
    store: SegmentStore,
    held: ExitStack,
    target: Path,
    context: JobContext,
) -> list[Path]:
    """Every part of a reel as a coded film of its own, without sound; only those are coded that are not there.

    Args:
        plan: of the reel.
        quality: how pictures are coded.
        painter: draws words.
        store: where coded parts are.
        held: for as long as this is open the parts stay where they are.
        target: the film that is made, to call it by in a sentence.
        context: progress and cancel.

    Raises:
        ExportError: a part can't be written.
        MediaError: a film can't be read.
        Cancelled: the context was cancelled; parts that are whole stay.
    """
    keys = [key_of(plan, part, quality, painter) for part in plan.parts]
    paths = [held.enter_context(store.using(key)) for key in keys]
    missing = [number for number, key in enumerate(keys) if not store.has(key)]
    missing = [
        number
        for place, number in enumerate(missing)
        if keys[number] not in {keys[n] for n in missing[:place]}
    ]
    total = sum(plan.parts[number].count for number in missing)
    done = 0
    with Ahead(
        lambda: pictures_of_reel(plan, context, painter, missing), _PICTURES_AHEAD, "reel-pictures"
    ) as pictures:
        for number in missing:
            key = keys[number]
            try:
                with _Segment(store.place_for(key), target, plan, quality) as segment:
                    while segment.count < plan.parts[number].count:
                        picture = next(pictures)
                        for _ in range(picture.count):
                            segment.write(picture.frame)
                        done += picture.count
                        context.report(done / total, f"Part {number + 1} of {len(plan.parts)}")
                store.keep(key)
            except BaseException:
                store.drop(key)
                raise
    return paths


class _Segment:
    """One part that is being coded."""

    def __init__(self, path: Path, target: Path, plan: ReelPlan, quality: Quality) -> None:
        self.count = 0
        self._target, self._rate = target, plan.rate
        try:
            self._container = av.open(
                f"file:{path.absolute()}", "w", format="mp4", container_options={"fflags": "+bitexact"}
            )
            self._stream = add_picture(self._container, plan.canvas, plan.rate, quality)
        except (av.error.FFmpegError, OSError) as error:
            raise write_trouble(error, target) from error

    def write(self, frame: VideoFrame) -> None:
        ready = ready_for_encoder(frame, self.count, self._rate, keyframe=self.count == 0)
        self.count += 1
        self._mux(ready)

    def _mux(self, frame: VideoFrame | None) -> None:
        try:
            self._container.mux(self._stream.encode(frame))
        except (av.error.FFmpegError, OSError) as error:
            raise write_trouble(error, self._target) from error

    def __enter__(self) -> _Segment:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            with suppress(av.error.FFmpegError, OSError, ValueError):
                self._container.close()
            return
        self._mux(None)
        try:
            self._container.close()
        except (av.error.FFmpegError, OSError) as error:
            raise write_trouble(error, self._target) from error


def template_of(paths: Sequence[Path], held: ExitStack) -> VideoStream | None:
    """The stream of the first part, if all are coded alike, so that one may follow the other; None if not."""
    first: VideoStream | None = None
    for path in dict.fromkeys(paths):
        container = _opened(path)
        held.callback(container.close)
        stream = container.streams.video[0]
        if first is None:
            first = stream
        elif stream.codec_context.extradata != first.codec_context.extradata:
            return None
    return first


def packets_of(paths: Sequence[Path], plan: ReelPlan) -> Iterator[Packet[VideoStream]]:
    """The coded pictures of a whole reel; their times count its pictures.

    Every picture is one packet, so the order in which they are decoded is the order in which they come, and each is decoded as
    much earlier than it is shown as the part needs whose pictures are most out of order.

    Raises:
        ExportError: a part can't be read any more.
    """
    early = max(_out_of_order(path, plan.rate) for path in dict.fromkeys(paths))
    number = 0
    for path, part in zip(paths, plan.parts, strict=True):
        with _opened(path) as container:
            for shown, packet in _packets(container, plan.rate):
                packet.time_base = 1 / plan.rate
                packet.pts, packet.dts, packet.duration = shown + part.first_picture, number - early, 1
                number += 1
                yield packet
        if number != part.first_picture + part.count:
            raise _not_together()


def _out_of_order(path: Path, rate: Fraction) -> int:
    """By how many pictures a part's pictures come later than they are shown, at most."""
    with _opened(path) as container:
        return max(place - shown for place, (shown, _) in enumerate(_packets(container, rate)))


def _packets(container: InputContainer, rate: Fraction) -> Iterator[tuple[int, Packet[VideoStream]]]:
    """Each coded picture of a part, with its place among those that are shown."""
    stream = container.streams.video[0]
    for packet in container.demux(stream):
        if packet.size and packet.pts is not None:
            yield round(packet.pts * Fraction(packet.time_base or stream.time_base or 1) * rate), packet


def picture_of(paths: Sequence[Path], plan: ReelPlan, wanted: int) -> VideoFrame:
    """A picture of the reel, decoded from its part.

    Raises:
        ExportError: the part can't be read any more.
    """
    for path, part in zip(paths, plan.parts, strict=True):
        if part.first_picture <= wanted < part.first_picture + part.count:
            with _opened(path) as container:
                for number, frame in enumerate(container.decode(video=0)):
                    if number == wanted - part.first_picture:
                        return frame
    raise _not_together()


def _opened(path: Path) -> InputContainer:
    try:
        return av.open(f"file:{path.absolute()}", format="mp4")
    except (av.error.FFmpegError, OSError) as error:
        raise _not_together() from error


def _not_together() -> ExportError:
    return ExportError("The film of the reel could not be put together.", "Make it again.")
