"""A codebook drawn from what a file holds: a code for each thing that was coded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vig_annotator.codebook.formats.drafting import Draft, one_line
from vig_annotator.codebook.loader import LoadedCodebook, parse_codebook
from vig_annotator.codebook.reserved_keys import free_keys
from vig_annotator.codebook.writer import write_codebook
from vig_annotator.exchange.document import ForeignCode
from vig_annotator.model.codebook import Kind, Valence

_UNKNOWN_SUBJECT = "Participant"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_MOST_CHOICES = 100
_LONGEST_CHOICE = 120
_NO_CHOICE = "(not said)"


@dataclass(frozen=True, slots=True)
class CodeKey:
    """What one code of the drawn codebook stands for.

    Attributes:
        subject: as the file names it; may be empty.
        group: the tier or category; empty for none.
        name: of the code.
        kind: point or state.
        lane: 0, or higher for stretches that overlap others of the same name.
    """

    subject: str
    group: str
    name: str
    kind: Kind
    lane: int = 0


@dataclass(slots=True)
class CodeUse:
    """How a code is used in the file.

    Attributes:
        entry: what the file's vocabulary says about it.
        both_kinds: the same name marks instants and stretches.
        choices: for each further choice the answers that occur.
    """

    entry: ForeignCode | None = None
    both_kinds: bool = False
    choices: dict[str, dict[str, None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DrawnCodebook:
    """The codebook, and where everything went.

    Attributes:
        ids: the code's id for each key.
        modifiers: for each code's id, the id of each of its modifiers by name.
        notes: what could not be taken over as it was.
    """

    loaded: LoadedCodebook
    ids: dict[CodeKey, str]
    modifiers: dict[str, dict[str, str]]
    notes: tuple[str, ...]


def draw_codebook(
    title: str, uses: dict[CodeKey, CodeUse], exclusive: dict[tuple[str, str], bool]
) -> DrawnCodebook:
    """Make the codebook.

    Args:
        title: what to call it.
        uses: every code that is used or offered.
        exclusive: for each subject and group, whether its states never overlap.

    Raises:
        CodebookError: there are more codes than a codebook can hold, or none.
    """
    draft = Draft(file=title, title=title, note="Drawn from the annotations of a file that was imported.")
    ids: dict[CodeKey, str] = {}
    modifiers: dict[str, dict[str, str]] = {}
    groups: dict[tuple[str, str], str] = {}
    for key, use in uses.items():
        subject = draft.subject(key.subject or _UNKNOWN_SUBJECT)
        chosen = _modifiers(draft, use)
        code_id = draft.code(
            _label(key, use),
            subject,
            key.kind,
            wanted_id=_wanted_id(key, use),
            group=_group(draft, groups, key, exclusive),
            key=(use.entry.key if use.entry and len(use.entry.key) == 1 and not key.lane else None),
            colour=_colour(use.entry),
            definition=use.entry.definition if use.entry else "",
            modifiers=tuple(dict.fromkeys(chosen.values())),
        )
        ids[key] = code_id
        modifiers[code_id] = chosen
        if use.entry is not None and use.entry.valence in set(Valence):
            draft.codes[-1] = replace(draft.codes[-1], valence=Valence(use.entry.valence))
    _give_keys(draft)
    imported = draft.finish()
    loaded = parse_codebook(write_codebook(imported.codebook), title)
    return DrawnCodebook(loaded, ids, modifiers, imported.notes)


def _colour(entry: ForeignCode | None) -> str | None:
    """The file's colour, where it is given as ``#RRGGBB``; names of colours differ from program to program."""
    return entry.colour if entry is not None and _COLOUR.fullmatch(entry.colour) else None


def _label(key: CodeKey, use: CodeUse) -> str:
    label = key.name or key.group or "Unnamed"
    if use.both_kinds:
        label += " (instant)" if key.kind is Kind.POINT else " (stretch)"
    return f"{label} ({key.lane + 1})" if key.lane else label


def _wanted_id(key: CodeKey, use: CodeUse) -> str:
    return use.entry.id if use.entry is not None and not key.lane and not use.both_kinds else ""


def _group(
    draft: Draft,
    groups: dict[tuple[str, str], str],
    key: CodeKey,
    exclusive: dict[tuple[str, str], bool],
) -> str | None:
    if not key.group or key.lane:
        return None
    place = key.subject, key.group
    excludes = exclusive.get(place, False)
    if excludes and key.kind is Kind.POINT:
        return None
    if place not in groups:
        groups[place] = draft.group(key.group, exclusive=excludes)
    return groups[place]


def _modifiers(draft: Draft, use: CodeUse) -> dict[str, str]:
    """The ids of the modifiers that a code needs; what can't be one (too many or too long answers) stays in the note."""
    wanted: dict[str, tuple[dict[str, None], bool]] = {}
    for name, choices, multiple in use.entry.modifiers if use.entry else ():
        wanted[name] = (dict.fromkeys(choices), multiple)
    for name, seen in use.choices.items():
        choices_so_far, multiple = wanted.get(name, ({}, False))
        wanted[name] = ({**choices_so_far, **seen}, multiple)
    ids: dict[str, str] = {}
    for name, (all_choices, multiple) in wanted.items():
        clean = list(dict.fromkeys(one_line(choice) for choice in all_choices if choice.strip()))
        if not clean or len(clean) > _MOST_CHOICES or any(len(c) > _LONGEST_CHOICE for c in all_choices):
            continue
        if len(clean) == 1:
            clean.append(_NO_CHOICE)
        modifier_id = draft.modifier(name, clean, multiple)
        if modifier_id is not None:
            ids[name] = modifier_id
    return ids


def _give_keys(draft: Draft) -> None:
    """A key for as many codes as there are keys, so that coding can go on at once."""
    taken = {code.key for code in draft.codes}
    free = [key for key in free_keys() if key not in taken]
    for place, code in enumerate(draft.codes):
        if not free:
            return
        if code.key is None:
            near = next((key for key in code.id if key in free), free[0])
            free.remove(near)
            draft.codes[place] = replace(code, key=near)
