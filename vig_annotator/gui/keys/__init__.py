"""The keys of the actions: presets, what the user changed, clashes, the window to change them, files and the printed card."""
