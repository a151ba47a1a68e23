"""What the YAML parser complains about, in words for somebody who has never heard of YAML."""

from __future__ import annotations

from typing import Any

from vig_annotator.codebook.faults import Faults

_QUOTES = "put the whole text in “single quotes” (' at both ends), and double any ' inside it"
_INDENT = "start the line with exactly as many spaces as the other lines of the same entry"

# The first words found in the parser's message decide. (PyYAML's and libyaml's wordings differ: both are listed.)
_TROUBLES: tuple[tuple[str, str, str], ...] = (
    ("expected key", "the indentation of this line does not fit the lines around it", _INDENT),
    ("'-' indicator", "the indentation of this line does not fit the list around it", _INDENT),
    ("expected <block end>", "the indentation of this line does not fit the lines around it", _INDENT),
    ("block sequence entries are not allowed", "a list (-) can't start here", "put it on a line of its own"),
    ("block collections are not allowed", "a list (-) can't start here", "put it on a line of its own"),
    (
        "mapping values are not allowed",
        "a colon followed by a space stands inside a text, or the line is indented wrongly",
        _QUOTES + "; or " + _INDENT,
    ),
    (
        "could not find expected ':'",
        "this line is not of the form  name: value",
        "add the colon and a space, or " + _INDENT,
    ),
    ("cannot start any token", "a text can't start with this character (a tab, @, `, % ...)", _QUOTES),
    ("unexpected end of stream", "a quote is opened here and never closed", "close it with the same quote"),
    (
        "unexpected document indicator",
        "a quote is opened here and never closed",
        "close it with the same quote",
    ),
    ("',' or ']'", "a square bracket is opened and not closed", "close it with ], or put the text in quotes"),
    ("',' or '}'", "a curly bracket is opened and not closed", "close it with }, or put the text in quotes"),
    ("escape", "a backslash in double quotes means something else here", _QUOTES),
    ("alias", "a text can't start with * or &", _QUOTES),
    ("anchor", "a text can't start with * or &", _QUOTES),
    ("tag", "a text can't start with !", _QUOTES),
    ("block scalar", "what follows | or > is not understood", "leave nothing after | or > on its line"),
    ("directive", "a line can't start with %", "delete the line"),
    ("document start", "the text goes on after its end", _INDENT),
)


def note_tabs(text: str, faults: Faults) -> None:
    """Note every line whose indentation holds a tab: YAML's parser would stop at the first."""
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line[: len(line) - len(line.lstrip())] and line.strip():
            faults.add(number, "the line starts with a tab", "indent with spaces only, two for each step")


def note_yaml_trouble(trouble: Any, text: str, faults: Faults) -> None:
    """Note what made the parser stop."""
    problem = str(getattr(trouble, "problem", None) or trouble)
    mark = getattr(trouble, "problem_mark", None)
    opened = getattr(trouble, "context_mark", None)
    unclosed = "end of stream" in problem or "document indicator" in problem
    if unclosed and opened is not None:
        mark = opened
    line = mark.line + 1 if mark is not None else 1
    line = min(line, max(1, len(text.rstrip().split("\n"))))
    if any(fault.line == line and "tab" in fault.message for fault in faults.found):
        return  # the tab is what the parser stumbled over
    for words, message, remedy in _TROUBLES:
        if words in problem:
            faults.add(line, message, remedy)
            return
    faults.add(line, "this line can't be read as YAML", "compare it with the lines of a codebook that works")
