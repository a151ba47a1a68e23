"""The window: what people see, press and hear. It calls `services` only, and draws what `playback` hands out."""
