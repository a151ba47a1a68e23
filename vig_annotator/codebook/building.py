"""From checked entries to the codebook that the rest of the program knows."""

from __future__ import annotations

from vig_annotator.codebook.entry import Entry
from vig_annotator.codebook.fields import TRANSLATED_HEADER, TRANSLATED_PARTS
from vig_annotator.codebook.rules import USUAL_SUBJECTS
from vig_annotator.model.codebook import (
    Code,
    Codebook,
    Confusion,
    Group,
    Kind,
    Modifier,
    Subject,
    TranslatedText,
    Valence,
)

USUAL_LANGUAGE = "en-GB"
"""The language of a codebook that names none."""


def build_codebook(header: Entry) -> Codebook:
    """The codebook of entries in which no fault was found."""
    subjects = tuple(Subject(entry.text("id"), entry.text("label")) for entry in header.entries("subjects"))
    return Codebook(
        id=header.text("id"),
        title=header.text("title"),
        version=header.text("version"),
        language=header.text("language", USUAL_LANGUAGE),
        codes=tuple(_code(entry) for entry in header.entries("codes")),
        subjects=subjects or tuple(Subject(subject_id, label) for subject_id, label in USUAL_SUBJECTS),
        groups=tuple(
            Group(
                entry.text("id"),
                entry.text("label"),
                exclusive=entry.flag("exclusive", default=True),
                exhaustive=entry.flag("exhaustive", default=False),
            )
            for entry in header.entries("groups")
        ),
        modifiers=tuple(
            Modifier(
                entry.text("id"),
                entry.text("label"),
                entry.texts("choices"),
                multiple=entry.flag("multiple", default=False),
            )
            for entry in header.entries("modifiers")
        ),
        note=header.text("note"),
        licence=header.text("licence"),
        owner=header.text("owner"),
        training_required=header.text("training_required"),
        restricted=header.flag("restricted", default=False),
        hold_keys=header.flag("hold_keys", default=False),
        decision_rules=header.texts("decision_rules"),
        based_on=header.texts("based_on"),
        translations=tuple(text for entry in header.entries("translations") for text in _translated(entry)),
    )


def _code(entry: Entry) -> Code:
    retired = entry.flag("retired", default=False)
    return Code(
        id=entry.text("id"),
        label=entry.text("label"),
        subject=entry.text("subject"),
        kind=Kind(entry.text("kind")),
        group=entry.optional("group"),
        valence=Valence(entry.text("valence", Valence.NEUTRAL.value)),
        colour=entry.optional("colour"),
        key=None if retired else entry.optional("key"),
        definition=entry.text("definition"),
        example=entry.text("example"),
        counter_example=entry.text("counter_example"),
        modifiers=entry.texts("modifiers"),
        parent_label=entry.text("parent_label"),
        starts_when=entry.text("starts_when"),
        ends_when=entry.text("ends_when"),
        confused_with=tuple(
            Confusion(confusion.text("code"), confusion.text("note"))
            for confusion in entry.entries("confused_with")
        ),
        answers=entry.texts("answers"),
        window_us=entry.time_us("window_s"),
        min_duration_us=entry.time_us("min_duration_s"),
        retired=retired,
        replaced_by=entry.optional("replaced_by"),
    )


def _translated(entry: Entry) -> list[TranslatedText]:
    part = entry.text("part")
    fields = TRANSLATED_HEADER if part == "header" else TRANSLATED_PARTS[part]
    found = []
    for field in fields:
        texts = entry.texts(field) or ((entry.text(field),) if entry.text(field) else ())
        if texts:
            found.append(TranslatedText(entry.text("language"), part, entry.text("id"), field, texts))
    return found
