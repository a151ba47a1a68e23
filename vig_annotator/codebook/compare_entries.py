"""What changed in a codebook beside its codes: who is watched, groups, questions (modifiers), texts in further languages."""

from __future__ import annotations

from collections.abc import Iterator

from vig_annotator.codebook.translating import languages, texts_in
from vig_annotator.model.codebook import Codebook


def compare_entries(old: Codebook, new: Codebook) -> Iterator[str]:
    """One sentence for each change, without its full stop."""
    yield from _names(old, new)
    yield from _groups(old, new)
    yield from _modifiers(old, new)
    yield from _texts(old, new)


def _names(old: Codebook, new: Codebook) -> Iterator[str]:
    """Entries that came, went, or are called otherwise."""
    for part, noun in (("subjects", "person"), ("groups", "group"), ("modifiers", "modifier")):
        before = {one.id: one for one in getattr(old, part)}
        after = {one.id: one for one in getattr(new, part)}
        for entry_id, one in before.items():
            now = after.get(entry_id)
            if now is None:
                yield f"The {noun} “{one.label}” is gone"
            elif now.label != one.label:
                yield f"The {noun} “{one.label}” is now called “{now.label}”"
        for entry_id, one in after.items():
            if entry_id not in before:
                yield f"The {noun} “{one.label}” is new"
        shared = [entry_id for entry_id in before if entry_id in after]
        if shared != [entry_id for entry_id in after if entry_id in before]:
            yield f"The {noun}s stand in another order"


def _groups(old: Codebook, new: Codebook) -> Iterator[str]:
    for group in old.groups:
        now = new.group(group.id)
        if now is None:
            continue
        if now.exclusive != group.exclusive:
            yield f"States of the group “{group.label}” {'exclude each other' if now.exclusive else 'may overlap'} now"
        if now.exhaustive != group.exhaustive:
            words = "should always be one now" if now.exhaustive else "need no longer always be one"
            yield f"Of the group “{group.label}” there {words}"


def _modifiers(old: Codebook, new: Codebook) -> Iterator[str]:
    for modifier in old.modifiers:
        now = new.modifier(modifier.id)
        if now is None:
            continue
        if now.choices != modifier.choices:
            yield f"The choices of “{modifier.label}” are now {', '.join(now.choices)}"
        if now.multiple != modifier.multiple:
            yield f"Of “{modifier.label}” {'more than one answer' if now.multiple else 'only one answer'} may be chosen now"


def _texts(old: Codebook, new: Codebook) -> Iterator[str]:
    for language in dict.fromkeys((*languages(old)[1:], *languages(new)[1:])):
        before, after = _flat(old, language), _flat(new, language)
        counts = (
            (len(after.keys() - before.keys()), "new"),
            (sum(before[place] != after[place] for place in before.keys() & after.keys()), "changed"),
            (len(before.keys() - after.keys()), "gone"),
        )
        told = [f"{count} {word}" for count, word in counts if count]
        if told:
            yield f"Texts in {language}: {', '.join(told)}"


def _flat(book: Codebook, language: str) -> dict[tuple[str, str, str], tuple[str, ...]]:
    return {
        (part, entry_id, field): texts
        for (part, entry_id), fields in texts_in(book, language).items()
        for field, texts in fields.items()
    }
