"""An ordinary Pelican plugin beside ours: it hears what it would hear anywhere."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sites import FIXTURE, NOW, ROOT, build, built, tree

PLUGIN = '''
"""Writes down what it hears, and counts the articles."""
import json
from pathlib import Path
from pelican import signals

heard = []

def counted(generator):
    newest = generator.articles[0]
    heard.append(["articles", len(generator.articles), newest.title, newest.url, newest.author])
    heard.append(["body", "<p>" in newest.content, newest.metadata["category"]])

def written(path, context):
    heard.append(["written", Path(path).name, context["page"].title if "page" in context else ""])

def done(pelican):
    Path(pelican.settings["HEARD"]).write_text(json.dumps(heard), "utf-8")

def register():
    signals.article_generator_finalized.connect(counted)
    signals.content_written.connect(written)
    signals.finalized.connect(done)
'''


@pytest.fixture
def fixture_content(tmp_path: Path) -> Path:
    """The fixture site's posts where a build may leave its state."""
    return Path(shutil.copytree(FIXTURE / "content", tmp_path / "site" / "content"))


@pytest.fixture
def conf(tmp_path: Path) -> Path:
    """The fixture site's settings, with the plugin beside ours."""
    (tmp_path / "counting.py").write_text(PLUGIN, "utf-8")
    conf = tmp_path / "conf.py"
    conf.write_text(
        f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(FIXTURE)!r}]
from siteconf import *
THEME = {str(ROOT / "theme")!r}
PLUGIN_PATHS = [{str(tmp_path)!r}]
PLUGINS = ["plugins.engine", "counting"]
HEARD = {str(tmp_path / "heard.json")!r}
""",
        "utf-8",
    )
    return conf


def test_a_plugin_hears_of_the_articles_of_every_file_written_and_of_the_end(
    conf: Path, tmp_path: Path, fixture_content: Path
) -> None:
    output = built(fixture_content, tmp_path / "output", conf=conf)

    heard = json.loads((tmp_path / "heard.json").read_text("utf-8"))
    articles, body, *written = heard
    assert articles[0] == "articles"
    assert articles[1] > 1
    assert (output / articles[3]).is_file()
    assert articles[2] in (output / articles[3]).read_text("utf-8").replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert body[1]
    pages = {file for file in tree(output) if not file.startswith(("anh/", "theme/"))}
    assert len(written) == len(pages)
    assert {name for _, name, _ in written} == {Path(file).name for file in pages}


def test_a_second_build_tells_the_plugin_only_of_what_is_new(
    conf: Path, tmp_path: Path, fixture_content: Path
) -> None:
    """And what it wrote itself is no stranger's, to be put aside at each build."""
    wrote = (
        '    Path(pelican.output_path, "counted.txt").write_text("of another plugin", "utf-8")\n'
    )
    plugin = tmp_path / "counting.py"
    plugin.write_text(
        PLUGIN.replace("def done(pelican):\n", f"def done(pelican):\n{wrote}"), "utf-8"
    )
    output = built(fixture_content, tmp_path / "output", conf=conf)
    assert "chuyển sang" not in build(fixture_content, output, conf=conf).stdout
    assert (output / "counted.txt").exists()

    heard = json.loads((tmp_path / "heard.json").read_text("utf-8"))
    assert [what for what, *_ in heard] == ["articles", "body"]


def test_other_plugins_change_no_byte_and_invoke_build_runs_them_too(
    conf: Path, tmp_path: Path, fixture_content: Path
) -> None:
    plain = built(fixture_content, tmp_path / "plain", conf=FIXTURE / "siteconf.py")
    with_plugin = built(fixture_content, tmp_path / "with", conf=conf)
    assert tree(plain) == tree(with_plugin)

    script = (
        "from pathlib import Path; from desk.terminal.build_command import build; import sys;"
        f"sys.exit(build(Path({str(fixture_content.parent)!r}), "
        f"output=Path({str(tmp_path / 'desk')!r}), conf={str(conf)!r}))"
    )
    (tmp_path / "heard.json").unlink()
    subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "NEWSROOM_NOW": NOW, "PYTHONUTF8": "1"},
        check=True,
        capture_output=True,
    )
    assert tree(tmp_path / "desk") == tree(plain)
    assert json.loads((tmp_path / "heard.json").read_text("utf-8"))
