"""YAML text as a tree that knows its lines, built so that no file can hang the program or run anything.

The tree is made from parser events, not by recursion, so deep nesting ends in a fault and not in a crash. Anchors and
aliases are refused, so nothing can be made to grow ("billion laughs"); tags are refused, so nothing is ever constructed;
values stay the text that was written, so ``key: n`` and ``version: 1.10`` mean what they say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from vig_annotator.codebook.faults import Faults
from vig_annotator.codebook.limits import MAX_DEPTH, MAX_NODES
from vig_annotator.codebook.yaml_trouble import note_tabs, note_yaml_trouble

# libyaml's parser where PyYAML was built with it (about ten times as quick), PyYAML's own otherwise.
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    """A text or number as written; ``plain`` when it stood without quotes."""

    line: int
    text: str
    plain: bool

    @property
    def empty(self) -> bool:
        """Whether nothing was written (or YAML's words for nothing)."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Sequence:
    """A list; ``complete`` is False when the file broke off inside it."""

    line: int
    items: list[Node] = field(default_factory=list)
    complete: bool = False


@dataclass(slots=True)
class Mapping:
    """Fields with values, in the order written, repeated fields included."""

    line: int
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    complete: bool = False


Node = Scalar | Sequence | Mapping


class _TooMuch(Exception):
    """The file is larger or deeper than any codebook; the fault is already noted."""


class _Builder:
    """Puts parser events together."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.root: Node | None = None
        self.documents = 0
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Scalar | None] = []
        self._nodes = 0

    def feed(self, event: Any) -> None:
        """Take the next event of the parser."""
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self.faults.add(
                    line,
                    "a second document starts here (---)",
                    "keep one codebook in one file; delete the line",
                )
                raise _TooMuch
        elif isinstance(event, yaml.AliasEvent):
            self.faults.add(line, "references (*name) are not allowed", "write the value out in full")
            self._place(Scalar(line, "", plain=True))
        elif isinstance(event, yaml.ScalarEvent):
            self._check_properties(event, line)
            self._place(Scalar(line, event.value, plain=event.style in (None, "")))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._check_properties(event, line)
            self._start(Sequence(line))
        elif isinstance(event, yaml.MappingStartEvent):
            self._check_properties(event, line)
            self._start(Mapping(line))
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self._open.pop().complete = True
            self._keys.pop()

    def _check_properties(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            self.faults.add(line, "anchors (&name) are not allowed", "delete the “&” and the name after it")
        if event.tag is not None:
            self.faults.add(
                line, "tags (!name) are not allowed", "delete the “!” and the name after it, or use quotes"
            )

    def _start(self, node: Sequence | Mapping) -> None:
        self._place(node)
        self._open.append(node)
        self._keys.append(None)
        if len(self._open) > MAX_DEPTH:
            self.faults.add(
                node.line, "lists are nested too deeply here", "take out some brackets or indentation"
            )
            raise _TooMuch

    def _place(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self.faults.add(
                node.line,
                f"the file holds more than {MAX_NODES:,} values",
                "check that it is the right file; split a very large codebook into several",
            )
            raise _TooMuch
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            if not isinstance(node, Scalar):
                self.faults.add(node.line, "a field’s name must be a single word", "write  name: value")
                node = Scalar(node.line, "", plain=False)
            self._keys[-1] = node
        else:
            if isinstance(node, Scalar) and node.empty:
                node.line = key.line  # the parser places what is not there at whatever comes next
            parent.entries.append((key, node))
            self._keys[-1] = None


def parse_tree(text: str, faults: Faults) -> Node | None:
    """The tree of a YAML text; None when there is none, or when it is too much for a codebook.

    What is wrong is noted. When the parser gives up, the tree up to that line comes back with its open lists and
    entries marked as not complete, so that the faults above the line can be told together with it.
    """
    note_tabs(text, faults)
    builder = _Builder(faults)
    parser = None
    try:
        parser = _PARSER(text)
        while parser.check_event():
            builder.feed(parser.get_event())
    except _TooMuch:
        return None
    except yaml.YAMLError as trouble:
        note_yaml_trouble(trouble, text, faults)
    except (ValueError, OverflowError):
        # PyYAML's own scanner on impossible escapes and version numbers; libyaml names them itself.
        faults.add(
            1, "a number or an escape (\\) in this file is impossible", "look for backslashes and % lines"
        )
    finally:
        if parser is not None:
            parser.dispose()
    return builder.root
