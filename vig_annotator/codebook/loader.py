"""The door to codebook files: from a file or a text to a checked codebook, or all its faults at once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from vig_annotator.codebook.building import build_codebook
from vig_annotator.codebook.entries import Entry, EntryReader
from vig_annotator.codebook.faults import Faults
from vig_annotator.codebook.fields import HEADER_FIELDS
from vig_annotator.codebook.file_text import check_characters, read_codebook_text
from vig_annotator.codebook.limits import MAX_BYTES
from vig_annotator.codebook.rules import (
    check_codes,
    check_keys,
    check_references,
    check_required,
    check_unique_ids,
)
from vig_annotator.codebook.yaml_tree import Mapping, parse_tree
from vig_annotator.model.codebook import Codebook


@dataclass(frozen=True, slots=True)
class LoadedCodebook:
    """A codebook, and the text that it came from.

    Attributes:
        yaml_text: the text that a coding pass keeps; read again, it gives the same codebook.
        sha256: of that text in UTF-8, in hex.
    """

    codebook: Codebook
    yaml_text: str
    sha256: str


def load_codebook(path: Path) -> LoadedCodebook:
    """Read and check a codebook file.

    Raises:
        CodebookError: with every fault that was found, each with its line.
    """
    return parse_codebook(read_codebook_text(path), str(path))


def parse_codebook(text: str, name: str) -> LoadedCodebook:
    """Read and check a codebook's text; ``name`` stands for the file in the faults.

    Raises:
        CodebookError: with every fault that was found, each with its line.
    """
    faults = Faults(name)
    header = read_header(text, faults)
    if header is not None:
        check_unique_ids(header, faults)
        if header.whole:
            check_required(header, faults)
            check_references(header, faults)
            check_keys(header, faults)
            check_codes(header, faults)
    faults.raise_if_any()
    assert header is not None
    return LoadedCodebook(build_codebook(header), text, hashlib.sha256(text.encode()).hexdigest())


def read_header(text: str, faults: Faults) -> Entry | None:
    """The entries of one text, each field checked by itself; None when there is nothing to go on with."""
    if len(text) > MAX_BYTES:
        faults.add(1, "the text is too big for a codebook", "split a very large codebook into several")
        return None
    check_characters(text, faults)
    if faults:
        return None
    tree = parse_tree(text, faults)
    if isinstance(tree, Mapping):
        return EntryReader(faults, re.split("\r\n|\r|\n", text)).entry(tree, HEADER_FIELDS, "a codebook")
    if not faults:
        if tree is None or not text.strip():
            faults.add(1, "the file is empty", "start with  id: my_codebook  and see the codebooks that ship")
        else:
            faults.add(
                tree.line,
                "this is not a codebook",
                "start with  id: my_codebook  and see the codebooks that ship",
            )
    return None
