"""Articles of the old portal, saved as text or as pages, become posts of the newsroom."""
