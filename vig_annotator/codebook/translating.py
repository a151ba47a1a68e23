"""A codebook in another of its languages: ids, keys, colours and meanings stay, the texts change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vig_annotator.model.codebook import Codebook


def languages(codebook: Codebook) -> tuple[str, ...]:
    """The languages it can be read in, its own first."""
    further = dict.fromkeys(text.language for text in codebook.translations)
    return (codebook.language, *(language for language in further if language != codebook.language))


def texts_in(codebook: Codebook, language: str) -> dict[tuple[str, str], dict[str, tuple[str, ...]]]:
    """The texts that a codebook has in a further language: by part and id of the entry, then by field."""
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for text in codebook.translations:
        if text.language == language:
            found.setdefault((text.part, text.id), {})[text.field] = text.texts
    return found


def translated(codebook: Codebook, language: str) -> Codebook:
    """The codebook with its texts in a language; what is not translated stays as it is.

    ``cy-GB`` is served by ``cy`` where there is no nearer one. A codebook that does not have the language comes back
    unchanged.
    """
    chosen = _nearest(languages(codebook), language)
    if chosen is None or chosen == codebook.language:
        return codebook
    texts: dict[tuple[str, str], dict[str, Any]] = {
        place: {
            "choice_labels" if field == "choices" else field: (
                lines if field in ("choices", "decision_rules") else lines[0]
            )
            for field, lines in fields.items()
        }
        for place, fields in texts_in(codebook, chosen).items()
    }

    return replace(
        codebook,
        language=chosen,
        subjects=tuple(
            replace(entry, **texts.get(("subjects", entry.id), {})) for entry in codebook.subjects
        ),
        groups=tuple(replace(entry, **texts.get(("groups", entry.id), {})) for entry in codebook.groups),
        modifiers=tuple(
            replace(entry, **texts.get(("modifiers", entry.id), {})) for entry in codebook.modifiers
        ),
        codes=tuple(replace(entry, **texts.get(("codes", entry.id), {})) for entry in codebook.codes),
        **texts.get(("header", ""), {}),
    )


def _nearest(offered: tuple[str, ...], wanted: str) -> str | None:
    lower = {language.casefold(): language for language in reversed(offered)}
    tag = wanted.casefold().replace("_", "-")
    while tag:
        if tag in lower:
            return lower[tag]
        tag = tag.rpartition("-")[0]
    return None
