"""Codebooks whose wording may be used but not passed on."""

from __future__ import annotations

from dataclasses import replace

from vig_annotator.model.codebook import Codebook, Confusion


def for_export(codebook: Codebook) -> Codebook:
    """The codebook as it may leave the program.

    Of a restricted codebook the wording is left out: labels become ids, and definitions, examples, rules, notes and
    translations are empty. Ids, kinds, groups, keys, colours, times and the modifiers' choices (which annotations
    hold) stay. Any other codebook comes back unchanged.
    """
    if not codebook.restricted:
        return codebook
    return replace(
        codebook,
        note="",
        decision_rules=(),
        translations=(),
        groups=tuple(replace(group, label=group.id) for group in codebook.groups),
        modifiers=tuple(
            replace(modifier, label=modifier.id, choice_labels=()) for modifier in codebook.modifiers
        ),
        codes=tuple(
            replace(
                code,
                label=code.id,
                parent_label="",
                definition="",
                example="",
                counter_example="",
                starts_when="",
                ends_when="",
                confused_with=tuple(Confusion(confusion.code) for confusion in code.confused_with),
            )
            for code in codebook.codes
        ),
    )
