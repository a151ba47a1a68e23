"""Film and transport: what is on the screen, and the controls below it."""
