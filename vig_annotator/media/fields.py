"""Interlaced frames: two half-height pictures of two instants, woven into one frame.

Shown as they are, moving hands get combs. One field is one instant without combs; scaled to the size shown it looks
right, needs no neighbouring frame (so frame k looks the same whichever way it is reached), and costs nothing.
"""

from __future__ import annotations

from av.filter import Graph
from av.video.frame import VideoFrame


class FieldTaker:
    """Takes the top field of interlaced frames."""

    def __init__(self) -> None:
        self._graph: Graph | None = None
        self._kind: tuple[int, int, str] = (0, 0, "")

    def top_field(self, frame: VideoFrame) -> VideoFrame:
        """The top field: half the height, rounded up, to be stretched to the frame's shape."""
        kind = (frame.width, frame.height, frame.format.name)
        if self._graph is None or kind != self._kind:
            self._graph, self._kind = _graph(*kind), kind
        self._graph.push(frame)
        field = self._graph.pull()
        assert isinstance(field, VideoFrame)
        return field


def _graph(width: int, height: int, pix_fmt: str) -> Graph:
    graph = Graph()
    source = graph.add("buffer", f"video_size={width}x{height}:pix_fmt={pix_fmt}:time_base=1/1000")
    field, sink = graph.add("field", "type=top"), graph.add("buffersink")
    source.link_to(field)
    field.link_to(sink)
    graph.configure()
    return graph
