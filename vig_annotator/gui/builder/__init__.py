"""The reel builder: candidates, a true preview, the strip of clips, the form of a clip, and what is to be seen to first."""
