"""Making a codebook out of what another program knows: fresh ids, keys that are free, colours that differ."""

from __future__ import annotations

from dataclasses import dataclass, field

from vig_annotator.codebook.building import USUAL_LANGUAGE
from vig_annotator.codebook.colours import is_legible, next_colour
from vig_annotator.codebook.limits import MAX_CODES, MAX_LABEL, MAX_TEXT
from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.codebook.reserved_keys import is_reserved
from vig_annotator.codebook.single_values import id_from
from vig_annotator.codebook.writer import write_codebook
from vig_annotator.errors import CodebookError, Fault
from vig_annotator.model.codebook import Code, Codebook, Group, Kind, Modifier, Subject, TranslatedText


@dataclass(frozen=True, slots=True)
class Imported:
    """A codebook that came from another program.

    Attributes:
        notes: what could not be taken over as it was, a plain sentence each.
    """

    codebook: Codebook
    notes: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """A codebook in the making; every name that is added gets an id of its own."""

    file: str
    title: str
    language: str = USUAL_LANGUAGE
    note: str = ""
    subjects: list[Subject] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    modifiers: list[Modifier] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    translations: list[TranslatedText] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def subject(self, label: str) -> str:
        """The id of the subject with a label, which is added when it is new."""
        label = one_line(label)
        known = next((subject.id for subject in self.subjects if subject.label == label), None)
        if known is not None:
            return known
        subject_id = _fresh(label, "subject", [subject.id for subject in self.subjects])
        self.subjects.append(Subject(subject_id, label))
        return subject_id

    def group(self, label: str, exclusive: bool) -> str:
        """Add a group; its id."""
        group_id = _fresh(label, "group", [group.id for group in self.groups])
        self.groups.append(Group(group_id, one_line(label) or group_id, exclusive=exclusive))
        return group_id

    def modifier(self, label: str, choices: list[str], multiple: bool) -> str | None:
        """The id of a modifier, which is added when it is new; None when there is nothing to choose from."""
        clean = tuple(dict.fromkeys(text for choice in choices if (text := one_line(choice))))
        label = one_line(label) or "Which?"
        if len(clean) < 2:
            self.notes.append(f"The modifier “{label}” has fewer than two choices and is left out.")
            return None
        for known in self.modifiers:
            if (known.label, known.choices, known.multiple) == (label, clean, multiple):
                return known.id
        modifier_id = _fresh(label, "modifier", [modifier.id for modifier in self.modifiers])
        self.modifiers.append(Modifier(modifier_id, label, clean, multiple=multiple))
        return modifier_id

    def code(
        self,
        label: str,
        subject: str,
        kind: Kind,
        *,
        wanted_id: str = "",
        group: str | None = None,
        key: str | None = None,
        colour: str | None = None,
        definition: str = "",
        modifiers: tuple[str, ...] = (),
    ) -> str:
        """Add a code; its id. A key or a colour that can't be used is left out or replaced, and a note is made.

        Raises:
            CodebookError: there are too many.
        """
        if len(self.codes) >= MAX_CODES:
            raise _refused(
                self.file, f"the file holds more than {MAX_CODES} codes", "take out those that you don’t need"
            )
        code_id = _fresh(wanted_id or label, "code", [code.id for code in self.codes])
        label = one_line(label) or code_id
        if colour is None or not is_legible(colour):
            colour = next_colour([code.colour for code in self.codes if code.colour])
        self.codes.append(
            Code(
                id=code_id,
                label=label,
                subject=subject,
                kind=kind,
                group=group,
                key=self._usable_key(key, label),
                colour=colour.upper(),
                definition=_printable(definition)[:MAX_TEXT],
                modifiers=modifiers,
            )
        )
        return code_id

    def _usable_key(self, key: str | None, label: str) -> str | None:
        key = (key or "").strip().lower()
        if not key:
            return None
        if is_reserved(key):
            self.notes.append(f"“{label}” had the key “{key}”, which the player needs; it has none now.")
            return None
        if len(key) != 1 or not key.isprintable():
            self.notes.append(
                f"“{label}” had the key “{one_line(key)}”, which is not a single letter; it has none now."
            )
            return None
        if any(code.key == key for code in self.codes):
            self.notes.append(
                f"“{label}” had the key “{key}”, which another code has already; it has none now."
            )
            return None
        return key

    def finish(self) -> Imported:
        """The codebook, checked as any other.

        Raises:
            CodebookError: there are no codes.
        """
        if not self.codes:
            raise _refused(self.file, "there are no codes in this file", "check that it is the right file")
        used = {code.subject for code in self.codes}
        self.subjects.sort(key=lambda subject: subject.id not in used)
        title = one_line(self.title) or "Imported codebook"
        draft = Codebook(
            id=id_from(title) or "imported",
            title=title,
            version="1",
            language=self.language,
            note=_printable(self.note)[:MAX_TEXT],
            subjects=tuple(self.subjects),
            groups=tuple(self.groups),
            modifiers=tuple(self.modifiers),
            codes=tuple(self.codes),
            translations=tuple(self.translations),
        )
        return Imported(parse_codebook(write_codebook(draft), self.file).codebook, tuple(self.notes))


def one_line(text: str) -> str:
    """A text as a label: one line, printable, not too long."""
    return _printable(" ".join(text.split()))[:MAX_LABEL].strip()


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text).strip()


def _fresh(text: str, otherwise: str, taken: list[str]) -> str:
    stem = id_from(text) or (id_from(f"{otherwise}_{text}") or otherwise)
    candidate, number = stem, 2
    while candidate in taken:
        candidate, number = f"{stem[:60]}_{number}", number + 1
    return candidate


def _refused(file: str, message: str, remedy: str) -> CodebookError:
    fault = Fault(file, 1, message, remedy)
    return CodebookError(str(fault), faults=[fault])
