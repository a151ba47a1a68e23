"""What changed between two versions of a codebook, in plain language, and how many annotations each change touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.codebook.compare_entries import compare_entries
from vig_annotator.model.codebook import Code, Codebook, Kind

_TEXTS = (
    ("definition", "definition"),
    ("example", "example"),
    ("counter_example", "counter-example"),
    ("starts_when", "rule for its start"),
    ("ends_when", "rule for its end"),
    ("confused_with", "list of codes it is confused with"),
    ("parent_label", "label for parents"),
)


class What(StrEnum):
    """The sorts of change, gravest first."""

    REMOVED = "removed"
    KIND = "kind changed"
    SUBJECT = "subject changed"
    RETIRED = "retired"
    GROUP = "moved to another group"
    VALENCE = "valence changed"
    MEANING = "wording of the meaning changed"
    TIMES = "times changed"
    MODIFIERS = "modifiers changed"
    RENAMED = "renamed"
    KEY = "key changed"
    COLOUR = "colour changed"
    REVIVED = "no longer retired"
    ADDED = "added"
    HEADER = "about the codebook"


BREAKING = frozenset((What.REMOVED, What.KIND, What.SUBJECT))
"""Changes after which old annotations can't simply be read with the new codebook."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One change.

    Attributes:
        code_id: the code it is about; empty for the codebook itself.
        sentence: what changed, in plain language.
        annotations: how many annotations with that code there are, where counts were given.
        replacement: the new code's id that most likely takes a removed or retired one's place, or None.
    """

    what: What
    code_id: str
    sentence: str
    annotations: int | None = None
    replacement: str | None = None

    @property
    def breaking(self) -> bool:
        """Whether annotations with the code have to be mapped to another before the new codebook can be used."""
        return self.what in BREAKING and self.annotations != 0

    def __str__(self) -> str:
        """The sentence, with the number of annotations behind it."""
        if self.annotations is None or not self.code_id or self.what is What.ADDED:
            return self.sentence
        count = "1 annotation" if self.annotations == 1 else f"{self.annotations:,} annotations"
        return f"{self.sentence} ({count})"


def compare(old: Codebook, new: Codebook, counts: Mapping[str, int] | None = None) -> list[Difference]:
    """Everything that changed from one version to the next; empty when nothing did.

    Args:
        old: the version that annotations were made with.
        new: the version to come.
        counts: number of annotations by code id; codes that are not named have none.
    """
    found = _headers(old, new)
    old_codes = {code.id: code for code in old.codes}
    new_codes = {code.id: code for code in new.codes}
    for code in old.codes:
        count = counts.get(code.id, 0) if counts is not None else None
        if code.id in new_codes:
            found.extend(_code(code, new_codes[code.id], old, new, count))
        else:
            found.append(_removed(code, new, old_codes, count))
    found.extend(
        Difference(What.ADDED, code.id, f"“{code.label}” is new: a {code.kind} of {_subject(new, code)}")
        for code in new.codes
        if code.id not in old_codes
    )
    found.extend(_order(old, new))
    order = list(What)
    return sorted(found, key=lambda difference: order.index(difference.what))


def _removed(code: Code, new: Codebook, old_codes: Mapping[str, Code], count: int | None) -> Difference:
    added = [candidate for candidate in new.active_codes if candidate.id not in old_codes]
    same = [c for c in added if c.kind is code.kind and c.subject == code.subject]
    twin = next(
        (c for c in same if c.label == code.label or (c.definition and c.definition == code.definition)), None
    )
    sentence = f"“{code.label}” is no longer there"
    if twin is not None:
        sentence += f"; “{twin.label}” ({twin.id}) looks like the same code under another id"
    return Difference(
        What.REMOVED, code.id, sentence, count, replacement=twin.id if twin is not None else None
    )


def _code(
    old: Code, new: Code, old_book: Codebook, new_book: Codebook, count: int | None
) -> list[Difference]:
    found: list[Difference] = []

    def note(what: What, sentence: str, replacement: str | None = None) -> None:
        found.append(Difference(what, old.id, f"“{old.label}” {sentence}", count, replacement))

    if new.label != old.label:
        note(What.RENAMED, f"is now called “{new.label}”")
    if new.kind is not old.kind:
        lost = (
            "its annotations would lose their ends"
            if new.kind is Kind.POINT
            else "its annotations have no ends"
        )
        note(What.KIND, f"was a {old.kind} and is a {new.kind}: {lost}")
    if new.subject != old.subject:
        note(What.SUBJECT, f"was about {_subject(old_book, old)} and is about {_subject(new_book, new)}")
    if new.group != old.group:
        note(What.GROUP, f"moved from {_group(old_book, old)} to {_group(new_book, new)}")
    if new.valence is not old.valence:
        note(What.VALENCE, f"was {old.valence} and is {new.valence}")
    if new.retired and not old.retired:
        instead = new_book.code(new.replaced_by or "")
        hint = f"; “{instead.label}” takes its place" if instead is not None else ""
        note(What.RETIRED, f"is retired{hint}", new.replaced_by)
    if old.retired and not new.retired:
        note(What.REVIVED, "is in use again")
    changed = [name for field, name in _TEXTS if getattr(old, field) != getattr(new, field)]
    if changed:
        note(What.MEANING, f"has another {_and(changed)}")
    if (new.window_us, new.min_duration_us) != (old.window_us, old.min_duration_us):
        note(What.TIMES, _times(old, new))
    if new.answers != old.answers:
        before, now = _names(old_book, old.answers), _names(new_book, new.answers)
        note(What.TIMES, f"answers {now or 'nothing'} now, and answered {before or 'nothing'}")
    if new.modifiers != old.modifiers:
        labels = [m.label for one in new.modifiers if (m := new_book.modifier(one)) is not None]
        note(What.MODIFIERS, f"has other modifiers: {_and(labels) or 'none'}")
    if new.key != old.key and not new.retired:
        note(What.KEY, f"has the key {_key(new)} instead of {_key(old)}")
    if new.colour != old.colour:
        note(
            What.COLOUR,
            f"has the colour {new.colour or 'of its subject'} instead of {old.colour or 'its subject’s'}",
        )
    return found


def _headers(old: Codebook, new: Codebook) -> list[Difference]:
    names = (
        ("id", "id"),
        ("title", "title"),
        ("version", "version"),
        ("language", "language"),
        ("licence", "licence"),
        ("owner", "owner"),
        ("training_required", "training required"),
    )
    found = []
    for field, name in names:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            found.append(f"The {name} was “{before or 'none'}” and is “{after or 'none'}”")
    if old.note != new.note:
        found.append("The note for coders is another")
    if old.decision_rules != new.decision_rules:
        found.append("The decision rules are others")
    if old.restricted != new.restricted:
        found.append(
            "The codebook is restricted now" if new.restricted else "The codebook is no longer restricted"
        )
    if old.hold_keys != new.hold_keys:
        found.append(
            "States now last as long as their keys are held"
            if new.hold_keys
            else "States now go from one press of their key to the next"
        )
    found.extend(compare_entries(old, new))
    return [Difference(What.HEADER, "", sentence) for sentence in found]


def _order(old: Codebook, new: Codebook) -> list[Difference]:
    shared = {code.id for code in old.codes} & {code.id for code in new.codes}
    before = [code.id for code in old.codes if code.id in shared]
    after = [code.id for code in new.codes if code.id in shared]
    return [Difference(What.HEADER, "", "The codes stand in another order")] if before != after else []


def _times(old: Code, new: Code) -> str:
    parts = []
    for field, name in (("window_us", "window"), ("min_duration_us", "shortest duration")):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            parts.append(f"the {name} {_seconds(after)} instead of {_seconds(before)}")
    return "has " + _and(parts)


def _seconds(duration_us: int | None) -> str:
    return "none" if duration_us is None else f"{duration_us / 1_000_000:g} s"


def _subject(book: Codebook, code: Code) -> str:
    subject = book.subject(code.subject)
    return f"“{subject.label}”" if subject is not None else code.subject


def _group(book: Codebook, code: Code) -> str:
    group = book.group(code.group)
    return f"the group “{group.label}”" if group is not None else "no group"


def _names(book: Codebook, code_ids: tuple[str, ...]) -> str:
    return _and([f"“{code.label}”" for one in code_ids if (code := book.code(one)) is not None])


def _key(code: Code) -> str:
    return f"“{code.key}”" if code.key else "none"


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""
