"""Read the output again as a stranger would, and believe nothing the build said of it."""
