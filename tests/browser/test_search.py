"""Search as a reader meets it: typed with or without marks, filtered, leafed through, attacked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from unicodedata import normalize
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from plugins.vietnamese import collation
from tests.browser.test_pages import WIDER, Reader
from tests.support.sites import FIXTURE, built, write

ORIGIN = "https://song-xanh.example"
TITLES = {
    "duong-day": "Phá đường dây vận chuyển gỗ lậu",
    "duong-xuan": "Kiểm sát viên Dương Xuân nhận bằng khen",
    "duong-dau": "Ông dượng và việc thừa kế nhà thờ họ",
    "hoa-giai": "Hòa giải tại cơ sở xã Thụy Hải",
    "cong-khai": "Công khai số điện thoại của Văn phòng",
    "ke-hoach": "Triển khai kế hoạch năm mới",
    "nhieu": "Hội nghị triển khai công tác và kế hoạch kiểm sát của đơn vị trong năm mới",
    "chu-hoa": f"{ascii_uppercase} ÀẢÃÁẠĂẰÂẦĐÈÊỀÌÒÔỒƠỜÙƯỪỲỶỸÝỴ",
}
TEXTS = {
    "duong-xuan": "Đường tới huyện còn xa. Ông đã đi nhiều năm.",
    "cong-khai": "Cuộc họp bàn việc chung của cơ quan.\n\nMỗi ấp một thùng phiếu góp ý màu xanh.",
    "hoa-giai": "Cuộc họp bàn việc chung của cơ quan.\n\nHai gia đình gom phiếu, khiêng thùng về.",
    "ke-hoach": "Thực hiện Kế hoạch số 012/KH-VKSSX-P1 ngày 02/01/2024, các phòng đã phân công.",
}
POST = """---
title: "{title}"
date: {date}
author: {author}
department: Phòng 15
units: [{unit}]
---

{text}

## Việc {slug} sau này

Xong.
"""
DEEP = "Lịch tiếp dân tháng năm"
EVERYDAY = "bộ phận có việc này và đã được giao đến cuối tháng"
DEEP_TEXT = (
    "Như thường lệ.\n\nTrẻ con trèo xoài cạnh trụ sở, bác bảo vệ nhắc xuống.\n\n"
    f"Nay các {EVERYDAY}."
)
MANY = 35
"""More than begin a year, so that what is older is closed."""
SHIFTS = """() => new Promise(resolve => {
  new PerformanceObserver(list => resolve(list.getEntries().reduce((sum, e) => sum + e.value, 0)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(resolve, 200, 0);
})"""
"""How much of what stood on the screen moved, in Chromium's measure."""
OWN = "VKSND khu vực 1 đi vào hoạt động"
"""A post of the fixture site, of the unit that carries the work of Bãi Ngoài on."""

Ask = Callable[..., list[str]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture site with posts whose words differ in what is easily mistaken."""
    folder = tmp_path_factory.mktemp("search")
    shutil.copytree(FIXTURE / "content", folder / "content")
    posts = {}
    for day, (slug, title) in enumerate(TITLES.items(), 1):
        posts[f"tin-hoat-dong/2024/{slug}.md"] = POST.format(
            title=title,
            slug=slug,
            date=f"2024-01-{day:02} 08:00",
            author="van-tu-phong-2" if slug == "hoa-giai" else "Ngọc Mai",
            unit="VKSND huyện Bãi Ngoài" if slug == "hoa-giai" else "VKSND tỉnh Sông Xanh",
            text=TEXTS.get(slug, "Cuộc họp bàn việc chung của cơ quan."),
        )
    for number in range(MANY):
        posts[f"tin-hoat-dong/2022/giao-ban-{number}.md"] = POST.format(
            title=f"Giao ban thường kỳ buổi {number + 40}",
            slug="thường kỳ",
            date=f"2022-{5 + number // 28:02}-{number % 28 + 1:02} 08:00",
            author="Ngọc Mai",
            unit="VKSND tỉnh Sông Xanh",
            text="Cuộc họp bàn việc chung của cơ quan.",
        )
    posts["tin-hoat-dong/2021/lich.md"] = POST.format(
        title=DEEP,
        slug="tiếp dân",
        date="2021-05-01 08:00",
        author="Ngọc Mai",
        unit="VKSND huyện Bãi Ngoài",
        text=DEEP_TEXT,
    )
    posts["tin-hoat-dong/2021/da-go.md"] = posts["tin-hoat-dong/2021/lich.md"].replace(
        "title:", "corrections: [{date: 2021-05-02 08:00, kind: gỡ bỏ, note: Nhầm.}]\ntitle:"
    )
    # The newest year of all, of which readers see nothing.
    gone = posts["tin-hoat-dong/2021/da-go.md"].replace("2021-05-0", "2025-05-0")
    posts["tin-hoat-dong/2025/da-go.md"] = gone.replace("huyện Bãi Ngoài", "tỉnh Sông Xanh")
    write(folder / "content", posts)
    return built(folder / "content", folder / "output", conf=FIXTURE / "siteconf.py")


@pytest.fixture
def reader(browser: Browser, site: Path) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    made = Reader(context, site, origin=ORIGIN)
    yield made
    assert made.complaints == []
    context.close()


def done(page: Page) -> Page:
    page.wait_for_selector("#ket-qua[data-total]", state="attached")
    return page


def shown(page: Page) -> list[str]:
    return done(page).locator("#ket-qua .item__headline").all_inner_texts()


@pytest.fixture
def ask(reader: Reader) -> Ask:
    def asked(words: str, **filters: str) -> list[str]:
        said = urlencode({"q": words, **{k.replace("_", "-"): v for k, v in filters.items()}})
        return shown(reader.open(f"/tim-kiem/?{said}"))

    return asked


@pytest.mark.parametrize(
    ("words", "first", "others"),
    [
        ("duong day van chuyen", "duong-day", 0),
        ("ĐƯỜNG DÂY", "duong-day", 0),
        ("duong", "", 3),
        ("Dương", "duong-xuan", 2),
        ("dượng", "duong-dau", 2),
        ("hoà giải", "hoa-giai", 0),
        ("hóa giải", "hoa-giai", 0),
        ("hoa giai thuy hai", "hoa-giai", 0),
        ("thuỵ hải", "hoa-giai", 0),
        (normalize("NFD", "Dượng"), "duong-dau", 2),
        ("dien thoai", "cong-khai", 0),
        ("đien thoai", "cong-khai", 0),
        ("trien khai ke hoach", "ke-hoach", 1),
        (ascii_lowercase, "chu-hoa", 0),
        ("àảãáạăằâầđèêềìòôồơờùưừỳỷỹýỵ", "chu-hoa", 0),
        ("aaaaaaaaadeeeiooooouuuyyyyy", "chu-hoa", 0),
    ],
)
def test_words_find_their_post_first(
    ask: Ask, reader: Reader, words: str, first: str, others: int
) -> None:
    found = ask(words)
    assert len(found) == others + (1 if first else 0)
    # By what pages show first, not by whole texts.
    said = reader.page.locator("#so-bai").inner_text()
    assert said.partition(",")[0] == (f"{len(found)} bài" if found else said)
    if first:
        assert found[0] == TITLES[first]


def test_what_is_typed_with_marks_stands_before_what_only_looks_alike(ask: Ask) -> None:
    found = ask("đường")
    # In the title, then in the lead, then those that are another word.
    assert found == [TITLES["duong-day"], TITLES["duong-xuan"], TITLES["duong-dau"]]


def test_words_in_quotes_stand_as_such(ask: Ask) -> None:
    assert ask("kế hoạch năm mới") == [TITLES["ke-hoach"], TITLES["nhieu"]]
    assert ask('"kế hoạch năm mới"') == [TITLES["ke-hoach"]]
    assert ask("“ke hoach nam moi”") == [TITLES["ke-hoach"]]
    assert ask('"kế hoạch nắm mới"') == []
    assert ask('"hoạch kế"') == []


@pytest.mark.parametrize(
    "number", ["12/KH-VKSSX", "012/kh-vkssx-p1", "12/KH", "12/kh-vkssx", '"12/KH-VKSSX-P1"']
)
def test_a_document_is_found_by_number_and_the_beginning_of_its_symbol(
    ask: Ask, number: str
) -> None:
    assert ask(number) == [TITLES["ke-hoach"]]


@pytest.mark.parametrize("number", ["2/KH-VKSSX", "12/KH-VKSTB", "112/KH-VKSSX"])
def test_another_number_or_symbol_is_another_document(ask: Ask, number: str) -> None:
    assert ask(number) == []


def test_headings_and_names_are_searched_too(ask: Ask) -> None:
    assert TITLES["cong-khai"] in ask('"viec cong-khai sau nay"')
    assert TITLES["hoa-giai"] in ask("bai ngoai van tu")


def test_filters_order_and_the_address_agree(ask: Ask, reader: Reader) -> None:
    assert ask("", don_vi="bai-ngoai", nam="2024") == [TITLES["hoa-giai"]]
    assert ask("viec", tac_gia="van-tu-phong-2", nam="2024") == [TITLES["hoa-giai"]]
    assert ask("viec", phong="phong-2", nam="2024") == []
    assert ask("triển khai kế hoạch", xep="moi") == [TITLES["nhieu"], TITLES["ke-hoach"]]
    page = reader.page
    assert shown(reader.open("/tim-kiem/?q=hoa+giai+viec")) == [TITLES["hoa-giai"]]
    page.locator(".answers__summary").click()
    page.get_by_label("Năm").select_option("2022")
    assert "nam=2022" in page.url
    assert shown(page) == []
    assert "Không có bài nào" in page.locator("#so-bai").inner_text()
    page.go_back()
    assert shown(page) == [TITLES["hoa-giai"]]
    page.go_forward()
    assert shown(page) == []
    page.get_by_label("Năm").select_option("")
    page.get_by_label("Đơn vị").focus()
    page.get_by_label("Đơn vị").select_option("VKSND huyện Bãi Ngoài")
    assert "don-vi=bai-ngoai" in page.url
    assert shown(page) == [TITLES["hoa-giai"]]
    assert page.evaluate("document.activeElement.name") == "don-vi"


def test_filters_stand_in_the_order_of_the_alphabet(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    """The page puts them in order by hand; the alphabet and the numbers are ours."""
    names = ["Ủy ban 10", "Ủy ban 9", "Đội A", "Dương Lâm", "Ân Thi", "Ăn Trạch", "An Lão", "Ơn"]
    names += [
        "Ôn Lương",
        "On",
        "Phòng 2",
        "Phòng 12",
        "Phố",
        "Phó",
        "Pho",
        "Êm",
        "En",
        "Ưng",
        "Ung",
    ]
    copy = shutil.copytree(site, tmp_path / "site")
    for file in (copy / "tim-kiem").glob("20*.json"):
        year = json.loads(file.read_text("utf-8"))
        year["unit_names"] += [[str(n), name] for n, name in enumerate(names)]
        file.write_text(json.dumps(year, ensure_ascii=False), "utf-8")
    page = Reader(browser.new_context(), copy, origin=ORIGIN).open("/tim-kiem/?q=viec")
    _, *offered = done(page).get_by_label("Đơn vị").locator("option").all_text_contents()
    assert set(names) < set(offered)
    assert offered == sorted(offered, key=collation)
    page.context.close()


def test_filters_tell_those_of_one_name_apart(ask: Ask, reader: Reader) -> None:
    ask("viec")
    offered = reader.page.locator("select[name=tac-gia] option").all_text_contents()
    assert {"Văn Tú (Phòng 2)", "Văn Tú (Bãi Ngoài)", "Ngọc Mai"} <= set(offered)
    assert "Văn Tú" not in offered


def test_a_unit_that_carries_on_finds_the_news_of_those_before_it(ask: Ask, reader: Reader) -> None:
    assert ask("", don_vi="khu-vuc-1", nam="2024") == [OWN, TITLES["hoa-giai"]]
    assert TITLES["hoa-giai"] not in ask("viec", don_vi="tinh-song-xanh")
    page = reader.page
    assert ask("hoa giai viec") == [TITLES["hoa-giai"]]
    page.locator(".answers__summary").click()
    page.get_by_label("Đơn vị").select_option("VKSND khu vực 1")
    assert shown(page) == [TITLES["hoa-giai"]]


@pytest.mark.parametrize(
    "words",
    ["trẻ con trèo xoài", "tre con treo xoai", '"bảo vệ nhắc xuống"', "xoái trụ sở", "sở trụ xoài"],
)
def test_whole_texts_are_searched_where_little_is_found(ask: Ask, words: str) -> None:
    assert ask(words) == [DEEP]


@pytest.mark.parametrize(
    "words",
    ['"nhắc bảo vệ"', '"trèo xoái"', "xoài thùng phiếu", "xoaif"],
)
def test_whole_texts_say_nothing_of_what_they_do_not_say(ask: Ask, words: str) -> None:
    assert ask(words) == []


def test_asked_for_whole_texts_that_say_most_of_the_words_do_too(ask: Ask, reader: Reader) -> None:
    assert ask("xoài trụ thùng") == []
    assert ask("xoài trụ thùng", toan_van="1") == [DEEP]
    # That in which the words stand side by side comes first, be it the older one.
    assert ask("thùng phiếu", toan_van="1") == [TITLES["cong-khai"], TITLES["hoa-giai"]]
    assert ask("khiêng phiếu thùng", toan_van="1") == [TITLES["hoa-giai"]]
    assert ask("phiếu", toan_van="1", xep="moi") == [TITLES["cong-khai"], TITLES["hoa-giai"]]
    assert "trong toàn văn" in reader.page.locator("#so-bai").inner_text()


def test_many_everyday_words_find_the_text_that_says_them_side_by_side(ask: Ask) -> None:
    assert ask(EVERYDAY)[0] == DEEP
    assert ask(f'"{EVERYDAY}"')[0] == DEEP


def test_filters_hold_in_whole_texts(ask: Ask) -> None:
    assert ask("xoài", toan_van="1", don_vi="bai-ngoai") == [DEEP]
    assert ask("xoài", toan_van="1", don_vi="khu-vuc-1", nam="2021") == [DEEP]
    assert ask("xoài", toan_van="1", don_vi="tinh-song-xanh") == []
    assert ask("xoài", toan_van="1", nam="2022") == []
    assert ask("phiếu", toan_van="1", tac_gia="van-tu-phong-2") == [TITLES["hoa-giai"]]


def test_a_reader_may_ask_for_whole_texts(reader: Reader) -> None:
    page = reader.open("/tim-kiem/?q=giao+ban+thuong+ky")
    assert len(shown(page)) == 20
    page.get_by_role("button", name="Tìm trong toàn văn các tin").click()
    assert "toan-van=1" in page.url
    done(page)
    assert int(page.locator("#ket-qua").get_attribute("data-total") or 0) >= MANY
    assert not page.get_by_role("button", name="Tìm trong toàn văn các tin").is_visible()
    assert page.evaluate("document.activeElement.name") == "q"
    assert len(shown(page)) == 10
    more = page.get_by_role("button", name="Xem thêm")
    for count in (20, 30):
        more.click()
        page.wait_for_function(f"document.querySelectorAll('#ket-qua > li').length === {count}")
    more.click()
    more.wait_for(state="hidden")
    assert len(shown(page)) >= MANY


def test_a_shard_that_cannot_be_fetched_is_named(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    reader = Reader(context, site, origin=ORIGIN)
    context.route("**/tu/*.json", lambda route: route.abort())
    assert shown(reader.open("/tim-kiem/?q=xoai&toan-van=1")) == []
    assert "dữ liệu của toàn văn" in reader.page.locator("#so-bai").inner_text()
    context.close()


def test_the_form_in_the_masthead_leads_here_and_the_page_asks_again(reader: Reader) -> None:
    page = reader.open("/")
    page.get_by_role("searchbox").fill("hoa giai")
    page.get_by_role("button", name="Tìm").click()
    assert page.url == f"{ORIGIN}/tim-kiem/?q=hoa+giai"
    assert shown(page) == [TITLES["hoa-giai"]]
    page.get_by_role("searchbox").fill("dượng")
    page.keyboard.press("Enter")
    done(page)
    assert shown(page)[0] == TITLES["duong-dau"]
    page.go_back()
    assert shown(page) == [TITLES["hoa-giai"]]
    assert page.get_by_role("searchbox").input_value() == "hoa giai"


def test_twenty_are_shown_and_then_the_others(reader: Reader) -> None:
    page = reader.open("/tim-kiem/?q=giao+ban+thuong+ky")
    assert len(shown(page)) == 20
    assert page.locator("#ket-qua").get_attribute("data-total") == str(MANY)
    assert page.locator("#so-bai").inner_text() == f"{MANY} bài"
    newest = shown(page)[0]
    page.get_by_role("button", name="Xem thêm").click()
    assert len(shown(page)) == MANY
    assert shown(page)[0] == newest
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == shown(page)[20]
    assert not page.get_by_role("button", name="Xem thêm").is_visible()
    page.reload()
    assert len(shown(page)) == MANY


def test_by_keyboard_one_goes_on_with_the_first_of_the_answers_that_came(reader: Reader) -> None:
    page = reader.open("/tim-kiem/?q=giao+ban+thuong+ky&toan-van=1")
    assert len(shown(page)) == 10
    for before in (10, 20):
        page.get_by_role("button", name="Xem thêm").focus()
        page.keyboard.press("Enter")
        page.wait_for_function(f"document.querySelectorAll('#ket-qua > li').length > {before}")
        page.wait_for_function("document.activeElement.className === 'item__headline'")
        assert page.evaluate("document.activeElement.textContent") == shown(page)[before]
        assert page.get_by_role("button", name="Xem thêm").is_visible()


def test_found_words_are_marked_in_the_lead(ask: Ask, reader: Reader) -> None:
    ask("đường xa")
    assert reader.page.locator("#ket-qua b").all_inner_texts() == ["Đường", "xa"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)>",
        "</ol><script>alert(1)</script>",
        "a" * 10_000,
        "đường " * 2_000,
        '"' * 9_999,
        r".*+?^${}()|[]\ (a+)+$",
        "\u0000\u200b\ufeff\ud7ff",
        "!",
    ],
)
def test_hostile_questions_are_words_like_others(ask: Ask, reader: Reader, hostile: str) -> None:
    ask(hostile)
    assert reader.page.locator("#ket-qua :is(img, script)").count() == 0
    assert reader.page.evaluate(WIDER) <= 0


def test_unknown_filters_find_nothing_and_say_so(ask: Ask, reader: Reader) -> None:
    assert ask("giao", nam="1900") == []
    assert ask("giao", don_vi="<b>") == []
    assert "Không có bài nào" in reader.page.locator("#so-bai").inner_text()


def test_an_empty_question_says_what_can_be_asked_and_fetches_nothing(reader: Reader) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    page = done(reader.open("/tim-kiem/"))
    assert page.get_by_text("Gõ có dấu hay không dấu đều được").is_visible()
    assert not [url for url in asked if url.endswith(".json")]
    done(reader.open("/tim-kiem/?q=giao"))
    years = [url.rpartition("/")[2] for url in asked if url.endswith(".json")]
    assert years == sorted(years, reverse=True)
    assert len(years) == 4


def test_the_examples_lead_to_answers(reader: Reader) -> None:
    links = done(reader.open("/tim-kiem/")).locator(".hints__link")
    asked = {link.inner_text(): link.get_attribute("href") for link in links.all()}
    assert "15/KH-VKSSX" in asked, "the first document that a post of the site cites"
    for address in [asked["15/KH-VKSSX"], asked['"VKSND tỉnh Sông Xanh"']]:
        assert shown(reader.open(str(address))) != []


def test_a_year_that_cannot_be_fetched_is_named(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    reader = Reader(context, site, origin=ORIGIN)
    context.route("**/2023.json", lambda route: route.abort())
    assert shown(reader.open("/tim-kiem/?q=hoa+giai")) == [TITLES["hoa-giai"]]
    assert "năm 2023" in reader.page.locator("#so-bai").inner_text()
    context.close()


def test_without_script_the_page_leads_on(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = Reader(context, site, origin=ORIGIN).open("/tim-kiem/?q=giao")
    assert "tìm theo các danh sách dưới đây" in page.locator("main").inner_text()
    for name in ("Đơn vị", "Văn bản", "Lưu trữ"):
        assert page.locator("main").get_by_role("link", name=name).is_visible()
    assert not page.get_by_label("Năm").is_visible()
    context.close()


@pytest.mark.parametrize("words", ["giao ban", "hoa giai", "zzz", ""])
def test_nothing_on_the_screen_is_pushed_away_by_answers(reader: Reader, words: str) -> None:
    page = done(reader.open(f"/tim-kiem/?{urlencode({'q': words})}"))
    assert page.get_by_text("Có thể xem tin theo:").is_visible()
    assert page.evaluate(SHIFTS) == 0


def test_answers_stand_further_apart_than_their_own_lines(reader: Reader) -> None:
    page = done(reader.open("/tim-kiem/?q=giao+ban"))
    first, second = page.locator("#ket-qua > li").all()[:2]
    above, below = first.bounding_box(), second.bounding_box()
    assert above is not None
    assert below is not None
    assert below["y"] - (above["y"] + above["height"]) >= 16


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_found_words_can_be_read_in_colours_of_the_readers_own(
    browser: Browser, site: Path, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, forced_colors="active")
    page = done(Reader(context, site, origin=ORIGIN).open("/tim-kiem/?q=đường+xa"))
    colour = "node => getComputedStyle(node).color"
    marked = page.locator("#ket-qua b").first
    assert marked.evaluate(colour) == page.locator("#ket-qua .item__summary").first.evaluate(colour)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("words", ["giao ban", "zzz", ""])
def test_answers_are_accessible_and_fit_a_small_screen_and_large_letters(
    browser: Browser, site: Path, scheme: str, words: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme)
    page = done(Reader(context, site, origin=ORIGIN).open(f"/tim-kiem/?{urlencode({'q': words})}"))
    if words:
        page.locator(".answers__summary").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(WIDER) <= 0
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '400%'")
    assert page.evaluate(WIDER) <= 0
    context.close()


def test_the_policy_lets_this_page_alone_run_a_script(site: Path) -> None:
    with_script = [
        page.relative_to(site).as_posix()
        for page in site.rglob("*.html")
        if b"script-src" in page.read_bytes()
    ]
    assert with_script == ["tim-kiem/index.html"]


def test_a_year_names_its_posts_the_newest_first_and_nobody_else(site: Path) -> None:
    index = json.loads((site / "tim-kiem/2022.json").read_bytes())
    assert index["urls"].startswith(f"/tin-hoat-dong/2022/giao-ban-{MANY - 1}.html\n")
    columns = ("urls", "titles", "leads", "units", "authors")
    assert len({index[key].count("\n") for key in columns}) == 1
    assert index["unit_names"] == [["tinh-song-xanh", "VKSND tỉnh Sông Xanh"]]
