"""A codebook: the codes a coder codes with, and what each means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Whether a code marks an instant or a stretch of time."""

    POINT = "point"
    STATE = "state"


class Valence(StrEnum):
    """How a code may be shown: positive moments go to parents; concern never does by itself."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what a code describes: parent, infant, dyad, or what a service names."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Codes that belong together.

    Attributes:
        exclusive: at most one state of the group runs at a time (for a subject): a new one ends the one before.
        exhaustive: one of them should always be running; gaps are shown.
    """

    id: str
    label: str
    exclusive: bool = True
    exhaustive: bool = False


@dataclass(frozen=True, slots=True)
class Modifier:
    """A further choice that a coder can make about an annotation, such as how strong a cue was."""

    id: str
    label: str
    choices: tuple[str, ...]
    multiple: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a codebook.

    Attributes:
        id: stable name, never shown to a clinician.
        label: what the coder reads.
        group: id of the code's group, or None.
        key: the key that tags it, one character, or None.
        colour: ``#RRGGBB``, or None for the subject's colour.
        modifiers: ids of the modifiers that apply to it.
    """

    id: str
    label: str
    subject: str
    kind: Kind
    group: str | None = None
    valence: Valence = Valence.NEUTRAL
    colour: str | None = None
    key: str | None = None
    definition: str = ""
    example: str = ""
    counter_example: str = ""
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """A whole codebook, as checked by the loader: every id that one part uses, another defines."""

    id: str
    title: str
    version: str
    language: str
    codes: tuple[Code, ...]
    subjects: tuple[Subject, ...]
    groups: tuple[Group, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    note: str = ""
    licence: str = ""
    owner: str = ""

    def code(self, code_id: str) -> Code | None:
        """The code of that id, or None."""
        return next((code for code in self.codes if code.id == code_id), None)

    def code_for_key(self, key: str) -> Code | None:
        """The code that a key tags, or None; keys are compared without regard to case."""
        wanted = key.casefold()
        return next(
            (code for code in self.codes if code.key is not None and code.key.casefold() == wanted), None
        )

    def group(self, group_id: str | None) -> Group | None:
        """The group of that id, or None."""
        return next((group for group in self.groups if group.id == group_id), None)

    def subject(self, subject_id: str) -> Subject | None:
        """The subject of that id, or None."""
        return next((subject for subject in self.subjects if subject.id == subject_id), None)
