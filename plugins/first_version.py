"""What version 1.0 wrote in the settings files that it handed out: its sample's own.

The lines still stand there in these words, so that git meets nothing where an agency wrote others.
In these words they say nothing of any newsroom that has a file of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

HANDED_OUT: Final[Mapping[str, object]] = {
    "SITENAME": "Tin hoạt động",
    "SITEURL": "https://vksnd-thaibinh.example",
    "NEWSROOM_AGENCY": "tinh-thai-binh",
    "NEWSROOM_RESPONSIBLE": (
        "Chịu trách nhiệm nội dung: Ban Biên tập trang tin VKSND tỉnh Thái Bình"
    ),
    "NEWSROOM_CONTACT": [
        "Địa chỉ: thành phố Thái Bình, tỉnh Thái Bình (bản mẫu)",
        "Thư điện tử: bientap@vksnd-thaibinh.example",
    ],
    "NEWSROOM_CORRECTIONS_PAGE": "trang/dinh-chinh.md",
    "NEWSROOM_TARGET": "public",
    "NEWSROOM_KEEP_RELEASES": 20,
}
"""By the settings' names."""


def is_handed_out(name: str, value: object) -> bool:
    """Whether version 1.0 gave the setting ``name`` this very ``value``."""
    value = list(value) if isinstance(value, tuple) else value
    return name in HANDED_OUT and HANDED_OUT[name] == value
