"""Taking a newer version of the software: its files, its libraries, our sample's files."""
