"""The table of addresses: every file of a site is in one row, and every row does what it says."""

import io
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from itertools import groupby
from pathlib import Path

import pytest

from desk.conf import read_conf
from plugins.addresses import (
    OLD,
    PLUGIN,
    POST,
    ROOMS,
    ROWS,
    TEXTS,
    TYPES,
    Kind,
    Row,
    file_of,
    table_of,
    url_of,
)
from plugins.engine.making import Build
from plugins.pages.page import Page, PageKind, Section
from plugins.pages.plan import FAMILIES, KINDS
from plugins.posts.old_addresses import same_place
from plugins.related import Suggestion
from tests.support.sites import FIXTURE, ROOT, SECTIONS

FIELDS = {
    "year": 2021,
    "month": 3,
    "number": 12,
    "feed": "rss",
    "period": "khong-ghi-ngay",
    "slug": "kiem-tra",
    "path": "2021/a.webp",
    "file": "2021/ke-hoach.pdf",
    "section": "thong-bao",
}
TABLE = table_of(("tin-hoat-dong", "tin-tuc", "thong-bao", "hoi-dap"))


def example(row: Row) -> str:
    return row.at(**{name: FIELDS.get(name, "mot-ten") for name in row.fields})


def rows_of(file: str) -> list[Row]:
    first, url = TABLE.folders[0], url_of(file)
    serving = (row for row in ROWS if row.serves(file))
    return [row for row in serving if row.parts(url).get("section", first) in TABLE.folders]


def unplaced(page: Page) -> str:
    """What to do about ``page``, whose file is not in one row, that of its kind; else empty."""
    rows = rows_of(page.file) or [OLD]
    if len(rows) == 1 and rows[0] in page.kind.addresses:
        return ""
    if rows != [OLD]:
        found = [row.shape for row in rows]
        return f"{page.file} is of {found}, its kind of {[r.shape for r in page.kind.addresses]}"
    return (
        f"{page.file} ({page.kind.template}) is in no row of plugins/addresses.py: add one that "
        "says its shape, its kind, what is there, which module makes it, when it may vanish and "
        "whether a text may lead there; list it in ROWS and in the addresses of its PageKind"
    )


class NoRelated:
    """Posts without related news."""

    def named(self, _path: str) -> tuple[bytes, Sequence[str]]:
        return b"", ()

    def get(self, _path: str) -> Sequence[Suggestion]:
        return ()


def planned(fixture: Path, root: Path) -> list[Page]:
    """Every page of the site of ``fixture``, as it is planned."""
    shutil.copytree(fixture / "content", root / "content")
    settings = read_conf(fixture, "siteconf.py")
    build = Build(settings, content=root / "content", theme=ROOT / "theme", output=root / "output")
    with redirect_stdout(io.StringIO()):
        build.read()
        build.prepare()
    return list(each(build.prepared.pages(NoRelated())))


def each(planned: Iterator[Page | Section]) -> Iterator[Page]:
    for one in planned:
        yield from one.pages() if isinstance(one, Section) else (one,)


@pytest.mark.parametrize("fixture", [FIXTURE, SECTIONS], ids=lambda fixture: fixture.name)
def test_every_planned_file_is_in_one_row(fixture: Path, tmp_path: Path) -> None:
    pages = planned(fixture, tmp_path)
    assert len(pages) > 40
    assert [said for page in pages if (said := unplaced(page))] == []


def test_a_page_without_a_row_is_told_what_to_add() -> None:
    kind = PageKind("calendar.html", (), example="/lich/")
    said = unplaced(kind.page("/lich/", (), dict))
    assert said.startswith("lich/index.html (calendar.html) is in no row of plugins/addresses.py")
    assert "list it in ROWS" in said
    assert "its kind of []" in unplaced(kind.page("/don-vi/", (), dict))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template)
def test_a_kind_of_page_is_made_where_its_addresses_say(kind: PageKind) -> None:
    (family,) = [one for one in FAMILIES if kind in vars(one).values()]
    owners = {row.owner for row in kind.addresses}
    assert owners == {family.__name__.removeprefix("plugins.").replace(".", "/")}
    assert not kind.example or TABLE.row_of(file_of(kind.example)) in kind.addresses


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.shape)
def test_what_a_row_builds_it_recognises_and_no_other_row_does(row: Row) -> None:
    url = example(row)
    file = file_of(url)
    assert url_of(file) == url
    assert rows_of(file) == [row]
    assert TABLE.row_of(file) is row
    assert file.endswith(tuple(TYPES))
    owner = ROOT / "plugins" / row.owner
    assert owner.is_dir() or owner.with_suffix(".py").is_file()
    assert TABLE.is_ours(same_place(url)) == (row not in TEXTS)


def test_which_folders_are_sections_a_newsroom_says_itself() -> None:
    post, of_one = "thong-bao/2024/a.html", table_of(("tin-hoat-dong",))
    assert TABLE.row_of(post) is POST
    assert of_one.row_of(post) is OLD
    assert POST.serves(post)
    assert not POST.serves("trang/a.html")
    assert POST.parts(f"/{post}") == {"section": "thong-bao", "year": "2024", "slug": "a"}
    assert TABLE.is_ours("/thong-bao")
    assert not of_one.is_ours("/thong-bao")
    assert {"/thong-bao/", "/hoi-dap/luu-tru/"} <= {*TABLE.indexes} - {*of_one.indexes}
    assert {"trang", "anh", "tep", "don-vi", "phong", "tac-gia", "van-ban", "tim-kiem"} < ROOMS


def test_what_is_in_no_row_is_an_old_address_or_of_another_plugin() -> None:
    for file in ("detail/954/tin.html", "tin-hoat-dong/2021/index.html", "index.htm"):
        assert TABLE.row_of(file) is OLD
        assert TABLE.row_of(file, {file}) is OLD
        assert TABLE.row_of(file, {"index.html"}) is PLUGIN
    assert TABLE.row_of("index.html", ()) in ROWS


# --- the tables of the documents ----------------------------------------------------

IN_VIETNAMESE = {
    "section": "chuyên mục",
    "year": "năm",
    "month": "tháng",
    "number": "số",
    "feed": "atom",
    "path": "…",
}


def shown(row: Row, words: dict[str, str] | None = None) -> str:
    def field(found: re.Match[str]) -> str:
        return f"<{words.get(found[1], 'tên') if words else found[1]}>"

    return "`" + re.sub(r"{(\w+)[^}]*}", field, row.shape) + "`"


def for_engineers() -> Iterator[str]:
    yield "| address | what | made in `plugins/` | may go when | may a text lead there |"
    yield "|---|---|---|---|---|"
    for row in (*ROWS, OLD, PLUGIN):
        lead = "no" if row.no_link else "yes, with a reminder" if row.unsteady else "yes"
        yield f"| {shown(row)} | {row.about} | `{row.owner}` | {row.vanishes} | {lead} |"


def for_officers() -> Iterator[str]:
    yield "| Trang, tệp | Địa chỉ | Trong bài dẫn tới được không |"
    yield "|---|---|---|"
    machines = (Kind.THEME, Kind.OTHER, Kind.FEED, Kind.SEARCH)
    rows = [row for row in ROWS if row.kind not in machines]
    rows.sort(key=lambda row: (list(Kind).index(row.kind), row.unsteady))
    for (kind, no, unsteady), group in groupby(rows, key=lambda r: (r.kind, r.no_link, r.unsteady)):
        lead = f"không: {no.partition('; ')[2]}" if no else "được"
        lead += f", nhưng {unsteady.partition(', ')[2]}" if unsteady else ""
        yield f"| {kind} | {', '.join(shown(row, IN_VIETNAMESE) for row in group)} | {lead} |"


@pytest.mark.parametrize(
    ("document", "table"), [("architecture.md", for_engineers), ("huong-dan.md", for_officers)]
)
def test_the_table_of_addresses_in_a_document_is_this_one(
    document: str, table: Callable[[], Iterator[str]], request: pytest.FixtureRequest
) -> None:
    path = ROOT / "docs" / document
    head, mark, rest = path.read_text("utf-8").partition("<!-- addresses -->\n")
    written, blank, tail = rest.partition("\n\n")
    wanted = "\n".join(table())
    if request.config.getoption("--golden"):
        path.write_text(head + mark + wanted + blank + tail, "utf-8")
    else:
        assert written == wanted, "invoke test -- tests/unit/test_addresses.py --golden writes it"
