"""Plays a film without a screen: which picture belongs on it now, from a cache that a thread of its own fills.

The window asks `player.Player` a few times per picture and shows what it is given. Sound leads where there is a
device for it (`audio_output.AudioOutput`), otherwise the computer's clock does. No Qt in here.
"""
