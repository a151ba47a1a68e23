"""One door for films: whatever the name or the content, a plain local film opens and all else is one clear sentence."""

from __future__ import annotations

import io
import os
import shutil
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from tests.builders import damage
from tests.builders.clips import Clip, make_clip
from vig_annotator.errors import MediaError, MediaMissing, MediaUnreadable, NoPicture
from vig_annotator.media.indexing import build_index
from vig_annotator.media.opening import FILM_FORMATS, film_name, open_container, video_stream
from vig_annotator.media.probe import probe

Maker = Callable[[Path], object]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return make_clip(tmp_path_factory.mktemp("small") / "small.mp4", frames=5, size=(160, 120))


@pytest.mark.parametrize(
    "name",
    [
        "-dash.mp4",
        "--help",
        "clip%03d.mp4",
        "http:film.mp4",
        "concat:a|b.mp4",
        "file:film.mp4",
        "pipe:0",
        "a?b=1#c&d.mp4",
        "Lía y su bebé 漢字.mp4",
        " leading blank.mp4",
        "film.m3u8",
        "film.jpg",
        "film.txt",
        "no extension",
        "line\nbreak.mp4",
    ],
)
def test_odd_names_are_plain_files(
    small: Clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shutil.copyfile(small.path, tmp_path / name)
    assert len(build_index(tmp_path / name)) == 5
    monkeypatch.chdir(tmp_path)
    assert len(build_index(name)) == 5
    with open_container(name) as container:
        assert container.format.name.startswith("mov")


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_name_that_is_no_text(small: Clip, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.mp4"))
    shutil.copyfile(small.path, path)
    assert len(build_index(path)) == 5
    assert film_name(path) == "bad?.mp4"
    path.unlink()
    with pytest.raises(MediaMissing) as caught:
        build_index(path)
    str(caught.value).encode("utf-8")


def test_an_open_file_is_a_film_too(small: Clip) -> None:
    with small.path.open("rb") as file:
        file.seek(100)
        assert len(build_index(file)) == 5
        assert probe(file).path is None
        assert film_name(file) == "small.mp4"
        assert not file.closed


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def _endless_link(path: Path) -> None:
    path.symlink_to(path)


def _bytes(content: bytes) -> Maker:
    return lambda path: path.write_bytes(content)


def _random(path: Path) -> None:
    path.write_bytes(np.random.default_rng(5).bytes(65_536))


PLAYLIST = "a playlist that names other files"
BAD: dict[str, tuple[Maker, type[MediaError], str]] = {
    "missing": (lambda path: None, MediaMissing, "is not there"),
    "dangling link": (_dangling, MediaMissing, "is not there"),
    "endless link": (_endless_link, MediaMissing, "can't be reached"),
    "folder": (_folder, MediaUnreadable, "is a folder"),
    "pipe": (_fifo, MediaUnreadable, "not an ordinary file"),
    "empty": (damage.empty, MediaUnreadable, "is empty"),
    "text": (damage.text_named_as_film, MediaUnreadable, "holds text"),
    "latin text": (_bytes("ñandú, bebé\n".encode("latin-1") * 99), MediaUnreadable, "not a film"),
    "zeros": (_bytes(bytes(100_000)), MediaUnreadable, "nothing but zeros"),
    "random": (_random, MediaUnreadable, "not a film"),
    "one byte": (_bytes(b"\x01"), MediaUnreadable, "not a film"),
    "sound": (damage.sound_only, NoPicture, "only sound"),
    "subtitles": (_bytes(b"1\n00:00:01,000 --> 00:00:02,000\nhello\n"), MediaUnreadable, "holds text"),
    "hls": (_bytes(b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n"), MediaUnreadable, PLAYLIST),
    "concat": (_bytes(b"ffconcat version 1.0\nfile small.mp4\n"), MediaUnreadable, PLAYLIST),
    "sdp": (
        _bytes(b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n"),
        MediaUnreadable,
        PLAYLIST,
    ),
    "dash": (_bytes(b'<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>'), MediaUnreadable, "text"),
    "only ftyp": (
        _bytes(b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp41\x00\x00\x00\x10mdat" + bytes(8)),
        MediaUnreadable,
        "table of contents is missing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_film_is_told_in_one_sentence(tmp_path: Path, kind: str) -> None:
    make, error, words = BAD[kind]
    path = tmp_path / "nena.mp4"
    make(path)
    for ask in (build_index, probe):
        with pytest.raises(error) as caught:
            ask(path)
        assert type(caught.value) is error
        message, remedy = caught.value.message, caught.value.remedy
        assert words in message and "“nena.mp4”" in message and str(tmp_path) not in message
        assert message.endswith(".") and remedy.endswith(".") and "\n" not in str(caught.value)


def test_a_still_picture_is_no_film(tmp_path: Path) -> None:
    for name, codec, pix_fmt in (("still.png", "png", "rgb24"), ("still.jpg", "mjpeg", "yuvj420p")):
        with av.open(str(tmp_path / name), "w", format="image2") as container:
            stream = container.add_stream(codec, rate=1)
            stream.width, stream.height, stream.pix_fmt = 64, 64, pix_fmt
            frame = av.VideoFrame(64, 64, "rgb24").reformat(format=pix_fmt)
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        renamed = (tmp_path / name).rename(tmp_path / f"{name}.mp4")
        with pytest.raises(MediaUnreadable, match="another kind of file"):
            build_index(renamed)


def test_cover_art_is_no_moving_picture(tmp_path: Path) -> None:
    sound, cover = damage.sound_only(tmp_path / "song.mp4"), tmp_path / "cover.mp4"
    with av.open(str(sound)) as source, av.open(str(cover), "w") as container:
        voice = container.add_stream_from_template(source.streams.audio[0])
        picture = container.add_stream("mjpeg", rate=1)
        picture.width, picture.height, picture.pix_fmt = 64, 64, "yuvj420p"
        picture.disposition = av.stream.Disposition.attached_pic
        container.mux(picture.encode(av.VideoFrame(64, 64, "yuvj420p")))
        container.mux(picture.encode(None))
        for packet in source.demux():
            if packet.size:
                packet.stream = voice
                container.mux(packet)
    with open_container(cover) as container:
        assert [stream.disposition for stream in container.streams.video] == [
            av.stream.Disposition.attached_pic
        ]
    with pytest.raises(NoPicture, match="sound and a still picture"):
        build_index(cover)


@pytest.mark.skipif(os.name == "nt", reason="permissions work otherwise there")
def test_a_film_that_may_not_be_read(small: Clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked.mp4"
    shutil.copyfile(small.path, locked)
    locked.chmod(0)
    if os.access(locked, os.R_OK):  # the superuser may read everything

        def refuse(self: Path, *args: object, **kwargs: object) -> None:
            raise PermissionError(13, "Permission denied", str(self))

        monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(MediaMissing, match="may not be read"):
        build_index(locked)
    locked.chmod(stat.S_IRUSR | stat.S_IWUSR)


class _FailingDrive(io.RawIOBase):
    """A file of which only the first part can be read."""

    def __init__(self, content: bytes, readable_bytes: int) -> None:
        self._content, self._readable_bytes, self._at = content, readable_bytes, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, len(self._content))[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        if self._at + size > self._readable_bytes:
            raise OSError(5, "Input/output error")
        part = self._content[self._at : self._at + size]
        self._at += len(part)
        return part


def test_a_drive_that_fails(films: Path) -> None:
    options = {"movflags": "faststart"}
    content = make_clip(films / "failing.mp4", frames=100, container_options=options).path.read_bytes()
    with pytest.raises(MediaUnreadable, match="could not be read to its end"):
        build_index(_FailingDrive(content, 1000))  # type: ignore[arg-type]
    index = build_index(_FailingDrive(content, len(content) * 2 // 3))  # type: ignore[arg-type]
    assert 10 < len(index) < 100 and not index.exact


def test_pictures_in_an_unknown_coding(small: Clip, tmp_path: Path) -> None:
    strange = tmp_path / "strange.mp4"
    strange.write_bytes(small.path.read_bytes().replace(b"avc1", b"zzz1").replace(b"avcC", b"zzzC"))
    for ask in (build_index, probe):
        with pytest.raises(MediaUnreadable, match="stored in a way that this program can't read"):
            ask(strange)


def test_formats_that_lead_elsewhere_are_not_accepted() -> None:
    accepted = set(FILM_FORMATS.split(","))
    assert not accepted & {
        "hls", "dash", "concat", "sdp", "rtsp", "rtp", "sap", "lavfi", "image2", "image2pipe", "tee", "tty",
        "webm_dash_manifest", "x11grab", "video4linux2", "v4l2", "fbdev", "srt", "ass", "png_pipe", "jpeg_pipe",
    }  # fmt: skip
    assert all(any(name in known.split(",") for known in av.formats_available) for name in accepted)


def test_the_first_real_picture_is_taken(small: Clip, tmp_path: Path) -> None:
    two = tmp_path / "two.mkv"
    other = make_clip(tmp_path / "other.mp4", frames=9, size=(320, 240))
    with av.open(str(two), "w") as container, av.open(str(small.path)) as a, av.open(str(other.path)) as b:
        targets = [(s, container.add_stream_from_template(s.streams.video[0])) for s in (a, b)]
        for source, stream in targets:
            for packet in source.demux(video=0):
                if packet.size:
                    packet.stream = stream
                    container.mux(packet)
    assert len(build_index(two)) == 5
    with open_container(two) as container:
        assert video_stream(container, "two.mkv").index == 0


def test_ffmpeg_says_nothing_on_the_screen(
    small: Clip, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = damage.damaged_middle(small.path, tmp_path / "broken.mp4", share=0.4)
    threads = [threading.Thread(target=lambda: _quietly(broken)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shown = capfd.readouterr()
    assert shown.out == shown.err == ""
    assert av.logging.get_level() is None


def _quietly(film: Path) -> None:
    for _ in range(3):
        try:
            build_index(film)
        except MediaError:
            continue
