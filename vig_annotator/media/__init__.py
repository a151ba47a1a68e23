"""FFmpeg, through PyAV: open films, list their frames, decode pictures and sound.

Every film is opened by `opening.open_container`, and every frame is known by the `frame_index.FrameIndex` that
`indexing.build_index` reads from the container's own timestamps. See docs/time.md.
"""
