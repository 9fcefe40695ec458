"""Canaries: what a text that must stay unseen is known by, and what is only an official phrase."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from desk.verify.canaries import FEWEST_WORDS, Sieve, What, canaries, leaks, said_in_public
from desk.verify.facts import Facts, FileKind
from plugins.content import read_newsroom
from plugins.model import Body
from plugins.newsroom import Newsroom
from tests.support import small_newsroom as small
from tests.support.soundness import prove


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    root = small.make(tmp_path_factory.mktemp("canaries"))
    found = read_newsroom(root / "content", small.NOW).newsroom
    assert found is not None
    return found


def test_every_private_text_is_known_by_title_sentence_address_and_pictures(
    newsroom: Newsroom,
) -> None:
    kinds = {c.what for c in canaries(newsroom) if c.whose == small.DRAFT}
    assert kinds == {What.TITLE, What.SENTENCE, What.ADDRESS, What.PICTURE}


def test_a_withdrawn_address_is_no_secret_but_its_words_are(newsroom: Newsroom) -> None:
    kinds = {c.what for c in canaries(newsroom) if c.whose == small.WITHDRAWN}
    assert kinds == {What.TITLE, What.SENTENCE}


def test_a_newsroom_with_nothing_private_has_no_canary(newsroom: Newsroom) -> None:
    public = replace(newsroom, posts=newsroom.published)
    assert canaries(public) == ()


def hit(newsroom: Newsroom, needle: str) -> list[str]:
    facts = Facts(
        path="index.html",
        kind=FileKind.PAGE,
        sha256="",
        size=0,
        hits=(needle,),
        hit_lines=(7,),
    )
    return [str(p) for p in leaks([facts], canaries(newsroom), newsroom)]


def test_what_only_a_draft_says_is_a_leak_at_its_line(newsroom: Newsroom) -> None:
    (said,) = hit(newsroom, "Kế hoạch luân chuyển cán bộ quý hai đang được soạn thảo")
    assert said.startswith("index.html:7: lộ tiêu đề của content/" + small.DRAFT)


def test_a_sentence_that_public_texts_say_too_is_no_leak(tmp_path: Path) -> None:
    root = small.make(tmp_path)
    path = root / "content" / small.DRAFT
    common = "Các Kiểm sát viên báo cáo kết quả và nhận nhiệm vụ của tuần sau."
    path.write_text(path.read_text("utf-8") + f"\n{common}\n", encoding="utf-8")
    newsroom = read_newsroom(root / "content", small.NOW).newsroom
    assert newsroom is not None
    needle = next(c.needle for c in canaries(newsroom) if common.startswith(c.needle))

    assert hit(newsroom, needle) == []


def test_a_units_full_name_in_a_draft_is_no_leak_on_the_units_page(tmp_path: Path) -> None:
    root = small.make(tmp_path)
    path = root / "content" / small.DRAFT
    name = "Viện kiểm sát nhân dân huyện Đông Mẫu"
    path.write_text(path.read_text("utf-8") + f"\n## {name}\n\nNội dung.\n", encoding="utf-8")
    newsroom = read_newsroom(root / "content", small.NOW).newsroom
    assert newsroom is not None
    assert name in {c.needle for c in canaries(newsroom)}

    assert hit(newsroom, name) == []


words = st.text(alphabet="aàb -/", min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.sets(words, min_size=1, max_size=8), st.text(alphabet="aàb -/", max_size=30))
def test_a_sieve_finds_exactly_what_a_plain_search_finds(needles: set[str], text: str) -> None:
    sieve = Sieve(needles)

    found = set(sieve.all_in(text))

    assert found == {n for n in sieve.needles if n in text}
    # A needle left out of the sieve begins with one that is in it.
    for needle in needles:
        if needle in text:
            assert any(needle.startswith(n) for n in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/x/bai-a.html", ["/bai-a"]),
        ("/x/bai-a-2.html", ["/bai-a-2"]),
        ("/x/bai-a-23.html", []),
        ("/x/bai-ab.html", []),
        ('"/bai-a" và /bai-a-2', ["/bai-a", "/bai-a-2"]),
    ],
)
def test_addresses_are_found_whole(text: str, found: list[str]) -> None:
    assert list(Sieve(["/bai-a", "/bai-a-2"], addresses=True).all_in(text)) == found


def spoken_on(page: str) -> Iterator[str]:
    """What stands in each element and each attribute of a page."""
    root = etree.HTML(page.encode(), etree.HTMLParser(encoding="utf-8"))
    for element in root.iter(etree.Element):
        if element.tag == "script":
            continue
        yield from element.itertext()
        yield "".join(element.itertext()) if element.tag in {"dd", "h1"} else ""
        yield from (str(value) for value in element.attrib.values())


def test_whatever_public_pages_say_may_stand_in_a_draft(tmp_path: Path) -> None:
    root = small.make(tmp_path)
    cited = "theo Quyết định số 143/QĐ-VKSTM ngày 05/01/2026 của Viện trưởng."
    small.write(root, "tin-hoat-dong/2026/van-ban.md", small.post("Bài", "2026-03-01 08:00", cited))
    assert prove(root).faults == ()
    pages = [path.read_text("utf-8") for path in (root / "output").rglob("*.html")]
    lines = {" ".join(said.split()) for page in pages for said in spoken_on(page)}
    plain = sorted(line for line in lines if line.count(" ") >= FEWEST_WORDS - 1)
    assert len(plain) > 60
    draft = root / "content" / small.DRAFT
    body = "\n\n".join(re.sub(r"([\\`*_\[\]<>|#~&])", r"\\\1", line) for line in plain)
    draft.write_text(draft.read_text("utf-8") + f"\n{body}\n", "utf-8")
    assert {fault.partition("«")[2] for fault in prove(root).faults} == set()


@pytest.mark.parametrize(
    "address", ["https://khac.vn/le-cong-bo-quy-che-phoi-hop-moi-ban-hanh", f"/{small.DRAFT[:-3]}"]
)
def test_an_address_that_a_public_text_writes_itself_is_no_leak(
    tmp_path: Path, address: str
) -> None:
    root = small.make(tmp_path)
    body = f"Xem `{address}` và {address} nhé."
    small.write(root, "trang/gioi-thieu.md", f'---\ntitle: "Giới thiệu"\n---\n{body}\n')
    assert prove(root).faults == ()


@pytest.mark.parametrize(
    "words",
    ["{{ x }} {% y %} {static}", "Proudly powered by", 'src="picture:x"', f"{small.SITE}/khong-co"],
)
def test_signs_of_a_template_that_a_text_has_itself_are_not_left_over(
    tmp_path: Path, words: str
) -> None:
    root = small.make(tmp_path)
    head = json.dumps(words)
    text = f"---\ntitle: {head}\ndate: 2026-03-01 08:00\nauthor: Việt Hưng\n---\n`{words}` vậy.\n"
    small.write(root, "tin-hoat-dong/2026/ky-hieu.md", text)
    assert prove(root).faults == ()


def test_a_picture_that_a_public_text_uses_too_is_nobodys_secret(tmp_path: Path) -> None:
    root = small.make(tmp_path)
    private = (root / "content/anh/2026/anh-chua-cong-bo.jpg").read_bytes()
    (root / "content/anh/2026/ban-sao.jpg").write_bytes(private)
    body = "![Đoàn kiểm tra làm việc](anh/2026/ban-sao.jpg)"
    small.write(root, "trang/gioi-thieu.md", f'---\ntitle: "Giới thiệu"\n---\n{body}\n')
    assert prove(root).faults == ()


def test_what_the_registry_says_of_a_document_is_public_once_a_public_text_cites_it(
    tmp_path: Path,
) -> None:
    root = small.make(tmp_path)
    entry = '[[document]]\nnumber = "{}/QĐ-VKSTM"\ndate = 2021-05-01\ntitle = "{}"\n'
    about, other = "Về việc phân công trực nghiệp vụ", "Về việc giao nhiệm vụ thanh tra"
    small.write(root, "registry/documents.toml", entry.format(9, about) + entry.format(10, other))
    cited = "Theo Quyết định số 9/QĐ-VKSTM ngày 01/5/2021."
    small.write(root, "tin-hoat-dong/2026/mot.md", small.post("Họp", "2026-03-12 08:00", cited))
    found = read_newsroom(root / "content", small.NOW).newsroom
    assert found is not None
    assert said_in_public({about, other}, found) == {about: "tin-hoat-dong/2026/mot.md"}


def test_a_text_whose_page_holds_the_words_is_asked_before_all_others(tmp_path: Path) -> None:
    root = small.make(tmp_path)
    said = "Lời này chỉ một bài công khai có nói."
    for day in range(1, 9):
        text = small.post(f"Bài ngày {day}", f"2026-03-0{day} 08:00", said if day == 5 else "Tin.")
        small.write(root, f"tin-hoat-dong/2026/bai-{day}.md", text)
    found = read_newsroom(root / "content", small.NOW).newsroom
    assert found is not None
    read: list[str] = []

    def bodies(path: str) -> Body:
        read.append(path)
        return found.bodies(path)

    pages = {"tin-hoat-dong/index.html", "tin-hoat-dong/2026/bai-5.html"}
    watched = replace(found, bodies=bodies)
    assert [*said_in_public({said}, watched, pages=pages)] == [said]
    assert read == ["tin-hoat-dong/2026/bai-5.md"]
