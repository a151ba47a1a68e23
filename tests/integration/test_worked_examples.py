"""The worked examples of the documents, run as they stand: they print what the page says, without a warning."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vig_annotator.services.demo import make_demo
from vig_annotator.services.session_export import Wanted, plan_session_export, write_exports

DOCS = Path(__file__).resolve().parents[2] / "docs"
NEXT = "== the next block =="
BLOCK = re.compile(r"^```(python|r)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> list[tuple[str, str]]:
    """Each block of a page with what it prints."""
    return [(code, printed) for _, code, printed in BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's library and the table of it, as the pages say."""
    folder = tmp_path_factory.mktemp("worked")
    make_demo(folder / "demo-library")
    plans = plan_session_export(folder / "demo-library", Wanted(everything=True), "csv")
    write_exports(plans, folder / "tags.csv")
    return folder


def printed(command: list[str], folder: Path) -> list[str]:
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr.casefold(), done.stderr
    return [part.strip("\n") for part in done.stdout.split(NEXT)]


def same(seen: list[str], page: str) -> None:
    wanted = [text.strip("\n") for _, text in blocks(page)]
    assert all(wanted), "every block of the page says what it prints"
    assert [_plain(one) for one in seen] == [_plain(one) for one in wanted]


def _plain(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_python_page(folder: Path) -> None:
    script = folder / "page.py"
    script.write_text(
        f'\nprint("{NEXT}")\n'.join(code for code, _ in blocks("analysis-in-python.md")), encoding="utf-8"
    )
    same(printed([sys.executable, "-W", "error", str(script)], folder), "analysis-in-python.md")


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not on this machine")
def test_the_r_page(folder: Path) -> None:
    script = folder / "page.R"
    code = f'\ncat("{NEXT}\\n")\n'.join(code for code, _ in blocks("analysis-in-r.md"))
    script.write_text("options(warn = 2)\n" + code, encoding="utf-8")
    same(printed(["Rscript", "--vanilla", str(script)], folder), "analysis-in-r.md")
