"""From the start of the program to its window and to a film's first picture; and the memory that a long film takes.

Each start is a process of its own, as a person starts it, on a screen in memory. Beside it, in turns, the least that a
program with Qt's widgets can do: an empty window. Peak memory is that of a process that opens a film of two hours of 1080p, waits for
all of its frames, pictures and sound, jumps about and plays (goal: at most 700 MB).

BORIS is started in the same turns where there is an environment with it (``pip install boris-behav-obs``), given by its Python. Its splash
screen, which waits for a second, and its question at the first start are left out, and it draws off screen.

    python benchmarks/start_time.py [starts] [--without-memory] [--boris=/path/to/its/bin/python]
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from film import film_path, films_folder, repeat

HOURS = 2
GOAL_MB = 700
JUMPS, PLAY_S = 30, 20.0

_EMPTY_WINDOW = """
import time
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        print(time.monotonic(), flush=True)
        app.quit()
app = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

_PROGRAM = """
import sys, time
from pathlib import Path
from vig_annotator.tidying import put_off
put_off()  # as the program's own start does
from vig_annotator.gui.application import make_application, run
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.gui.player.film_view import FilmView
def noting(kind, name, there, end):
    paint = kind.paintEvent
    def painted(self, event):
        paint(self, event)
        if name not in seen and there(self):
            seen.add(name)
            print(name, time.monotonic(), flush=True)
            if end:
                app.quit()
    kind.paintEvent = painted
seen = set()
noting(MainWindow, "window", lambda _: True, False)
noting(FilmView, "picture", lambda view: view.picture is not None, True)
app = make_application()
run(film=Path(sys.argv[1]), library=Path(sys.argv[2]))
"""

_BORIS = """
import sys, time
sys.argv = ["boris", "--nosplashscreen", "--no-first-launch-dialog"]
from boris import core
def painted(self, event):
    print(time.monotonic(), flush=True)
    core.QApplication.quit()
core.MainWindow.paintEvent = painted
core.main()
"""


def start(home: Path, *command: str, python: str = sys.executable) -> tuple[float, list[str]]:
    """Run Python with these words until it ends; answers when it was started, and what it printed."""
    names = ("CONFIG", "DATA", "STATE", "CACHE")
    environment = os.environ | {f"XDG_{name}_HOME": str(home / name.lower()) for name in names}
    if python != sys.executable:
        environment |= {
            "HOME": str(home),
            "QT_QPA_PLATFORM": "offscreen",
        }  # its own Qt may not find Xvfb's libraries
    began = time.monotonic()
    done = subprocess.run([python, *command], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return began, done.stdout.splitlines()


def long_film() -> Path:
    """Two hours: the ten minutes twelve times, made now if they are not there yet (13 GB)."""
    path = films_folder() / f"two-hours-of-{film_path().stem}.mp4"
    if not path.exists():
        part = path.with_suffix(".part.mp4")
        repeat(film_path(), part, turns=HOURS * 6, seconds=600)
        part.rename(path)
    return path


def starts(count: int, boris: str) -> None:
    """Print how long it takes until there is a window, and a picture; the first start warms the disk up."""
    empty, window, picture, theirs = [], [], [], []
    for number in range(count + 1):
        with tempfile.TemporaryDirectory(prefix="vig-start-") as folder:
            home = Path(folder)
            began_boris, said = start(home, "-c", _BORIS, python=boris) if boris else (0.0, [])
            first_boris = float(said[0]) - began_boris if said else 0.0
            began, said = start(home, "-c", _EMPTY_WINDOW)
            first_empty = float(said[0]) - began
            began, said = start(home, "-c", _PROGRAM, str(film_path()), str(home / "library"))
            told = {name: float(at) - began for name, at in map(str.split, said)}
        if number:
            empty.append(first_empty)
            window.append(told["window"])
            picture.append(told["picture"])
            theirs.append(first_boris)
    base = statistics.median(empty)
    rows = [("empty Qt window", empty), ("first window", window), ("first picture", picture)]
    if boris:
        rows.append(("BORIS's window", theirs))
    for name, times in rows:
        middle = statistics.median(times)
        print(
            f"{name:16} median {middle:5.2f} s, best {min(times):5.2f} s; {middle / base:4.1f} times the empty window"
        )


def memory() -> int:
    """Print the peak memory with the long film; answers 1 if it is too much."""
    film = long_film()
    began, said = start(films_folder(), __file__, "--child", str(film))
    told = json.loads(said[-1])
    print(
        f"{HOURS} hours of 1080p30, {told['frames']:,} frames, {film.stat().st_size / 1e9:.1f} GB: peak {told['peak_mb']:.0f} MB "
        f"(after opening {told['open_mb']:.0f} MB, {told['ready_s']:.0f} s until all was read); goal {GOAL_MB} MB"
    )
    assert began
    return int(told["peak_mb"] > GOAL_MB)


def child(film: Path) -> None:
    """Open a film in the window, jump about and play; print what it took."""
    from bench_window import BenchWindow

    with tempfile.TemporaryDirectory(prefix="vig-memory-") as home:
        bench = BenchWindow(Path(home))
        began = time.monotonic()
        bench.open(film)
        ready_s, open_mb = time.monotonic() - began, _peak_mb()
        player, index = bench.window.player, bench.window.bench.open_film.frames
        places = random.Random(2)
        for _ in range(JUMPS):
            frame = places.randrange(len(index))
            player.seek_frame(frame)
            bench.until(lambda frame=frame: player.shown_frame == frame)
        player.play()
        until = time.monotonic() + PLAY_S
        bench.until(lambda: time.monotonic() >= until)
        bench.close()
    print(json.dumps({"frames": len(index), "peak_mb": _peak_mb(), "open_mb": open_mb, "ready_s": ready_s}))


def _peak_mb() -> float:
    """Of this process alone; elsewhere than on Linux, of what it was started from, too."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main(count: int, with_memory: bool, boris: str) -> int:
    from bench_window import screen

    with screen() as where:
        film_path()
        print(f"on {where}; load before {os.getloadavg()[0]:.1f}")
        starts(count, boris)
        return memory() if with_memory else 0


if __name__ == "__main__":
    if "--child" in sys.argv:
        child(Path(sys.argv[-1]))
    else:
        numbers = [word for word in sys.argv[1:] if word.isdigit()]
        peer = next((word.partition("=")[2] for word in sys.argv if word.startswith("--boris=")), "")
        sys.exit(main(int(numbers[0]) if numbers else 5, "--without-memory" not in sys.argv, peer))
