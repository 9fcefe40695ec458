"""Who published our sample to try the software starts a newsroom of its own with nothing lost."""

import hashlib
import shutil
from pathlib import Path

import pytest

from desk.messages import Message, Report, Sentence
from desk.publish.releases import Releases
from desk.publish.sample_releases import set_sample_aside
from plugins import content_folder
from tests.support.sites import invoke, project, write

OWN = {
    "content/newsroom.toml": """\
section = "Tin của ta"
agency = "vks-mau"
url = "https://vks-mau.gov.vn"
feed = "vks-mau.gov.vn"
responsible = "Chịu trách nhiệm nội dung: Ban Biên tập"
contact = ["Địa chỉ: số 1, đường Mẫu"]
target = "public"
keep = 20
""",
    "content/registry/units.toml": """\
[[unit]]
id = "vks-mau"
name = "Viện kiểm sát nhân dân tỉnh Mẫu"
place = "tỉnh Mẫu"
level = "tinh"
""",
    "content/registry/departments.toml": "",
    "content/registry/authors.toml": '[[author]]\nid = "viet-hung"\nname = "Việt Hưng"\n',
    "content/tin-hoat-dong/2026/bai-dau.md": """\
---
title: "Bài đầu tiên của ta"
date: 2026-01-02 08:00
author: Việt Hưng
---

Toàn văn bài đầu tiên.
""",
}
NOW = "2026-01-05 08:00"


@pytest.fixture
def tried(tmp_path: Path) -> Path:
    """A project whose sample somebody published; its own content is still to be written."""
    root = project(tmp_path / "toa-soan")
    (root / "content").rename(root / "sample")
    done = invoke(root, "publish", "--yes", NEWSROOM_NOW=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "công bố bản mẫu, ở sample" in done.stderr
    return root


def test_the_samples_releases_give_way_as_a_whole_and_promise_nothing(tried: Path) -> None:
    write(tried, OWN)
    done = invoke(tried, "publish", "--yes", NEWSROOM_NOW=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "là của bản mẫu, không phải của cơ quan" in done.stdout
    assert "bản mẫu, ở sample" not in done.stderr
    aside = Releases(folder=tried / "public-ban-mau")
    assert aside.current() == 1
    now = Releases(folder=tried / "public")
    assert now.numbers() == [1]
    kept = now.manifest(1)
    assert kept is not None
    assert set(kept.addresses) == {"/tin-hoat-dong/2026/bai-dau.html"}
    assert [live.release for live in now.history()] == [1]

    again = invoke(tried, "publish", "--yes", NEWSROOM_NOW=NOW)
    assert again.returncode == 0, again.stdout + again.stderr
    assert not (tried / "public-ban-mau-2").exists()


def test_they_do_for_a_post_put_there_by_hand_before_the_newsroom_was_set_up(
    tried: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = "content/tin-hoat-dong/2026/bai-dau.md"
    (tried / "content/registry").mkdir(parents=True)
    for file in (tried / "sample/registry").iterdir():
        shutil.copy(file, tried / "content/registry")
    write(tried, {post: OWN[post]})
    source = next((tried / "sample/tin-hoat-dong").rglob("*.md"))
    old = source.relative_to(tried / "sample").as_posix()
    text = source.read_text("utf-8")
    write(tried, {f"content/{old}": f"{text}\nMột câu của cơ quan.\n"})
    assert said_of(tried) == (None, [])  # it goes on with what readers have
    write(tried, {f"content/{old}": text})
    handed = hashlib.sha256(text.encode()).hexdigest()
    monkeypatch.setattr(content_folder, "_digests", lambda: {old: {handed}})
    aside, said = said_of(tried)
    assert aside == tried / "public-ban-mau"
    assert any("invoke start" in line for line in said)


def said_of(root: Path) -> tuple[Path | None, list[str]]:
    """What ``set_sample_aside`` did and said."""
    said: list[Message] = []
    done = set_sample_aside(root, Report(said.append))
    return done, [one.text for one in said if isinstance(one, Sentence)]


def test_only_the_samples_releases_do(tried: Path) -> None:
    assert said_of(tried) == (None, [])  # the sample is still what is shown
    write(tried, OWN)
    source = next((tried / "sample/tin-hoat-dong").rglob("*.md"))
    post = source.relative_to(tried / "sample").as_posix()
    (tried / "content" / post).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, tried / "content" / post)
    assert said_of(tried) == (None, [])  # it goes on with what readers have
    (tried / "content" / post).unlink()
    toml = tried / "content/newsroom.toml"
    toml.write_text(toml.read_text("utf-8").replace("vks-mau.gov.vn", "vksnd-thaibinh.example"))
    assert said_of(tried) == (None, [])  # the same newsroom
    write(tried, OWN)
    aside, words = said_of(tried)
    assert aside == tried / "public-ban-mau"
    assert len(words) == 1
    assert said_of(tried) == (None, [])
