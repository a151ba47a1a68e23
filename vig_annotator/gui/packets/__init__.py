"""Sealed packets on the screen: sending one, opening and answering one, taking answers in."""
