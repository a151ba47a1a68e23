"""Passes through a film: one subject or tier at a time, stops after each tag, stops at even intervals."""
