"""The door to codebook files: from a file or a text to a checked codebook, or all its faults at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vig_annotator.codebook.bases import find_base, near_base
from vig_annotator.codebook.building import build_codebook
from vig_annotator.codebook.entry import Entry
from vig_annotator.codebook.entry_reader import EntryReader
from vig_annotator.codebook.extending import merge
from vig_annotator.codebook.faults import Faults, shown
from vig_annotator.codebook.fields import HEADER_FIELDS
from vig_annotator.codebook.file_text import (
    check_characters,
    file_name,
    read_codebook_text,
    with_plain_line_ends,
)
from vig_annotator.codebook.limits import MAX_BYTES, MAX_EXTENDS
from vig_annotator.codebook.rules import check_fit, check_unique_ids
from vig_annotator.codebook.writer import write_codebook
from vig_annotator.codebook.yaml_tree import Mapping, parse_tree
from vig_annotator.errors import CodebookError
from vig_annotator.model.codebook import Codebook


@dataclass(frozen=True, slots=True)
class LoadedCodebook:
    """A codebook, and the text to keep of it.

    Attributes:
        yaml_text: the text that a coding pass keeps: the file's own, or, when it extends another, both put into one,
            so that it never depends on a file that may change. Read again, it gives the same codebook.
        sha256: of that text in UTF-8, in hex.
    """

    codebook: Codebook
    yaml_text: str
    sha256: str


def load_codebook(path: Path, folders: Sequence[Path] = ()) -> LoadedCodebook:
    """Read and check a codebook file.

    Args:
        path: the file.
        folders: further places in which the codebook that it extends may be; the file's own and the shipped ones are
            looked through anyway.

    Raises:
        CodebookError: with every fault that was found, each with its line.
    """
    return _load(read_codebook_text(path), Faults(file_name(path)), path, folders)


def parse_codebook(
    text: str, name: str, folders: Sequence[Path] = (), path: Path | None = None
) -> LoadedCodebook:
    """Read and check a codebook's text.

    Args:
        text: what would stand in the file.
        name: stands for the file in the faults.
        folders: as for `load_codebook`.
        path: where the text is going to be, if it extends another codebook that lies beside it.

    Raises:
        CodebookError: with every fault that was found, each with its line.
    """
    return _load(text, Faults(name), path, folders)


def extended_name(text: str) -> str:
    """What stands behind ``extends`` in a text; empty when it stands by itself."""
    header = _read_header(with_plain_line_ends(text), Faults("text"))
    return header.text("extends") if header is not None else ""


def load_base(text: str, path: Path | None = None, folders: Sequence[Path] = ()) -> Codebook | None:
    """The codebook that a text extends; None when it stands by itself.

    Raises:
        CodebookError: it is not there, or has faults.
    """
    faults = Faults(file_name(path) if path is not None else "text")
    header = _read_header(with_plain_line_ends(text), faults)
    faults.raise_if_any()
    if header is None or not header.text("extends"):
        return None
    base = _read_base(header, faults, path, folders, ())
    if base is not None:
        check_fit(base, faults)
    faults.raise_if_any()
    assert base is not None
    return build_codebook(base)


def codebook_of_tree(tree: Mapping, faults: Faults) -> Codebook:
    """The codebook of a tree that was made from something else than YAML, checked in the same way.

    Raises:
        CodebookError: with every fault that was found, those already noted included.
    """
    header = EntryReader(faults, []).entry(tree, HEADER_FIELDS, "a codebook")
    check_unique_ids(header, faults)
    check_fit(header, faults)
    faults.raise_if_any()
    return build_codebook(header)


def _load(text: str, faults: Faults, path: Path | None, folders: Sequence[Path]) -> LoadedCodebook:
    text = with_plain_line_ends(text)
    header = _read(text, faults, path, folders, chain=())
    if header is not None and header.whole:
        check_fit(header, faults)
    faults.raise_if_any()
    assert header is not None
    codebook = build_codebook(header)
    if header.text("extends"):
        text = (
            f"# {codebook.id} {codebook.version} in one text with what it extends\n{write_codebook(codebook)}"
        )
    return LoadedCodebook(codebook, text, hashlib.sha256(text.encode()).hexdigest())


def _read(
    text: str, faults: Faults, path: Path | None, folders: Sequence[Path], chain: tuple[Path, ...]
) -> Entry | None:
    """The entries of one text, merged with those of the codebook that it extends; None when it is hopeless."""
    header = _read_header(text, faults)
    if header is None:
        return None
    check_unique_ids(header, faults)
    if not header.text("extends") or not header.whole:
        return header
    base = _read_base(header, faults, path, folders, chain)
    return merge(base, header, faults) if base is not None else None


def _read_header(text: str, faults: Faults) -> Entry | None:
    """The entries of one text, each field checked by itself; None when there is nothing to go on with."""
    if len(text) > MAX_BYTES:
        faults.add(1, "the text is too big for a codebook", "split a very large codebook into several")
        return None
    check_characters(text, faults)
    if faults:
        return None
    tree = parse_tree(text, faults)
    if isinstance(tree, Mapping):
        return EntryReader(faults, text.split("\n")).entry(tree, HEADER_FIELDS, "a codebook")
    if not faults:
        message = "the file is empty" if tree is None else "this is not a codebook"
        line = 1 if tree is None else tree.line
        faults.add(line, message, "start with  id: my_codebook  and see the codebooks that ship")
    return None


def _read_base(
    header: Entry, faults: Faults, path: Path | None, folders: Sequence[Path], chain: tuple[Path, ...]
) -> Entry | None:
    name = header.text("extends")
    line = header.line_of("extends")
    found = find_base(name, path, folders)
    if found is None:
        near = near_base(name, path, folders)
        remedy = f"did you mean “{near}”?" if near else "name a shipped codebook, or a file beside this one"
        faults.add(line, f"the codebook “{shown(name)}” that this one extends is not there", remedy)
        return None
    seen = (*chain, *([path.resolve()] if path is not None else []))
    if found.resolve() in seen:
        circle = " → ".join(step.name for step in (*seen, found))
        faults.add(
            line, f"the codebooks extend each other in a circle ({circle})", "let one of them stand by itself"
        )
        return None
    if len(seen) >= MAX_EXTENDS:
        faults.add(line, "too many codebooks rest upon each other here", f"keep at most {MAX_EXTENDS}")
        return None
    base_faults = Faults(file_name(found))
    base: Entry | None = None
    try:
        base_text = with_plain_line_ends(read_codebook_text(found))
    except CodebookError as trouble:
        base_faults.found.extend(trouble.faults)
    else:
        base = _read(base_text, base_faults, found, folders, seen)
    if base_faults:
        faults.found.extend(base_faults.found)
        faults.add(
            line, f"the codebook “{shown(name)}” that this one extends has faults", "put them right first"
        )
        return None
    return base
