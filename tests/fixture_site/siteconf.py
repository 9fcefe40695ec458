"""The fixture site: this newsroom's settings for an agency that does not exist."""

from pelicanconf import *  # noqa: F403 - Pelican's own idiom

SITENAME = "Tin hoạt động"
SITEURL = "https://song-xanh.example"
NEWSROOM_FEED_HOST = "song-xanh.example"
THEME = "../../theme"
NEWSROOM_AGENCY = "tinh-song-xanh"
NEWSROOM_RESPONSIBLE = "Chịu trách nhiệm nội dung: Ban Biên tập"
NEWSROOM_CONTACT = ["Địa chỉ: số 1, đường Ven Sông"]
NEWSROOM_CORRECTIONS_PAGE = "trang/dinh-chinh.md"
