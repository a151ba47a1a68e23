"""What is inside a sealed packet: a ZIP of one JSON text and the films, put together and taken apart in memory (docs/packet-format.md).

`manifest.json` holds the facts of `Packet` and its rows, table by table, with the columns of the library; `films/<id>.mp4` holds
a film for each recording. Nothing in it is packed small, so that nothing can grow when it is opened. Whatever is not understood is refused
as a whole.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vig_annotator.errors import PacketError
from vig_annotator.model.days import day_of

FORMAT = "vig-annotator-packet"
VERSION = 1
REQUEST, ANSWER = "request", "answer"
_MANIFEST = "manifest.json"
_FILMS, _MP4 = "films/", ".mp4"
_MOST_DEPTH = 24

Rows = dict[str, list[dict[str, Any]]]
Edges = list[int | None]


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet, open.

    Attributes:
        kind: `REQUEST` or `ANSWER`.
        id: the request's id; an answer has its request's.
        made_by: who sealed it.
        made_at: when, UTC, ISO 8601.
        meant_for: whom it is for, as its sender calls them; may be empty.
        expires_on: of a request, the last day on which it may be opened, ISO 8601.
        questions: what the sender asks.
        rows: by table.
        shifts: by session id, where the packet's film begins on the session's clock, in microseconds.
        cut: by annotation id, the onset and offset that a tag has in the library where the packet's film begins later or ends earlier.
        answer_key: the secret key that answers are sealed for; in a request only.
        films: by recording id, the film's bytes.
    """

    kind: str
    id: str
    made_by: str
    made_at: str
    meant_for: str = ""
    expires_on: str = ""
    questions: str = ""
    rows: Rows = field(default_factory=dict)
    shifts: dict[str, int] = field(default_factory=dict)
    cut: dict[str, Edges] = field(default_factory=dict)
    answer_key: str = field(default="", repr=False)
    films: dict[str, bytes] = field(default_factory=dict, repr=False)


def pack(packet: Packet) -> bytes:
    """The packet as bytes, not sealed yet; to be kept in memory only."""
    facts = {name: getattr(packet, name) for name in _FACTS}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        text = json.dumps({"format": FORMAT, "version": VERSION, **facts}, ensure_ascii=False)
        archive.writestr(zipfile.ZipInfo(_MANIFEST), text)
        for recording_id, film in packet.films.items():
            archive.writestr(zipfile.ZipInfo(_FILMS + recording_id + _MP4), film)
    return out.getvalue()


def unpack(content: bytes) -> Packet:
    """The packet in bytes that were unsealed.

    Raises:
        PacketError: they hold no packet, or one of a newer version of the program.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = archive.infolist()
            if any(one.compress_type != zipfile.ZIP_STORED or one.file_size > len(content) for one in inside):
                raise not_understood()
            if sum(one.file_size for one in inside) > len(content):
                raise not_understood()
            facts = json.loads(archive.read(_MANIFEST))
            films = {
                one.filename.removeprefix(_FILMS).removesuffix(_MP4): archive.read(one)
                for one in inside
                if one.filename.startswith(_FILMS)
            }
    except PacketError:
        raise
    except Exception as error:  # a hostile ZIP or JSON fails in more ways than can be named
        raise not_understood() from error
    return _checked(facts, films)


def not_understood() -> PacketError:
    """The trouble of a packet that opens, but holds what makes no sense."""
    return PacketError(
        "What is in this packet can’t be understood, so nothing of it was taken in.", "Ask for it again."
    )


_FACTS: Mapping[str, type] = {
    "kind": str,
    "id": str,
    "made_by": str,
    "made_at": str,
    "meant_for": str,
    "expires_on": str,
    "questions": str,
    "rows": dict,
    "shifts": dict,
    "cut": dict,
    "answer_key": str,
}


def _checked(facts: object, films: dict[str, bytes]) -> Packet:
    if not isinstance(facts, dict) or facts.get("format") != FORMAT or not _whole(facts.get("version")):
        raise not_understood()
    if facts["version"] > VERSION:
        raise PacketError(
            "This packet was made by a newer version of VIG Annotator.",
            "Update the program, then open it again.",
        )
    values = {name: facts.get(name, kind()) for name, kind in _FACTS.items()}
    good = (
        facts["version"] >= 1
        and all(isinstance(values[name], kind) for name, kind in _FACTS.items())
        and values["kind"] in (REQUEST, ANSWER)
        and values["id"]
        and values["made_by"].strip()
        and (not values["expires_on"] or day_of(values["expires_on"]) is not None)
        and (values["kind"] == ANSWER or (values["answer_key"] and values["expires_on"]))
        and _good_rows(values["rows"])
        and all(_whole(shift) and shift >= 0 for shift in values["shifts"].values())
        and all(_good_edges(edges) for edges in values["cut"].values())
    )
    if not good:
        raise not_understood()
    return Packet(**values, films=films)


def _good_rows(rows: Mapping[str, object]) -> bool:
    return all(
        isinstance(listed, list)
        and all(isinstance(row, dict) and _shallow(row, _MOST_DEPTH) for row in listed)
        for listed in rows.values()
    )


def _good_edges(edges: object) -> bool:
    return isinstance(edges, list) and len(edges) == 2 and all(edge is None or _whole(edge) for edge in edges)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 62


def _shallow(value: object, depth: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inside = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(_shallow(one, depth - 1) for one in inside)
