"""The format, field by field: the loader, the JSON Schema, the writer and the documentation are made from these tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from vig_annotator.codebook.limits import MAX_CODES, MAX_ITEMS, MAX_LABEL, MAX_TEXT
from vig_annotator.model.codebook import Kind, Valence


class Shape(Enum):
    """What may stand behind a field's name."""

    ID = "id"
    IDS = "ids"
    LABEL = "label"
    LABELS = "labels"
    TEXT = "text"
    TEXTS = "texts"
    YES_NO = "yes_no"
    SECONDS = "seconds"
    CHOICE = "choice"
    COLOUR = "colour"
    KEY = "key"
    LANGUAGE = "language"
    ENTRIES = "entries"
    TRANSLATIONS = "translations"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the format.

    Attributes:
        name: as it stands in the file.
        shape: what may stand behind it.
        help: what it means, for the documentation and for editors.
        required: whether an entry without it is a fault (unless it changes an entry of the codebook it extends).
        choices: the words allowed, for a choice.
        fields: the fields of each entry, for a list of entries.
        limit: the longest text or list.
    """

    name: str
    shape: Shape
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    limit: int = 0


def _label(name: str, text: str, required: bool = False) -> Field:
    return Field(name, Shape.LABEL, text, required=required, limit=MAX_LABEL)


def _text(name: str, text: str) -> Field:
    return Field(name, Shape.TEXT, text, limit=MAX_TEXT)


SUBJECT_FIELDS = (
    Field("id", Shape.ID, "Stable name: small letters, digits and _.", required=True),
    _label("label", "What the coder reads.", required=True),
)

GROUP_FIELDS = (
    Field("id", Shape.ID, "Stable name: small letters, digits and _.", required=True),
    _label("label", "What the coder reads, in the palette and on the timeline.", required=True),
    Field(
        "exclusive",
        Shape.YES_NO,
        "yes (the usual): at most one state of the group runs at a time, and a new one ends the one before; such a group "
        "holds states only. no: the group is a heading, and may hold points.",
    ),
    Field(
        "exhaustive",
        Shape.YES_NO,
        "yes: one of the group's states should always be running, and gaps are shown.",
    ),
)

MODIFIER_FIELDS = (
    Field("id", Shape.ID, "Stable name: small letters, digits and _.", required=True),
    _label("label", "The question, such as “How strong?”.", required=True),
    Field("choices", Shape.LABELS, "The answers, at least two.", required=True, limit=MAX_LABEL),
    Field("multiple", Shape.YES_NO, "yes: more than one answer may be chosen."),
)

CONFUSION_FIELDS = (
    Field("code", Shape.ID, "The code that this one is taken for.", required=True),
    _text("note", "How to tell the two apart."),
)

CODE_FIELDS = (
    Field(
        "id", Shape.ID, "Stable name: small letters, digits and _. Never shown to a clinician.", required=True
    ),
    _label("label", "What the coder reads.", required=True),
    _label("parent_label", "What a parent may read. Without it the code is never named to a parent."),
    Field("subject", Shape.ID, "Who does it: the id of a subject.", required=True),
    Field(
        "kind",
        Shape.CHOICE,
        "point: an instant. state: a stretch with a start and an end.",
        required=True,
        choices=tuple(kind.value for kind in Kind),
    ),
    Field("group", Shape.ID, "The id of the group it belongs to."),
    Field(
        "valence",
        Shape.CHOICE,
        "positive: may be shown to a parent as a strength. neutral (the usual). concern: for the guider and the "
        "supervisor; it never enters a parent's reel by itself.",
        choices=tuple(valence.value for valence in Valence),
    ),
    Field("key", Shape.KEY, "The key that tags it: one letter or digit that the player does not need."),
    Field("colour", Shape.COLOUR, "'#RRGGBB', in quotes. Without it the code has its subject's colour."),
    _text("definition", "What is seen or heard when the code applies."),
    _text("example", "One instance that counts."),
    _text("counter_example", "One near thing that does not count."),
    _text("starts_when", "The instant to mark, or where the stretch begins."),
    _text("ends_when", "Where the stretch ends (states only)."),
    Field(
        "confused_with",
        Shape.ENTRIES,
        "Codes that it is easily taken for, and how to tell.",
        fields=CONFUSION_FIELDS,
        limit=20,
    ),
    Field("answers", Shape.IDS, "The codes that this one answers, such as a baby's initiative.", limit=20),
    Field(
        "window_s",
        Shape.SECONDS,
        "How many seconds after what it answers it still counts; of a miss, how long to wait. A default for a service to set, not a truth.",
    ),
    Field("min_duration_s", Shape.SECONDS, "The shortest stretch, in seconds, that counts (states only)."),
    Field("modifiers", Shape.IDS, "The modifiers that a coder can choose for it.", limit=20),
    Field("retired", Shape.YES_NO, "yes: no longer offered; old annotations with it stay readable."),
    Field("replaced_by", Shape.ID, "For a retired code: the code to use instead."),
)

HEADER_FIELDS = (
    Field("id", Shape.ID, "The codebook's stable name: small letters, digits and _.", required=True),
    _label("title", "What people call it.", required=True),
    _label("version", "Its version, such as 1.2; change it with every change of meaning.", required=True),
    Field("language", Shape.LANGUAGE, "The language of the texts, such as en-GB (the usual) or cy."),
    Field(
        "extends",
        Shape.LABEL,
        "The id of a shipped codebook, or the name of a file beside this one, which this one changes.",
        limit=MAX_LABEL * 2,
    ),
    Field(
        "based_on",
        Shape.IDS,
        "Written by the program when it puts an extension and what it extends into one text: what it was made from.",
    ),
    _text("note", "What a coder should know before coding with it."),
    _text("licence", "The licence of the wording."),
    _text("owner", "Who owns the wording."),
    _text("training_required", "The training that coders need; empty when there is none."),
    Field(
        "restricted",
        Shape.YES_NO,
        "yes: usable, but its wording is left out of everything that is exported.",
    ),
    Field(
        "hold_keys",
        Shape.YES_NO,
        "yes: a state lasts as long as its key is held down. no (the usual): one press starts it, the next ends it. A coder's "
        "own choice goes before it.",
    ),
    Field(
        "decision_rules",
        Shape.TEXTS,
        "Rules that hold for all codes, in the order in which to apply them.",
        limit=MAX_TEXT,
    ),
    Field(
        "subjects",
        Shape.ENTRIES,
        "Who is watched. Without it: infant, parent, dyad.",
        fields=SUBJECT_FIELDS,
        limit=MAX_ITEMS,
    ),
    Field("groups", Shape.ENTRIES, "Codes that belong together.", fields=GROUP_FIELDS, limit=MAX_ITEMS),
    Field(
        "modifiers",
        Shape.ENTRIES,
        "Further choices about an annotation, such as how strong a cue was.",
        fields=MODIFIER_FIELDS,
        limit=MAX_ITEMS,
    ),
    Field(
        "codes",
        Shape.ENTRIES,
        "The codes, in the order of the palette.",
        required=True,
        fields=CODE_FIELDS,
        limit=MAX_CODES,
    ),
    Field("translations", Shape.TRANSLATIONS, "The texts in further languages."),
)

TRANSLATED_PARTS: dict[str, tuple[str, ...]] = {
    "subjects": ("label",),
    "groups": ("label",),
    "modifiers": ("label", "choices"),
    "codes": (
        "label",
        "parent_label",
        "definition",
        "example",
        "counter_example",
        "starts_when",
        "ends_when",
    ),
}
"""The parts of a codebook that hold texts, and which fields of their entries can be translated."""

TRANSLATED_HEADER = ("title", "note", "training_required", "decision_rules")
"""The header's texts that can be translated."""

SYNONYMS: dict[str, str] = {
    "who": "subject",
    "not_this": "counter_example",
    "counterexample": "counter_example",
    "interval": "state",
    "duration": "state",
    "event": "point",
    "moment": "point",
    "color": "colour",
    "license": "licence",
    "shortcut": "key",
    "hotkey": "key",
    "name": "label",
    "type": "kind",
    "category": "group",
    "behaviour": "label",
    "behavior": "label",
    "code": "id",
    "description": "definition",
    "help": "definition",
    "window": "window_s",
    "min_duration": "min_duration_s",
    "exhaustive_groups": "groups",
    "mutually_exclusive": "exclusive",
    "lang": "language",
    "author": "owner",
    "copyright": "licence",
    "training": "training_required",
    "negative": "concern",
    "good": "positive",
    "bad": "concern",
    "none": "neutral",
    "baby": "infant",
    "child": "infant",
    "adult": "parent",
    "mother": "parent",
    "carer": "parent",
    "pair": "dyad",
    "both": "dyad",
    "options": "choices",
    "values": "choices",
    "confusions": "confused_with",
    "do_not_confuse_with": "confused_with",
    "base": "extends",
    "inherits": "extends",
}
"""Words that people and other programs use, and the word of this format that they mean."""
