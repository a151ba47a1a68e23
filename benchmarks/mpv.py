"""libmpv, through ctypes: as much of it as a measurement needs. See mpv's client.h and render.h."""

from __future__ import annotations

import ctypes
import ctypes.util
import threading
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_EVENT_SHUTDOWN, _EVENT_PLAYBACK_RESTART = 1, 21
_FORMAT_FLAG, _FORMAT_DOUBLE = 3, 5
_RENDER_API_TYPE, _SW_SIZE, _SW_FORMAT, _SW_STRIDE, _SW_POINTER = 1, 17, 18, 19, 20
_UPDATE_FRAME = 1
_ON_UPDATE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class _Event(ctypes.Structure):
    _fields_ = (
        ("event_id", ctypes.c_int),
        ("error", ctypes.c_int),
        ("reply_userdata", ctypes.c_uint64),
        ("data", ctypes.c_void_p),
    )


class _RenderParam(ctypes.Structure):
    _fields_ = (("type", ctypes.c_int), ("data", ctypes.c_void_p))


def _params(*values: tuple[int, ctypes.c_void_p]) -> ctypes.Array[_RenderParam]:
    ended = [_RenderParam(*value) for value in values] + [_RenderParam(0, None)]
    return (_RenderParam * len(ended))(*ended)


def _library() -> ctypes.CDLL:
    name = ctypes.util.find_library("mpv") or "libmpv.so.2"
    library = ctypes.CDLL(name)
    for function, result in (
        ("mpv_create", ctypes.c_void_p),
        ("mpv_wait_event", ctypes.POINTER(_Event)),
        ("mpv_render_context_update", ctypes.c_uint64),
    ):
        getattr(library, function).restype = result
    return library


class Mpv:
    """A player that draws pictures of one size into memory, paused at the film's start.

    Args:
        film: path.
        size: width and height of the pictures.
        options: as on mpv's command line, without the dashes.

    Raises:
        OSError: libmpv is not installed.
    """

    def __init__(self, film: Path, size: tuple[int, int], options: dict[str, str]) -> None:
        self._mpv = _library()
        self._handle = ctypes.c_void_p(self._mpv.mpv_create())
        for name, value in {"vo": "libmpv", "pause": "yes", "keep-open": "yes", **options}.items():
            self._ok(self._mpv.mpv_set_option_string(self._handle, name.encode(), value.encode()), name)
        self._ok(self._mpv.mpv_initialize(self._handle), "initialize")
        self._size = size
        self._drawn: NDArray[np.uint8] = np.zeros((size[1], size[0], 4), np.uint8)
        self._changed = threading.Event()
        self._on_update = _ON_UPDATE(lambda _: self._changed.set())
        self._context = ctypes.c_void_p()
        api = ctypes.create_string_buffer(b"sw")
        create = _params((_RENDER_API_TYPE, ctypes.cast(api, ctypes.c_void_p)))
        self._ok(
            self._mpv.mpv_render_context_create(ctypes.byref(self._context), self._handle, create), "render"
        )
        self._mpv.mpv_render_context_set_update_callback(self._context, self._on_update, None)
        self.command("loadfile", str(film))
        self._until_restart()

    def command(self, *words: str) -> None:
        """Run a command."""
        line = (ctypes.c_char_p * (len(words) + 1))(*(word.encode() for word in words), None)
        self._ok(self._mpv.mpv_command(self._handle, line), words[0])

    def seek(self, seconds: float) -> NDArray[np.uint8]:
        """Go exactly there; answers the RGB picture, drawn as soon as mpv has it."""
        self.command("seek", f"{seconds:.6f}", "absolute+exact")
        self._until_restart()
        return self._drawn[:, :, :3]

    def play(self) -> list[float]:
        """Play to the end, drawing each picture when mpv wants it; answers when each was drawn."""
        drawn: list[float] = []
        self._ok(self._mpv.mpv_set_property_string(self._handle, b"pause", b"no"), "pause")
        while not self.number("eof-reached"):
            if self._changed.wait(0.1) and self._draw():
                drawn.append(time.perf_counter())
        return drawn

    @property
    def position(self) -> float:
        """Time of the picture that is shown, in seconds."""
        return self.number("time-pos")

    def number(self, name: str) -> float:
        """A property's value; of a flag, 1 or 0."""
        kind = ctypes.c_int() if name == "eof-reached" else ctypes.c_double()
        form = _FORMAT_FLAG if name == "eof-reached" else _FORMAT_DOUBLE
        status = self._mpv.mpv_get_property(self._handle, name.encode(), form, ctypes.byref(kind))
        self._ok(status, name)
        return float(kind.value)

    def close(self) -> None:
        """End it."""
        self._mpv.mpv_render_context_free(self._context)
        self._mpv.mpv_terminate_destroy(self._handle)

    def _until_restart(self) -> None:
        """Draw what comes until mpv says that it has arrived, and then what is left to draw."""
        arrived = False
        while not arrived:
            event = self._mpv.mpv_wait_event(self._handle, ctypes.c_double(0.001)).contents
            if event.event_id == _EVENT_SHUTDOWN:
                raise OSError("mpv ended")
            arrived = event.event_id == _EVENT_PLAYBACK_RESTART
            self._draw()
        self._draw()

    def _draw(self) -> bool:
        """Draw if there is something new; answers whether there was."""
        if not self._changed.is_set():
            return False
        self._changed.clear()
        if not self._mpv.mpv_render_context_update(self._context) & _UPDATE_FRAME:
            return False
        size = (ctypes.c_int * 2)(*self._size)
        stride = ctypes.c_size_t(self._drawn.strides[0])
        pixels = ctypes.create_string_buffer(b"rgb0")
        params = _params(
            (_SW_SIZE, ctypes.cast(size, ctypes.c_void_p)),
            (_SW_FORMAT, ctypes.cast(pixels, ctypes.c_void_p)),
            (_SW_STRIDE, ctypes.cast(ctypes.pointer(stride), ctypes.c_void_p)),
            (_SW_POINTER, ctypes.c_void_p(self._drawn.ctypes.data)),
        )
        self._ok(self._mpv.mpv_render_context_render(self._context, params), "draw")
        return True

    def _ok(self, status: int, what: str) -> None:
        if status < 0:
            raise OSError(f"mpv: {what}: error {status}")
