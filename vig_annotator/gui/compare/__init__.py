"""Two coders side by side: how far they agree, who called it what, where they differ, and both to be seen."""
