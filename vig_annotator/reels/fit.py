"""Putting a film's decoded pictures on the reel's canvas, by FFmpeg filter graphs (see `look` for which)."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from fractions import Fraction
from typing import Protocol

import av.error
from av.filter import Graph
from av.video.frame import VideoFrame

from vig_annotator.media.probe import FilmInfo, Hdr
from vig_annotator.media.tone_mapping import ToneMapper
from vig_annotator.reels.canvas import Size
from vig_annotator.reels.look import Chain, Look, Recipe, look_of, recipe_for

NumberedFrame = tuple[int, VideoFrame]
"""A film's frame number and its picture."""

_TICK = Fraction(1, 1000)  # of the graphs' clocks, which count frame numbers


def fitted(frames: Iterable[NumberedFrame], info: FilmInfo, canvas: Size) -> Generator[NumberedFrame]:
    """Each picture on the canvas, in the same order and with the same number."""
    fitter = Fitter(info, canvas)
    for picture in frames:
        yield from fitter.push(picture)
    yield from fitter.finish()


class Fitter:
    """Puts pictures of one film on a canvas as they come.

    Args:
        info: of the film.
        canvas: its size.
    """

    def __init__(self, info: FilmInfo, canvas: Size) -> None:
        self._info, self._canvas = info, canvas
        self._look: Look | None = None
        self._way = _Way([])
        self._interlaced = False

    def push(self, picture: NumberedFrame) -> list[NumberedFrame]:
        """Give a picture; what is ready comes back, which may be none, or more than one."""
        frame = picture[1]
        self._interlaced = self._interlaced or frame.interlaced_frame
        seen = look_of(frame, self._interlaced)
        ready: list[NumberedFrame] = []
        if seen != self._look:
            ready = self._way.finish()
            self._look, self._way = seen, _Way(_steps(recipe_for(seen, self._info, self._canvas)))
        return ready + self._way.push(picture)

    def finish(self) -> list[NumberedFrame]:
        """What was still inside; what is given afterwards begins anew."""
        ready, self._look, self._way = self._way.finish(), None, _Way([])
        return ready


class _Step(Protocol):
    """Something that pictures go through; it may give them late."""

    def push(self, picture: NumberedFrame) -> Iterable[NumberedFrame]: ...

    def finish(self) -> Iterable[NumberedFrame]: ...


class _Way:
    """Steps one after the other."""

    def __init__(self, steps: list[_Step]) -> None:
        self._steps = steps

    def push(self, picture: NumberedFrame) -> list[NumberedFrame]:
        return self._through([picture], self._steps)

    def finish(self) -> list[NumberedFrame]:
        last: list[NumberedFrame] = []
        for number, step in enumerate(self._steps, start=1):
            last += self._through(step.finish(), self._steps[number:])
        return last

    def _through(self, pictures: Iterable[NumberedFrame], steps: list[_Step]) -> list[NumberedFrame]:
        for step in steps:
            pictures = [done for picture in pictures for done in step.push(picture)]
        return list(pictures)


class _Filters:
    """A filter graph, made when the first picture comes.

    Filters that look at neighbouring pictures give theirs late, so pictures carry their numbers as timestamps.
    """

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._graph: Graph | None = None

    def push(self, picture: NumberedFrame) -> Iterator[NumberedFrame]:
        number, frame = picture
        frame.pts, frame.time_base = number, _TICK
        if self._graph is None:
            self._graph = _graph(frame, self._chain)
        self._graph.vpush(frame)
        yield from self._ready(self._graph)

    def finish(self) -> Iterator[NumberedFrame]:
        if self._graph is not None:
            self._graph.vpush(None)
            yield from self._ready(self._graph)

    def _ready(self, graph: Graph) -> Iterator[NumberedFrame]:
        while True:
            try:
                frame = graph.vpull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            assert frame.time_base is not None and frame.pts is not None
            yield int(frame.pts * frame.time_base / _TICK), frame


class _Tones:
    """High dynamic range to ordinary tones."""

    def __init__(self, kind: Hdr) -> None:
        self._mapper = ToneMapper(kind)

    def push(self, picture: NumberedFrame) -> Iterator[NumberedFrame]:
        number, frame = picture
        yield number, self._mapper.to_sdr(frame)

    def finish(self) -> tuple[NumberedFrame, ...]:
        return ()


def _steps(recipe: Recipe) -> list[_Step]:
    steps: list[_Step] = [_Filters(recipe.before)] if recipe.before else []
    if recipe.hdr is not None:
        steps.append(_Tones(recipe.hdr))
    if recipe.after:
        steps.append(_Filters(recipe.after))
    return steps


def _graph(template: VideoFrame, chain: Chain) -> Graph:
    graph = Graph()
    source = f"video_size={template.width}x{template.height}:pix_fmt={template.format.name}:time_base={_TICK}"
    source += f":pixel_aspect=1/1:colorspace={int(template.colorspace)}:range={int(template.color_range)}"
    nodes = [graph.add("buffer", source)]
    nodes += [graph.add(name, options or None) for name, options in chain]
    nodes.append(graph.add("buffersink"))
    graph.link_nodes(*nodes).configure()
    return graph
