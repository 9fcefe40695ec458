"""What Pelican is to know when the site is published: all of pelicanconf.py."""

from pelicanconf import *
