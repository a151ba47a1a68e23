"""The family's plan: its screen, and the page that is printed."""
