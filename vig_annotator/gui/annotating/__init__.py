"""Codes, tags and moments beside the film."""
