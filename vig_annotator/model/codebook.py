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
    """A further choice that a coder can make about an annotation, such as how strong a cue was.

    Attributes:
        choices: the answers, as annotations keep them in every language.
        multiple: more than one answer may be chosen.
        choice_labels: what is read for each choice in the codebook's present language; empty when it is the choices.
    """

    id: str
    label: str
    choices: tuple[str, ...]
    multiple: bool = False
    choice_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confusion:
    """A code that another is easily taken for.

    Attributes:
        code: id of the code that is meant by mistake.
        note: how to tell the two apart.
    """

    code: str
    note: str = ""


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
        parent_label: what a parent may read; empty when the code is never named to a parent.
        starts_when: the instant to mark, or where a stretch begins.
        ends_when: where a stretch ends.
        confused_with: codes that it is easily taken for.
        answers: ids of the codes that this one answers, such as a baby's initiative.
        window_us: how long after what it answers it still counts, in microseconds; a default, or None.
        min_duration_us: the shortest stretch that counts, in microseconds, or None.
        retired: no longer offered to coders; old annotations with it stay readable.
        replaced_by: id of the code to use instead of a retired one.
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
    parent_label: str = ""
    starts_when: str = ""
    ends_when: str = ""
    confused_with: tuple[Confusion, ...] = ()
    answers: tuple[str, ...] = ()
    window_us: int | None = None
    min_duration_us: int | None = None
    retired: bool = False
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """One text of a codebook in another language.

    Attributes:
        language: such as ``cy``.
        part: ``header``, ``subjects``, ``groups``, ``modifiers`` or ``codes``.
        id: of the entry; empty for the header.
        field: the entry's field, such as ``label``.
        texts: the text; several for a field that holds a list.
    """

    language: str
    part: str
    id: str
    field: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """A whole codebook, as checked by the loader: every id that one part uses, another defines.

    Attributes:
        codes: all of them, the retired ones included; ``active_codes`` are those that a coder is offered.
        training_required: the training that coders need; empty when there is none.
        restricted: usable, but its wording is left out of everything that is exported.
        hold_keys: a state lasts as long as its key is held, unless the coder chose otherwise; else from press to press.
        decision_rules: rules that hold for all codes, in the order in which to apply them.
        based_on: ids of the codebooks that it extends, the nearest first.
        translations: its texts in further languages.
    """

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
    training_required: str = ""
    restricted: bool = False
    hold_keys: bool = False
    decision_rules: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    translations: tuple[TranslatedText, ...] = ()

    @property
    def active_codes(self) -> tuple[Code, ...]:
        """The codes that a coder is offered, in the order of the palette."""
        return tuple(code for code in self.codes if not code.retired)

    def code(self, code_id: str) -> Code | None:
        """The code of that id, or None."""
        return next((code for code in self.codes if code.id == code_id), None)

    def modifier(self, modifier_id: str) -> Modifier | None:
        """The modifier of that id, or None."""
        return next((modifier for modifier in self.modifiers if modifier.id == modifier_id), None)

    def group(self, group_id: str | None) -> Group | None:
        """The group of that id, or None."""
        return next((group for group in self.groups if group.id == group_id), None)

    def subject(self, subject_id: str) -> Subject | None:
        """The subject of that id, or None."""
        return next((subject for subject in self.subjects if subject.id == subject_id), None)
