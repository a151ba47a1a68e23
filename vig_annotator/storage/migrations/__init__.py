"""How each version of the schema is made from the one before; run by Alembic, from `storage/migrating.py`."""
