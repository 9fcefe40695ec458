"""What the site is. Literals only: nothing here decides anything.

Every setting that is ours (NEWSROOM_*) is described in docs/architecture.md.
"""

SITENAME = "Tin hoạt động"
SITEURL = "https://vksnd-thaibinh.example"
# Feeds know each news item by an identity under this name. Set it once, before the first release,
# to the host of SITEURL, and never again, not even when the site moves: else programs that follow
# the feeds take all news for new.
NEWSROOM_FEED_HOST = "vksnd-thaibinh.example"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"

PATH = "content"
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
# Plugins beside the newsroom's own; what they can do stands in docs/pelican.md.
PLUGINS = []
