"""What was tagged before is on the timeline when its film is opened again, whichever way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.gui.hand import Hand


@pytest.mark.parametrize("way", ["its file", "the start page"])
def test_tags_links_and_moments_are_on_the_timeline_again(
    hands: Callable[[Path], Hand], library_folder: Path, plain_film: Clip, way: str
) -> None:
    first = hands(library_folder)
    first.open(plain_film.path)
    first.press("b")
    first.go_to(30)
    first.press("r")
    first.press("[")
    first.go_to(40)
    first.press("]")
    session = first.window.bench.open_film.session.id
    first.close()

    again = hands(library_folder)
    if way == "its file":
        again.open(plain_film.path)
    else:
        again.window.films.open_session(session)
        again.until_ready()

    scene, desk = again.window.screen_.timeline.scene, again.window.bench.open_film.desk
    assert len(desk.annotations) == 2
    assert [one.id for one in desk.annotations if scene.tracks.get(one.id) is None] == []
    assert len(scene.links) == len(desk.links) == 1
    assert len(scene.moments) == 1
    assert scene.end_us == plain_film.end_us
