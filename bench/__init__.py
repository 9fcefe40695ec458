"""How long a newsroom takes, and how much memory: corpora, contenders and a fair clock."""
