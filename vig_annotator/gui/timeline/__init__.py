"""The timeline: ruler, film and sound lanes, a lane for each subject and group, and what a mouse can do there.

`geometry`, `ruler`, `lanes` and `tracks` are pure; the painters draw; `timeline_view` is the widget. It knows no services: it
is given values and tells by signals what the user wants.
"""
