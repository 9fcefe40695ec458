"""No file that holds a word is ruled out by its imprint, whatever stands between its letters."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.verify.canaries import Question
from desk.verify.html import examine_html
from desk.verify.imprints import Suspicion, imprint
from desk.verify.survey import Examiner
from plugins.vietnamese import nfc, squeeze
from tests.properties.test_verify_lines import BODY, HEAD, SITE, page
from tests.support.long import examples

READER = Examiner(Question(site=SITE), imprints=True)
_ADDRESS = re.compile(r"/[a-z0-9\-/.]*[a-z0-9\-]")
MORE = (
    "<p>Viện kiểm sát nhân dân tỉnh <b>họp</b> giao ban quý&nbsp;I tại trụ sở</p>",
    '<p class="một hai ba bốn năm sáu">Ngày 3/4/2026,\u2003VKSND huyện  kháng nghị</p>',
    '<p class="/tin-hoat-dong/2026/nhap-mot.html">«a &lt; b»</p>',
    '<a href="/trang/b.html?ve=/tin-hoat-dong/2026/nhap-hai.html">b</a>',
    '<a href="https://khac.example/?u=/tin-hoat-dong/2026/nhap-ba.html">b</a>',
    "<p>xem /tin-hoat-dong/2026/nhap-bon.html</p>",
)


def falls_on(needle: str, *imprints: bytes) -> list[int]:
    """Places of the files that may hold ``needle``."""
    found = Suspicion([needle]).falls_on(b"".join(imprints), [*map(len, imprints)])
    return sorted({place for _, place in found})


@settings(max_examples=examples(133), deadline=None)
@given(
    st.lists(st.sampled_from(HEAD), max_size=3),
    st.lists(st.sampled_from((*BODY, *MORE)), max_size=5).flatmap(
        lambda some: st.permutations([BODY[1], *some])
    ),
    st.data(),
)
def test_what_a_page_says_or_is_written_in_it_is_never_ruled_out(
    head: list[str], body: list[str], data: st.DataObject
) -> None:
    text = page(head, body)
    facts = READER.examine("trang/a.html", text)
    said, written = examine_html("trang/a.html", text, SITE)[1], text.decode()
    # No phrase has a quotation mark as mark-up does: in a text it is written as an entity.
    source = data.draw(st.sampled_from([said, *re.split('[\n"]', written)]).filter(bool))
    start = data.draw(st.integers(0, len(source) - 1))
    needle = source[start : data.draw(st.integers(start + 1, len(source)))]
    if squeeze(needle) == needle:  # as every phrase that is looked for
        assert falls_on(needle, b"", facts.imprint)[-1:] == [1]

    # An address is written in a page, or it is one to which the page leads.
    addresses = _ADDRESS.findall(written)
    for address in addresses and [data.draw(st.sampled_from(addresses))]:
        leads = any(address in f"/{link}" for link in facts.links)
        assert leads or falls_on(address, facts.imprint)


@settings(max_examples=examples(66), deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4), st.data())
def test_what_is_in_any_text_is_never_ruled_out(texts: list[str], data: st.DataObject) -> None:
    made = imprint(map(nfc, texts))
    for text in filter(None, map(squeeze, texts)):
        start = data.draw(st.integers(0, len(text) - 1))
        needle = squeeze(text[start : start + data.draw(st.integers(1, 60))])
        if needle and needle in text:
            assert falls_on(needle, made) == [0]


def test_hardly_any_other_page_is_suspected() -> None:
    others = [imprint([f"Viện kiểm sát huyện họp lần thứ {n} về giao ban."]) for n in range(3000)]
    needle = "Viện kiểm sát huyện họp lần thứ 77 về giao ban"

    assert falls_on(needle, *others) == [77]
    assert falls_on("Chưa ai được đọc những lời này", *others) == []


def test_an_imprint_holds_no_words() -> None:
    text = "Một bài phải mất hẳn, không còn chữ nào."
    made = imprint([text])
    assert len(made) <= len(text.encode()) / 4 + 2
    assert not any(word.encode() in made for word in text.split() if len(word) > 3)
