"""The tables of a library by subject, as SQLAlchemy Core describes them; `storage.schema` has them all."""
