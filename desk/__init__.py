"""What the officer does: new, import, check, preview, publish, verify. ``tasks.py`` calls it."""
