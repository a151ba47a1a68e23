"""The panels around the film: where they lie, in windows of their own or hidden; remembered, and reset."""
