"""Finding the films that a foreign file names: its paths are of another machine more often than not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from vig_annotator.errors import MediaError
from vig_annotator.exchange.document import MediaLink
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.text import shortened
from vig_annotator.media.fingerprint import fingerprint
from vig_annotator.media.probe import probe
from vig_annotator.model.session import Recording
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries


@dataclass(frozen=True, slots=True)
class FoundFilm:
    """A film that is there.

    Attributes:
        link: what the file says about it.
        stored: its path as the library keeps it.
        known: the library's recording of the same film, or None.
    """

    link: MediaLink
    path: Path
    stored: str
    fingerprint: str
    size_bytes: int
    known: Recording | None


def file_name(link: MediaLink) -> str:
    """A film's name without its folder, whatever system the path is of."""
    return _local(link.path or link.relative).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def _local(address: str) -> str:
    """The path in a ``file:`` address, or the text as it is."""
    if not address.casefold().startswith("file:"):
        return address
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return address
    windows = len(path) > 2 and path[0] == "/" and path[2] == ":"
    return path[1:] if windows else path


def find_films(
    ws: Workspace,
    media: Sequence[MediaLink],
    beside: Path,
    folders: Sequence[Path],
    problems: Problems,
) -> list[FoundFilm]:
    """The films that are there; those that are not are told as problems.

    Each is looked for where the file says, seen from the file's own folder, beside the file, in the folders that the
    user names, in the library's folder and where its other films are. Sound files and pictures are left out: a
    recording is a film.
    """
    found: list[FoundFilm] = []
    for link in media:
        if _is_sound(link):
            continue
        film = _find(ws, link, beside, folders, problems)
        if film is not None and all(film.fingerprint != other.fingerprint for other in found):
            found.append(film)
    return found


def _is_sound(link: MediaLink) -> bool:
    name = file_name(link).casefold()
    return str(link.kept.get("mime", "")).startswith("audio") or name.endswith(
        (".wav", ".mp3", ".m4a", ".aif", ".aiff")
    )


def _find(
    ws: Workspace, link: MediaLink, beside: Path, folders: Sequence[Path], problems: Problems
) -> FoundFilm | None:
    name = file_name(link)
    for candidate in _candidates(ws, link, name, beside, folders):
        try:
            if not candidate.is_file():
                continue
            content = fingerprint(candidate)
            with ws.store.reading() as connection:
                known = queries.recordings_with(connection, content)
            if not known:
                probe(candidate)
        except (MediaError, OSError, ValueError):
            continue
        path = candidate.absolute()
        stored = path.relative_to(ws.folder) if path.is_relative_to(ws.folder) else path
        return FoundFilm(
            link, path, stored.as_posix(), content, path.stat().st_size, known[0] if known else None
        )
    if name:
        problems.add(
            "films", f"The film “{shortened(name)}” was not found; put it beside the file and import again."
        )
    return None


def _candidates(
    ws: Workspace, link: MediaLink, name: str, beside: Path, folders: Sequence[Path]
) -> Iterator[Path]:
    if not name or "\x00" in link.path + link.relative:
        return
    for text in (_local(link.relative), _local(link.path)):
        if text:
            yield beside / text.replace("\\", "/")
    yield beside / name
    for folder in (*folders, ws.folder, ws.folder / "films"):
        yield folder / name
    with ws.store.reading() as connection:
        places = sorted({(ws.folder / place).parent for place in queries.recording_paths(connection)})
    for place in places:
        yield place / name
