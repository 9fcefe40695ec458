"""A newsroom small enough to build in a second, with one of everything, published or not.

What must never be seen is written so that it can be searched for.
"""

import random
import shutil
from datetime import datetime
from pathlib import Path

from PIL import Image

from plugins.vietnamese import VIETNAM

PROJECT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 20, 8, 0, tzinfo=VIETNAM)
SITE = "https://vksnd-mau.example"

DRAFT = "tin-hoat-dong/2026/ke-hoach-luan-chuyen-can-bo-dang-soan.md"
SCHEDULED = "tin-hoat-dong/2026/le-cong-bo-quy-che-phoi-hop-moi-ban-hanh.md"
WITHDRAWN = "tin-hoat-dong/2026/thong-bao-tuyen-dung-da-thu-hoi-ngay-mai.md"
EDITED = "tin-hoat-dong/2026/kiem-tra-nha-tam-giu.md"
MOVED = "tin-hoat-dong/2026/tiep-cong-dan-thang-ba.md"

_REGISTRY = {
    "units": """
[[unit]]
id = "tinh-mau"
name = "VKSND tỉnh Mẫu"
full = "Viện kiểm sát nhân dân tỉnh Mẫu"
place = "Mẫu"
level = "tỉnh"

[[unit]]
id = "dong-mau"
name = "VKSND huyện Đông Mẫu"
full = "Viện kiểm sát nhân dân huyện Đông Mẫu"
place = "Đông Mẫu"
level = "huyện"
parent = "tinh-mau"
""",
    "departments": """
[[department]]
id = "phong-15"
name = "Phòng 15"
unit = "tinh-mau"
""",
    "authors": """
[[author]]
id = "viet-hung"
name = "Việt Hưng"
departments = ["phong-15"]
""",
}

_CONF = f"""
SITENAME = "Tin hoạt động"
SITEURL = "{SITE}"
NEWSROOM_FEED_HOST = "vksnd-mau.example"
NEWSROOM_AGENCY = "tinh-mau"
NEWSROOM_RESPONSIBLE = "Chịu trách nhiệm nội dung: Ban Biên tập"
NEWSROOM_CONTACT = ["Địa chỉ: số 1, phố Mẫu"]
NEWSROOM_CORRECTIONS_PAGE = "trang/dinh-chinh.md"
NEWSROOM_TARGET = "public"
NEWSROOM_KEEP_RELEASES = 3
"""


def post(title: str, date: str, body: str, *extra: str) -> str:
    """The text of a post's file."""
    head = [f'title: "{title}"', f"date: {date}", "author: Việt Hưng", *extra]
    return "\n".join(["---", *head, "---", body, ""])


def write(root: Path, path: str, text: str) -> None:
    """Write ``text`` at content/``path``."""
    target = root / "content" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def photo(root: Path, path: str, colour: tuple[int, int, int]) -> None:
    """A picture at content/``path``, large enough for every rendition and no small file."""
    target = root / "content" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    mottled = Image.frombytes("L", (160, 107), random.Random(0).randbytes(160 * 107))
    picture = mottled.resize((960, 640), Image.Resampling.BICUBIC)
    Image.merge("RGB", [picture.point(lambda v, c=c: v * c // 255) for c in colour]).save(target)


def make(root: Path) -> Path:
    """Write the newsroom below ``root`` and return it."""
    shutil.copytree(PROJECT / "theme", root / "theme")
    for name, text in _REGISTRY.items():
        write(root, f"registry/{name}.toml", text)
    conf = (PROJECT / "pelicanconf.py").read_text("utf-8")
    (root / "pelicanconf.py").write_text(conf + _CONF, encoding="utf-8")
    (root / "publishconf.py").write_text("from pelicanconf import *\n" + _CONF, encoding="utf-8")
    for number in range(1, 23):
        write(
            root,
            f"tin-hoat-dong/2026/so-ket-cong-tac-tuan-{number}.md",
            post(
                f"Sơ kết công tác kiểm sát tuần {number} năm 2026",
                f"2026-02-{number:02} 08:00",
                f"Chiều ngày {number}/02/2026, Phòng 15 họp sơ kết công tác của tuần {number}.\n\n"
                "Các Kiểm sát viên báo cáo kết quả và nhận nhiệm vụ của tuần sau.",
                "department: Phòng 15",
            ),
        )
    photo(root, "anh/2026/kiem-tra.jpg", (200, 120, 60))
    write(
        root,
        EDITED,
        post(
            "Kiểm tra việc chấp hành pháp luật tại nhà tạm giữ",
            "2026-03-02 09:00",
            "VKSND huyện Đông Mẫu kiểm tra trực tiếp tại nhà tạm giữ trong hai ngày.\n\n"
            "## Kết quả bước đầu\n\nĐoàn ghi nhận những cố gắng của đơn vị; xem thêm "
            "[bài về tiếp công dân](tin-hoat-dong/2026/tiep-cong-dan-thang-ba.md).",
            "units: [VKSND huyện Đông Mẫu]",
            "photo: anh/2026/kiem-tra.jpg",
            "photo_alt: Đoàn kiểm tra làm việc tại nhà tạm giữ",
            'aliases: ["/Default.aspx?id=955"]',
        ),
    )
    write(
        root,
        MOVED,
        post(
            "Lịch tiếp công dân tháng 3 năm 2026",
            "2026-03-03 09:00",
            "Viện trưởng tiếp công dân vào ngày làm việc đầu tiên của mỗi tháng.",
            'aliases: [/detail/954/Lich-tiep-cong-dan.html, "/Default.aspx?id=954"]',
        ),
    )
    photo(root, "anh/2026/anh-chua-cong-bo.jpg", (40, 90, 220))
    write(
        root,
        DRAFT,
        post(
            "Kế hoạch luân chuyển cán bộ quý hai đang được soạn thảo",
            "2026-03-10 09:00",
            "Bản thảo này nêu dự kiến luân chuyển cán bộ giữa các phòng nghiệp vụ.\n\n"
            "![Ảnh chưa công bố](anh/2026/anh-chua-cong-bo.jpg)",
            "status: draft",
        ),
    )
    write(
        root,
        SCHEDULED,
        post(
            "Lễ công bố Quy chế phối hợp mới ban hành giữa hai ngành",
            "2026-04-10 09:00",
            "Sáng mai hai ngành sẽ cùng công bố Quy chế phối hợp vừa được ký kết tại trụ sở.",
        ),
    )
    write(
        root,
        WITHDRAWN,
        post(
            "Thông báo tuyển dụng công chức đã phát hành nhầm bản dự thảo",
            "2026-03-05 09:00",
            "Hội đồng tuyển dụng dự kiến nhận hồ sơ từ đầu quý sau tại bộ phận một cửa.",
            "corrections: [{date: 2026-03-06 10:00, kind: gỡ bỏ, note: Đăng nhầm bản chưa ký.}]",
        ),
    )
    for slug, title in (("gioi-thieu", "Giới thiệu"), ("dinh-chinh", "Sổ đính chính")):
        write(
            root,
            f"trang/{slug}.md",
            f'---\ntitle: "{title}"\n---\nTrang {title.lower()} của đơn vị mẫu.\n',
        )
    return root
