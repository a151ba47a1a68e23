"""What can be made of a reel to be given away: a film, a film for each clip, stills, a keepsake sheet. Each is asked about by itself.

In three steps, as the library belongs to the window's thread and making takes time: `order` there, `make` as a job on any thread, and
`register.settle` on the window's thread again. What is going to be made is noted in the register before it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from vig_annotator.errors import RuleViolation
from vig_annotator.jobs import JobContext
from vig_annotator.model.audiences import STRENGTHS_FIRST
from vig_annotator.model.consent import ConsentException
from vig_annotator.model.family import Family
from vig_annotator.model.made_file import MadeFile, MadeKind
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.model.reel_checks import words_of_look
from vig_annotator.model.reel_style import FileFor
from vig_annotator.reels.parts import ReelPlan
from vig_annotator.reels.texts import TextPainter
from vig_annotator.services import keepsakes, reel_building, reel_guarding, register
from vig_annotator.services.keepsakes import Paper, SheetPainter, SheetWords
from vig_annotator.services.reel_files import names_of, render_each, save_stills
from vig_annotator.services.reel_order import ReelOrder, order_preview
from vig_annotator.services.reel_rendering import render_order
from vig_annotator.services.register import Made, Written, look_at
from vig_annotator.services.workspace import Workspace


class Product(StrEnum):
    """What is made."""

    FILM = "film"
    EACH = "each"
    STILLS = "stills"
    SHEET = "sheet"

    @property
    def moving(self) -> bool:
        """Whether it shows film; else still pictures, without sound."""
        return self in (Product.FILM, Product.EACH)

    @property
    def suffix(self) -> str:
        """How the names of its files end."""
        return {Product.STILLS: ".png", Product.SHEET: ".pdf"}.get(self, ".mp4")

    @property
    def several(self) -> bool:
        """Whether it is several files in a folder."""
        return self in (Product.EACH, Product.STILLS)


_KINDS = {Product.STILLS: MadeKind.PICTURE, Product.SHEET: MadeKind.PAGE}


@dataclass(frozen=True, slots=True)
class Making:
    """All that making something of a reel needs, as values.

    Attributes:
        reel: how the reel is shown.
        about: what the register keeps of it.
        exception: that it was allowed by, where consent is not on file.
        sheet: the words of a keepsake sheet.
        paper: that it is for.
        left_out: pictures that are not on a keepsake sheet, by their place in the reel, from 0.
    """

    product: Product
    reel: ReelOrder
    about: Made
    exception: ConsentException | None = None
    sheet: SheetWords | None = None
    paper: Paper = Paper.A4
    left_out: frozenset[int] = frozenset()

    def files(self, out: Path) -> list[Path]:
        """The files that will be made: `out` itself, or those in the folder `out`."""
        if not self.product.several:
            return [out]
        return [out / name for name in names_of(self.reel, self.product.suffix)]


def order(
    ws: Workspace,
    reel_id: str,
    product: Product,
    *,
    file_for: FileFor | None = None,
    paper: Paper = Paper.A4,
    heading: str | None = None,
    with_hope: bool = True,
    left_out: Collection[int] = (),
    exception: ConsentException | None = None,
) -> Making:
    """Gather what making something of a reel needs, if it may be made.

    Args:
        ws: the open library.
        reel_id: which reel.
        product: what is to be made.
        file_for: what films are for; None for what the reel says.
        paper: of a keepsake sheet.
        heading: of a keepsake sheet; None for the usual one.
        with_hope: whether what the family hopes for stands on a keepsake sheet.
        left_out: pictures that are not on a keepsake sheet, by their place in the reel, from 0.
        exception: made for this reel where consent is not on file; see `reel_guarding`. There is none for a keepsake.

    Raises:
        NotFound: there is no such reel.
        ConsentNeeded: somebody filmed has not agreed to the audience, or a condition is not met.
        RuleViolation: it would show what is not meant for its audience.
        UsageError: the reel has no clips.
        MediaMissing: a film is nowhere there.
    """
    reel, about = order_preview(ws, reel_id), reel_guarding.made_of(ws, reel_id)
    if file_for is not None:
        reel = replace(reel, style=replace(reel.style, file_for=file_for))
    making = Making(product, reel, replace(about, kind=_KINDS.get(product, MadeKind.FILM)), exception)
    if product is Product.SHEET:
        making = Making(
            product,
            keepsakes.bare(keepsakes.without_pictures(reel, left_out)),
            replace(making.about, audience=Audience.TAKE_HOME, session_ids=_sessions(ws, reel_id, left_out)),
            sheet=keepsakes.words_of(ws, reel_id, heading, with_hope=with_hope, left_out=left_out),
            paper=paper,
            left_out=frozenset(left_out),
        )
    require(ws, reel_id, making)
    return making


def require(ws: Workspace, reel_id: str, making: Making) -> None:
    """To be asked before something is made of a reel, and again when it is begun.

    Raises:
        ConsentNeeded, NotFound, UsageError, MediaMissing: as `order`.
        RuleViolation: as `order`; or the reel shows or hides something else now, so that what is asked is not what would be made.
    """
    if making.product is not Product.SHEET and making.about.audience is not ws.get(Reel, reel_id).audience:
        raise _changed(ws, reel_id, "is for somebody else")
    now, words = keepsakes.without_pictures(order_preview(ws, reel_id), making.left_out), None
    if making.sheet is not None:
        now, words = keepsakes.bare(now), keepsakes.words_of(ws, reel_id, left_out=making.left_out).pictures
    if _shown_and_hidden(now) != _shown_and_hidden(making.reel) or (
        making.sheet is not None and words != making.sheet.pictures
    ):
        raise _changed(ws, reel_id, "shows or hides something else")
    if making.product is Product.SHEET:
        keepsakes.require_sheet(ws, reel_id, making.sheet, making.left_out)
    else:
        what = _refusal(ws, reel_id, making.product)
        reel_guarding.require_may_be_shown(ws, reel_id, what, making.exception, moving=making.product.moving)


def make(
    making: Making,
    out: Path,
    context: JobContext | None = None,
    *,
    overwrite: bool = False,
    painter: TextPainter | None = None,
    sheet_painter: SheetPainter | None = None,
    made: Callable[[Written], object] = lambda written: None,
    planned: Callable[[ReelPlan], object] = lambda plan: None,
) -> list[Written]:
    """Make what `order` gathered; touches no library, so it may run on any thread.

    Args:
        making: what is to be made.
        out: the file, or the folder of several.
        context: progress and cancel.
        overwrite: whether files of these names may be replaced (never a film).
        painter: draws the words of the reel.
        sheet_painter: lays out a keepsake sheet; needed for one.
        made: told of each file as soon as it is whole.
        planned: told of the plan of a film, right before it is rendered.

    Raises:
        UsageError, MediaError, ExportError, Cancelled: as `render_order`.
    """
    context = context or JobContext()
    files: list[Written] = []

    def note(path: Path) -> None:
        files.append(look_at(path))
        made(files[-1])

    if making.product is Product.FILM:
        note(render_order(making.reel, out, context, overwrite=overwrite, painter=painter, planned=planned))
    elif making.product is Product.EACH:
        render_each(making.reel, out, context, overwrite=overwrite, painter=painter, made=note)
    elif making.product is Product.STILLS:
        save_stills(making.reel, out, context, overwrite=overwrite, painter=painter, made=note)
    else:
        assert making.sheet is not None and sheet_painter is not None
        keepsakes.write(
            making.reel,
            making.sheet,
            making.paper,
            out,
            context,
            overwrite=overwrite,
            painter=painter,
            sheet_painter=sheet_painter,
        )
        note(out)
    return files


def begin(ws: Workspace, making: Making, out: Path) -> tuple[MadeFile, ...]:
    """Note in the register what is going to be made."""
    return register.begin(ws, making.about, making.files(out))


def suggested_name(ws: Workspace, reel_id: str, product: Product) -> str:
    """What a file could be called, without its ending: for parents without the family's code."""
    reel = ws.get(Reel, reel_id)
    pseudonym = ws.get(Family, reel.family_id).pseudonym
    if product is Product.SHEET or reel.audience in STRENGTHS_FIRST:
        return keepsakes.without_code(reel.title, pseudonym) or "Our moments"
    return f"{pseudonym} {reel.title}"


def _sessions(ws: Workspace, reel_id: str, left_out: Collection[int]) -> tuple[str, ...]:
    kept = keepsakes.clips_left(reel_building.clips_of(ws, reel_id), left_out)
    return tuple(dict.fromkeys(clip.session_id for clip in kept))


def _shown_and_hidden(reel: ReelOrder) -> list[object]:
    """Who and what can be seen, heard and read; how fast, how loud and how joined may be another by then."""
    return [
        (reel.title, reel.style.opening, reel.style.closing),
        *(
            (
                one.span,
                one.films,
                one.look.blurs,
                one.look.framing,
                one.look.quiet,
                one.look.sound_percent > 0,
                words_of_look(one.caption, one.look),
            )
            for one in reel.clips
        ),
    ]


def _changed(ws: Workspace, reel_id: str, how: str) -> RuleViolation:
    title = ws.get(Reel, reel_id).title
    return RuleViolation(f"“{title}” {how} now than when this was asked for.", "Ask for it once more.")


def _refusal(ws: Workspace, reel_id: str, product: Product) -> str:
    title = ws.get(Reel, reel_id).title
    what = {Product.FILM: "The film", Product.EACH: "Films of the clips", Product.STILLS: "Stills"}[product]
    return f"{what} of “{title}” can’t be made"
