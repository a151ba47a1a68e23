"""The pages: what they link to is there, every picture is shown, and the command line is described whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from vig_annotator.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
FIRST_PAGES = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(
            page
            for folder in ("docs", "codebooks", "sample_clips", "benchmarks")
            for page in (ROOT / folder).rglob("*.md")
        ),
    ]
)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as a link writes them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in heads}


def links(page: Path) -> Iterator[tuple[str, Path, str]]:
    """Every link of a page into the project: as written, what it leads to, and the heading there or nothing."""
    for written in LINK.findall(page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", written):
            place, _, heading = written.partition("#")
            yield written, (page.parent / place).resolve() if place else page, heading


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = [
        written
        for written, to, heading in links(page)
        if not to.exists() or (heading and heading not in anchors(to))
    ]

    assert dead == []


def test_every_page_and_every_picture_is_reached_from_another() -> None:
    reached = {to for page in PAGES for _, to, _ in links(page) if to != page}
    alone = [name_of(page) for page in PAGES if page not in reached and name_of(page) not in FIRST_PAGES]
    unseen = [name_of(one) for one in sorted((ROOT / "docs" / "images").iterdir()) if one not in reached]

    assert (alone, unseen) == ([], [])


def commands(of: click.Command, path: str = "vig-annotator") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words that one types."""
    if isinstance(of, click.Group):
        context = click.Context(of)
        for name in of.list_commands(context):
            found = of.get_command(context, name)
            assert found is not None
            yield from commands(found, f"{path} {name}")
    else:
        yield path, of


def test_every_command_and_option_is_on_its_page() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    missing = []
    for words, command in commands(cli):
        options = [
            o for one in command.params for o in (*one.opts, *one.secondary_opts) if o.startswith("--")
        ]
        missing += [f"{words} {wanted}" for wanted in options if not re.search(rf"{wanted}(?![\w-])", text)]
        missing += [words] if words not in text else []

    assert missing == []
