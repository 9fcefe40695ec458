"""What Pelican is to know. Literals, and what the agency says of itself in content/newsroom.toml.

Nothing here is an agency's own, so that a newer version of this file takes its place unread.
Every setting that is ours (NEWSROOM_*) is described in docs/architecture.md.
"""

from plugins.newsroom_file import own_settings

TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"

PATH = "content"
THEME = "theme"
OUTPUT_PATH = "output"

PELICAN_CLASS = "plugins.engine.NewsroomPelican"
# Plugins beside the newsroom's own; what they can do stands in docs/pelican.md.
PLUGINS = []

globals().update(own_settings(__file__))
