"""A file of answers to begin with: every key, with what it means and a line to write."""

from __future__ import annotations

from collections.abc import Iterator

from desk.starting.agency_answers import KEYS, LISTS, REQUIRED
from desk.starting.kits import kits


def example() -> str:
    """The whole file; what may be left out is behind a ``#``."""
    return "\n".join(_rows())


def _rows() -> Iterator[str]:
    yield "# Những câu trả lời để lập tòa soạn. Điền xong: invoke start --answers tên-tệp-này --yes"
    yield "# Bỏ dấu # ở đầu dòng nào thì dòng ấy được dùng. Chỉ name và kind là phải có."
    for key, one in KEYS.items():
        if key in LISTS:
            continue
        yield ""
        yield f"# {one.words}: {one.help}."
        if key == "kind":
            yield from (f"#   {kit.id:<6} {kit.name}" for kit in kits().values())
        yield one.example if key in REQUIRED else f"# {one.example}"
    yield ""
    yield "# Các danh sách. Ghi gọn một dòng thì đặt ở đây, trước mọi mục [[…]]:"
    for key in LISTS:
        yield f"# {KEYS[key].words}: {KEYS[key].help}."
        yield f"# {KEYS[key].example}"
    yield ""
    yield "# Hoặc ghi kỹ, mỗi đơn vị, phòng, người một mục:"
    yield from _TABLES.strip().split("\n")


_TABLES = """
# [[units]]
# name = "VKSND khu vực 1"
# parent = "VKSND tỉnh Hưng Yên"
# from = 2025-07-01
#
# [[departments]]
# name = "Văn phòng"
#
# [[authors]]
# name = "Nguyễn Văn Mẫu"
# department = "Văn phòng"
"""
