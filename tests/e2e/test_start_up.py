"""The first window comes soon: what it does not need is not loaded before it is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = {
    "pandas",
    "pyarrow",
    "openpyxl",
    "xlsxwriter",
    "alembic",  # nothing is to be migrated
    "lxml.etree",
    "scipy",
    "cv2",  # only films that lie on their side, and what is made of films
    "vig_annotator.analysis.agreement",
    "vig_annotator.analysis.double_coding",
    "vig_annotator.codebook.convert",
    "vig_annotator.exchange.elan_reading",
    "vig_annotator.exchange.boris_reading",
    "vig_annotator.exchange.otio_writing",
    "vig_annotator.exchange.textgrid_reading",
    "vig_annotator.gui.codebooks.codebook_window",
    "vig_annotator.gui.making.make_asking",
    "vig_annotator.reels.compose",
    "vig_annotator.reels.encode",
    "vig_annotator.reels.render",
    "vig_annotator.reels.span_film",
    "vig_annotator.services.comparing",
    "vig_annotator.services.reel_making",
    "vig_annotator.gui.codebooks.manual_saving",
    "vig_annotator.services.codebook_migration",
}

_START = """
import sys
from pathlib import Path
from vig_annotator.gui.application import make_application, run
from vig_annotator.gui.main_window import MainWindow
paint = MainWindow.paintEvent
def painted(self, event):
    paint(self, event)
    print("loaded:", *sorted(sys.modules))
    app.quit()
MainWindow.paintEvent = painted
app = make_application()
run(library=Path(sys.argv[1]))
"""


def test_the_first_window_loads_nothing_heavy(tmp_path: Path, own_home: Path) -> None:
    first, again = start(tmp_path / "library"), start(tmp_path / "library")
    assert "alembic" in first, "a new library is made by migrations"
    assert "sqlalchemy" in again and "av" in again
    assert not HEAVY & again


def start(library: Path) -> set[str]:
    """Open the program's window on a library until it is painted; answers the names of all loaded modules."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    answer = subprocess.run(
        [sys.executable, "-c", _START, str(library)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    line = next(line for line in answer.stdout.splitlines() if line.startswith("loaded: "))
    return set(line.split()[1:])
