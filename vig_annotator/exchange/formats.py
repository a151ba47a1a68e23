"""The formats that are read and written, and which of them a file is of: its content decides, never its name."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from vig_annotator.errors import ForeignFileError, UsageError
from vig_annotator.exchange import tables
from vig_annotator.exchange.document import Document
from vig_annotator.exchange.limits import MAX_BYTES, MAX_UNPACKED_BYTES
from vig_annotator.exchange.losses import Chosen, FoundLoss, find_losses
from vig_annotator.exchange.substituting import substituted
from vig_annotator.exchange.text import decode

Reader = Callable[[bytes, str], Document]
Writer = Callable[[Document], bytes]
Losses = Callable[[Document], list[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        id: what the command line calls it.
        name: what its own program, and we in lists, call it.
        title: what people call it.
        suffixes: endings of its files' names, the usual one first.
        read: from bytes and a name for what they hold; None if it is only written.
        write: None if it is only read.
        losses: what a document would lose whatever one chooses, a plain sentence each; see `prepared` for the rest.
        keeps: a session that came from a file of this format is written back into that file's own form.
        several: a file holds any number of sessions.
        research: made for statistics; coders, titles and films are not named unless somebody asks for it.
    """

    id: str
    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Reader | None = None
    write: Writer | None = None
    losses: Losses | None = None
    keeps: bool = False
    several: bool = False
    research: bool = False


def _later(module: str, function: str) -> Callable[..., Any]:
    """A function of a module of this package, which is loaded when it is first called: the window opens without any of them."""

    def call(*given: Any) -> Any:
        return getattr(import_module(f"{__package__}.{module}"), function)(*given)

    return call


def _table(
    form_id: str,
    name: str,
    title: str,
    suffixes: tuple[str, ...],
    read: Reader,
    write: Writer,
    losses: Callable[[Document], list[str]] = tables.table_losses,
) -> Format:
    return Format(form_id, name, title, suffixes, read, write, losses, several=True, research=True)


FORMATS: tuple[Format, ...] = (
    Format(
        "eaf",
        "EAF",
        "ELAN transcription",
        (".eaf",),
        _later("elan_reading", "read_elan"),
        _later("elan_writing", "write_elan"),
        _later("elan_losses", "elan_losses"),
        keeps=True,
    ),
    Format(
        "etf",
        "ETF",
        "ELAN template",
        (".etf",),
        _later("elan_reading", "read_elan"),
        _later("elan_writing", "write_template"),
        _later("elan_losses", "template_losses"),
        keeps=True,
    ),
    Format(
        "boris",
        "BORIS",
        "BORIS project",
        (".boris", ".json", ".boris.gz", ".json.gz"),
        _later("boris_reading", "read_boris"),
        _later("boris_writing", "write_boris"),
        _later("boris_writing", "boris_losses"),
        keeps=True,
        several=True,
    ),
    Format(
        "opf",
        "OPF",
        "Datavyu file",
        (".opf",),
        _later("datavyu", "read_datavyu"),
        _later("datavyu", "write_datavyu"),
        _later("datavyu", "datavyu_losses"),
        keeps=True,
    ),
    Format(
        "textgrid",
        "TextGrid",
        "Praat TextGrid",
        (".textgrid",),
        _later("textgrid_reading", "read_textgrid"),
        _later("textgrid_writing", "write_textgrid"),
        _later("textgrid_writing", "textgrid_losses"),
        keeps=True,
    ),
    Format(
        "webvtt",
        "WebVTT",
        "subtitles (WebVTT)",
        (".vtt",),
        _later("subtitles", "read_webvtt"),
        _later("subtitles", "write_webvtt"),
        _later("subtitles", "subtitle_losses"),
        keeps=True,
    ),
    Format(
        "srt",
        "SRT",
        "subtitles (SRT)",
        (".srt",),
        _later("subtitles", "read_srt"),
        _later("subtitles", "write_srt"),
        _later("subtitles", "subtitle_losses"),
        keeps=True,
    ),
    Format(
        "gseq",
        "GSEQ",
        "GSEQ data",
        (".sds",),
        _later("gseq_reading", "read_gseq"),
        _later("gseq_writing", "write_gseq"),
        _later("gseq_writing", "gseq_losses"),
        keeps=True,
        several=True,
        research=True,
    ),
    Format(
        "otio",
        "OTIO",
        "OpenTimelineIO",
        (".otio", ".otioz"),
        _later("otio_reading", "read_otio"),
        _later("otio_writing", "write_otio"),
        _later("otio_writing", "otio_losses"),
        keeps=True,
        several=True,
    ),
    Format("vcode", "VCode", "VCode table", (".txt",), _later("vcode", "read_vcode")),
    Format("via", "VIA", "VGG Image Annotator", (".json",), _later("via", "read_via")),
    _table("csv", "CSV", "table (CSV)", (".csv",), tables.read_csv, tables.write_csv),
    _table("tsv", "TSV", "table (TSV)", (".tsv", ".tab"), tables.read_tsv, tables.write_tsv),
    _table(
        "xlsx",
        "XLSX",
        "Excel workbook",
        (".xlsx",),
        tables.read_xlsx,
        tables.write_xlsx,
        tables.workbook_losses,
    ),
    _table("parquet", "Parquet", "Parquet table", (".parquet",), tables.read_parquet, tables.write_parquet),
)
"""Every format, in the order in which menus and documents list them."""

_SUBTITLE = re.compile(r"^\s*-?\d{1,5}:\d{1,2}:\d{1,2}[,.]\d{1,3}\s*--+>", re.MULTILINE)


def format_of_id(format_id: str) -> Format:
    """The format of that id.

    Raises:
        UsageError: there is none.
    """
    found = next((one for one in FORMATS if one.id == format_id), None)
    if found is None:
        raise UsageError(
            f"“{format_id}” is no format that is known.",
            f"Choose one of: {', '.join(one.id for one in FORMATS)}.",
        )
    return found


def format_of_name(name: str) -> Format:
    """The format to write, by the ending of a file's name.

    Raises:
        UsageError: the ending says nothing, or its format is only read.
    """
    lower = name.casefold()
    fitting = [one for one in FORMATS if lower.endswith(one.suffixes)]
    writable = [one for one in fitting if one.write is not None]
    if not writable:
        endings = ", ".join(one.suffixes[0] for one in FORMATS if one.write is not None)
        raise UsageError(
            f"The ending of “{name}” is none of a format that is written.", f"Use one of: {endings}."
        )
    return writable[0]


def prepared(
    form: Format, document: Document, chosen: Chosen, frame_us: int | None = None
) -> tuple[Document, tuple[FoundLoss, ...]]:
    """The document as the format's writer is to have it, and everything that it loses.

    Args:
        form: what is to be written.
        document: what it holds.
        chosen: what stands for what the format can't hold; the usual substitute stands for the rest.
        frame_us: how long a frame of the film is; None where it is not known.
    """
    found = find_losses(document, form.id, chosen)
    fixed = form.losses(document) if form.losses is not None else []
    losses = (*found, *(FoundLoss(sentence) for sentence in fixed))
    return substituted(document, form.id, chosen, frame_us), losses


def read_document(raw: bytes, name: str) -> Document:
    """What a file holds.

    Args:
        raw: its bytes.
        name: its name without the folder.

    Raises:
        ForeignFileError: it is of no format that is known, or can't be read; the sentence names the place.
    """
    if len(raw) > MAX_BYTES:
        raise ForeignFileError("The file is too big.", f"{MAX_BYTES // 10**6} MB are the most.")
    if not raw.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise ForeignFileError("The file is empty.", "Check that it is the right file.")
    if raw.startswith(b"\x1f\x8b"):
        raw = _gunzip(raw)
    reader = format_of_id(sniff(raw)).read
    assert reader is not None
    try:
        document = reader(raw, _stem(name))
    except (RecursionError, MemoryError) as error:
        raise ForeignFileError(
            "The file is nested too deeply, or too big.", "Save it again from its own program."
        ) from error
    if document.format == "eaf" and name.casefold().endswith(".etf"):
        return replace(document, format="etf")
    return document


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0] or name


def _gunzip(raw: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as stream:
            content = stream.read(min(MAX_UNPACKED_BYTES, max(10_000_000, len(raw) * 1_000)) + 1)
            if len(content) > min(MAX_UNPACKED_BYTES, max(10_000_000, len(raw) * 1_000)):
                raise ForeignFileError(
                    "This packed file would unpack into something far too big.", "Check where it comes from."
                )
    except (OSError, EOFError, zlib.error) as error:
        raise ForeignFileError(
            "The packed file is damaged.", "Save it again from its own program."
        ) from error
    return content


def sniff(raw: bytes) -> str:
    """The id of the format that a file is of.

    Raises:
        ForeignFileError: of none that is known.
    """
    if raw.startswith(b"PK"):
        return _packed(raw)
    if raw.startswith(b"ooBinaryFile"):
        return "textgrid"
    if raw.startswith(b"PAR1"):
        return "parquet"
    text = decode(raw[:200_000])[0].lstrip("\ufeff")
    found = _of_text(text)
    if found is None:
        raise ForeignFileError(
            "This is no file of a kind that can be read.",
            f"It must be one of: {', '.join(one.title for one in FORMATS if one.read is not None)}.",
        )
    return found


def _packed(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ForeignFileError(
            "The packed file is damaged.", "Save it again from its own program."
        ) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.otio" in names:
        return "otio"
    if "db" in names:
        return "opf"
    raise ForeignFileError(
        "This packed file holds nothing that can be read.",
        "It should be an Excel workbook or a Datavyu file.",
    )


def _of_text(text: str) -> str | None:
    start = text.lstrip()
    if start.startswith("<"):
        return "eaf"
    if "ooTextFile" in start[:200]:
        return "textgrid"
    if start.startswith(("{", "[")):
        return _of_json(text)
    if text.startswith("WEBVTT"):
        return "webvtt"
    if _SUBTITLE.search(text):
        return "srt"
    # Loaded only now, as the readers are.
    from vig_annotator.exchange.gseq_reading import begins_like_gseq
    from vig_annotator.exchange.vcode import begins_like_vcode

    if begins_like_gseq(text):
        return "gseq"
    if begins_like_vcode(text):
        return "vcode"
    if "region_shape_attributes" in text[:2_000]:
        return "via"
    if tables.looks_like_table(text):
        return "tsv" if text.split("\n", 1)[0].count("\t") > text.split("\n", 1)[0].count(",") else "csv"
    return None


def _of_json(text: str) -> str:
    """By words that only one format has; a large file may begin with something long, so the likeliest comes last."""
    if '"OTIO_SCHEMA"' in text:
        return "otio"
    if '"_via_' in text or '"region_attributes"' in text or '"vid_list"' in text or '"aname"' in text:
        return "via"
    return "boris"
