"""Renders every screen to a picture, on the demo session, without a display.

    python -m vig_annotator.gui.screens OUTDIR [--theme light|dark] [--size 1366x768] [--scale 2] [--only NAME]

Without a theme or size, both themes and both sizes are rendered.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from vig_annotator.errors import VigError

_THEMES, _SIZES = ("light", "dark"), ("1366x768", "1920x1080")
_TICK_MS, _LONGEST_MS = 20, 60_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Render the screens; answers the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m vig_annotator.gui.screens", description="Render every screen."
    )
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--theme", choices=_THEMES)
    parser.add_argument("--size", help="such as 1366x768")
    parser.add_argument("--scale", default="1", help="such as 2, for a screen at 200 %%")
    parser.add_argument("--only", help="one screen")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = chosen.scale
    sizes = [_size(one) for one in ([chosen.size] if chosen.size else _SIZES)]
    themes = [chosen.theme] if chosen.theme else list(_THEMES)
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="vig-screens-") as scratch:
        try:
            for made in _render_all(Path(scratch), chosen.out, themes, sizes, chosen.only):
                sys.stdout.write(f"{made}\n")
        except VigError as error:
            sys.stderr.write(f"{error}\n")
            return 2
    return 0


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _render_all(
    scratch: Path, out: Path, themes: Sequence[str], sizes: Sequence[tuple[int, int]], only: str | None
) -> list[Path]:
    # Qt reads the platform and the scale when it is first imported and started, so not before they are set.
    from vig_annotator.gui.application import make_application
    from vig_annotator.gui.main_window import MainWindow
    from vig_annotator.gui.sights import SIGHTS
    from vig_annotator.gui.theme import ThemeChoice, theme
    from vig_annotator.services.demo import CODER, make_demo
    from vig_annotator.settings import Settings

    make_application()
    library = scratch / "library"
    session_id = make_demo(library)
    made: list[Path] = []
    for name in themes:
        theme().set_choice(ThemeChoice(name))
        for width, height in sizes:
            for sight in SIGHTS:
                if only is not None and sight.name != only:
                    continue
                folder = scratch / "empty" if sight.empty_library else library
                settings = Settings(coder=CODER, library=str(folder), theme=name, muted=True)
                window = MainWindow(settings, keep_settings=False)
                window.resize(width, height)
                window.show()
                window.start()
                for step in sight.steps(window, session_id):
                    _wait_until(step)
                _wait(300)
                path = out / f"{sight.name}-{name}-{width}x{height}.png"
                sight.seen(window).grab().save(str(path))
                window.making.desk.stop()  # it would be asked about
                window.close()
                made.append(path)
    return made


def _wait_until(condition: Callable[[], bool]) -> None:
    """Let the window work until something is so.

    Raises:
        TimeoutError: it is not, after a minute.
    """
    from PySide6.QtCore import QEventLoop, QTimer

    loop, timer = QEventLoop(), QTimer()
    waited = 0

    def look() -> None:
        nonlocal waited
        waited += _TICK_MS
        if condition() or waited > _LONGEST_MS:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(_TICK_MS)
    loop.exec()
    timer.stop()
    if waited > _LONGEST_MS:
        raise TimeoutError("a screen did not become ready")


def _wait(ms: int) -> None:
    """Let pictures arrive that nobody can wait for by name."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


if __name__ == "__main__":
    raise SystemExit(main())
