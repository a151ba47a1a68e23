"""Makers of test material: films with known facts, and films that are broken in known ways."""
