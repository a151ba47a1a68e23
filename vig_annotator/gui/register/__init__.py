"""The register of what was made: where each file is, finding it again, erasing it."""
