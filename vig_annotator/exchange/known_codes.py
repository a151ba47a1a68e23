"""Finding the codes of a codebook that the user names in the tiers and values of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vig_annotator.codebook.loader import LoadedCodebook
from vig_annotator.errors import NotFound
from vig_annotator.exchange.document import ForeignAnnotation, ForeignCode, Role, Tier
from vig_annotator.exchange.placing import Placed, placed_as
from vig_annotator.exchange.wishes import Wishes
from vig_annotator.model.codebook import Code, Kind
from vig_annotator.model.coding import Coding, Lane

_MOST_NOTES = 20


class KnownCodes:
    """The codes of one codebook, findable by what a file calls them.

    Args:
        loaded: the codebook.
        entries: the file's own vocabulary.
        wishes: what the user said about tiers and values.

    Raises:
        NotFound: the user chose a code that the codebook does not have.
    """

    def __init__(self, loaded: LoadedCodebook, entries: Sequence[ForeignCode], wishes: Wishes) -> None:
        self._book = loaded.codebook
        self._coding = Coding(self._book)
        self._names: dict[str, list[Code]] = {}
        for code in self._book.codes:
            for name in dict.fromkeys((_plain(code.id), _plain(code.label))):
                self._names.setdefault(name, []).append(code)
        self._ids = {(entry.subject, entry.name): entry.id for entry in entries if entry.id}
        for code_id in sorted(wishes.code_ids):
            if self._book.code(code_id) is None:
                raise NotFound(
                    f"The codebook “{self._book.title}” has no code “{code_id}”.",
                    "Choose one of its codes.",
                )
        self._wishes = wishes
        self._found: dict[tuple[str, str, str, Role], tuple[Code, str] | None] = {}
        self._missing: Counter[str] = Counter()

    def lane_of(self, code_id: str) -> Lane:
        """The lane in which annotations of a code lie."""
        return self._coding.lane_of(code_id)

    def is_state(self, code_id: str) -> bool:
        """Whether a code marks stretches."""
        code = self._book.code(code_id)
        return code is not None and code.kind is Kind.STATE

    def place(self, number: int, annotation: ForeignAnnotation, tier: Tier) -> Placed | None:
        """What an annotation becomes, or None where no code fits."""
        found = self._look_up(annotation.value, tier)
        if found is None:
            self._missing[f"{tier.name}: {annotation.value}" if annotation.value else tier.name] += 1
            return None
        code, text = found
        is_point = annotation.offset_us == annotation.onset_us
        if is_point != (code.kind is Kind.POINT):
            self._missing[f"{code.label} (another kind)"] += 1
            return None
        names = {
            name: modifier.id
            for modifier in self._book.modifiers
            if modifier.id in code.modifiers
            for name in (modifier.label, modifier.id)
        }
        fitting = {
            name: names[name]
            for name, choices in annotation.modifiers
            if name in names and self._allows(names[name], choices)
        }
        return placed_as(number, annotation, code.id, text, fitting)

    def _allows(self, modifier_id: str, choices: tuple[str, ...]) -> bool:
        modifier = self._book.modifier(modifier_id)
        return modifier is not None and all(choice.strip() in modifier.choices for choice in choices)

    def guess(self, tier: Tier, value: str) -> str:
        """Id of the code that a value of a tier would become; empty if it would be one of its own."""
        found = self._look_up(value, tier)
        return found[0].id if found is not None else ""

    def _look_up(self, value: str, tier: Tier) -> tuple[Code, str] | None:
        """The code, and the text that goes into the note."""
        key = tier.name, tier.subject, value, tier.role
        if key not in self._found:
            self._found[key] = self._search(value, tier)
        return self._found[key]

    def _search(self, value: str, tier: Tier) -> tuple[Code, str] | None:
        for said, text in ((self._wishes.of_value(tier, value), ""), (self._wishes.of_tier(tier), value)):
            if said is not None:
                code = self._book.code(said)
                return None if code is None else (code, text)
        role = self._wishes.role_of(tier) or tier.role
        if role is not Role.TEXT and value:
            code = self._named(value, tier.subject)
            if code is not None:
                return code, ""
        if role is Role.VALUES and value:
            return None
        code = self._named(tier.name, tier.subject)
        return None if code is None else (code, value)

    def _named(self, name: str, subject: str) -> Code | None:
        known_id = self._ids.get((subject, name)) or self._ids.get(("", name))
        if known_id is not None and (code := self._book.code(known_id)) is not None:
            return code
        candidates = self._names.get(_plain(name), [])
        about = [code for code in candidates if self._is_about(code, subject)]
        return next(iter(about or candidates), None)

    def _is_about(self, code: Code, subject: str) -> bool:
        known = self._book.subject(code.subject)
        names = {code.subject.casefold(), known.label.casefold() if known else ""}
        return subject.casefold() in names

    def notes(self) -> tuple[str, ...]:
        """What found no code, a sentence each."""
        told = [
            f"“{name}” ({count}×) has no code in “{self._book.title}” and went to a pass of its own."
            for name, count in self._missing.most_common(_MOST_NOTES)
        ]
        if len(self._missing) > _MOST_NOTES:
            told.append(f"And {len(self._missing) - _MOST_NOTES} more names that have no code in it.")
        return tuple(told)


def _plain(name: str) -> str:
    """A name without what people write in different ways: case, blanks, underscores and hyphens."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
