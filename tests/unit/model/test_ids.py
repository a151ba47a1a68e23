import uuid

from vig_annotator.model.ids import new_id


def test_ids_are_uuid_version_7_and_never_repeat() -> None:
    ids = [new_id() for _ in range(5000)]
    assert len(set(ids)) == len(ids)
    for text in ids[:100]:
        parsed = uuid.UUID(text)
        assert str(parsed) == text
        assert parsed.version == 7
        assert parsed.variant == uuid.RFC_4122


def test_ids_made_later_sort_later() -> None:
    stamps = [new_id()[:13] for _ in range(1000)]
    assert stamps == sorted(stamps)
