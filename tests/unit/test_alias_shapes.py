"""Old addresses of any shape: what each comes to, and what is said of those that can't be."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.verify.whole import _file
from plugins.content import read_newsroom
from plugins.model import Problem
from plugins.posts.old_addresses import file_of_old, read_old_address
from tests.support import small_newsroom as small
from tests.support.long import examples
from tests.support.soundness import lay, project, prove

POST = "tin-hoat-dong/2026/bai.md"
OTHER = "tin-hoat-dong/2026/bai-khac.md"


# --- one address ---------------------------------------------------------------------

SHAPES = [
    ("/detail/954/kiem-tra.html", "detail/954/kiem-tra.html"),
    ("/Detail/954/Kiem-Tra.HTML", "Detail/954/Kiem-Tra.HTML/index.html"),
    ("/tin/954.aspx", "tin/954.aspx/index.html"),
    ("/tin/954.htm", "tin/954.htm/index.html"),
    ("/tin.php", "tin.php/index.html"),
    ("/tin.jsp", "tin.jsp/index.html"),
    ("/xem.do", "xem.do/index.html"),
    ("/detail/954", "detail/954/index.html"),
    ("/detail/954/", "detail/954/index.html"),
    ("/cu/index.html", "cu/index.html"),
    ("/a.html/", "a.html/index.html"),
    ("/cu/rss.xml", "cu/rss.xml/index.html"),
    ("/tep/anh.jpg", "tep/anh.jpg/index.html"),
    ("/v1.2/tin", "v1.2/tin/index.html"),
    ("/Default.aspx?tabid=62&id=954", "Default.aspx/index.html"),
    ("/index.php?option=com_content&view=article&id=12:bai", "index.php/index.html"),
    ("/detail.html?a[]=1&b=%2", "detail.html"),
    ("/detail.html#muc-2", "detail.html"),
    ("/detail.html?", "detail.html"),
    ("/tin-t%E1%BB%A9c/b%C3%A0i%201.html", "tin-tức/bài 1.html"),
    ("/tin-t%e1%bb%a9c", "tin-tức/index.html"),
    ("/tin-tức/bài 1.html", "tin-tức/bài 1.html"),
    ("/tin-tu\u031b\u0301c/", "tin-tu\u031b\u0301c/index.html"),
    ("/tin-tu%CC%9B%CC%81c/", "tin-tu\u031b\u0301c/index.html"),
    ("/tin+tuc/a+b.html", "tin+tuc/a+b.html"),
    ("/xem.do;jsessionid=0A1B2C?id=5", "xem.do;jsessionid=0A1B2C/index.html"),
    ("/a%2Fb/c.html", "a/b/c.html"),
    ("/100%25.html", "100%.html"),
    ("/C%23/bai", "C#/bai/index.html"),
    ("/tin//2021///bai.html", "tin/2021/bai.html"),
    ("/tin-tuc,12,3.html", "tin-tuc,12,3.html"),
    ("/~bientap/(1)/bai'[2]!.html", "~bientap/(1)/bai'[2]!.html"),
    ("https://vksthaibinh.gov.vn/detail/954/x.html", "detail/954/x.html"),
    ("HTTP://www.vks.gov.vn:8080/Default.aspx?id=5#a", "Default.aspx/index.html"),
    ("https://vks.gov.vn/tin-t%E1%BB%A9c", "tin-tức/index.html"),
    ("/" + "a" * 195 + ".html", "a" * 195 + ".html"),
    ("/" + "a" * 196 + ".html", "a" * 196 + ".html/index.html"),
    ("/" + "ă" * 127, "ă" * 127 + "/index.html"),
    ("/connect/auxiliary/com10/nulls.html", "connect/auxiliary/com10/nulls.html"),
]


@pytest.mark.parametrize(("typed", "file"), SHAPES)
def test_an_old_address_is_the_file_a_server_looks_for(typed: str, file: str) -> None:
    read = read_old_address(typed)
    assert read.fault == ""
    assert file_of_old(read.url) == file
    again = read_old_address(read.url)
    assert (again.url, again.fault) == (read.url, ""), "what is kept is read as itself"
    assert read.url.isascii()


@pytest.mark.parametrize(
    ("url", "file"),
    [("/", "index.html"), ("/tin-hoat-dong/2026/bai.html", "tin-hoat-dong/2026/bai.html")],
)
def test_a_texts_own_address_is_answered_by_its_file(url: str, file: str) -> None:
    assert file_of_old(url) == file


@pytest.mark.parametrize(
    ("typed", "words", "better"),
    [
        ("detail/954/x.html", "bắt đầu bằng dấu /", "/detail/954/x.html"),
        ("Default.aspx?id=5", "bắt đầu bằng dấu /", "/Default.aspx?id=5"),
        ("vks.gov.vn/detail/954", "bắt đầu bằng dấu /", "/detail/954"),
        ("//vks.gov.vn/detail/954", "một dấu /", "/detail/954"),
        ("//detail/954", "một dấu /", "/detail/954"),
        ("\\detail\\954", "dấu \\", "/detail/954"),
        ("/a/./b.html", "phần . hoặc ..", "/a/b.html"),
        ("/a/../b/", "phần . hoặc ..", "/b/"),
        ("/a/%2e%2E/b?x=1", "phần . hoặc ..", "/b?x=1"),
        ("/../../etc/passwd", "phần . hoặc ..", ""),
        ("/a%2F..%2f..%2fb", "phần . hoặc ..", ""),
        ("/giam-100%.html", "dấu %", "/giam-100%25.html"),
        ("/a%zz", "dấu %", "/a%25zz"),
        ("/tin-t%CC%E1c.html", "không phải chữ UTF-8", ""),
        ("/a%00b", "ký tự ẩn", ""),
        ("/a%0Ab", "ký tự ẩn", ""),
        ("/a\u200bb", "ký tự ẩn", ""),
        ("/a\u202eb", "ký tự ẩn", ""),
        ("/a%5Cb", "Windows", ""),
        ("/a%3Fb", "dấu ?", ""),
        ("/12:bai.html", "dấu :", ""),
        ("/a*b", "dấu *", ""),
        ("/a|b", "dấu |", ""),
        ('/a"b', 'dấu "', ""),
        ("/<b>", "dấu <", ""),
        ("/cu/...", "kết thúc bằng dấu chấm", ""),
        ("/cu /x", "kết thúc bằng dấu chấm hoặc dấu cách", ""),
        ("/.env", "bắt đầu bằng dấu chấm", ""),
        ("/.html", "bắt đầu bằng dấu chấm", ""),
        ("/tin/CON", "Windows giữ riêng", ""),
        ("/aux.aspx", "Windows giữ riêng", ""),
        ("/lpt1.html?x", "Windows giữ riêng", ""),
        ("/" + "a" * 256, "dài quá", ""),
        ("/" + "ă" * 128, "dài quá", ""),
        ("/" + "/".join("a" * 200 for _ in range(6)), "dài quá", ""),
        ("/" + "a/" * 60, "sâu quá", ""),
        ("javascript:alert(1)", "không phải địa chỉ trang web", ""),
        ("mailto:a@b.vn", "không phải địa chỉ trang web", ""),
        ("https:///x", "không phải địa chỉ trang web", ""),
    ],
)
def test_what_can_be_no_old_address_is_said_with_what_to_write(
    typed: str, words: str, better: str
) -> None:
    read = read_old_address(typed)
    assert read.url == ""
    assert words in read.fault
    assert read.better == better


@settings(max_examples=examples(300, long=5000))
@given(
    st.text(
        st.one_of(
            st.sampled_from("/.%?#\\:;,+ 2eEFf5C\u0301\u200b\ud800"),
            st.characters(exclude_categories=[]),
        )
    ),
    st.sampled_from(["", "/", "/a/", "//", "https://vks.vn/", "/x.html/"]),
)
def test_whatever_is_typed_is_refused_or_a_file_in_the_output(typed: str, start: str) -> None:
    read = read_old_address(start + typed)
    assert bool(read.fault) != bool(read.url)
    if read.fault:
        assert read.better == "" or not read_old_address(read.better).fault
        return
    assert read.url.isascii()
    assert read_old_address(read.url).url == read.url
    parts = file_of_old(read.url).split("/")
    assert parts[-1].endswith(".html")
    assert not {"", ".", ".."} & set(parts)
    assert all(len(part.encode()) <= 255 for part in parts)
    assert _file(read.url) == file_of_old(read.url), "the verifier, which asks nobody, agrees"


# --- in a newsroom ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("aliases") / "project")


def post(title: str, day: int, *aliases: str, status: str = "published") -> str:
    listed = "".join(f"\n  - '{alias}'" for alias in aliases)
    extra = [f"aliases:{listed}"] if aliases else []
    return small.post(title, f"2026-03-{day:02} 08:00", "Chữ.", f"status: {status}", *extra)


def said(root: Path, *aliases: str, others: tuple[str, ...] = (), status: str = "published"):
    lay(root, {POST: post("Bài thử", 1, *aliases), OTHER: post("Bài khác", 2, *others)})
    if status != "published":
        lay(root, {OTHER: post("Bài khác", 2, *others, status=status)})
    found: list[Problem] = list(read_newsroom(root / "content", small.NOW).problems)
    return found


BESIDE_EACH_OTHER = [
    (("/detail/955", "/detail/956/"), ("/detail",)),
    (("/x.aspx", "/x.aspx/y"), ("/x.aspx/z.html",)),
    (("/category/ten.html", "/tag/ten/", "/pages/gioi-thieu.html", "/tags.html"), ()),
    (("/tin-hoat-dong/kiem-tra-954.html", "/tin-hoat-dong/954/a.aspx"), ()),
    (("/don-vi/954/bai.html", "/van-ban/xem.aspx", "/trang/cu.aspx"), ()),
    (("/tin-tức/1.html",), ("/tin-tuc/1.html",)),
]


@pytest.mark.parametrize(("aliases", "others"), BESIDE_EACH_OTHER)
def test_what_can_stand_is_taken(
    root: Path, aliases: tuple[str, ...], others: tuple[str, ...]
) -> None:
    assert said(root, *aliases, others=others) == []


def test_addresses_that_differ_only_by_the_query_share_a_page_that_lists_both(root: Path) -> None:
    own = ("/Default.aspx?tabid=62&id=954", "/mot.html?x=1", "/mot.html?x=2", "/chung.html#a")
    assert said(root, *own, others=("/Default.aspx?id=955", "/chung.html")) == []
    assert prove(root).faults == ()

    shared = (root / "output" / "Default.aspx" / "index.html").read_text("utf-8")
    assert 'http-equiv="refresh"' not in shared
    assert '<meta name="robots" content="noindex' in shared
    assert f'rel="canonical" href="{small.SITE}/Default.aspx/"' in shared
    first = shared.index("/tin-hoat-dong/2026/bai-khac.html")
    assert first < shared.index("/tin-hoat-dong/2026/bai.html"), "the newest comes first"
    assert "Bài khác (2/3/2026)</a>" in shared
    assert "refresh" not in (root / "output" / "chung.html").read_text("utf-8")
    alone = (root / "output" / "mot.html").read_text("utf-8")
    assert 'http-equiv="refresh" content="0; url=/tin-hoat-dong/2026/bai.html"' in alone


@pytest.mark.parametrize(
    ("aliases", "words"),
    [
        (("/a", "/a/"), "ghi hai lần"),
        (("/a", "/a/index.html"), "ghi hai lần"),
        (("/a.html", "/a.html/"), "ghi hai lần"),
        (("/a.aspx?x=1", "/a.aspx/?x=1"), "ghi hai lần"),
        (("/a b", "/a%20b"), "ghi hai lần"),
        (("/Tin.html", "/tin.html"), "ghi hai lần: trùng với «/Tin.html» ở dòng 7"),
        (
            ("/Tin.aspx?x=1", "/tin.aspx?x=2"),
            f"{POST}:7 là /Tin.aspx?x=1: chỉ khác",
        ),
        (("/a.html", "/a.html/b"), "nằm bên trong /a.html, địa chỉ cũ ghi ở content/" + POST),
        (("/b/a.html/c/d.html", "/b/a.html"), "nằm bên trong /b/a.html"),
        (("/robots.txt/x",), "nằm bên trong /robots.txt, một tệp của trang tin"),
        (("/sitemap.xml/x/y.aspx",), "nằm bên trong /sitemap.xml"),
        (("/tin-hoat-dong/atom.xml/x",), "nằm bên trong /tin-hoat-dong/atom.xml"),
        (("/tin-hoat-dong/2026/bai.html/b",), "nằm bên trong /tin-hoat-dong/2026/bai.html"),
        (("/Tin-hoat-dong/2026/Bai.html/b",), "địa chỉ của content/" + POST),
        (("/?id=5",), "/?id=5 là địa chỉ do trang tự tạo (máy chủ bỏ qua phần «?id=5»)"),
        (("/index.html?x=1",), "địa chỉ do trang tự tạo"),
        (("/tin-hoat-dong/?page=3",), "địa chỉ do trang tự tạo"),
        (("/tin-hoat-dong/2026/bai-khac.html?x",), "đang là địa chỉ của content/" + OTHER),
        (("/https-khong-phai", "tin.html"), "bắt đầu bằng dấu /"),
        (("https://vks.gov.vn",), "địa chỉ do trang tự tạo"),
        (("/anh/2026/x.aspx",), "địa chỉ do trang tự tạo"),
        (("/van-ban/cong-van-1.html",), "địa chỉ do trang tự tạo"),
        (("/favicon.ico",), "địa chỉ do trang tự tạo"),
    ],
)
def test_what_cannot_is_said(root: Path, aliases: tuple[str, ...], words: str) -> None:
    (problem,) = said(root, *aliases)
    assert words in problem.message
    assert problem.path == f"content/{POST}"
    assert problem.line > 6, "the line of the address itself"


@pytest.mark.parametrize(
    ("mine", "theirs", "words"),
    [
        ("/a/b.html", "/a/b.html", "đã được ghi ở content/{other}:7"),
        ("/a", "/a/index.html", "đã được ghi ở content/{other}:7"),
        ("/a%20b.aspx?x=1", "/a b.aspx?x=1", "đã được ghi ở content/{other}:7"),
        ("/A/B.aspx", "/a/b.aspx", "đã được ghi ở content/{other}:7 là /{case}: chỉ khác"),
        ("/tin-tức", "/tin-tu%CC%9B%CC%81c", "chỉ khác"),
        ("/x.html/y", "/x.html", "nằm bên trong /x.html"),
    ],
)
def test_an_address_of_two_texts_names_the_other(
    root: Path, mine: str, theirs: str, words: str
) -> None:
    (problem,) = said(root, mine, others=(theirs,))
    other = OTHER if problem.path.endswith(POST) else POST
    case = "a/b.aspx" if other == OTHER else "A/B.aspx"
    assert words.format(other=other, case=case) in problem.message


@pytest.mark.parametrize("theirs", ["/cu/1.html", "/cu"])
def test_the_address_of_a_draft_stops_nobody_else(root: Path, theirs: str) -> None:
    found = said(root, "/cu/1.html", "/cu", others=(theirs,), status="draft")
    assert [(p.severity, p.path) for p in found] == [("advice", f"content/{OTHER}")]


def test_a_comma_in_an_address_is_not_taken_for_the_end_of_it(root: Path) -> None:
    text = small.post("Bài", "2026-03-01 08:00", "Chữ.", "aliases: [/tin-tuc,12.html]")
    lay(root, {POST: text, OTHER: post("Bài khác", 2)})
    (problem,) = read_newsroom(root / "content", small.NOW).problems
    assert problem.suggestion == 'aliases: ["/tin-tuc,12.html"]'


@pytest.mark.parametrize(
    ("alias", "words"),
    [
        ("/a\\u0001b", "không chứa được"),
        ("/a\\tb", "ký tự ẩn"),
    ],
)
def test_what_yaml_hides_is_said(root: Path, alias: str, words: str) -> None:
    text = small.post("Bài", "2026-03-01 08:00", "Chữ.", f'aliases: ["{alias}"]')
    lay(root, {POST: text, OTHER: post("Bài khác", 2)})
    messages = [p.message for p in read_newsroom(root / "content", small.NOW).problems]
    assert any(words in message for message in messages)


def test_a_link_to_an_old_address_of_any_ending_is_followed(root: Path) -> None:
    lay(
        root,
        {
            POST: small.post(
                "Bài",
                "2026-03-01 08:00",
                "Xem [cũ](/xem.aspx?id=5), [cũ nữa](/cu/954), [và](/t%E1%BB%A9c.html).",
            ),
            OTHER: post("Bài khác", 1, "/xem.aspx?id=5", "/cu/954", "/tức.html"),
        },
    )
    assert read_newsroom(root / "content", small.NOW).problems == ()
    assert prove(root).faults == ()
