"""Reading families' plans, on a connection from `LibraryStore.reading`."""

from __future__ import annotations

from sqlalchemy import Connection, select

from vig_annotator.model.plan import PlanItem
from vig_annotator.storage.rows import row_of
from vig_annotator.storage.schema import plan_item


def plan_items(connection: Connection, family_id: str) -> list[PlanItem]:
    """The lines of a family's plan, in order."""
    query = (
        select(plan_item)
        .where(plan_item.c.family_id == family_id)
        .order_by(plan_item.c.kind, plan_item.c.position, plan_item.c.id)
    )
    return [row_of(PlanItem, found) for found in connection.execute(query)]
