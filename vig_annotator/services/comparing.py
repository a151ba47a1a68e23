"""Two coders' passes of one session side by side: which tags are the same, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vig_annotator.analysis.agreement import Agreement, compare
from vig_annotator.analysis.double_coding import DoubleCoding, Settings
from vig_annotator.analysis.side_by_side import Match, disagreements, match_tags, within
from vig_annotator.analysis.tolerance_curve import USUAL_US, CurvePoint, tolerance_curve
from vig_annotator.model.codebook import Code, Codebook
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.mediatime import US_PER_SECOND, MediaTime, Span
from vig_annotator.model.session import Session
from vig_annotator.services.agreement_of_passes import double_codings, exclusive_groups, tags_of
from vig_annotator.services.code_names import CodeNames
from vig_annotator.services.codebook_used import UsedCodebook, codebook_used
from vig_annotator.services.sessions import recordings_of
from vig_annotator.services.workspace import Workspace

AROUND_US = 2 * US_PER_SECOND
"""How much film is played before and after a disagreement."""

MISSED = ""
"""Stands for "no such tag" where codes are named."""


@dataclass(frozen=True)
class Comparison:
    """Two passes of a session, matched tag by tag.

    Attributes:
        codebooks: those of A and of B; codes are named by A's, and by B's where A's does not have them.
        film_end_us: where the film ends; where that is not known, where what was observed ends.
        codings: both coders' events, for each stretch that both were to code; mostly the whole film is one.
        matches: every tag of both in what was observed, in order of time; states are cut where a stretch ends.
    """

    session: Session
    a: CodingPass
    b: CodingPass
    codebooks: tuple[Codebook, Codebook]
    used: tuple[UsedCodebook, UsedCodebook]
    codings: list[DoubleCoding]
    film_end_us: int
    settings: Settings
    matches: list[Match]

    @property
    def stretches(self) -> tuple[Span, ...]:
        """What was observed, in order of time."""
        return tuple(one.span for one in self.codings)

    @property
    def disagreements(self) -> list[Match]:
        """What only one of them has, or what they call differently, in order of time."""
        return disagreements(self.matches)

    @property
    def names(self) -> CodeNames:
        """What the codes are called."""
        return CodeNames(self.codebooks)

    @property
    def codes(self) -> list[str]:
        """The codes that either used, in the order of the codebook."""
        return self.names.in_order(tag.event.code for match in self.matches for tag in match.tags)

    def cells(self) -> dict[tuple[str, str], list[Match]]:
        """Who called it what: the matches by A's code and B's code, `MISSED` where one has no such tag."""
        answer: dict[tuple[str, str], list[Match]] = defaultdict(list)
        for match in self.matches:
            codes = tuple(tag.event.code if tag is not None else MISSED for tag in (match.a, match.b))
            answer[codes[0], codes[1]].append(match)
        return dict(answer)

    def code(self, code_id: str) -> Code | None:
        """A code of either codebook, or None where neither has it."""
        return self.names.code(code_id)

    def label(self, code_id: str) -> str:
        """What people call a code."""
        return self.names.label(code_id)

    def stretch(self, match: Match) -> Span:
        """What to play to see a match: the tags and two seconds around them, as far as the film goes."""
        return Span(
            MediaTime(max(0, match.onset_us - AROUND_US)),
            MediaTime(max(match.onset_us + 1, min(self.film_end_us, match.offset_us + AROUND_US))),
        )


def comparison(ws: Workspace, a: CodingPass, b: CodingPass, settings: Settings) -> Comparison:
    """Match two passes of one session.

    Raises:
        NotFound: the session or a codebook is not there.
        UsageError: there is no stretch that both were to code; or neither has a tag, and the length of the film is not known.
        CodebookError: a codebook can't be understood.
    """
    session = ws.get(Session, a.session_id)
    codings = double_codings(ws, a, b, session.title)
    mine, theirs = tags_of(ws, a), tags_of(ws, b)
    matches = [
        match
        for one in codings
        for match in match_tags(within(mine, one.span), within(theirs, one.span), settings)
    ]
    films = recordings_of(ws, session.id)
    books = (ws.desk(a).codebook, ws.desk(b).codebook)
    return Comparison(
        session=session,
        a=a,
        b=b,
        codebooks=books,
        used=(codebook_used(ws, a), codebook_used(ws, b)),
        codings=codings,
        film_end_us=max([codings[-1].span.offset_us, *(one.starts_at_us + one.duration_us for one in films)]),
        settings=settings,
        matches=sorted(matches, key=lambda match: (match.onset_us, match.offset_us)),
    )


@dataclass(frozen=True)
class ComparedFigures:
    """The figures of a comparison: of everything, and of each exclusive group by itself."""

    whole: Agreement
    groups: dict[str, Agreement]


def figures(compared: Comparison) -> ComparedFigures:
    """Work out the figures; slow (a bootstrap), touches nothing but its argument."""
    return ComparedFigures(
        whole=compare(compared.codings, compared.settings),
        groups={
            name: compare(compared.codings, compared.settings, codes)
            for name, codes in groups_used(compared).items()
        },
    )


def groups_used(compared: Comparison) -> dict[str, tuple[str, ...]]:
    """The exclusive groups of which either used a code: name and codes."""
    groups = {name: codes for book in compared.codebooks for name, codes in exclusive_groups(book).items()}
    used = set(compared.codes)
    return {name: tuple(codes) for name, codes in groups.items() if used.intersection(codes)}


def curve_of(
    compared: Comparison, codes: Sequence[str] | None, report: Callable[[float], object]
) -> list[CurvePoint]:
    """Agreement against tolerance, at the usual tolerances and at the chosen ones; slow, touches nothing but its argument.

    Args:
        compared: two passes.
        codes: only these, or None for all.
        report: told the done share; what it raises ends the work.
    """
    settings = compared.settings
    chosen = [one for one in (settings.tolerance_us, settings.match_onset_us) if one is not None]
    return tolerance_curve(compared.codings, settings, codes, sorted({*USUAL_US, *chosen}), report)
