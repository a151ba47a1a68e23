"""All sessions that two people coded, taken together: which there are, and how far they agree in each and in all.

The list is made on the thread that owns the library; the rest is values in and values out, so that a job can do it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from vig_annotator.analysis.agreement import compare, tags_at_a_glance
from vig_annotator.analysis.double_coding import DoubleCoding, Settings
from vig_annotator.analysis.estimate import Estimate
from vig_annotator.analysis.side_by_side import Tag, disagreements, match_tags, within
from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.errors import RuleViolation, UsageError
from vig_annotator.jobs import JobContext
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.family import Family
from vig_annotator.model.mediatime import Span
from vig_annotator.services import passes
from vig_annotator.services.agreement_of_passes import exclusive_groups
from vig_annotator.services.code_names import CodeNames
from vig_annotator.services.codings_in_common import in_common, tags_in
from vig_annotator.services.comparing import ComparedFigures
from vig_annotator.services.pairing import best_pair
from vig_annotator.services.sessions import recordings_of, sessions_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries
from vig_annotator.storage.reading_only import Reading, open_for_reading


@dataclass(frozen=True, slots=True)
class TwoPasses:
    """Two people's codings of one session with one codebook; A is whose name comes first.

    Attributes:
        session: the session's title.
        family: its family's pseudonym.
        codebook: the codebook's title.
        codebook_id: its id, the same for all its versions.
        film_end_us: where the film ends; 0 where that is not known.
    """

    a: CodingPass
    b: CodingPass
    session: str
    family: str
    family_id: str
    codebook: str
    codebook_id: str
    film_end_us: int

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others."""
        return self.a.id, self.b.id

    @property
    def coders(self) -> str:
        """Who coded it: ``Ann and Bea``."""
        return f"{self.a.coder} and {self.b.coder}"


@dataclass(frozen=True, slots=True)
class DoubleCoded:
    """The double-coded sessions of a library.

    Attributes:
        pairs: those that who works may see, in the order in which the sessions were made; a session that three people coded
            is there three times.
        hidden: how many sessions are left out because their codings are still blind.
    """

    pairs: tuple[TwoPasses, ...]
    hidden: int


@dataclass(frozen=True)
class OneSession:
    """How far two people agree in one session.

    Attributes:
        kappa: of states and points together, with nil; pairs counted once.
        f1: the share of tags that both have and call the same.
        differ: how many tags only one has, or the two call differently.
        tags: how many A and B have.
        observed_us: how much film both were to code.
        trouble: why it can't be compared; empty if it can.
    """

    pair: TwoPasses
    kappa: Estimate
    f1: Estimate
    differ: int = 0
    tags: tuple[int, int] = (0, 0)
    observed_us: int = 0
    trouble: str = ""


@dataclass(frozen=True)
class ReadPair:
    """Two codings of a session with their tags, and what both were to code."""

    pair: TwoPasses
    a: list[Tag]
    b: list[Tag]
    codings: list[DoubleCoding]


@dataclass(frozen=True)
class ReadPairs:
    """Codings that were read.

    Attributes:
        not_read: those that can't be compared, each with its reason.
        names: what the codes are called.
        groups: the codes of each exclusive group and subject of the codebooks, by what they are called.
        known: every code of the codebooks.
    """

    pairs: tuple[ReadPair, ...]
    not_read: tuple[OneSession, ...]
    names: CodeNames
    groups: dict[str, tuple[str, ...]]
    known: frozenset[str]

    @property
    def codings(self) -> list[DoubleCoding]:
        """All of them, for figures of all together."""
        return [coding for one in self.pairs for coding in one.codings]


@dataclass(frozen=True)
class AcrossSessions:
    """How far people agree in many sessions.

    Attributes:
        figures: of all sessions together; their tallies are pooled.
        sessions: each by itself, the worst first; those without a figure last.
        names: what the codes are called.
        codes: those that anybody used, in the order of the codebook.
    """

    figures: ComparedFigures
    sessions: tuple[OneSession, ...]
    names: CodeNames
    codes: list[str]


def double_coded(ws: Workspace) -> DoubleCoded:
    """The sessions of the library that two people or more coded with one codebook, as far as who works may see them.

    A coding counts if it has a tag or was sent; of several of one coder the one that was made with the same version of the codebook
    as the other's, or the last. A consensus is nobody's coding.
    """
    with ws.store.reading() as connection:
        tagged = queries.passes_with_tags(connection)
        books = {one.id: one for one in queries.every(connection, CodebookSnapshot)}
    found: list[TwoPasses] = []
    hidden = 0
    for session in sessions_of(ws):
        every = passes.all_passes_of(ws, session.id)
        unseen = passes.hidden_of(ws, every)
        hidden += bool(unseen)
        coded: dict[str, dict[str, list[CodingPass]]] = defaultdict(lambda: defaultdict(list))
        for one in every:
            if one.id not in unseen and not one.joint and (one.id in tagged or one.submitted_at):
                coded[books[one.snapshot_id].codebook_id][one.coder].append(one)
        film_end_us = max(
            (one.starts_at_us + one.duration_us for one in recordings_of(ws, session.id)), default=0
        )
        family = ws.get(Family, session.family_id)
        for codebook_id, of_coder in coded.items():
            for first, second in combinations(sorted(of_coder, key=str.casefold), 2):
                a, b = best_pair(of_coder[first], of_coder[second])
                title = books[a.snapshot_id].title
                found.append(
                    TwoPasses(
                        a, b, session.title, family.pseudonym, family.id, title, codebook_id, film_end_us
                    )
                )
    return DoubleCoded(tuple(found), hidden)


def read_pairs(
    folder: Path,
    pairs: Sequence[TwoPasses],
    observed: Span | None = None,
    context: JobContext | None = None,
) -> ReadPairs:
    """Read the tags of pairs of codings; touches nothing but the library's file, which it only reads.

    Args:
        folder: the library's.
        pairs: which.
        observed: only what lies in this stretch of each session, if one is named.
        context: progress and cancel.

    Raises:
        LibraryError: the library can't be read.
        CodebookError: a codebook can't be understood.
        Cancelled: the context was cancelled.
    """
    with open_for_reading(folder) as connection:
        return _read(connection, pairs, observed, context or JobContext())


def read_pairs_here(ws: Workspace, pairs: Sequence[TwoPasses]) -> ReadPairs:
    """The same on the thread that owns the library: for one that lies in no file, as a sealed packet does."""
    with ws.store.reading() as connection:
        return _read(connection, pairs, None, JobContext())


def _read(
    connection: Reading, pairs: Sequence[TwoPasses], observed: Span | None, context: JobContext
) -> ReadPairs:
    wanted = {one.snapshot_id for pair in pairs for one in (pair.a, pair.b)}
    books = {
        one.id: parse_codebook(one.yaml_text, one.title).codebook
        for one in queries.every(connection, CodebookSnapshot)
        if one.id in wanted
    }
    read: list[ReadPair] = []
    not_read: list[OneSession] = []
    for number, pair in enumerate(pairs):
        context.report(number / len(pairs), f"{pair.family} › {pair.session}")
        a, b = (
            tags_in(queries.annotations_of(connection, one.id), books[one.snapshot_id], pair.film_end_us)
            for one in (pair.a, pair.b)
        )
        try:
            codings = in_common((pair.a, a), (pair.b, b), pair.film_end_us, pair.session, observed)
        except UsageError as error:
            why = Estimate(None, f"not compared: {error.message}")
            not_read.append(OneSession(pair, why, why, trouble=error.message))
        else:
            read.append(ReadPair(pair, a, b, codings))
    groups = {name: codes for book in books.values() for name, codes in exclusive_groups(book).items()}
    known = frozenset(code.id for book in books.values() for code in book.codes)
    return ReadPairs(tuple(read), tuple(not_read), CodeNames(tuple(books.values())), groups, known)


def in_each(read: ReadPairs, settings: Settings, context: JobContext | None = None) -> tuple[OneSession, ...]:
    """How alike each two codings are, the worst first; those without a figure last, by their F1."""
    context = context or JobContext()
    found = list(read.not_read)
    for number, one in enumerate(read.pairs):
        context.report(number / len(read.pairs), f"{one.pair.family} › {one.pair.session}")
        found.append(_in_one(one, settings))
    return tuple(sorted(found, key=_worst_first))


def agreement_across(
    folder: Path, pairs: Sequence[TwoPasses], settings: Settings, context: JobContext | None = None
) -> AcrossSessions:
    """How far people agree in some sessions: in each and in all; slow, arguments and errors as of `read_pairs`.

    Raises:
        RuleViolation: nothing is to be compared, or nothing can be.
    """
    context = context or JobContext()
    read = read_pairs(folder, pairs, None, context.share(0.0, 0.2))
    return agreement_of(read, settings, context.share(0.2, 1.0))


def agreement_of(read: ReadPairs, settings: Settings, context: JobContext | None = None) -> AcrossSessions:
    """How far people agree in codings that were read; touches nothing but its arguments. Errors as of `agreement_across`."""
    context = context or JobContext()
    sessions = in_each(read, settings, context.share(0.0, 0.6))
    if not read.codings:
        raise RuleViolation(
            "There is nothing to compare.", "Choose at least one session that two people coded."
        )
    used = {event.code for one in read.codings for event in (*one.a, *one.b)}
    asked = {name: codes for name, codes in read.groups.items() if used.intersection(codes)}
    groups = {}
    step = context.share(0.6, 1.0)
    for number, (name, codes) in enumerate(asked.items()):
        step.report(number / (len(asked) + 1), name)
        groups[name] = compare(read.codings, settings, codes)
    step.report(len(asked) / (len(asked) + 1), "all codes")
    figures = ComparedFigures(compare(read.codings, settings), groups)
    return AcrossSessions(figures, sessions, read.names, read.names.in_order(used))


def _in_one(one: ReadPair, settings: Settings) -> OneSession:
    figures = tags_at_a_glance(one.codings, settings).figures
    matches = [
        match
        for coding in one.codings
        for match in match_tags(within(one.a, coding.span), within(one.b, coding.span), settings)
    ]
    return OneSession(
        one.pair,
        figures["kappa"],
        figures["f1"],
        len(disagreements(matches)),
        (sum(match.a is not None for match in matches), sum(match.b is not None for match in matches)),
        sum(coding.span.duration_us for coding in one.codings),
    )


def _worst_first(one: OneSession) -> tuple[bool, float, float]:
    """By kappa; what has none, by F1 at the end."""
    return (
        one.kappa.value is None,
        one.kappa.value if one.kappa.value is not None else 0.0,
        one.f1.value if one.f1.value is not None else 2.0,
    )
