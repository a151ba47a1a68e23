"""Which part of the builder hears what the others say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vig_annotator.gui.builder.builder_window import BuilderWindow


def connect(window: BuilderWindow) -> None:
    """Connect the signals of the window's parts."""
    commands, stretches = window.clip_commands, window.stretch_commands
    playing, form = window.playing, window.form
    window.open_reel.refused.connect(window.show_reel)
    window.pictures.arrived.connect(window.show_clips)
    window.pictures.arrived.connect(window.offered.show_pictures)
    window.family_films.arrived.connect(window.films_known)
    window.player.picture_shown.connect(window.show_place)
    window.player.playing_changed.connect(window.bar.show_playing)
    window.player.failed.connect(window.messages.tell)
    playing.ordered.connect(window.look_through)
    window.candidates.wanted.connect(window.offered.put)
    window.candidates.family_chosen.connect(window.offered.choose_family)
    window.offered.put_in.connect(window.choose)
    window.strip.clip_chosen.connect(window.choose)
    window.strip.dropped.connect(commands.dropped)
    form.look_changed.connect(commands.set_look)
    form.shown_wanted.connect(stretches.show)
    form.play.trim.connect(commands.trim)
    form.play.camera_chosen.connect(lambda camera_id: commands.set_camera(camera_id or None))
    form.play.both_wanted.connect(commands.both_cameras)
    form.play.freeze_wanted.connect(commands.freeze_here)
    form.words.caption_changed.connect(commands.set_caption)
    form.words.subtitle_wanted.connect(stretches.subtitle)
    form.words.edge_wanted.connect(stretches.move_subtitle)
    form.words.given_up.connect(window.view.setFocus)
    form.sound.mute_wanted.connect(stretches.mute_mark)
    form.sound.soften_wanted.connect(stretches.soften_mark)
    form.sound.edge_wanted.connect(stretches.move_quiet)
    form.picture.zoom_wanted.connect(commands.zoom)
    form.picture.move_wanted.connect(commands.zoom_key)
    form.picture.whole_wanted.connect(commands.whole_key)
    form.picture.spotlight_wanted.connect(commands.spotlight)
    form.picture.spotlight_moved.connect(commands.spotlight_key)
    form.picture.blur_wanted.connect(commands.blur)
    form.picture.follow_wanted.connect(commands.follow)
    form.picture.doubt_wanted.connect(commands.look_at_doubt)
    form.picture.correct_wanted.connect(commands.correct_blur)
    form.picture.blur_named.connect(commands.name_blur)
    form.picture.blur_removed.connect(commands.remove_blur)
    stretches.subtitle_begun.connect(form.write_subtitle)
    window.stretch.track.edge_moved.connect(commands.set_edge)
    window.stretch.track.wanted.connect(stretches.show)
    window.player.picture_shown.connect(lambda _: window.stretch.track.show_place(playing.source_time()))
    window.sounds.arrived.connect(window.show_sound)
    commands.clip_wanted.connect(window.choose)
    window.top.preset_chosen.connect(window.set_preset)
    window.top.audience_chosen.connect(window.set_audience)
    window.top.style_changed.connect(window.set_style)
    window.top.back.clicked.connect(window.close)
    window.drawing.began.connect(lambda: playing.hold(True))
    window.drawing.ended.connect(lambda: playing.hold(False))
    window.drawing.blur_drawn.connect(commands.follow)
    window.drawing.looked_at.connect(commands.look_at_doubt)
