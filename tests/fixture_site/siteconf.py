"""The fixture site: the settings of an agency that does not exist."""

from plugins.newsroom_file import own_settings
from tests.support.plainconf import *  # noqa: F403 - Pelican's own idiom

THEME = "../../theme"

globals().update(own_settings(__file__))
