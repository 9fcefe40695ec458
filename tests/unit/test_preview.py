"""The parts of the preview that need no socket: what is answered, and what is laid over a page."""

from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.preview.answers import answer, is_ours
from desk.preview.panel import dress
from desk.preview.state import State
from plugins.model import Problem

SECRET = "mật khẩu"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("preview")
    site = root / "site"
    (site / "trang").mkdir(parents=True)
    (site / "trang/index.html").write_text("trang", encoding="utf-8")
    (site / ".an").write_text(SECRET, encoding="utf-8")
    (site / "ngoai").symlink_to(root)
    (root / "bi-mat.txt").write_text(SECRET, encoding="utf-8")
    return site


pieces = st.lists(
    st.sampled_from(
        [
            "/",
            "..",
            ".",
            "%2e",
            "%2f",
            "%5c",
            "\\",
            "ngoai",
            "bi-mat.txt",
            ".an",
            "trang",
            "%00",
            ":",
        ]
    ),
    max_size=8,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(path=pieces)
def test_no_path_however_crooked_leaves_the_site(site: Path, path: str) -> None:
    for target in (path, "/" + path, "//" + path):
        assert SECRET.encode() not in answer(site, target, str).body


@given(path=st.text(max_size=20))
@settings(max_examples=100, deadline=None)
def test_any_target_is_answered(site: Path, path: str) -> None:
    found = answer(site, "/" + quote(path), str)

    assert found.status in {HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.MOVED_PERMANENTLY}


def test_a_redirect_stays_on_this_machine(site: Path) -> None:
    assert dict(answer(site, "//trang", str).headers)["Location"] == "/trang/"


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1:8000", True),
        ("localhost:8000", True),
        ("LOCALHOST:8000", True),
        ("[::1]:8000", True),
        ("127.0.0.1", False),
        ("127.0.0.1:80", False),
        ("evil.example:8000", False),
        ("127.0.0.1.evil.example:8000", False),
        ("", False),
        (":8000", False),
    ],
)
def test_only_this_machines_own_names_are_answered(host: str, *, ours: bool) -> None:
    names = frozenset({"127.0.0.1", "localhost", "[::1]"})
    assert is_ours(host, names, 8000) is ours


def test_the_panel_says_every_problem_and_runs_nothing_of_it() -> None:
    problems = [
        Problem(path="content/a.md", line=3, message="sai <script>x</script>"),
        Problem(path="content/b.md", line=4, message="thiếu", suggestion='title: "<b>"'),
    ]

    page = dress("<body><p>x</p></body>", version="1", problems=problems)

    assert "Có 2 chỗ cần sửa" in page
    assert "content/a.md:3" in page
    assert "&lt;script&gt;x" in page
    assert "title: &quot;&lt;b&gt;&quot;" in page
    assert page.index("newsroom-problems") < page.index("</body>")


def test_a_good_page_gets_the_script_alone() -> None:
    page = dress("<body></body>", version="1", problems=())

    assert "EventSource" in page
    assert "<aside" not in page


def test_a_page_cut_short_is_dressed_too() -> None:
    assert "EventSource" in dress("<p>x", version="1", problems=())


def test_who_waits_learns_of_a_build_at_once_and_of_nothing_in_time() -> None:
    state = State()
    first = state.now.version
    assert state.after(first, 0.01).version == first

    state.show((Problem(path="a", line=1, message="sai"),))

    assert state.after(first, 0.01).version != first
    assert state.now.problems
