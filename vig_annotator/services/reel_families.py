"""Whose films could go into a reel: its own family's, and those of others where it is for training or research."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.model.audiences import PURPOSE_OF, SEVERAL_FAMILIES
from vig_annotator.model.consent import Shown
from vig_annotator.model.family import Family
from vig_annotator.model.reel import Reel
from vig_annotator.services import consent
from vig_annotator.services.families import all_families
from vig_annotator.services.sessions import sessions_of
from vig_annotator.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FamilyToChoose:
    """A family whose clips could be chosen.

    Attributes:
        own: whether it is the reel's own.
        refusal: why its clips can't be put in, in a plain sentence without its full stop; empty if they can.
    """

    family: Family
    own: bool
    refusal: str = ""


def families_for(ws: Workspace, reel_id: str) -> list[FamilyToChoose]:
    """The reel's own family; for training and research then all others that were filmed, by pseudonym.

    Raises:
        NotFound: there is no such reel.
    """
    reel = ws.get(Reel, reel_id)
    found = [FamilyToChoose(ws.get(Family, reel.family_id), own=True)]
    if reel.audience not in SEVERAL_FAMILIES:
        return found
    for family in sorted(all_families(ws), key=lambda one: one.pseudonym):
        filmed = sessions_of(ws, family.id) if family.id != reel.family_id else []
        if filmed:
            seen = [Shown(one.id, one.title) for one in filmed]
            against = consent.hindrances(ws, family.id, PURPOSE_OF[reel.audience], seen, conditions=False)
            found.append(FamilyToChoose(family, own=False, refusal=against[0].words if against else ""))
    return found
