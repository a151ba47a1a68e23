"""Reels: which frames and sounds make one (pure), and the writing of the film (PyAV)."""
