"""Erasing a visit, a family or a person for good."""
