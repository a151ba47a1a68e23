"""Which code each annotation of a file becomes: one of a codebook that the user names, or of one drawn from the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vig_annotator.codebook.loader import LoadedCodebook
from vig_annotator.exchange.document import (
    Document,
    ForeignAnnotation,
    ForeignCode,
    Observation,
    Role,
    Tier,
)
from vig_annotator.exchange.drawn_codebook import CodeKey, CodeUse, DrawnCodebook, draw_codebook
from vig_annotator.exchange.known_codes import KnownCodes
from vig_annotator.exchange.lanes import OPEN_END, lanes_of
from vig_annotator.exchange.placing import Placed, placed_as
from vig_annotator.exchange.roles import TierName, roles_of, tier_name
from vig_annotator.exchange.wishes import Wishes
from vig_annotator.model.codebook import Kind


@dataclass(frozen=True, slots=True)
class PlannedPass:
    """One coder's annotations with one codebook."""

    coder: str
    loaded: LoadedCodebook
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a document.

    Attributes:
        passes: for each of its observations, in order.
        notes: what could not be taken over as it was, a plain sentence each.
        left_out: how many annotations the user does not want.
    """

    passes: tuple[tuple[PlannedPass, ...], ...]
    notes: tuple[str, ...]
    left_out: int = 0


def plan_import(
    document: Document,
    title: str,
    codebook: LoadedCodebook | None = None,
    wishes: Wishes | None = None,
    coder: str = "imported",
) -> Plan:
    """Say which code each annotation becomes.

    With a codebook, tiers and values are matched with its codes by id or label (and subject); what finds none, or does
    not fit the code's kind or lane, goes to a second pass of the same coder with a codebook drawn from the file, so that
    nothing is lost and the codebook stays as it is. Without one, everything goes to the drawn codebook.

    Args:
        document: what was read.
        title: what to call the drawn codebook.
        codebook: the one to code with, or None.
        wishes: what the user said about tiers and values.
        coder: the name for annotations that name no coder.

    Raises:
        CodebookError: the file holds more different codes than a codebook can.
    """
    wishes = wishes or Wishes()
    known = KnownCodes(codebook, document.codes, wishes) if codebook is not None else None
    drawing = _Drawing(document, wishes)
    fitting: list[dict[str, list[Placed]]] = []
    left_out = 0
    for observation in document.observations:
        wanted = _wanted(observation, wishes)
        left_out += sum(one.onset_us is not None for one in observation.annotations) - len(wanted)
        by_coder, rest = _fit(observation, wanted, known, coder)
        fitting.append(by_coder)
        drawing.add(observation, rest, coder)
    if known is None or drawing.any_used:
        drawing.offer_unused(known is None)
    drawn = drawing.finish(title) if drawing.uses else None
    if drawn is not None and codebook is not None and drawn.loaded.codebook.id == codebook.codebook.id:
        drawn = drawing.finish(f"{title}, further codes")  # another codebook than the one that lacks them
    passes = []
    for place, observation in enumerate(document.observations):
        planned = []
        if codebook is not None:
            planned = [PlannedPass(who, codebook, tuple(one)) for who, one in fitting[place].items()]
        if drawn is not None:
            planned.extend(drawing.placed(place, observation, drawn, coder))
        passes.append(tuple(planned))
    notes = (*(known.notes() if known else ()), *(drawn.notes if drawn else ()))
    return Plan(tuple(passes), notes, left_out)


def _wanted(observation: Observation, wishes: Wishes) -> list[int]:
    """The numbers of the annotations that have a time and are to come in."""
    timed = [n for n, one in enumerate(observation.annotations) if one.onset_us is not None]
    if not wishes.codes:
        return timed
    said: dict[tuple[int, str], bool] = {}
    wanted = []
    for number in timed:
        one = observation.annotations[number]
        key = one.tier, one.value
        if key not in said:
            said[key] = wishes.stays_out(observation.tiers[one.tier], one.value)
        if not said[key]:
            wanted.append(number)
    return wanted


def _fit(
    observation: Observation, wanted: list[int], known: KnownCodes | None, coder: str
) -> tuple[dict[str, list[Placed]], list[int]]:
    """The annotations that find a code, by coder; and the numbers of those that don't."""
    everything = list(wanted)
    if known is None:
        return {}, everything
    by_coder: dict[str, list[Placed]] = {}
    rest: list[int] = []
    ends: dict[tuple[str, ...], int] = {}
    everything.sort(key=lambda n: (observation.annotations[n].onset_us or 0, n))
    for number in everything:
        annotation = observation.annotations[number]
        tier = observation.tiers[annotation.tier]
        who = tier.coder or coder
        found = known.place(number, annotation, tier)
        if found is None:
            rest.append(number)
            continue
        lane = (who, *known.lane_of(found.code_id))
        if known.is_state(found.code_id):
            if found.onset_us < ends.get(lane, -OPEN_END):
                rest.append(number)
                continue
            ends[lane] = OPEN_END if found.offset_us is None else found.offset_us
        by_coder.setdefault(who, []).append(found)
    return by_coder, sorted(rest)


class _Drawing:
    """Collects what is used, then says which code each annotation got."""

    def __init__(self, document: Document, wishes: Wishes) -> None:
        self.uses: dict[CodeKey, CodeUse] = {}
        self.any_used = False
        self._document = document
        self._wishes = wishes
        self._roles = roles_of(document.observations, wishes)
        self._entries = {(code.subject, code.name): code for code in document.codes}
        self._keys: list[dict[int, CodeKey]] = []
        self._exclusive: dict[tuple[str, str], bool] = {}
        self._known_keys: dict[tuple[str, str, str, Kind], CodeKey] = {}

    def add(self, observation: Observation, numbers: list[int], coder: str) -> None:
        keys: dict[int, CodeKey] = {}
        spans: dict[tuple[str, CodeKey], list[tuple[int, int, int]]] = {}
        grouped: dict[tuple[str, str, str], list[tuple[int, int, int]]] = {}
        for number in numbers:
            annotation = observation.annotations[number]
            tier = observation.tiers[annotation.tier]
            who = tier.coder or coder
            key = self._key(annotation, tier)
            keys[number] = key
            if key.kind is Kind.STATE:
                span = number, annotation.onset_us or 0, _end(annotation)
                spans.setdefault((who, key), []).append(span)
                grouped.setdefault((who, key.subject, key.group), []).append(span)
        for (_, key), stretches in spans.items():
            for number, lane in lanes_of(stretches).items():
                if lane:
                    keys[number] = replace(key, lane=lane)
        for (_, subject, group), stretches in grouped.items():
            alone = not any(lanes_of(stretches).values())
            self._exclusive[subject, group] = self._exclusive.get((subject, group), True) and alone
        for number in numbers:
            self._note_use(keys[number], observation.annotations[number])
        self._keys.append(keys)
        self.any_used = self.any_used or bool(numbers)

    def _key(self, annotation: ForeignAnnotation, tier: Tier) -> CodeKey:
        kind = Kind.POINT if annotation.offset_us == annotation.onset_us else Kind.STATE
        about = tier.name, tier.subject, annotation.value, kind
        key = self._known_keys.get(about)
        if key is None:
            key = self._known_keys[about] = self._new_key(annotation, tier, kind)
        return key

    def _new_key(self, annotation: ForeignAnnotation, tier: Tier, kind: Kind) -> CodeKey:
        by_value = self._roles[tier_name(tier)] is Role.VALUES and annotation.value.strip()
        name = annotation.value if by_value else tier.name
        entry = self._entry(tier.subject, name)
        group = entry.group if entry is not None and entry.group else (tier.name if by_value else "")
        if group == name:
            group = ""
        return CodeKey(tier.subject, group, name, kind)

    def _entry(self, subject: str, name: str) -> ForeignCode | None:
        return self._entries.get((subject, name)) or self._entries.get(("", name))

    def _note_use(self, key: CodeKey, annotation: ForeignAnnotation) -> None:
        use = self.uses.setdefault(key, CodeUse(self._entry(key.subject, key.name)))
        for name, choices in annotation.modifiers:
            use.choices.setdefault(name, {}).update(dict.fromkeys(choices))

    def offer_unused(self, everything: bool) -> None:
        """Add the codes of the file's vocabulary that nobody used; or none, if the user has a codebook already."""
        if not everything:
            return
        used = {(key.subject, key.name) for key in self.uses} | {("", key.name) for key in self.uses}
        for code in self._document.codes:
            if (code.subject, code.name) not in used:
                key = CodeKey(code.subject, code.group, code.name, code.kind or Kind.STATE)
                self.uses.setdefault(key, CodeUse(code))
        for name, role in self._roles.items():
            self._offer_tier(name, role, used)

    def _offer_tier(self, name: TierName, role: Role, used: set[tuple[str, str]]) -> None:
        tier, subject = name
        if self._wishes.stays_out(Tier(tier, subject), ""):
            return
        if role is Role.TEXT and (subject, tier) not in used and ("", tier) not in used:
            self.uses.setdefault(CodeKey(subject, "", tier, Kind.STATE), CodeUse(self._entry(subject, tier)))
        if role is not Role.VALUES:
            return
        values = {
            value
            for observation in self._document.observations
            for one in observation.tiers
            if tier_name(one) == name
            for value in one.vocabulary
        }
        for value in sorted(values):
            if (subject, value) not in used and value.strip():
                group = "" if value == tier else tier
                self.uses.setdefault(
                    CodeKey(subject, group, value, Kind.STATE), CodeUse(self._entry(subject, value))
                )

    def finish(self, title: str) -> DrawnCodebook:
        kinds: dict[tuple[str, str, str], set[Kind]] = {}
        for key in self.uses:
            kinds.setdefault((key.subject, key.group, key.name), set()).add(key.kind)
        for key, use in self.uses.items():
            use.both_kinds = len(kinds[key.subject, key.group, key.name]) > 1
        return draw_codebook(title, self.uses, self._exclusive)

    def placed(
        self, place: int, observation: Observation, drawn: DrawnCodebook, coder: str
    ) -> Iterator[PlannedPass]:
        by_coder: dict[str, list[Placed]] = {}
        for number, key in self._keys[place].items():
            annotation = observation.annotations[number]
            tier = observation.tiers[annotation.tier]
            code_id = drawn.ids[key]
            by_coder.setdefault(tier.coder or coder, []).append(
                placed_as(
                    number,
                    annotation,
                    code_id,
                    "" if key.name == annotation.value else annotation.value,
                    drawn.modifiers[code_id],
                )
            )
        for who, one in by_coder.items():
            yield PlannedPass(who, drawn.loaded, tuple(one))


def _end(annotation: ForeignAnnotation) -> int:
    return OPEN_END if annotation.offset_us is None else annotation.offset_us
