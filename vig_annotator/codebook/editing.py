"""Changes of a codebook as pure functions: from one codebook to the next. What does not fit is told by `fault_places`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vig_annotator.codebook.colours import next_colour
from vig_annotator.codebook.reserved_keys import free_keys
from vig_annotator.codebook.single_values import id_from
from vig_annotator.errors import UsageError
from vig_annotator.model.codebook import Code, Codebook, Kind


def set_header(book: Codebook, **values: Any) -> Codebook:
    """Other values in the header, such as title or version."""
    return replace(book, **values)


def set_code(book: Codebook, code_id: str, **values: Any) -> Codebook:
    """Other values of one code. A code that becomes a point loses what only states have."""
    if values.get("kind") is Kind.POINT:
        values = {**values, "ends_when": "", "min_duration_us": None}
    return _with_codes(book, [replace(code, **values) if code.id == code_id else code for code in book.codes])


def add_code(book: Codebook, label: str, after: str | None = None) -> tuple[Codebook, str]:
    """A new code behind another (else at the end) that is like it in subject and kind; answers its id too.

    Raises:
        UsageError: no id can be made of the label.
    """
    near = book.code(after or "")
    code = Code(
        id=free_id(label, {one.id for one in book.codes}),
        label=label.strip(),
        subject=near.subject if near is not None else book.subjects[0].id,
        kind=near.kind if near is not None else Kind.POINT,
        group=near.group if near is not None else None,
        colour=next_colour(one.colour for one in book.active_codes if one.colour),
        key=next_key(book),
    )
    place = book.codes.index(near) + 1 if near is not None else len(book.codes)
    return _with_codes(book, [*book.codes[:place], code, *book.codes[place:]]), code.id


def move_code(book: Codebook, code_id: str, to_index: int) -> Codebook:
    """A code at another place in the order."""
    code = book.code(code_id)
    if code is None:
        return book
    others = [one for one in book.codes if one.id != code_id]
    place = max(0, min(to_index, len(others)))
    return _with_codes(book, [*others[:place], code, *others[place:]])


def retire_code(book: Codebook, code_id: str, replaced_by: str | None = None) -> Codebook:
    """A code that is no longer offered; its key is free, old tags with it stay readable."""
    return set_code(book, code_id, retired=True, key=None, replaced_by=replaced_by)


def revive_code(book: Codebook, code_id: str) -> Codebook:
    """A retired code that is offered again; it needs a new key."""
    return set_code(book, code_id, retired=False, replaced_by=None)


def remove_code(book: Codebook, code_id: str) -> Codebook:
    """Without a code; for codes that were never saved, because any other may have tags somewhere."""
    kept = [
        replace(
            code,
            answers=tuple(one for one in code.answers if one != code_id),
            confused_with=tuple(one for one in code.confused_with if one.code != code_id),
            replaced_by=None if code.replaced_by == code_id else code.replaced_by,
        )
        for code in book.codes
        if code.id != code_id
    ]
    return _with_codes(book, kept)


def next_key(book: Codebook) -> str | None:
    """A key that no code has and the player does not need; None when all are taken."""
    taken = {code.key.casefold() for code in book.active_codes if code.key}
    return next((key for key in free_keys() if key not in taken), None)


def next_version(version: str) -> str:
    """The version after one: its last number raised, ``1.0`` to ``1.1``; with ``.1`` behind it where it ends in no number."""
    head = version.rstrip("0123456789")
    tail = version[len(head) :]
    return f"{head}{int(tail) + 1}" if tail else f"{version}.1"


def copied(book: Codebook, title: str) -> Codebook:
    """The beginning of a new codebook that holds all that another does, under another title and id.

    Raises:
        UsageError: no id can be made of the title.
    """
    return replace(
        book,
        id=free_id(title, {book.id}),
        title=title.strip(),
        version="1.0",
        based_on=(book.id, *book.based_on),
        translations=tuple(one for one in book.translations if (one.part, one.field) != ("header", "title")),
    )


def _with_codes(book: Codebook, codes: list[Code]) -> Codebook:
    known = {code.id for code in codes}
    texts = tuple(one for one in book.translations if one.part != "codes" or one.id in known)
    return replace(book, codes=tuple(codes), translations=texts)


def free_id(label: str, taken: set[str]) -> str:
    """An id made of a label that is not taken.

    Raises:
        UsageError: none can be made of it.
    """
    wanted = id_from(label)
    if not wanted:
        raise UsageError(f"“{label.strip()}” can’t be a name.", "Begin it with a letter from a to z.")
    number, found = 2, wanted
    while found in taken:
        found = f"{wanted[:60]}_{number}"
        number += 1
    return found
