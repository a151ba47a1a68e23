"""A short guided tour of the coding screen, over the demo session."""
