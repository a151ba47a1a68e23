"""A reel on the desk: its clips in memory, kept as they are on disk."""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.reel import ReelClip


class ReelDesk:
    """What is read again and again while a reel is built; got from `Workspace.reel_desk`.

    Like a `CodingDesk` it follows every change of the library by itself, before anybody else is told. A clip that did not change stays
    the same object, so whoever made something of it can know by that.

    Args:
        reel_id: whose clips.
        clips: as they are on disk.
    """

    def __init__(self, reel_id: str, clips: Sequence[ReelClip]) -> None:
        self._reel_id = reel_id
        self._clips = list(clips)

    @property
    def clips(self) -> list[ReelClip]:
        """The clips, in order; the caller's to change."""
        return list(self._clips)

    def follow(self, change_set: ChangeSet) -> None:
        """Take over what was written."""
        touched = {
            change.row.id: change.after
            for change in change_set.changes
            if isinstance(change.row, ReelClip) and change.row.reel_id == self._reel_id
        }
        if touched:
            kept = [one for one in self._clips if one.id not in touched]
            now = [one for one in touched.values() if isinstance(one, ReelClip)]
            self._clips = sorted([*kept, *now], key=lambda one: (one.position, one.id))
