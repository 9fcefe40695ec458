"""The software and all it needs in one file, for a machine without network."""
