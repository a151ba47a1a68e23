"""The reel builder's screens, as `screens` renders them; what they change is taken back, so that other screens show the demo as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from vig_annotator.gui.builder.builder_window import BuilderWindow
from vig_annotator.gui.builder.clip_form import PICTURE, SOUND, WORDS
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.model.clip_look import Blur, ClipLook, QuietSpan, Subtitle
from vig_annotator.model.frame_box import WHOLE_PICTURE, Box, BoxAt
from vig_annotator.model.mediatime import MediaTime, Span

Condition = Callable[[], bool]


def seen(window: MainWindow) -> BuilderWindow:
    """The builder."""
    assert window.building.open_window is not None
    return window.building.open_window


def plain(window: MainWindow, session: str) -> Iterator[Condition]:
    """The second clip of the demo's reel."""
    window.films.open_session(session)
    yield lambda: window.bench.film is not None and window.bench.film.index is not None
    window.actions_.trigger("builder.open")
    builder = seen(window)
    yield lambda: bool(builder.films) and builder.preview is not None and builder.player.picture is not None
    builder.next_clip()
    yield lambda: not any(builder.jobs.running(f"pictures of {one.path}") for one in builder.films.values())
    yield lambda: not builder.jobs.running("look through the reel")


def words(window: MainWindow, session: str) -> Iterator[Condition]:
    """Subtitles being written."""
    yield from _looked(
        window,
        session,
        WORDS,
        lambda at: ClipLook(
            baby_says="I am waiting for you",
            subtitles=(
                Subtitle(_span(at, 0.8, 1.9), "Oh, hello!"),
                Subtitle(_span(at, 2.4, 4.2), "Is it your turn now?"),
            ),
        ),
    )


def sound(window: MainWindow, session: str) -> Iterator[Condition]:
    """A muted name, and a stretch that is marked."""
    yield from _looked(
        window,
        session,
        SOUND,
        lambda at: ClipLook(quiet=(QuietSpan(_span(at, 1.0, 1.5)), QuietSpan(_span(at, 4.0, 5.2), 12))),
    )
    builder = seen(window)
    clip = builder.chosen
    assert clip is not None
    builder.marking.mark(_span(clip.onset_us, 2.0, 3.1))


def picture(window: MainWindow, session: str) -> Iterator[Condition]:
    """A part that moves to the baby, and somebody hidden."""
    yield from _looked(
        window,
        session,
        PICTURE,
        lambda at: ClipLook(
            framing=(
                BoxAt(MediaTime(at), WHOLE_PICTURE),
                BoxAt(MediaTime(at + 4_000_000), Box(4500, 2000, 5000, 5000)),
            ),
            blurs=(
                Blur(
                    "Brother",
                    (BoxAt(MediaTime(at), Box(7600, 600, 2200, 2600)),),
                    (BoxAt(MediaTime(at), Box(7600, 600, 2200, 2600)),),
                    (_span(at, 2.0, 2.6),),
                ),
            ),
        ),
    )


def _looked(
    window: MainWindow, session: str, page: int, look: Callable[[int], ClipLook]
) -> Iterator[Condition]:
    """The second clip with another look, in a reel that is not changed: the look is taken back once it was seen."""
    yield from plain(window, session)
    builder = seen(window)
    clip = builder.chosen
    assert clip is not None
    now = look(clip.onset_us)
    builder.clip_commands.set_look(
        replace(
            clip.look,
            baby_says=now.baby_says,
            subtitles=now.subtitles,
            quiet=now.quiet,
            framing=now.framing,
            blurs=now.blurs,
        )
    )
    builder.form.show_page(page)
    yield lambda: not builder.playing.waiting and not builder.jobs.running("lay out the reel")
    yield lambda: builder.player.picture is not None
    builder.stretch_commands.show(clip.onset_us + 2_600_000)
    yield lambda: builder.playing.source_time() == clip.onset_us + 2_600_000
    yield lambda: not builder.jobs.running("look through the reel")
    builder.closed.connect(window.bench.open_film.ws.history.undo)


def _span(at_us: int, onset_s: float, offset_s: float) -> Span:
    return Span(MediaTime(at_us + round(onset_s * 1e6)), MediaTime(at_us + round(offset_s * 1e6)))
