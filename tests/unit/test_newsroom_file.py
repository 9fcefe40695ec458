"""``content/newsroom.toml``: what it says counts, and every fault stands at its true line."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from desk.conf import read_conf
from desk.settings_check import check_settings, sample_reminders
from desk.settings_moving import move
from plugins.first_version import HANDED_OUT
from plugins.lines import rows
from plugins.model import Problem
from plugins.newsroom_file import KEYS
from plugins.vietnamese import VIETNAM
from tests.support.theme import THEME

NOW = datetime(2031, 5, 1, 8, tzinfo=VIETNAM)
CONF = """\
TIMEZONE = "Asia/Ho_Chi_Minh"
PATH = "content"
THEME = "theme"
PLUGINS = []
PELICAN_CLASS = "plugins.engine.NewsroomPelican"
"""
PUBLISH = "from pelicanconf import *\n"
SOUND = """\
# Của Viện kiểm sát Mẫu.
section = "Tin hoạt động"
agency = "tinh-mau"
url = "https://vks-mau.gov.vn"
responsible = "Chịu trách nhiệm nội dung: Ban Biên tập"
contact = [
    "Địa chỉ: số 1, đường Mẫu",
    "Thư điện tử: bientap@vks-mau.gov.vn",
]
target = "public"
keep = 20
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pelicanconf.py").write_text(CONF, "utf-8")
    (tmp_path / "publishconf.py").write_text(PUBLISH, "utf-8")
    (tmp_path / "theme/templates").mkdir(parents=True)
    (tmp_path / "content").mkdir()
    own(tmp_path, SOUND)
    return tmp_path


def own(root: Path, text: str) -> None:
    (root / "content/newsroom.toml").write_text(text, "utf-8")


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_what_it_says_is_what_pelican_is_told(root: Path) -> None:
    assert check_settings(root) == ()
    for conf in ("pelicanconf.py", "publishconf.py"):
        settings = read_conf(root, conf)
        assert settings["SITEURL"] == "https://vks-mau.gov.vn"
        assert settings["NEWSROOM_CONTACT"] == [
            "Địa chỉ: số 1, đường Mẫu",
            "Thư điện tử: bientap@vks-mau.gov.vn",
        ]
        assert settings["NEWSROOM_KEEP_RELEASES"] == 20
        assert "NEWSROOM_FEED_HOST" not in settings


def test_a_newsroom_without_the_file_has_what_its_settings_say(root: Path) -> None:
    (root / "content/newsroom.toml").unlink()
    assert "SITEURL" not in read_conf(root, "publishconf.py")


@pytest.mark.parametrize(
    ("line", "written", "at", "words", "write"),
    [
        ("url = ", 'url = "vks-mau.gov.vn"', 4, "url: phải bắt đầu", 'url = "https://vks-mau'),
        ("section = ", "section = 5", 2, "section: phải là một chuỗi", 'section = "Tin'),
        ("keep = ", "keep = 1", 11, "keep: phải là số nguyên", "keep = 20"),
        ("target = ", 'target = "content"', 10, "target: ", 'target = "public"'),
        ('    "Thư điện', "    5,", 8, "contact: mỗi dòng", "contact = ["),
        ("section = ", 'sektion = "Tin"', 2, "«sektion»; có lẽ là section", ""),
        ("section = ", 'mau_sac = "xanh"', 2, "«mau_sac»; chỉ có: section, title, url", ""),
        ("url = ", 'url = "https://a.vn', 4, "sai cú pháp TOML", ""),
        ("url = ", 'section = "Hai"', 4, "đã được viết một lần", ""),
    ],
)
def test_a_fault_stands_where_it_is_written_under_the_name_it_has_there(
    root: Path, line: str, written: str, at: int, words: str, write: str
) -> None:
    text = [written if row.startswith(line) else row for row in rows(SOUND)]
    own(root, "\n".join(text))
    here = [one for one in check_settings(root) if words in one.message]
    assert {(one.path, one.line) for one in here} == {("content/newsroom.toml", at)}
    assert here[0].suggestion.startswith(write)


def test_what_it_lacks_belongs_at_its_end(root: Path) -> None:
    own(root, SOUND.replace('url = "https://vks-mau.gov.vn"\n', "") + "\n\n")
    lacking = only(check_settings(root))
    assert (lacking.path, lacking.line) == ("content/newsroom.toml", 10)
    assert lacking.message.startswith("url: thiếu")
    assert lacking.suggestion == 'url = "https://vksnd-thaibinh.example"'


def test_bytes_that_are_no_text_are_said_at_their_line(root: Path) -> None:
    (root / "content/newsroom.toml").write_bytes(SOUND.encode("cp1258", "replace"))
    fault = only(check_settings(root))
    assert (fault.path, fault.line) == ("content/newsroom.toml", 1)
    assert "UTF-8" in fault.message


def test_the_samples_address_is_reminded_of_where_it_is_written(root: Path) -> None:
    own(root, SOUND.replace("vks-mau.gov.vn", "vks-mau.example"))
    said = [(one.path, one.line, one.message.split(":")[0]) for one in sample_reminders(root)]
    assert said == [
        ("content/newsroom.toml", 4, "url"),
        ("content/newsroom.toml", 8, "contact"),
    ]


LEFT = """
# Địa chỉ thật của chúng tôi.
SITEURL = "https://vks-that.gov.vn"
NEWSROOM_CONTACT = [
    "Địa chỉ: «số 2»",
    'Thư điện tử: "a"',
]
MINE = 5
"""


def test_a_setting_left_in_a_settings_file_is_named_and_moved(root: Path) -> None:
    (root / "publishconf.py").write_text(PUBLISH + LEFT, "utf-8")
    (root / "pelicanconf.py").write_text(CONF + 'SITEURL = "http://thu.vn"\n', "utf-8")
    said = {(one.path, one.line): one for one in check_settings(root)}
    assert said.keys() == {("publishconf.py", 4), ("publishconf.py", 5), ("pelicanconf.py", 6)}
    assert "viết ở content/newsroom.toml, khóa «url»" in said["publishconf.py", 4].message

    before = read_conf(root, "publishconf.py")
    moved = move(root, NOW)

    assert {(one.path, one.name) for one in moved} == {
        ("publishconf.py", "SITEURL"),
        ("publishconf.py", "NEWSROOM_CONTACT"),
        ("pelicanconf.py", "SITEURL"),
    }
    assert (root / "publishconf.py").read_text("utf-8") == PUBLISH + "\nMINE = 5\n"
    assert (root / "pelicanconf.py").read_text("utf-8") == CONF
    after = read_conf(root, "publishconf.py")
    assert {name: after[name] for name in KEYS.values() if name in after} == {
        name: before[name] for name in KEYS.values() if name in before
    }
    assert rows((root / "content/newsroom.toml").read_text("utf-8"))[:4] == [
        *rows(SOUND)[:3],
        'url = "https://vks-that.gov.vn"',
    ]
    assert check_settings(root) == ()
    assert move(root, NOW) == ()
    kept = {path.name.partition(".")[0] for path in (root / ".newsroom/ban-cu").iterdir()}
    assert kept == {"newsroom", "publishconf", "pelicanconf"}


def test_lines_as_version_1_handed_them_out_say_nothing_beside_the_file(root: Path) -> None:
    lines = "".join(f"{name} = {value!r}\n" for name, value in HANDED_OUT.items())
    (root / "pelicanconf.py").write_text(CONF.replace("TIMEZONE", f"{lines}TIMEZONE", 1), "utf-8")
    (root / "publishconf.py").write_text(f"{PUBLISH}{lines}", "utf-8")
    own(root, SOUND.replace("responsible = ", "# responsible = "))
    settings = read_conf(root, "publishconf.py")
    assert settings["SITEURL"] == "https://vks-mau.gov.vn"
    assert "NEWSROOM_RESPONSIBLE" not in settings
    assert move(root, NOW) == ()
    assert not [one for one in check_settings(root) if "nay viết ở" in one.message]


def test_without_the_file_they_say_what_they_say(root: Path) -> None:
    (root / "content/newsroom.toml").unlink()
    (root / "publishconf.py").write_text(f"SITEURL = {HANDED_OUT['SITEURL']!r}\n", "utf-8")
    assert read_conf(root, "publishconf.py")["SITEURL"] == HANDED_OUT["SITEURL"]


def test_what_no_file_of_words_can_say_is_moved_nowhere(root: Path) -> None:
    left = PUBLISH + "import os\nSITEURL = os.environ\n"
    (root / "publishconf.py").write_text(left, "utf-8")
    assert move(root, NOW) == ()
    assert (root / "publishconf.py").read_text("utf-8") == left


def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest(root: Path) -> None:
    css = root / "theme/static/css"
    css.mkdir(parents=True)
    shutil.copy(THEME / "static/css/tokens.css", css)
    own(root, SOUND + 'colour = "#FFCC00"\n')
    found = only(check_settings(root))
    assert (found.path, found.line) == ("content/newsroom.toml", 12)
    assert found.message.startswith("colour: màu #ffcc00 chỉ tương phản")
    assert found.suggestion == 'colour = "#846900"'
    own(root, SOUND + 'colour = "#1a4e8a"\n')
    assert check_settings(root) == ()


def test_an_emblem_is_a_drawing_of_the_content_folder(root: Path) -> None:
    own(root, SOUND + 'emblem = "bieu-trung.svg"\n')
    found = only(check_settings(root))
    assert found.line == 12
    assert found.message.startswith("emblem: không có tệp content/bieu-trung.svg")
    place = root / "content/bieu-trung.svg"
    place.write_text("<html/>", "utf-8")
    assert "không phải hình vẽ SVG" in only(check_settings(root)).message
    place.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>',
        "utf-8",
    )
    assert check_settings(root) == ()
