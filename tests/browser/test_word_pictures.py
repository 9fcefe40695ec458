"""The pictures of a Word file's way in ``docs/huong-dan.md``: as commands speak today, and light.

``--pictures`` makes them anew. What a terminal or an editor shows in one stands in the file too,
and is compared with what the importer says and writes now.
"""

from __future__ import annotations

import html
import io
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from playwright.sync_api import Browser, Page

from desk.terminal.import_command import import_file
from plugins.vietnamese import VIETNAM
from tests.browser.test_pages import ORIGIN, Reader
from tests.commands.test_serve import free_port
from tests.support.sites import NEWSROOM, ROOT, bare_project, invoke
from tests.support.word_report import report, sheet

PICTURES = ROOT / "docs" / "pictures" / "nhap-word"
GUIDE = ROOT / "docs" / "huong-dan.md"
MOST_BYTES = 90_000
NAMES = (
    "tep-word", "nhap", "ban-nhap", "kiem-tra", "xem-truoc", "cong-bo", "bai", "bai-dien-thoai",
)  # fmt: skip
SPOKEN = ("nhap", "ban-nhap")
"""Those whose words are compared."""
NOW = "2024-11-29 09:00"
HOUR = ("date: 2024-11-28 08:00", "date: 2024-11-29 09:00")
ALT = ("![mô tả ảnh]", "![Một máy quét và một màn hình xếp đầy thư mục hồ sơ]")
READY = ("status: draft", "status: published")
PHOTO = "anh/2022/may-quet-ho-so.jpg"
WORDS = "words"
ALL_LOADED = """Promise.all([...document.images].map(one => {
    one.loading = "eager"; return one.decode() }))"""
TERMINAL = """<meta charset="utf-8"><style>*{margin:0}b{color:#8fd19e}pre{padding:22px 26px;
background:#16191d;color:#e6e6e6;font:15px/1.5
"Noto Sans Mono","Liberation Mono","DejaVu Sans Mono",monospace;white-space:pre-wrap;
overflow-wrap:anywhere}</style><pre><b>C:\\tin&gt;</b> %s</pre>"""
EDITOR = """<meta charset="utf-8"><style>*{margin:0}header{padding:7px 16px;background:#e3e6ea;
color:#333;font:14px "DejaVu Sans"}pre{padding:14px 16px;background:#fff;color:#1d1f21;
font:14px/1.5
"Noto Sans Mono","Liberation Mono","DejaVu Sans Mono",monospace;white-space:pre-wrap;
overflow-wrap:anywhere}</style>
<main><header>%s</header><pre>%s</pre></main>"""
SHEET = """<meta charset="utf-8"><style>*{margin:0}body{background:#a9adb3}main{background:#fff;
padding:40px 60px;margin:0 20px;font:17px/1.4 "DejaVu Serif",serif}p{margin:7px 0}.middle{
text-align:center;font-weight:bold;margin:14px 0}table{width:100%%;border-collapse:collapse}
td{vertical-align:top}:not(.ruled)>tbody>tr>td{text-align:center}.ruled td{border:1px solid;
padding:0 8px}td p{margin:1px 0}del{color:#c0392b}u{text-decoration:underline dotted #555}
img{display:block;height:190px;margin:6px auto}</style><main>%s</main>"""


def arrived(root: Path) -> Path:
    """A newsroom of late 2024 with a report that came by mail."""
    content = NEWSROOM / "content"
    later = shutil.ignore_patterns("2025", "2031")
    shutil.copytree(content, root / "content", ignore=later)
    (root / "bao-cao.docx").write_bytes(report((content / PHOTO).read_bytes()))
    return root


def imported(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What the terminal says and the draft holds, by the pictures that show it."""
    moment = datetime.fromisoformat(NOW).replace(tzinfo=VIETNAM)
    import_file(root, root / "bao-cao.docx", now=moment)
    said = capsys.readouterr().out.replace(str(root / "bao-cao.docx"), "bao-cao.docx")
    return {"nhap": said, "ban-nhap": draft(root).read_text("utf-8")}


def draft(root: Path) -> Path:
    (found,) = (root / "content/tin-hoat-dong/2024").glob("tap-huan-so-hoa-ho-so-*.md")
    return found


def kept(shot: bytes, name: str, words: str = "") -> None:
    about = PngImagePlugin.PngInfo()
    if words:
        about.add_itxt(WORDS, words, zip=True)
    with Image.open(io.BytesIO(shot)) as image:
        few = image.convert("RGB").quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(PICTURES / f"{name}.png", optimize=True, pnginfo=about)


def publish(root: Path) -> str:
    done = invoke(root, "publish", "--yes", NEWSROOM_NOW=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.replace(str(root), r"C:\tin")


@contextmanager
def previewed(root: Path) -> Iterator[str]:
    """The address at which ``invoke serve`` shows the newsroom."""
    port = str(free_port())
    command = [sys.executable, "-m", "invoke", "serve", "--port", port, "--now", NOW]
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True
    ) as process:
        assert process.stdout is not None
        try:
            lines = map(re.compile(r"http://127\.0\.0\.1:\d+").search, process.stdout)
            yield next(filter(None, lines))[0]
        finally:
            process.send_signal(signal.SIGINT)
            process.stdout.read()


def on_paper(page: Page, markup: str, name: str, part: str, words: str = "") -> None:
    page.set_content(markup)
    kept(page.locator(part).screenshot(), name, words)


def typed(page: Page, command: str, said: str, name: str) -> None:
    on_paper(page, TERMINAL % f"{command}\n{html.escape(said)}", name, "pre", said)


@pytest.fixture
def shown(
    request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, str]:
    """The way of the report as far as it costs little; with ``--pictures`` all, in pictures."""
    root, is_asked = arrived(tmp_path / "tin"), request.config.getoption("--pictures")
    if is_asked:
        publish(bare_project(root))
    words = imported(root, capsys)
    if not is_asked:
        return words
    browser: Browser = request.getfixturevalue("browser")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(viewport={"width": 1000, "height": 300})
    on_paper(page, SHEET % sheet((root / "bao-cao.docx").read_bytes()), "tep-word", "main")
    typed(page, "invoke import bao-cao.docx", words["nhap"], "nhap")
    post = draft(root)
    name, text = post.relative_to(root).as_posix(), words["ban-nhap"]
    on_paper(page, EDITOR % (name, html.escape(text)), "ban-nhap", "main", text)
    typed(page, "invoke check", invoke(root, "check", NEWSROOM_NOW=NOW).stdout, "kiem-tra")
    text = text.replace(*HOUR).replace(*ALT)
    post.write_text(text, "utf-8")
    address = f"/{post.relative_to(root / 'content').with_suffix('.html').as_posix()}"
    with previewed(root) as origin:
        preview = browser.new_page(viewport={"width": 1000, "height": 640})
        preview.goto(origin + address)
        preview.evaluate(ALL_LOADED)
        kept(preview.screenshot(), "xem-truoc")
        preview.close()
    post.write_text(text.replace(*READY), "utf-8")
    typed(page, "invoke publish", publish(root), "cong-bo")
    for shot, width, height in (("bai", 1000, 1200), ("bai-dien-thoai", 360, 1000)):
        context = browser.new_context(viewport={"width": width, "height": height})
        reader = Reader(context, root / "public/current", origin=ORIGIN)
        reader.open(address).evaluate(ALL_LOADED)
        kept(reader.page.screenshot(), shot)
        context.close()
    return words


def test_the_pictures_of_a_word_file_s_way_are_there_light_and_true(shown: dict[str, str]) -> None:
    named = re.findall(r"pictures/nhap-word/([\w-]+)\.png", GUIDE.read_text("utf-8"))
    assert sorted(named) == sorted(NAMES) == sorted(path.stem for path in PICTURES.glob("*"))
    for path in PICTURES.glob("*"):
        assert path.stat().st_size <= MOST_BYTES, path
    for name in SPOKEN:
        with Image.open(PICTURES / f"{name}.png") as image:
            assert image.text[WORDS] == shown[name], f"{name}: make it anew with --pictures"  # type: ignore[attr-defined]
