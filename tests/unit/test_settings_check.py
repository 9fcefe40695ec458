"""Both settings files: every fault at its true line, and nothing said of a sound one."""

from pathlib import Path

import pytest

from desk import settings_check
from desk.messages import Report
from desk.publish.place import opened
from desk.publish.settings import read_publish_settings
from desk.settings_check import check_settings, sample_reminders
from desk.terminal.build_command import build
from desk.terminal.check_command import check
from desk.terminal.console import show
from plugins.content import read_newsroom
from plugins.model import Problem
from plugins.settings import origin
from tests.support import small_newsroom as small

SOUND = """\
SITENAME = "Tin hoạt động"
SITEURL = "https://vks-mau.gov.vn"
TIMEZONE = "Asia/Ho_Chi_Minh"
PATH = "content"
THEME = "theme"
PLUGINS = ["plugins.engine"]
NEWSROOM_AGENCY = "tinh-mau"
NEWSROOM_RESPONSIBLE = "Chịu trách nhiệm nội dung: Ban Biên tập"
NEWSROOM_CONTACT = [
    "Địa chỉ: số 1, đường Mẫu",
    "Thư điện tử: bientap@vks-mau.gov.vn",
]
NEWSROOM_CORRECTIONS_PAGE = "trang/dinh-chinh.md"
PELICAN_CLASS = "plugins.engine.NewsroomPelican"
"""
PUBLISH = """\
from pelicanconf import *

NEWSROOM_TARGET = "public"
NEWSROOM_KEEP_RELEASES = 20
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pelicanconf.py").write_text(SOUND, encoding="utf-8")
    (tmp_path / "publishconf.py").write_text(PUBLISH, encoding="utf-8")
    (tmp_path / "theme" / "templates").mkdir(parents=True)
    page = tmp_path / "content" / "trang" / "dinh-chinh.md"
    page.parent.mkdir(parents=True)
    page.write_text('---\ntitle: "Sổ đính chính"\n---\nSổ.\n', encoding="utf-8")
    return tmp_path


FEED_AFTER = 'TIMEZONE = "Asia/Ho_Chi_Minh"'


def write(root: Path, old: str, new: str, name: str = "pelicanconf.py") -> None:
    file = root / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_nothing_is_said_of_sound_settings(root: Path) -> None:
    assert check_settings(root) == ()


@pytest.mark.parametrize(
    ("line", "write_it", "at", "words", "mend"),
    [
        ('SITENAME = "Tin hoạt động"', "SITENAME = 5", 1, "chuỗi chữ", 'SITENAME = "Tin'),
        ('SITENAME = "Tin hoạt động"', 'SITENAME = "  "', 1, "trống", 'SITENAME = "Tin'),
        ('"Tin hoạt động"', '"Tin<br>hoạt động"', 1, "«<br>»", 'SITENAME = "Tin'),
        ('"Tin hoạt động"', '"Tin &amp; bài"', 1, "«&amp;»", 'SITENAME = "Tin'),
        ('"Tin hoạt động"', '"Tin\\x07 hoạt động"', 1, "điều khiển", 'SITENAME = "Tin'),
        ('"https://vks-mau.gov.vn"', '"vks-mau.gov.vn"', 2, "https://", '"https://vks-mau.gov.vn"'),
        ('"https://vks-mau.gov.vn"', '"ftp://vks-mau.gov.vn"', 2, "https://", "SITEURL = "),
        ('"https://vks-mau.gov.vn"', '"https://"', 2, "tên miền", "SITEURL = "),
        ('"https://vks-mau.gov.vn"', '"https://vks mau.gov.vn"', 2, "dấu cách", '"https://vksmau'),
        ('"https://vks-mau.gov.vn"', '"https://vks_mau.gov.vn"', 2, "tên miền", "SITEURL = "),
        ('"https://vks-mau.gov.vn"', '"https://việt.vn"', 2, "tên miền", '"https://xn--'),
        ('"https://vks-mau.gov.vn"', '"https://vks.vn:99999"', 2, "tên miền", "SITEURL = "),
        ('"https://vks-mau.gov.vn"', '"https://a@vks.vn"', 2, "đăng nhập", '"https://vks.vn"'),
        ('"https://vks-mau.gov.vn"', '"https://vks.vn/tin"', 2, "«/tin»", '"https://vks.vn"'),
        ('"https://vks-mau.gov.vn"', '"https://vks.vn?a=1"', 2, "«?a=1»", '"https://vks.vn"'),
        ('"https://vks-mau.gov.vn"', '"https://vks.vn/tin/"', 2, "«/tin/»", '"https://vks.vn"'),
        ('"https://vks-mau.gov.vn"', '"http://VKS.vn//"', 2, "«//»", '"http://vks.vn"'),
        ('"https://vks-mau.gov.vn"', '"https://vks.vn#a"', 2, "«#a»", '"https://vks.vn"'),
        ('"https://vks-mau.gov.vn"', "None", 2, "None", "SITEURL = "),
        (
            FEED_AFTER,
            f'{FEED_AFTER}\nNEWSROOM_FEED_HOST = "https://Cu.vn/"',
            4,
            "tên miền",
            '"cu.vn"',
        ),
        (FEED_AFTER, f'{FEED_AFTER}\nNEWSROOM_FEED_HOST = "cu.vn:80"', 4, "tên miền", '"cu.vn"'),
        (FEED_AFTER, f'{FEED_AFTER}\nNEWSROOM_FEED_HOST = "cũ vn"', 4, "tên miền", "FEED_HOST = "),
        (FEED_AFTER, f"{FEED_AFTER}\nNEWSROOM_FEED_HOST = 5", 4, "chuỗi chữ", "FEED_HOST = "),
        ('"Asia/Ho_Chi_Minh"', '"Asia/HoChiMinh"', 3, "múi giờ", '"Asia/Ho_Chi_Minh"'),
        ('PATH = "content"', 'PATH = "noi-dung"', 4, "«noi-dung»", 'PATH = "content"'),
        ('THEME = "theme"', 'THEME = "giao-dien"', 5, "«giao-dien»", 'THEME = "theme"'),
        ('THEME = "theme"', 'THEME = "content"', 5, "templates/", 'THEME = "theme"'),
        ('["plugins.engine"]', "None", 6, "danh sách", "PLUGINS = []"),
        ('"plugins.engine.NewsroomPelican"', '"Pelican"', 14, "plugins.engine", "PELICAN_CLASS = "),
        ('NEWSROOM_AGENCY = "tinh-mau"', "NEWSROOM_AGENCY = 1", 7, "chuỗi chữ", "NEWSROOM_AGENCY"),
        ('"Chịu trách nhiệm nội dung: Ban Biên tập"', "3", 8, "không phải số", "NEWSROOM_RESP"),
        ('    "Địa chỉ: số 1, đường Mẫu",\n', "    7,\n", 10, "ngoặc kép: 7", "NEWSROOM_CONTACT"),
        ("đường Mẫu", "đường <b>Mẫu</b>", 10, "«<b>»", "NEWSROOM_CONTACT"),
        ('"trang/dinh-chinh.md"', '"dinh-chinh.html"', 13, "trang/<tên>.md", "NEWSROOM_CORR"),
    ],
)
def test_a_fault_is_said_at_its_line(
    root: Path, line: str, write_it: str, at: int, words: str, mend: str
) -> None:
    write(root, line, write_it)
    found = only(check_settings(root))
    assert (found.path, found.line, found.severity) == ("pelicanconf.py", at, "error")
    assert words in found.message
    assert mend in found.suggestion


@pytest.mark.parametrize(
    ("line", "write_it", "at", "words"),
    [
        ('"public"', "7", 3, "không phải số"),
        ('"public"', '"."', 3, "cả dự án"),
        ('"public"', '"content/anh"', 3, "thư mục của dự án"),
        ('"public"', '"output"', 3, "thư mục của dự án"),
        ('"public"', '"publishconf.py"', 3, "là một tệp"),
        ("= 20", "= 1", 4, "từ 2 trở lên"),
        ("= 20", '= "20"', 4, "từ 2 trở lên"),
        ("= 20", "= True", 4, "từ 2 trở lên"),
    ],
)
def test_what_publishing_needs(root: Path, line: str, write_it: str, at: int, words: str) -> None:
    write(root, line, write_it, "publishconf.py")
    found = only(check_settings(root))
    assert (found.path, found.line) == ("publishconf.py", at)
    assert words in found.message


@pytest.mark.parametrize(
    ("line", "write_it", "at", "words", "mend"),
    [
        ('"Tin hoạt động"', '"Tin hoạt động', 1, "ngoặc kép đóng", 'SITENAME = "Tin hoạt động"'),
        ('"Tin hoạt động"', "“Tin hoạt động”", 1, "dấu thẳng", 'SITENAME = "Tin hoạt động"'),
        ('vks-mau.gov.vn",\n]', 'vks-mau.gov.vn",\n', 9, "dấu [", ""),
        ('đường Mẫu",', 'đường Mẫu"', 13, "", ""),
        ("THEME =", "  THEME =", 5, "dấu cách", ""),
        ('= "theme"', "= theme", 5, "không có tên «theme»", 'THEME = "theme"'),
        ('THEME = "theme"', "import khong_co", 5, "«khong_co»", ""),
        ('THEME = "theme"', "THEME = 1 / 0", 5, "ZeroDivisionError", ""),
        ('THEME = "theme"', "raise SystemExit(3)", 5, "tự dừng", ""),
    ],
)
def test_a_file_that_cannot_be_run(
    root: Path, line: str, write_it: str, at: int, words: str, mend: str
) -> None:
    if at == 13:  # two lines of words become one, which is no fault of syntax
        write(root, line, write_it)
        assert check_settings(root) == ()
        return
    write(root, line, write_it)
    found = only(check_settings(root))
    assert (found.path, found.line) == ("pelicanconf.py", at)
    assert words in found.message
    assert found.suggestion == mend


def test_a_file_in_another_encoding(root: Path) -> None:
    (root / "publishconf.py").write_bytes(PUBLISH.encode() + "# đã sửa\n".encode("utf-16-le"))
    found = only(check_settings(root))
    assert found.path == "publishconf.py"
    assert "sai cú pháp" in found.message


def test_a_file_that_is_missing(root: Path) -> None:
    (root / "publishconf.py").unlink()
    found = only(check_settings(root))
    assert (found.path, found.message) == ("publishconf.py", "không có tệp thiết lập này")


def test_a_folder_of_content_alone_is_no_site(tmp_path: Path) -> None:
    assert check_settings(tmp_path) == ()


def test_a_name_that_is_missing_is_said_where_it_belongs(root: Path) -> None:
    write(root, 'NEWSROOM_AGENCY = "tinh-mau"\n', "")
    write(root, 'SITEURL = "https://vks-mau.gov.vn"\n', "")
    agency, site = sorted(check_settings(root), key=lambda p: p.message)
    assert (agency.line, site.line) == (11, 1)
    assert "thiếu" in agency.message
    assert "thiếu" in site.message


def test_the_last_value_counts_and_publishconf_goes_first(root: Path) -> None:
    write(
        root,
        "NEWSROOM_TARGET",
        'SITEURL = "https://vks-mau.gov.vn/"\nSITEURL = "x"\n#',
        "publishconf.py",
    )
    found = only(check_settings(root))
    assert (found.path, found.line) == ("publishconf.py", 4)


def test_a_wrong_setting_of_both_builds_is_said_once(root: Path) -> None:
    write(root, "= 20", "= 0", "publishconf.py")
    write(root, '"https://vks-mau.gov.vn"', '"vks"')
    assert [(p.path, p.line) for p in check_settings(root)] == [
        ("pelicanconf.py", 2),
        ("publishconf.py", 4),
    ]


@pytest.mark.parametrize(
    "address",
    ["https://vks.vn", "https://vks.vn/", " https://VKS.vn ", "HTTPS://vks.vn", "http://vks.vn:80"],
)
def test_an_address_is_read_as_meant(address: str) -> None:
    assert origin(address).lower().startswith("http")
    assert not origin(address).endswith("/")
    assert origin(address) == origin(address).lower()


def test_a_name_that_is_no_setting_is_reminded_of(root: Path) -> None:
    write(root, "NEWSROOM_KEEP_RELEASES", "NEWSROOM_KEEP_RELEASE", "publishconf.py")
    found = only(check_settings(root))
    assert (found.line, found.severity) == (4, "advice")
    assert "NEWSROOM_KEEP_RELEASES" in found.message


@pytest.mark.parametrize("line", ["DEFAULT_PAGINATION = 10", 'ARTICLE_URL = "{slug}/"'])
def test_a_setting_of_pelican_that_does_nothing_here_is_reminded_of(root: Path, line: str) -> None:
    write(root, FEED_AFTER, f"{FEED_AFTER}\n{line}")
    found = only(check_settings(root))
    assert (found.path, found.line, found.severity) == ("pelicanconf.py", 4, "advice")
    assert "không có tác dụng" in found.message

    write(root, '["plugins.engine"]', '["plugins.engine", "another"]')
    assert check_settings(root) == ()  # which may read it


@pytest.mark.parametrize(
    "line",
    [
        "ARTICLE_PATHS = []",
        "FEED_ALL_ATOM = None",
        'READERS = {"rst": None}',
        "CACHE_CONTENT = False",
        'SITEMAP = "of no plugin that is set"',
    ],
)
def test_one_that_says_what_is_so_anyway_is_not(root: Path, line: str) -> None:
    write(root, FEED_AFTER, f"{FEED_AFTER}\n{line}")
    assert check_settings(root) == ()


def test_pelican_is_not_loaded_where_every_setting_does_something(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_check, "_pelicans", lambda: pytest.fail("loaded"))
    assert check_settings(root) == ()


def test_a_page_of_corrections_that_is_not_there_is_reminded_of(root: Path) -> None:
    (root / "content" / "trang" / "dinh-chinh.md").unlink()
    found = only(check_settings(root))
    assert (found.line, found.severity) == (13, "advice")


def test_what_is_still_the_samples(root: Path) -> None:
    assert sample_reminders(root) == ()
    write(root, "vks-mau.gov.vn", "vksnd-thaibinh.example")
    write(root, "đường Mẫu", "đường Mẫu (bản mẫu)")
    found = sample_reminders(root)
    assert [(p.line, p.severity) for p in found] == [(2, "advice"), (10, "advice"), (11, "advice")]


def test_check_says_settings_and_content_in_one_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small.make(tmp_path)
    small.write(root, "trang/gioi-thieu.md", "---\ntitle: \n---\nChữ.\n")
    conf = root / "pelicanconf.py"
    conf.write_text(conf.read_text("utf-8") + 'NEWSROOM_AGENCY = "tinh-mua"\n', encoding="utf-8")
    line = conf.read_text("utf-8").count("\n")
    assert check(root, now=small.NOW) == 1
    said = capsys.readouterr().out
    assert f"pelicanconf.py:{line}: NEWSROOM_AGENCY: sổ đăng ký không có đơn vị «tinh-mua»" in said
    assert 'NEWSROOM_AGENCY = "tinh-mau"' in said
    assert "content/trang/gioi-thieu.md" in said


def test_a_build_says_them_at_the_same_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small.make(tmp_path)
    conf = root / "pelicanconf.py"
    sound = conf.read_text("utf-8")
    line = sound.count("\n") + 1
    for added, words in (
        ('NEWSROOM_AGENCY = "tinh-mua"\n', "không có đơn vị «tinh-mua»"),
        ('SITEURL = "https://vks.vn/tin"\n', "«/tin»"),
        ("SITEURL = \n", "sai cú pháp"),
    ):
        conf.write_text(sound + added, encoding="utf-8")
        assert build(root, output=root / "output", now=small.NOW) == 1
        said = capsys.readouterr()
        assert f"pelicanconf.py:{line}: " in said.out + said.err
        assert words in said.out + said.err


def test_a_footer_that_leads_nowhere_on_the_own_site(root: Path) -> None:
    write(root, "số 1, đường Mẫu", "xem https://VKS-mau.gov.vn/trang/lien-he.html nhé")
    (missing,) = check_settings(root, None, read_newsroom(root / "content", small.NOW).pages)
    assert (missing.line, missing.severity) == (10, "error")
    assert "trang/lien-he.html" in missing.message
    write(root, "trang/lien-he.html", "trang/dinh-chinh.html")
    assert check_settings(root, None, read_newsroom(root / "content", small.NOW).pages) == ()
    write(root, "/trang/dinh-chinh.html", "")
    assert check_settings(root, None, read_newsroom(root / "content", small.NOW).pages) == ()


def test_publishing_says_settings_and_content_at_once_and_going_back_needs_no_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small.make(tmp_path)
    small.write(root, "trang/gioi-thieu.md", "---\ntitle: \n---\nChữ.\n")
    conf = root / "publishconf.py"
    line = conf.read_text("utf-8").count("\n") + 1
    conf.write_text(conf.read_text("utf-8") + 'SITEURL = "vks"\n', encoding="utf-8")
    assert opened(root, None, Report(show)) is None
    said = capsys.readouterr()
    for place in (f"publishconf.py:{line}: SITEURL", "content/trang/gioi-thieu.md:2"):
        assert place in said.out + said.err
    settings, problems = read_publish_settings(root, None, site=False)
    assert settings is not None
    assert problems == ()
