"""The pictures of ``docs/bat-dau.md``: there, light, and made anew with ``--pictures``."""

from __future__ import annotations

import html
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.test_pages import Reader
from tests.support.sites import ROOT, bare_project, invoke

PICTURES = ROOT / "docs" / "pictures" / "bat-dau"
GUIDE = ROOT / "docs" / "bat-dau.md"
MOST_BYTES = 90_000
NAMES = ("tra-loi", "trang-dau", "bai-dau", "bai-dau-toi")
NOW = "2026-11-30 09:00"
ANSWERS = """\
name = "Ủy ban nhân dân xã Đồng Sen"
kind = "ubnd"
section = "Tin xã Đồng Sen"
url = "https://dongsen.example"
address = "Thôn Thượng, xã Đồng Sen"
phone = "0200 3000 000"
email = "bientap@dongsen.example"
responsible = "Bà Vũ Sen, Chánh Văn phòng"
colour = "#1f5f3a"
units = ["Trạm Y tế xã", "Trường Tiểu học Đồng Sen", "Thôn Thượng", "Thôn Hạ"]
departments = ["Phòng Văn hóa – Xã hội"]
authors = [{name = "Lê Tâm", department = "Phòng Văn hóa – Xã hội"}]
"""
TERMINAL = """<meta charset="utf-8"><style>*{margin:0}b{color:#8fd19e}pre{padding:22px 26px;
background:#16191d;color:#e6e6e6;font:15px/1.5
"Noto Sans Mono","Liberation Mono","DejaVu Sans Mono",monospace}</style>
<pre><b>C:\\dong-sen&gt;</b> invoke start --answers tra-loi.toml --dry-run
%s</pre>"""


def begun(root: Path) -> str:
    """A newsroom of the answers in ``root``; what was said before it was written."""
    bare_project(root)
    (root / "tra-loi.toml").write_text(ANSWERS, "utf-8")
    looked = invoke(root, "start", "--answers", "tra-loi.toml", "--dry-run", NEWSROOM_NOW=NOW)
    done = invoke(root, "start", "--answers", "tra-loi.toml", "--yes", NEWSROOM_NOW=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.copytree(root / "public/current", root / "empty")
    title = "Ra quân dọn vệ sinh đường làng"
    made = ("new", "--title", title, "--author", "Lê Tâm", "--unit", "Thôn Thượng", "--date", NOW)
    invoke(root, *made, NEWSROOM_NOW=NOW)
    (post,) = (root / "content").glob("*/2026/*.md")
    text = post.read_text("utf-8").replace("status: draft\n", "")
    post.write_text(
        f"{text}\nSáng 30/11, hơn một trăm người dân thôn Thượng cùng dọn hai cây số đường làng.\n",
        "utf-8",
    )
    published = invoke(root, "publish", "--yes", NEWSROOM_NOW=NOW)
    assert published.returncode == 0, published.stdout + published.stderr
    return looked.stdout


def kept(shot: bytes, name: str) -> None:
    with Image.open(io.BytesIO(shot)) as image:
        few = image.convert("RGB").quantize(96, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(PICTURES / f"{name}.png", optimize=True)


@pytest.fixture
def _pictures(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Take them again when asked to; a newsroom is begun and a browser started only then."""
    if not request.config.getoption("--pictures"):
        return
    browser: Browser = request.getfixturevalue("browser")
    PICTURES.mkdir(parents=True, exist_ok=True)
    said = begun(tmp_path / "project")
    page = browser.new_page(viewport={"width": 820, "height": 300})
    page.set_content(TERMINAL % html.escape(said))
    kept(page.locator("pre").screenshot(), "tra-loi")
    live: Callable[[str], Path] = lambda name: tmp_path / "project" / name  # noqa: E731 - short
    shots = (
        ("trang-dau", live("empty"), 1000, 620, "light"),
        ("bai-dau", live("public/current"), 1000, 620, "light"),
        ("bai-dau-toi", live("public/current"), 360, 640, "dark"),
    )
    for name, site, width, height, scheme in shots:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type] # one of two words
        )
        kept(Reader(context, site, origin="https://dongsen.example").open("/").screenshot(), name)
        context.close()


@pytest.mark.usefixtures("_pictures")
def test_every_picture_of_the_first_steps_is_there_and_light() -> None:
    named = re.findall(r"pictures/bat-dau/([\w-]+)\.png", GUIDE.read_text("utf-8"))
    assert sorted(named) == sorted(NAMES) == sorted(path.stem for path in PICTURES.glob("*"))
    for path in PICTURES.glob("*"):
        assert path.stat().st_size <= MOST_BYTES, path
