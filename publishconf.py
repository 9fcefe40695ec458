"""What production adds to pelicanconf.py: the real address, and how releases are kept."""

from pelicanconf import *

# The address readers type. Change it before the first release: feeds, sitemap and
# canonical links carry it.
SITEURL = "https://vksnd-thaibinh.example"

# Where releases go: a folder on this machine or a mounted one.
NEWSROOM_TARGET = "public"
# How many releases stay for rollback; the current and the previous one always do.
NEWSROOM_KEEP_RELEASES = 20
