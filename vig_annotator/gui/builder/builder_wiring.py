"""Which part of the builder hears what the others say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vig_annotator.gui.builder.builder_window import BuilderWindow


def connect(window: BuilderWindow) -> None:
    """Connect the signals of the window's parts."""
    commands, playing, form = window.clip_commands, window.playing, window.form
    window.open_reel.refused.connect(window.show_reel)
    window.pictures.arrived.connect(window.show_clips)
    window.pictures.arrived.connect(window.show_candidates)
    window.player.picture_shown.connect(window.show_place)
    window.player.playing_changed.connect(window.bar.show_playing)
    window.player.failed.connect(window.messages.tell)
    playing.ordered.connect(window.look_through)
    window.candidates.wanted.connect(window.put_in)
    window.strip.clip_chosen.connect(window.choose)
    window.strip.dropped.connect(commands.dropped)
    form.look_changed.connect(commands.set_look)
    form.caption_changed.connect(commands.set_caption)
    form.trim.connect(commands.trim)
    form.freeze_wanted.connect(commands.freeze_here)
    form.blur_wanted.connect(commands.blur)
    form.zoom_wanted.connect(commands.zoom)
    form.spotlight_wanted.connect(commands.spotlight)
    form.follow_wanted.connect(commands.follow)
    form.doubt_wanted.connect(commands.look_at_doubt)
    form.blur_removed.connect(commands.remove_blur)
    window.top.preset_chosen.connect(window.set_preset)
    window.top.audience_chosen.connect(window.set_audience)
    window.top.style_changed.connect(window.set_style)
    window.top.back.clicked.connect(window.close)
    window.drawing.began.connect(lambda: playing.hold(True))
    window.drawing.ended.connect(lambda: playing.hold(False))
    window.drawing.blur_drawn.connect(commands.follow)
