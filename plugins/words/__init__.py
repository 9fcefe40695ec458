"""What a text says: its syllables and pairs of them, weighed, and its phrases as written."""
