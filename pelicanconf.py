"""What Pelican is to know. What an agency says of its site stands in content/newsroom.toml.

Every setting that is ours (NEWSROOM_*) is described in docs/architecture.md. Some lines stand as
version 1.0 had them, for newsrooms that wrote theirs there: docs/decisions/0017-apart.md.
"""

SITENAME = "Tin hoạt động"
SITEURL = "https://vksnd-thaibinh.example"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"

from plugins.content_folder import content_path  # noqa: E402 - as near to 1.0 as can be

PATH = content_path(__file__)
THEME = "theme"
OUTPUT_PATH = "output"

# Which unit of content/registry/units.toml this site belongs to.
NEWSROOM_AGENCY = "tinh-thai-binh"
NEWSROOM_RESPONSIBLE = "Chịu trách nhiệm nội dung: Ban Biên tập trang tin VKSND tỉnh Thái Bình"
NEWSROOM_CONTACT = [
    "Địa chỉ: thành phố Thái Bình, tỉnh Thái Bình (bản mẫu)",
    "Thư điện tử: bientap@vksnd-thaibinh.example",
]
NEWSROOM_CORRECTIONS_PAGE = "trang/dinh-chinh.md"

PELICAN_CLASS = "plugins.engine.NewsroomPelican"
PLUGINS = ["plugins.engine"]

# Our generator reads everything itself; Pelican's own find nothing to do.
ARTICLE_PATHS = []
PAGE_PATHS = []
STATIC_PATHS = []
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
# Without docutils there is nothing to warn of at every build for want of Vietnamese.
READERS = {"rst": None}
# Pelican's content cache is pickle: never.
CACHE_CONTENT = False
LOAD_CONTENT_CACHE = False
