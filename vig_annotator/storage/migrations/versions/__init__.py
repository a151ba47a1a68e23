"""One module for each version, oldest first; a released one is never changed."""
