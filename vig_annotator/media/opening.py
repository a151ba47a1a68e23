"""The one door to `av.open` for reading.

Every film comes in here, as a path or as an open binary file (encryption at rest will go in at this place). A path is
opened as a plain local file whatever its name looks like, only film containers are accepted, and nothing that a file
says can make FFmpeg open another file or a network connection.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import BinaryIO, TypeAlias

import av
import av.error
import av.logging
from av.codec.hwaccel import HWAccel
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.stream import VideoStream

from vig_annotator.errors import MediaError
from vig_annotator.media import faults, held_films
from vig_annotator.media.large_buffers import give_back_large_buffers

Source: TypeAlias = str | os.PathLike[str] | BinaryIO
"""A film: a path, or a seekable binary file that is open for reading."""

# PyAV is silent by default. This pins it: FFmpeg's lines stay off stderr, and no message takes the interpreter lock from
# a decoder thread, which is how PyAV's logging has deadlocked (PyAV issues 751 and 2276).
av.logging.set_level(None)

give_back_large_buffers()

# Containers that hold a film, or sound (to say that there is no picture). Not in the list: playlists and descriptions
# that name other files or addresses (hls, dash, concat, sdp, rtsp ...), generated pictures (lavfi), devices, numbered
# picture files (image2), single pictures, text and subtitles.
FILM_FORMATS = (
    "3dostr,4xm,aa,aac,aax,ac3,ac4,aiff,amr,amrnb,amrwb,amv,anm,ape,apng,argo_cvg,asf,asf_o,au,"
    "av1,avi,avs,avs2,avs3,bethsoftvid,bfi,bink,bmv,c93,caf,cavsvideo,cdxl,cine,dfa,dhav,dirac,"
    "dnxhd,dsicin,dts,dtshd,dv,dxa,ea,eac3,evc,film_cpk,filmstrip,flac,flic,flv,gdv,gif,gxf,h261,"
    "h263,h264,hevc,hnm,idcin,iff,ifv,ingenient,ipmovie,ipu,iv8,ivf,ivr,jv,kux,live_flv,lmlm4,"
    "loas,lvf,lxf,m4v,matroska,mgsts,mjpeg,mjpeg_2000,mm,moflex,mov,mp3,mpeg,mpegts,mpegvideo,"
    "mpjpeg,mtv,mv,mxf,mxg,nsv,nut,nuv,obu,ogg,oma,paf,pdv,pmp,psxstr,pva,qcp,r3d,rl2,rm,roq,"
    "rpl,sdr2,sga,siff,smjpeg,smk,smush,swf,tak,thp,tiertexseq,tta,ty,usm,vc1,vc1test,vividas,"
    "vivo,vmd,vvc,w64,wav,wc3movie,webm,wsvqa,wtv,wv,xmv,yop,yuv4mpegpipe"
)

_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": FILM_FORMATS}

# PyAV lets FFmpeg fill in display times that are not stored, from those of the packets that follow (AVFMT_FLAG_GENPTS).
# That is right where one picture is held back at most, as in old AVI and MPEG films; elsewhere it is guesswork, and
# missing times are to be seen as missing.
_FILL_IN_TIMES = 1
_FILLED_CODECS = frozenset({"mpeg1video", "mpeg2video", "mpeg4"})

_NO_PICTURES = Disposition.attached_pic | Disposition.timed_thumbnails


def film_name(source: Source) -> str:
    """What to call a film in a sentence: its file name, without the folder."""
    name = getattr(source, "name", None) if not isinstance(source, (str, os.PathLike)) else os.fspath(source)
    if not isinstance(name, str) or not name:
        return "this film"
    return faults.shown_name(Path(name))


def open_container(source: Source, hardware: HWAccel | None = None) -> InputContainer:
    """Open a film for reading; the caller closes the container. An open file is read from its start.

    Args:
        source: the film.
        hardware: what is to decode it; None for the processor.

    Raises:
        MediaMissing: it is not there, or may not be read.
        MediaUnreadable: it is no film, or damaged beyond use.
    """
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        faults.check_file(path)
        held = held_films.is_held(path)
        target: str | BinaryIO = held_films.open_film(path) if held else f"file:{path.absolute()}"
    else:
        source.seek(0)
        target = source
    try:
        container = av.open(
            target, "r", container_options=_OPTIONS, metadata_errors="replace", hwaccel=hardware
        )
    except (av.error.FFmpegError, OSError, ValueError, AssertionError) as error:
        raise _why_not(source, error) from error
    codecs = {
        stream.codec_context.codec.canonical_name
        for stream in container.streams.video
        if stream.codec_context
    }
    if not codecs & _FILLED_CODECS:
        container.flags &= ~_FILL_IN_TIMES
    return container


def video_stream(container: InputContainer, name: str) -> VideoStream:
    """The first stream that holds a moving picture; cover art and thumbnails are none.

    Args:
        container: an open film.
        name: what to call it in a sentence.

    Raises:
        NoPicture: there is no moving picture.
        MediaUnreadable: there is one, but FFmpeg can't decode it.
    """
    moving = [stream for stream in container.streams.video if not stream.disposition & _NO_PICTURES]
    if not moving:
        raise faults.no_moving_picture(name, bool(container.streams.audio), bool(container.streams.video))
    for stream in moving:
        if stream.codec_context is not None:
            return stream
    raise faults.no_decoder(name)


def only(container: InputContainer, *wanted: object) -> None:
    """Have FFmpeg skip all streams but these, so that they are not read."""
    for stream in container.streams:
        stream.discard = Discard.default if stream in wanted else Discard.all


def _why_not(source: Source, error: Exception) -> MediaError:
    """What to tell of a source that FFmpeg could not open."""
    name = film_name(source)
    from_ffmpeg = isinstance(error, av.error.FFmpegError)
    if isinstance(error, OSError) and (not from_ffmpeg or error.errno == errno.EIO):
        return faults.broke_off(name)
    try:
        if isinstance(source, (str, os.PathLike)):
            with held_films.open_film(source) as file:
                head = file.read(faults.HEAD_BYTES)
        else:
            source.seek(0)
            head = source.read(faults.HEAD_BYTES)
    except OSError:
        return faults.broke_off(name)
    return faults.unreadable(name, head, refused_format=isinstance(error, av.error.ArgumentError))
