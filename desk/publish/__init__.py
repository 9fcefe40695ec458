"""Let readers see a new release, or an earlier one again: whole, and never by accident."""
