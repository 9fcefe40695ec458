"""What ``pelicanconf.py`` says beside what an agency says of itself: for sites of the tests."""

TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
PATH = "content"
OUTPUT_PATH = "output"
PELICAN_CLASS = "plugins.engine.NewsroomPelican"
PLUGINS: list[str] = []
