"""Consent on file: who is filmed, what they said, and writing it down."""
