"""The same newsroom as an ordinary Pelican site: stock generators, plain theme, shared tags."""  # noqa: INP001 - a settings file

SITENAME = "Tin hoạt động"
SITEURL = "https://vksnd-thaibinh.example"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
READERS = {"rst": None}

THEME = "theme"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["related_by_tags"]

ARTICLE_URL = "tin-hoat-dong/{date:%Y}/{slug}.html"
ARTICLE_SAVE_AS = ARTICLE_URL
TAG_URL = "don-vi/{slug}/"
TAG_SAVE_AS = "don-vi/{slug}/index.html"
CATEGORY_URL = "phong/{slug}/"
CATEGORY_SAVE_AS = "phong/{slug}/index.html"
AUTHOR_URL = "tac-gia/{slug}/"
AUTHOR_SAVE_AS = "tac-gia/{slug}/index.html"
YEAR_ARCHIVE_SAVE_AS = "luu-tru/{date:%Y}.html"
MONTH_ARCHIVE_SAVE_AS = "luu-tru/{date:%Y-%m}.html"

DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"index": None, "tag": None, "category": None, "author": None}
DIRECT_TEMPLATES = ["index", "tags", "categories", "authors", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"

FEED_MAX_ITEMS = 20
FEED_ALL_ATOM = "tin-hoat-dong/atom.xml"
FEED_ALL_RSS = "tin-hoat-dong/rss.xml"
TAG_FEED_ATOM = "don-vi/{slug}/atom.xml"
TAG_FEED_RSS = "don-vi/{slug}/rss.xml"
CATEGORY_FEED_ATOM = "phong/{slug}/atom.xml"
CATEGORY_FEED_RSS = "phong/{slug}/rss.xml"
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
TAGS_SAVE_AS = "don-vi.html"
CATEGORIES_SAVE_AS = "phong.html"
AUTHORS_SAVE_AS = "tac-gia.html"
