"""An annotation: one tagged instant (point) or stretch (state) of a session."""

from __future__ import annotations

from dataclasses import dataclass, field

from vig_annotator.model.mediatime import MediaTime


@dataclass(frozen=True, slots=True)
class Annotation:
    """One tag.

    Attributes:
        code_id: a code of the pass's codebook snapshot.
        onset_us: where it starts.
        offset_us: where it ends (half-open); equal to the onset for a point; None while a state is still running.
        modifiers: modifier id to the chosen choices.
        onset_shift_us: how much earlier than the key press the onset was set, for the coder's reaction time; 0 where the
            coder set it by eye.
        offset_shift_us: the same for the offset of a state.
        created_by: the coder's name.
        created_at: UTC, ISO 8601.
    """

    id: str
    pass_id: str
    code_id: str
    onset_us: MediaTime
    offset_us: MediaTime | None
    note: str = ""
    modifiers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    onset_shift_us: int = 0
    offset_shift_us: int = 0
    created_by: str = ""
    created_at: str = ""
    revision: int = 1

    @property
    def running(self) -> bool:
        """Whether it is a state that was started and not yet ended."""
        return self.offset_us is None

    @property
    def is_point(self) -> bool:
        """Whether it marks an instant."""
        return self.offset_us == self.onset_us
