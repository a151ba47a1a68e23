"""Changes of what stands beside the codes: who does things, groups, further questions (modifiers), and texts in other languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vig_annotator.codebook.editing import free_id
from vig_annotator.codebook.fields import TRANSLATED_HEADER, TRANSLATED_PARTS
from vig_annotator.codebook.single_values import is_language
from vig_annotator.errors import RuleViolation, UsageError
from vig_annotator.model.codebook import Codebook, Group, Modifier, Subject, TranslatedText

NOUNS = {"subjects": "person", "groups": "group", "modifiers": "question"}
"""What people call an entry of each part."""

_PARTS = (*TRANSLATED_PARTS, "header")


def set_entry(book: Codebook, part: str, entry_id: str, **values: Any) -> Codebook:
    """Other values of one subject, group or modifier."""
    entries = tuple(replace(one, **values) if one.id == entry_id else one for one in getattr(book, part))
    changed: dict[str, Any] = {part: entries}
    return replace(book, **changed)


def add_entry(book: Codebook, part: str, label: str) -> tuple[Codebook, str]:
    """A new subject, group or modifier at the end; answers its id too.

    A new group's states do not exclude each other; a new modifier has the choices “Yes” and “No”.

    Raises:
        UsageError: no id can be made of the label.
    """
    entries = getattr(book, part)
    new_id, words = free_id(label, {one.id for one in entries}), label.strip()
    made: dict[str, Subject | Group | Modifier] = {
        "subjects": Subject(new_id, words),
        "groups": Group(new_id, words, exclusive=False),
        "modifiers": Modifier(new_id, words, ("Yes", "No")),
    }
    changed: dict[str, Any] = {part: (*entries, made[part])}
    return replace(book, **changed), new_id


def remove_entry(book: Codebook, part: str, entry_id: str) -> Codebook:
    """Without a subject, group or modifier: codes belong to the group no longer, and do not ask the question any more.

    Raises:
        RuleViolation: codes have the subject, or it is the last.
    """
    codes = book.codes
    if part == "groups":
        codes = tuple(replace(one, group=None) if one.group == entry_id else one for one in codes)
    elif part == "modifiers":
        codes = tuple(
            replace(one, modifiers=tuple(asked for asked in one.modifiers if asked != entry_id))
            for one in codes
        )
    else:
        _require_unused(book, entry_id)
    kept = tuple(one for one in getattr(book, part) if one.id != entry_id)
    texts = tuple(one for one in book.translations if (one.part, one.id) != (part, entry_id))
    changed: dict[str, Any] = {part: kept, "codes": codes, "translations": texts}
    return replace(book, **changed)


def set_translation(
    book: Codebook, language: str, part: str, entry_id: str, field: str, texts: tuple[str, ...]
) -> Codebook:
    """A text in a further language, or none where all that is given is empty.

    Args:
        book: the codebook.
        language: such as ``cy``.
        part: ``header``, ``subjects``, ``groups``, ``modifiers`` or ``codes``.
        entry_id: of the entry; empty for the header.
        field: the entry's field.
        texts: the text; several for a field that holds a list.
    """
    place = (language, part, entry_id, field)
    rest = [one for one in book.translations if (one.language, one.part, one.id, one.field) != place]
    if any(text.strip() for text in texts):
        rest.append(TranslatedText(*place, texts))
    return replace(book, translations=_in_order(book, rest))


def remove_language(book: Codebook, language: str) -> Codebook:
    """Without the texts of a further language."""
    return replace(book, translations=tuple(one for one in book.translations if one.language != language))


def language_tag(book: Codebook, text: str) -> str:
    """What somebody wrote as a further language of a codebook, as the format names it: ``CY`` is ``cy``, ``en-us`` is ``en-US``.

    Raises:
        UsageError: that is no language, or the codebook's own.
    """
    first, *rest = text.strip().replace("_", "-").split("-")
    name = "-".join(
        (
            first.lower(),
            *(one.upper() if len(one) == 2 else one.title() if len(one) == 4 else one for one in rest),
        )
    )
    if not is_language(name):
        raise UsageError(
            f"“{text.strip()}” is no short name of a language.", "Write it as cy, de, pl or pt-BR."
        )
    if name.casefold() == book.language.casefold():
        raise UsageError("That is the codebook's own language.", "Name another one.")
    return name


def _require_unused(book: Codebook, subject_id: str) -> None:
    users = [one.label for one in book.codes if one.subject == subject_id]
    if users:
        more = f" and {len(users) - 1} more" if len(users) > 1 else ""
        raise RuleViolation(
            f"“{users[0]}”{more} would have nobody who does it.",
            "Give these codes another “Who does it” first.",
        )
    if len(book.subjects) == 1:
        raise RuleViolation("A codebook needs somebody who is watched.", "Add another one first.")


def _in_order(book: Codebook, texts: list[TranslatedText]) -> tuple[TranslatedText, ...]:
    """As the loader reads them: language by language, each part in the order of its entries, the header last."""
    languages = list(dict.fromkeys(one.language for one in texts))
    ids = {part: [one.id for one in getattr(book, part)] for part in TRANSLATED_PARTS} | {"header": [""]}
    fields = TRANSLATED_PARTS | {"header": TRANSLATED_HEADER}
    return tuple(
        sorted(
            texts,
            key=lambda one: (
                languages.index(one.language),
                _PARTS.index(one.part),
                ids[one.part].index(one.id),
                fields[one.part].index(one.field),
            ),
        )
    )
