"""Other Pelican plugins beside ours: they read what is Pelican's own, and write what is theirs."""

import json
import re
import shutil
from pathlib import Path
from unicodedata import normalize

import pytest

from tests.support import small_newsroom as small
from tests.support.sites import FIXTURE, ROOT, build, built, invoke, tree

PLUGIN = '''
"""Writes down what it hears and reads, and a file beside each page."""
import json
from pathlib import Path
from pelican import contents, signals

heard = []

def read(generator):
    articles = generator.articles
    assert all(isinstance(one, contents.Article) for one in articles)
    assert articles == generator.context["articles"] == generator.dates
    for one in articles:
        places = [one.category, *one.tags, *getattr(one, "authors", ())]
        heard.append(["article", one.title, one.save_as, [place.save_as for place in places]])
    newest = articles[0]
    heard.append(["newest", newest.content, newest.summary, str(newest.author), newest.url])
    heard.append(["lists", [str(one) for one, _ in generator.context["categories"]]])
    heard.append(["pages", [one.url for one in generator.context["pages"]]])

def written(path, context):
    heard.append(["written", path, context["SITENAME"], context["output_file"]])

def done(pelican):
    Path(pelican.settings["HEARD"]).write_text(json.dumps(heard), "utf-8")

def register():
    signals.article_generator_finalized.connect(read)
    signals.content_written.connect(written)
    signals.finalized.connect(done)
'''


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The fixture site, where a build may leave its state, with the plugin beside ours."""
    root = tmp_path / "site"
    shutil.copytree(FIXTURE / "content", root / "content")
    (root / "listening.py").write_text(PLUGIN, "utf-8")
    (root / "conf.py").write_text(
        f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(FIXTURE)!r}]
from siteconf import *
THEME = {str(ROOT / "theme")!r}
PLUGIN_PATHS = ["."]
PLUGINS = ["listening"]
HEARD = {str(root / "heard.json")!r}
""",
        "utf-8",
    )
    return root


def received(site: Path) -> dict[str, list[list[str]]]:
    """What the plugin wrote down, by its first word."""
    found: dict[str, list[list[str]]] = {}
    for what, *said in json.loads((site / "heard.json").read_text("utf-8")):
        found.setdefault(what, []).append(said)
    return found


def test_a_plugin_reads_real_articles_and_hears_of_every_page(site: Path) -> None:
    output = built(site / "content", site / "output", conf=site / "conf.py")

    told = received(site)
    assert len(told["article"]) > 1
    for title, file, places in told["article"]:
        page = (output / file).read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
        assert title in page
        assert all((output / place).is_file() for place in places)
    ((body, summary, author, url),) = told["newest"]
    assert "<p>" in body
    assert 'src="picture:' not in body
    assert summary
    assert author
    assert (output / url).is_file()
    assert len(told["lists"][0][0]) > 1
    assert told["pages"] == [[["trang/dinh-chinh.html"]]]
    pages = {file for file in tree(output) if not file.startswith(("anh/", "tep/", "theme/"))}
    assert sorted(told["written"]) == sorted(
        [f"{output}/{file}", "Tin hoạt động", file] for file in pages
    )

    build(site / "content", output, conf=site / "conf.py")
    assert "written" not in received(site)


def test_it_changes_no_byte_of_ours(site: Path, tmp_path: Path) -> None:
    plain = built(site / "content", tmp_path / "plain", conf=FIXTURE / "siteconf.py")
    assert tree(built(site / "content", site / "output", conf=site / "conf.py")) == tree(plain)


# --- what a plugin writes ---------------------------------------------------------------

WRITING = '''
"""A file beside each page as it is made, one at the end, and one by a generator of its own."""
from pathlib import Path
from pelican import signals

class Listing:
    def __init__(self, context, settings, path, theme, output_path, **_more):
        self.context, self.output = context, Path(output_path)

    def generate_output(self, writer):
        links = "".join(f'<a href="/{one.url}">x</a>' for one in self.context["articles"])
        (self.output / "ke").mkdir(exist_ok=True)
        (self.output / "ke" / "index.html").write_text(f"<p>{links}", "utf-8")

def written(path, context):
    Path(path + ".txt").write_text("của trang này", "utf-8")

def done(pelican):
    Path(pelican.output_path, "het.bai").write_text("xong", "utf-8")

def generators(_pelican):
    return Listing

def register():
    signals.get_generators.connect(generators)
    signals.content_written.connect(written)
    signals.finalized.connect(done)
'''
THEIRS = {"het.bai", "ke/index.html", "index.html.txt", "robots.txt.txt"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small newsroom with a plugin that writes."""
    root = small.make(tmp_path / "newsroom")
    shutil.copy(ROOT / "tasks.py", root)
    (root / "writing.py").write_text(WRITING, "utf-8")
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('PLUGIN_PATHS = ["."]\nPLUGINS = ["writing"]\n')
    return root


def run(root: Path, *arguments: str) -> str:
    done = invoke(root, *arguments, "--now", f"{small.NOW:%Y-%m-%d %H:%M}")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def edit(root: Path, old: str, new: str, path: str = f"content/{small.EDITED}") -> None:
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_what_it_wrote_is_published_kept_and_gone_with_it(root: Path) -> None:
    run(root, "publish", "--yes")
    released = tree(root / "public/current")
    assert released.keys() >= THEIRS

    edit(root, "hai ngày", "ba ngày")
    said = run(root, "publish", "--yes")
    assert "chuyển sang" not in said
    assert tree(root / "public/current").keys() == released.keys()
    assert tree(root / "output").keys() == released.keys()

    edit(root, 'PLUGINS = ["writing"]', "PLUGINS = []", "pelicanconf.py")
    run(root, "publish", "--yes")
    ours = {file for file in released if not file.endswith(".txt") or file == "robots.txt"}
    assert tree(root / "public/current").keys() == ours - THEIRS
    assert not (root / "output/ke").exists()


def test_the_same_is_there_after_a_build_of_every_kind(root: Path, tmp_path: Path) -> None:
    """From nothing, after a change, with no memory, and by ``python -m pelican``."""
    run(root, "build")
    edit(root, "hai ngày", "ba ngày")
    run(root, "build")
    changed = tree(root / "output")
    shutil.rmtree(root / ".newsroom")
    run(root, "build")
    assert tree(root / "output") == changed

    clean = built(
        root / "content", tmp_path / "clean", conf=root / "pelicanconf.py", now=f"{small.NOW}"
    )
    assert tree(clean) == changed


def test_a_stranger_s_file_is_put_aside_all_the_same(root: Path) -> None:
    run(root, "build")
    (root / "output/la.txt").write_text("của ai đó", "utf-8")
    assert "chuyển sang" in run(root, "build")
    assert (root / ".newsroom/ban-cu/output/la.txt").is_file()
    assert (root / "output/het.bai").is_file()


DRAFT = "Kế hoạch luân chuyển cán bộ quý hai đang được soạn thảo"


@pytest.mark.parametrize(
    ("says", "fault"),
    [
        (DRAFT, "het.bai:1: lộ tiêu đề"),
        (normalize("NFD", DRAFT), "het.bai:1: lộ tiêu đề"),
        ("\\udcff", "het.bai:1: không phải UTF-8"),
    ],
)
def test_private_words_in_it_and_what_cannot_be_read_stop_publishing(
    root: Path, says: str, fault: str
) -> None:
    edit(root, '"xong", "utf-8"', f'"{says}", "utf-8", "surrogateescape"', "writing.py")
    done = invoke(root, "publish", "--yes", "--now", f"{small.NOW:%Y-%m-%d %H:%M}")
    assert done.returncode == 1
    assert fault in done.stdout
    assert not (root / "public/current").exists()


def test_a_link_in_it_that_leads_nowhere_stops_publishing(root: Path) -> None:
    edit(root, "/{one.url}", "/khong/{one.url}", "writing.py")
    run(root, "build")
    done = invoke(root, "verify", "--now", f"{small.NOW:%Y-%m-%d %H:%M}")
    assert done.returncode == 1
    assert re.search(r"ke/index.html:1: liên kết hỏng: /khong/", done.stdout)


@pytest.mark.parametrize(
    "fault", ['raise ValueError("hỏng")', 'import logging; logging.getLogger("x").warning("hỏng")']
)
def test_one_that_fails_or_warns_stops_the_build(root: Path, fault: str) -> None:
    edit(root, "def register():\n", f"def register():\n    {fault}\n", "writing.py")
    done = invoke(root, "build")
    assert done.returncode == 1
    assert "Chưa dựng được trang" in done.stderr
    assert "Traceback" not in done.stderr
