"""The part of a Datavyu file that names its films, in YAML with tags of Java's."""

from __future__ import annotations

import re
from typing import Any

import yaml

from vig_annotator.exchange.document import MediaLink

_MAX_CHARACTERS = 1_000_000


class _Loader(yaml.SafeLoader):
    """Reads any tagged thing as the plain thing that it is."""


def _untagged(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.ScalarNode)
    return loader.construct_scalar(node)


_Loader.add_multi_constructor("!", _untagged)


def read_project(text: str) -> dict[str, Any] | None:
    """The project's settings; None if they can't be read."""
    if len(text) > _MAX_CHARACTERS or text.count("*") > 1_000:
        return None
    try:
        value = yaml.load(text, _Loader)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, OverflowError):
        return None
    return value if isinstance(value, dict) else None


def films_of(project: dict[str, Any], others: dict[str, bytes]) -> tuple[int, tuple[MediaLink, ...]]:
    """How many films are named, and each of them once.

    A positive offset says that the film begins later on the common clock. Version 5 keeps it in a file of its
    own inside the packed file, named in the settings.
    """
    named = 0
    links: dict[str, MediaLink] = {}
    for place in ("viewerSettings", "trackSettings"):
        entries = project.get(place)
        for entry in entries if isinstance(entries, list) else []:
            feed = entry.get("feed") if isinstance(entry, dict) else None
            if not isinstance(feed, str) or not feed:
                continue
            named += 1
            feed = feed.encode("utf-8", "replace").decode("utf-8")  # YAML can name half characters
            links.setdefault(feed, MediaLink(feed, "", _offset_us(entry, others)))
    return named, tuple(links.values())


def _offset_us(entry: dict[str, Any], others: dict[str, bytes]) -> int:
    text = str(entry.get("offset") or "")
    settings = others.get(str(entry.get("settingsId")))
    if not text and settings is not None:
        found = re.search(r"^offset\s*[=:]\s*(-?\d{1,12})\s*$", settings.decode("latin-1"), re.MULTILINE)
        text = found[1] if found else ""
    return int(text) * 1000 if re.fullmatch(r"-?[0-9]{1,12}", text) else 0


def write_project(name: str, media: tuple[MediaLink, ...]) -> str:
    """The project's settings as Datavyu 3 writes them, version 5."""
    lines = ["!project", "dbFile: db", f"name: {_quoted(name)}", "origpath: ''", "version: 5"]
    lines.append("viewerSettings:" if media else "viewerSettings: []")
    for link in media:
        lines.extend(
            [
                "- !vs",
                f"  feed: {_quoted(link.path)}",
                f"  offset: '{round(link.starts_us / 1000)}'",
                "  trackSettings: !ts",
                "    bookmark: '-1'",
                "    locked: false",
            ]
        )
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    line = "".join(c if c.isprintable() else " " for c in text)
    return "'" + line.replace("'", "''") + "'"
