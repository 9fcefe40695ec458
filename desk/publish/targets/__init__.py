"""Where releases go beside this machine, and how they get there: see ``mirrored.py``."""
