"""Tests: unit (mirrors the package), contract, integration, gui, e2e and architecture; builders make their films."""
