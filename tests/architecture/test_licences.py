"""The page of licences: whatever pip installs with the program stands on it, and what its tests need."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]


def plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed_with(name: str, found: set[str]) -> set[str]:
    """The names of all that a package brings along, itself included."""
    if plain(name) not in found:
        found.add(plain(name))
        for text in metadata.requires(name) or []:
            wanted = Requirement(text)
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                installed_with(wanted.name, found)
    return found


def test_every_library_stands_on_the_page() -> None:
    page = (ROOT / "THIRD_PARTY_LICENCES.md").read_text(encoding="utf-8")
    named = {plain(word) for word in re.findall(r"\w+(?:[-_.]\w+)*", page)}
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    asked = {plain(Requirement(text).name) for texts in extras.values() for text in texts}

    assert installed_with("vig-annotator", set()) | asked <= named | {"vig-annotator"}
