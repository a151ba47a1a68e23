"""The rules of the house that a machine can watch."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "vig_annotator"
SOURCES = ("vig_annotator", "tests", "benchmarks", "sample_clips")
NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__", "screens"}
MOST_LINES = 500
WEAK_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
# Put together here, so that this file does not break the rule that it watches.
MACHINE_PATHS = re.compile("|".join(f"(?<![\\w.~-])/{name}/" for name in ("work", "root")))
HOME_PATH = re.compile("(?<![\\w.~-])/" + "home/")


def modules(*folders: str) -> list[Path]:
    return sorted(p for f in folders for p in (ROOT / f).rglob("*.py") if not NOT_OURS & set(p.parts))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def public_things(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    yield "module", tree
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node.name, node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
            for member in node.body:
                is_method = isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef)
                if is_method and not member.name.startswith("_") and not is_setter_or_overload(member):
                    yield f"{node.name}.{member.name}", member


def is_setter_or_overload(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    decorators = [ast.unparse(d) for d in function.decorator_list]
    return any(d.endswith((".setter", ".deleter")) or d in ("overload", "override") for d in decorators)


def test_every_public_thing_has_a_docstring() -> None:
    without = [
        f"{name_of(path)}: {name}"
        for path in modules("vig_annotator", "sample_clips")
        if "versions" not in path.parts
        for name, node in public_things(ast.parse(path.read_text(encoding="utf-8")))
        if not ast.get_docstring(node)  # type: ignore[arg-type]
    ]

    assert without == []


def test_no_module_is_too_long() -> None:
    long = {
        name_of(path): lines
        for path in modules(*SOURCES)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }

    assert long == {}


def test_packages_hold_a_docstring_only() -> None:
    with_code = [
        name_of(path)
        for path in modules(*SOURCES)
        if path.name == "__init__.py"
        and any(not isinstance(node, ast.Expr) for node in ast.parse(path.read_text(encoding="utf-8")).body)
    ]

    assert set(with_code) <= {"vig_annotator/__init__.py"}, "only the package's own may state its version"


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name_of(p) for p in modules(*SOURCES) if p.stem in WEAK_NAMES] == []


def test_no_file_speaks_of_one_machine() -> None:
    speaking = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(p.startswith(".") and p not in (".ci", ".gitignore") for p in parts)
        if not path.is_file() or hidden or NOT_OURS & set(parts):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        # Tests may speak of an invented person's folder.
        if MACHINE_PATHS.search(text) or (parts[0] != "tests" and HOME_PATH.search(text)):
            speaking.append(name_of(path))

    assert speaking == []


def test_only_one_module_opens_message_boxes() -> None:
    doors = [
        name_of(path)
        for path in modules("vig_annotator")
        if re.search(r"\bQMessageBox\b", path.read_text(encoding="utf-8"))
    ]

    assert set(doors) <= {"vig_annotator/gui/messages.py"}


def test_nothing_pumps_the_event_loop_or_sleeps_in_the_window() -> None:
    found = [
        name_of(path)
        for path in modules("vig_annotator")
        if re.search(r"\bprocessEvents\(", path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_nobody_keeps_an_item_of_a_layout() -> None:
    """See `gui/layouts.py`: what stands for an item outlives it, and is then taken for whatever lies at its address."""
    asking = [
        name_of(path)
        for path in modules(*SOURCES)
        if re.search(r"\.(itemAt\((?!event)|itemAtPosition\(|takeAt\()", path.read_text(encoding="utf-8"))
    ]

    assert asking == ["vig_annotator/gui/layouts.py"]
