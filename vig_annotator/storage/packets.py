"""Reading what is known of sealed packets, on a connection from `LibraryStore.reading`."""

from __future__ import annotations

from sqlalchemy import Connection, select

from vig_annotator.model.sealed_packet import Direction, SealedPacket
from vig_annotator.storage.rows import row_of
from vig_annotator.storage.schema import sealed_packet


def packets(connection: Connection, direction: Direction | None = None) -> list[SealedPacket]:
    """Packets that were sent, answers that came back, or both; the latest first."""
    query = select(sealed_packet).order_by(sealed_packet.c.created_at.desc(), sealed_packet.c.id.desc())
    if direction is not None:
        query = query.where(sealed_packet.c.direction == direction.value)
    return [row_of(SealedPacket, found) for found in connection.execute(query)]
