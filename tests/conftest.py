"""What every test has: the guards, places to work in, and a few small films."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

# Before anything of Qt is imported. Set it to another platform to watch the tests on a real screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="vig-runtime-"))

import pytest
from hypothesis import HealthCheck, settings

from tests import guards
from tests.builders.clips import Clip, make_clip, phone_times
from tests.builders.sound import Burst, Sound
from vig_annotator.services.workspace import Workspace

# A test that is slow on a busy machine is no failure. The same examples are tried in every run, so that a run says something about
# what was changed; who looks for new ones takes `--hypothesis-profile=search`.
_PATIENT: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("search", **_PATIENT)
settings.register_profile("house", derandomize=True, **_PATIENT)
settings.load_profile("house")

_CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


@pytest.fixture(autouse=True)
def silence(expected_log: list[str]) -> Iterator[None]:
    """The guards without handles: log, threads, databases, network."""
    with (
        guards.quiet_log(expected_log),
        guards.no_network(),
        guards.no_open_database(),
        guards.no_leftover_threads(),
    ):
        yield


@pytest.fixture
def expected_log() -> list[str]:
    """Patterns of warnings that this test means to cause; append to it. Each must then occur."""
    return []


@pytest.fixture(autouse=True)
def dialogs(silence: None) -> Iterator[guards.Dialogs]:
    """Answers for dialogs; a dialog without a prepared answer fails the test."""
    with guards.no_unasked_dialog() as prepared:
        yield prepared


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, caches and logs go to a folder of the test's own, never to the person's."""
    home = tmp_path_factory.mktemp("home")
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        folder = home / name.lower()
        folder.mkdir()
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder))
    return home


@pytest.fixture(scope="session")
def corpus_dir() -> Path:
    """The shared corpus of real films; tests that need it are skipped where it is not there."""
    if not (_CORPUS / "MANIFEST.csv").is_file():
        pytest.skip("the shared corpus of real films is not on this machine")
    return _CORPUS


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """A folder for a new library; not there yet."""
    return tmp_path / "library"


@pytest.fixture
def ws(library_folder: Path) -> Iterator[Workspace]:
    """A new library, open for the coder AB."""
    with Workspace.open(library_folder, "AB") as opened:
        yield opened


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the films of the whole run lie; they are read, never changed."""
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="session")
def plain_film(films: Path) -> Clip:
    """Four seconds at 25 frames a second with B-frames, and a tone at 1, 2 and 3 s."""
    sound = Sound(tuple(Burst(s * 1_000_000) for s in (1, 2, 3)))
    return make_clip(films / "plain.mp4", frames=100, b_frames=2, sound=sound)


@pytest.fixture(scope="session")
def phone_film(films: Path) -> Clip:
    """Portrait through a rotation tag, variable rate, as a phone makes it; with a tone at 1 s."""
    return make_clip(
        films / "phone.mp4",
        timestamps=phone_times(75),
        rate=Fraction(30),
        gop=30,
        rotation=90,
        sound=Sound((Burst(1_000_000),), rate=44_100, channels=1),
    )
