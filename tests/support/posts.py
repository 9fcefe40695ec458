"""An invented agency for tests of posts, and what reading one post against it says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from plugins.posts import edit, read_manuscript
from plugins.registry import Registry, read_registry

AGENCY = {
    "registry/units.toml": """
[[unit]]
id = "tinh"
name = "VKSND tỉnh Lam Giang"
full = "Viện kiểm sát nhân dân tỉnh Lam Giang"
place = "Lam Giang"
level = "tỉnh"

[[unit]]
id = "an-khe"
name = "VKSND huyện An Khê"
full = "Viện kiểm sát nhân dân huyện An Khê"
place = "An Khê"
level = "huyện"
parent = "tinh"

[[unit]]
id = "thuy-an"
name = "VKSND huyện Thụy An"
full = "Viện kiểm sát nhân dân huyện Thụy An"
place = "Thụy An"
level = "huyện"
parent = "tinh"
until = 2025-06-30
ending = "sáp nhập"
successors = ["khu-vuc-1"]

[[unit]]
id = "ba-to"
name = "VKSND huyện Ba Tơ"
full = "Viện kiểm sát nhân dân huyện Ba Tơ"
place = "Ba Tơ"
level = "huyện"
parent = "tinh"
until = 2025-06-30
ending = "chấm dứt"

[[unit]]
id = "khu-vuc-1"
name = "VKSND khu vực 1"
full = "Viện kiểm sát nhân dân khu vực 1"
place = "1"
level = "khu vực"
parent = "tinh"
from = 2025-07-01
""",
    "registry/departments.toml": """
[[department]]
id = "phong-8"
name = "Phòng 8"
unit = "tinh"

[[department]]
id = "phong-9"
name = "Phòng 9"
unit = "tinh"
until = 2022-12-31
ending = "sáp nhập"
successors = ["phong-8"]

[[department]]
id = "phong-15"
name = "Phòng 15"
unit = "tinh"
""",
    "registry/authors.toml": """
[[author]]
id = "viet-hung"
name = "Việt Hưng"
departments = ["phong-15"]

[[author]]
id = "minh-anh-phong-8"
name = "Minh Anh"
departments = ["phong-8"]
note = "Phòng 8"

[[author]]
id = "minh-anh-an-khe"
name = "Minh Anh"
units = ["an-khe"]
note = "VKSND huyện An Khê"

[[author]]
id = "nguyen-van-tu"
name = "Nguyễn Văn Tư"
departments = ["phong-8"]

[[author]]
id = "hoai-thu"
name = "Hoài Thu"
departments = ["phong-8"]
until = 2020-12-31
""",
}


@cache
def agency() -> Registry:
    registry, problems = read_registry(AGENCY)
    assert problems == ()
    assert registry is not None
    return registry


def said(path: str, text: str) -> str:
    """All that reading and editing ``text`` says, how grave it is and whether it is certain."""
    manuscript, problems = read_manuscript(path, text)
    found = list(problems)
    if manuscript is not None:
        found += edit(manuscript, agency())[1]
    kinds = {"error": "lỗi", "answer": "phải trả lời", "advice": "nhắc"}
    return "".join(
        f"[{kinds[p.severity]}{', máy sửa được' if p.fixable else ''}] {p}\n" for p in sorted(found)
    )


def write_agency(content: Path) -> None:
    """The invented agency as files of a content folder."""
    for name, text in AGENCY.items():
        file = content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
