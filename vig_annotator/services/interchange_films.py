"""Finding the films that a foreign file names: its paths are of another machine more often than not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from vig_annotator.errors import MediaError, RuleViolation
from vig_annotator.exchange.document import MediaLink
from vig_annotator.exchange.keeping import KeptFile, unpack
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.text import shortened
from vig_annotator.media.fingerprint import fingerprint
from vig_annotator.media.probe import probe
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Recording, Session
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


@dataclass(frozen=True, slots=True)
class Places:
    """What a library knows about films and files, as values, so that they can be looked for on any thread.

    Attributes:
        folder: of the library.
        known: its recordings, by the content of their films.
        folders: where its films are.
        imported: the files that were imported, by their content, with the title of a session that each went into.
    """

    folder: Path
    known: Mapping[str, Recording]
    folders: tuple[Path, ...]
    imported: Mapping[str, str] = field(default_factory=dict)


def places_of(ws: Workspace) -> Places:
    """What the library knows about films and files."""
    with ws.store.reading() as connection:
        recordings = queries.every(connection, Recording)
        imported = queries.imported_digests(connection)
    known: dict[str, Recording] = {}
    for one in recordings:
        known.setdefault(one.fingerprint, one)
    folders = sorted({(ws.folder / one.path).parent for one in recordings})
    return Places(ws.folder, known, tuple(folders), imported)


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look for the films that a file names.

    Attributes:
        beside: the file's own folder.
        folders: further folders that the user named.
        shown: films that the user showed, by the name that the file has for each (`file_name`).
    """

    places: Places
    beside: Path
    folders: Sequence[Path] = ()
    shown: Mapping[str, Path] = field(default_factory=dict)


def find_films(media: Sequence[MediaLink], search: Search, problems: Problems) -> list[FoundFilm]:
    """The films that are there; those that are not are told as problems.

    Each is looked for where the user shows, where the file says, seen from the file's own folder, beside the file, in the folders
    that the user names, in the library's folder and where its other films are. Sound files and pictures are left out: a
    recording is a film.
    """
    found: list[FoundFilm] = []
    for link in media:
        if is_sound(link):
            continue
        film = _find(link, search, problems)
        if film is not None and all(film.fingerprint != other.fingerprint for other in found):
            found.append(film)
    return found


def is_sound(link: MediaLink) -> bool:
    """Whether a link is about sound alone, by what the file says or by its ending."""
    name = file_name(link).casefold()
    return str(link.kept.get("mime", "")).startswith("audio") or name.endswith(
        (".wav", ".mp3", ".m4a", ".aif", ".aiff")
    )


def _find(link: MediaLink, search: Search, problems: Problems) -> FoundFilm | None:
    name = file_name(link)
    folder = search.places.folder
    for candidate in _candidates(link, name, search):
        try:
            if not candidate.is_file():
                continue
            content = fingerprint(candidate)
            known = search.places.known.get(content)
            if known is None:
                probe(candidate)
        except (MediaError, OSError, ValueError):
            continue
        path = candidate.absolute()
        stored = path.relative_to(folder) if path.is_relative_to(folder) else path
        return FoundFilm(link, path, stored.as_posix(), content, path.stat().st_size, known)
    if name:
        problems.add("films", f"The film “{shortened(name)}” was not found; show where it is, now or later.")
    return None


def _candidates(link: MediaLink, name: str, search: Search) -> Iterator[Path]:
    if name in search.shown:
        yield search.shown[name]
    if not name or "\x00" in link.path + link.relative:
        return
    for text in (_local(link.relative), _local(link.path)):
        if text:
            yield search.beside / text.replace("\\", "/")
    yield search.beside / name
    places = search.places
    for folder in (*search.folders, places.folder, places.folder / "films", *places.folders):
        yield folder / name


def give_film(ws: Workspace, session_id: str, path: Path) -> Recording:
    """Give a session that has no film its film, in the place that the file it was imported from says.

    Raises:
        MediaMissing: there is no such file, or it may not be read.
        MediaUnreadable: it is no film, or damaged beyond use.
        NoPicture: it holds no moving picture.
        RuleViolation: the session has a film, or the film belongs to another session.
    """
    with ws.store.reading() as connection:
        there = queries.recordings(connection, session_id)
        files = queries.imported_files(connection, session_id)
    if there:
        raise RuleViolation("This session has its film already.", "Show where that film is instead.")
    path = path.absolute()
    content = fingerprint(path)
    with ws.store.reading() as connection:
        known = queries.recordings_with(connection, content)
    if known:
        title = ws.get(Session, known[0].session_id).title
        raise RuleViolation(
            f"“{path.name}” is the film of “{title}” already.",
            "Import the file again: it joins that session.",
        )
    probe(path)
    stored = path.relative_to(ws.folder) if path.is_relative_to(ws.folder) else path
    recording = Recording(
        id=new_id(),
        session_id=session_id,
        path=stored.as_posix(),
        fingerprint=content,
        size_bytes=path.stat().st_size,
        starts_at_us=MediaTime(_start_of(path.name, [unpack(one.kept) for one in files])),
        created_at=ws.stamp().at,
    )
    ws.history.set_up(ChangeSet("give a session its film", (made(recording),)))
    return recording


def _start_of(name: str, files: Sequence[KeptFile]) -> int:
    """Where a film starts on its session's clock: as the file that names it says; else as the first film that one names."""
    links = [
        (link, kept.shift_us)
        for kept in files
        for link in kept.document.observations[0].media
        if not is_sound(link)
    ]
    named = [pair for pair in links if file_name(pair[0]).casefold() == name.casefold()]
    return next((link.starts_us + shift for link, shift in (*named, *links)), 0)
