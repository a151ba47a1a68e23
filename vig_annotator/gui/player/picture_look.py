"""How the picture is looked at: closer, mirrored, brighter. Pure; nothing of the film changes by it."""

from __future__ import annotations

from dataclasses import dataclass, replace

CLOSEST = 8.0
_STEP = 1.25
_LEAST_CONTRAST, _MOST_CONTRAST = 0.5, 2.5

Place = tuple[float, float]
"""x and y in a view, in its pixels."""

Size = tuple[float, float]
"""Width and height."""

Box = tuple[float, float, float, float]
"""Left, top, width and height."""


@dataclass(frozen=True, slots=True)
class PictureLook:
    """One way of looking. `PictureLook()` shows the whole picture as it was filmed.

    Attributes:
        zoom: 1 shows the whole picture, up to `CLOSEST`.
        centre: the place of the picture in the middle of the view, as a share of its width and height.
        mirrored: left and right are changed over, as in a mirror.
        brightness: added to each pixel, -1 to 1; 0 is as it was filmed.
        contrast: how much further from middle grey each pixel lies; 1 is as it was filmed.
    """

    zoom: float = 1.0
    centre: Place = (0.5, 0.5)
    mirrored: bool = False
    brightness: float = 0.0
    contrast: float = 1.0

    @property
    def neutral(self) -> bool:
        """Whether it is the picture as it was filmed."""
        return self == PictureLook()

    @property
    def plain(self) -> bool:
        """Whether brightness and contrast are as they were filmed."""
        return self.brightness == 0 and self.contrast == 1

    def words(self) -> str:
        """What differs from the film, for its corner: ``2.4× · mirrored · brighter``; empty if nothing does."""
        parts = [f"{self.zoom:.1f}×"] if self.zoom > 1 else []
        parts += ["mirrored"] if self.mirrored else []
        if self.brightness:
            parts.append("brighter" if self.brightness > 0 else "darker")
        if self.contrast != 1:
            parts.append("more contrast" if self.contrast > 1 else "less contrast")
        return " · ".join(parts)

    def box(self, picture: Size, view: Size) -> Box:
        """Where the whole picture lies in a view; parts of it may be outside. Not mirrored."""
        scale = min(view[0] / picture[0], view[1] / picture[1]) * self.zoom
        width, height = picture[0] * scale, picture[1] * scale
        return (
            _edge(self.centre[0], width, view[0]),
            _edge(self.centre[1], height, view[1]),
            width,
            height,
        )

    def closer(
        self, picture: Size, view: Size, at: Place | None = None, *, steps: float = 1.0
    ) -> PictureLook:
        """A step closer (or, if negative, further away); what is under a place stays there, as far as it can.

        Args:
            picture: its size.
            view: its size.
            at: a place in the view; None for its middle.
            steps: how many.
        """
        x, y = self._unmirrored(at or (view[0] / 2, view[1] / 2), view)
        left, top, width, height = self.box(picture, view)
        share = ((x - left) / width, (y - top) / height)
        zoom = min(CLOSEST, max(1.0, self.zoom * _STEP**steps))
        if zoom < 1.02:
            return replace(self, zoom=1.0, centre=(0.5, 0.5))
        new = replace(self, zoom=zoom)
        _, _, width, height = new.box(picture, view)
        centre = (share[0] + (view[0] / 2 - x) / width, share[1] + (view[1] / 2 - y) / height)
        return replace(new, centre=centre)._held(picture, view)

    def moved(self, picture: Size, view: Size, by: Place) -> PictureLook:
        """The picture moved by some pixels of the view, as far as there is more of it."""
        _, _, width, height = self.box(picture, view)
        across = -by[0] if self.mirrored else by[0]
        centre = (self.centre[0] - across / width, self.centre[1] - by[1] / height)
        return replace(self, centre=centre)._held(picture, view)

    def onto(self, picture: Size, view: Size, one: Place, other: Place) -> PictureLook:
        """As close as shows the whole of a box that was drawn over the view, in the middle.

        Args:
            picture: its size.
            view: its size.
            one: a corner of the box.
            other: the corner opposite.
        """
        (x0, y0), (x1, y1) = self._unmirrored(one, view), self._unmirrored(other, view)
        left, top, width, height = self.box(picture, view)
        across, down = max(1.0, abs(x1 - x0)), max(1.0, abs(y1 - y0))
        zoom = min(CLOSEST, max(1.0, self.zoom * min(view[0] / across, view[1] / down)))
        centre = (((x0 + x1) / 2 - left) / width, ((y0 + y1) / 2 - top) / height)
        return replace(self, zoom=zoom, centre=centre)._held(picture, view)

    def brighter(self, by: float) -> PictureLook:
        """Brighter or, if negative, darker."""
        return replace(self, brightness=round(min(1.0, max(-1.0, self.brightness + by)), 3))

    def with_contrast(self, by: float) -> PictureLook:
        """More contrast or, if negative, less."""
        contrast = min(_MOST_CONTRAST, max(_LEAST_CONTRAST, self.contrast + by))
        return replace(self, contrast=round(contrast, 3))

    def _held(self, picture: Size, view: Size) -> PictureLook:
        """With a centre that shows no more ground than needed."""
        left, top, width, height = self.box(picture, view)
        return replace(self, centre=((view[0] / 2 - left) / width, (view[1] / 2 - top) / height))

    def _unmirrored(self, place: Place, view: Size) -> Place:
        return (view[0] - place[0] if self.mirrored else place[0], place[1])


def _edge(centre: float, length: float, room: float) -> float:
    if length <= room:
        return (room - length) / 2
    return min(0.0, max(room - length, room / 2 - centre * length))
