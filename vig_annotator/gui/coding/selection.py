"""What is chosen: tags, or one moment, or one clip of the reel; every view shows the same choice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """One choice at a time.

    Signals:
        changed: it is another one, or what is chosen is no longer as it was.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tags: frozenset[str] = frozenset()
        self._moment: str | None = None
        self._clip: str | None = None
        self._waiting = 0
        self._untold = False

    @property
    def tags(self) -> frozenset[str]:
        """Ids of the chosen annotations."""
        return self._tags

    @property
    def tag(self) -> str | None:
        """The chosen annotation, if it is exactly one."""
        return next(iter(self._tags)) if len(self._tags) == 1 else None

    @property
    def moment(self) -> str | None:
        """The chosen moment, or None."""
        return self._moment

    @property
    def clip(self) -> str | None:
        """The chosen clip of the reel, or None."""
        return self._clip

    @property
    def anything(self) -> bool:
        """Whether anything is chosen."""
        return bool(self._tags) or self._moment is not None or self._clip is not None

    def choose_tags(self, ids: Collection[str]) -> None:
        """Choose annotations and nothing else."""
        self._set(frozenset(ids), None, None)

    def choose_moment(self, moment_id: str | None) -> None:
        """Choose a moment and nothing else."""
        self._set(frozenset(), moment_id, None)

    def choose_clip(self, clip_id: str | None) -> None:
        """Choose a clip and nothing else."""
        self._set(frozenset(), None, clip_id)

    def clear(self) -> None:
        """Choose nothing."""
        self._set(frozenset(), None, None)

    def keep_only(self, tags: Collection[str], moments: Collection[str], clips: Collection[str]) -> None:
        """Let go of what is no longer there."""
        self._set(
            self._tags & frozenset(tags),
            self._moment if self._moment in moments else None,
            self._clip if self._clip in clips else None,
        )

    def tell(self) -> None:
        """Tell that what is chosen may no longer be as it was."""
        self._untold = bool(self._waiting)
        if not self._waiting:
            self.changed.emit()

    @contextmanager
    def told_once(self) -> Iterator[None]:
        """Tell of all that happens meanwhile when it is over, once: a key makes a tag, and then chooses it."""
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1
            if self._untold:
                self.tell()

    def _set(self, tags: frozenset[str], moment: str | None, clip: str | None) -> None:
        if (tags, moment, clip) != (self._tags, self._moment, self._clip):
            self._tags, self._moment, self._clip = tags, moment, clip
            self.tell()
