"""Check clean implies verify clean: whatever officers write, what check lets pass is published.

Each example is a newsroom of several random texts. Those that check has errors for
are taken out, one after the other; what is left must build, and verify must have
nothing to say. A fault is looked for text by text, so that one text is named.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desk.verify.markup import check_markup, find_nu
from plugins.posts.markup.tags import TAGS
from tests.support import long
from tests.support import small_newsroom as small
from tests.support.soundness import Proof, lay, project, prove

SPLICES = sorted((Path(__file__).parents[1] / "fixtures" / "splices").iterdir())
TEXTS = 5
"""Random texts a newsroom; some one in three are passed by check."""
PICTURE = "anh/2026/kiem-tra.jpg"
FOLDERS = ("tin-hoat-dong", "thong-bao")
STEADY = {
    "newsroom.toml": 'section = "Tin hoạt động"\n[[sections]]\nname = "Thông báo"\n',
    "thong-bao/2026/lich-truc.md": small.post(
        "Lịch trực của bộ phận tiếp nhận đơn",
        "2026-01-05 09:00",
        "## Buổi sáng\n\nTrực từ tám giờ.\n",
    ),
    "tin-hoat-dong/2026/on-dinh.md": small.post(
        "Bài ổn định để dẫn tới", "2026-01-05 08:00", "## Kết quả\n\nChữ của bài này.\n"
    ),
    "tin-hoat-dong/2026/da-go.md": small.post(
        "Bài đã gỡ bỏ vì nhầm lẫn",
        "2026-01-06 08:00",
        "Câu này nay không ai được đọc nữa đâu.",
        "corrections: [{date: 2026-01-07 08:00, kind: gỡ bỏ, note: Nhầm lẫn.}]",
        "aliases: [/cu/da-go.html]",
    ),
    "trang/gioi-thieu.md": '---\ntitle: "Giới thiệu"\n---\n## Lịch sử\n\nChữ.\n',
}

# Any character; the odd ones more often than they would come.
REFUSED = (
    "\t\n\x0b\x0c\x1f\x7f\x85\xad\u200b\u200f\u2028\u202e\ufeff\ufffe\uffff\ue000\ufdd0"
    "\U0001fffe\U0010ffff"
)
ODD = "\xa0\u0301\u0338\u3000<>&\"'\\`*_[](){}#|!~^$%/:;=-+.0123456789đĐạ"
WORDS = (
    *("VKSND", "huyện", "Đông", "Mẫu", "kiểm", "tra", "nhà", "tạm", "giữ", "ngày", "05/01/2026"),
    *("số", "143/QĐ-VKSTM", "Quyết", "định", "8*8=64", "a)", "1)", "–", "a_b", "{{", "#tin"),
)
# fmt: off
LINKS = (
    "tin-hoat-dong/2026/on-dinh.md", "/tin-hoat-dong/2026/on-dinh.html#muc-ket-qua",
    "../2026/on-dinh#muc-khac", "tin-hoat-dong/2026/da-go.md#muc", "tin-hoat-dong/2026/nhap.md",
    "trang/gioi-thieu.md#muc-lich-su", "/don-vi/dong-mau/", "/don-vi/khong-co/", "/phong/phong-15",
    "thong-bao/2026/lich-truc.md", "/thong-bao/2026/lich-truc.html#muc-buoi-sang", "/thong-bao/",
    "/thong-bao/luu-tru/2026-01.html", "/thong-bao/luu-tru/2019.html", "/thong-bao/2026/khong-co",
    "/tac-gia/viet-hung/#noi-dung", "/tac-gia/khong-ai/", "/van-ban/quyet-dinh/2026.html",
    "/tin-hoat-dong/trang-1.html", "/tin-hoat-dong/luu-tru/2026-01.html", "/cu/da-go.html",
    "/tin-hoat-dong/atom.xml", "/tep/2026/mau.pdf", "/anh/2026/kiem-tra.jpg", "/theme/x.css",
    f"{small.SITE}/don-vi/dong-mau", f"{small.SITE.upper()}/khong-co", f"{small.SITE}#x",
    "https://khac.vn/a?b=c&d=e#f", "https://khac.vn/tag/x/nhap", "//khac.vn/x", "mailto:a@b.vn",
    "tel:0227", "#muc-1", "", " ", "https:// khac.vn", "khac.vn/a b",
)
ATTRIBUTES = (
    "", "", ' start="3"', ' colspan="2"', ' rowspan="9"', ' title="a&quot;b"', ' align="center"',
    ' scope="row"', ' style="x"', ' id="noi-dung"', ' onclick="x"',
    f' src="{PICTURE}" alt="Ảnh họp"',
)
OPENINGS = ("## ", "### ", "# ", "- ", "1. ", "> ", "a) ", "    ", "\t", "+ ", "• ", "---\n")
OLD = ("/cu/a.html", "/cu", "/cu/a/", "/a.html/b", "/x.aspx", "/tag/a/", "/a.html", "/x.aspx?b=1",
       "/X.aspx?b=2", "/x.aspx/c", "/t%E1%BB%A9c%201.htm", "/tức 1.htm?d=4", "/robots.txt/e",
       "/tin-hoat-dong/2026/on-dinh.html/f", "https://vks.example/g;h+i.jsp", "/?k", "/100%25.do")
DAYS = ("2026-01-01 00:00", "2026-02-28 08:00", "2026-03-20 08:00", "2025-12-31 07:30",
        "2026-04-01 07:00")
KINDS = ("đính chính", "cập nhật", "gỡ bỏ")
# fmt: on
CODES = (0, 9, 11, 31, 38, 60, 127, 150, 160, 173, 768, 824, 8232, 55296, 65279, 65535)

anything = st.text(
    st.one_of(st.sampled_from(ODD + REFUSED), st.characters(exclude_categories=["Cs"])), max_size=30
)
lawful = st.text(
    st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["C"])), max_size=30
)
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
said = st.one_of(
    words,
    words,
    st.tuples(words, lawful, words).map(" ".join),
    st.tuples(words, lawful).map("".join),
    lawful,
    # Seldom, for most of it is refused, and with it a whole text.
    st.integers(0, 5).flatmap(lambda n: words if n else anything),
)
links = st.one_of(st.sampled_from(LINKS), st.just("https://khac.vn/tin"), lawful)


@st.composite
def html(draw: st.DrawFn, depth: int = 3) -> str:
    """Tags of an officer's own, nested as they come, now and then never closed."""
    name = draw(st.sampled_from(sorted(TAGS)))
    inside = draw(
        st.lists(st.one_of(said, html(depth - 1) if depth else words), max_size=3).map("".join)
    )
    href = f' href="{draw(links)}"' if name == "a" else ""
    close = f"</{name}>" if draw(st.integers(0, 9)) else ""
    return f"<{name}{href}{draw(st.sampled_from(ATTRIBUTES))}>{inside}{close}"


def note(label: str, text: str) -> str:
    """A note and its mark, beside another that may have the same label."""
    return f"chữ[^{label[:8]}] nữa[^1]\n\n[^{label[:8]}]: {text}\n\n[^1]: ghi"


def table(cells: list[str]) -> str:
    """A table with one row."""
    return f"| {' | '.join(cells)} |\n|{'---|' * len(cells)}\n| x | y |"


references = st.one_of(st.sampled_from(CODES), st.integers(0, 0x110000)).flatmap(
    lambda code: st.sampled_from([f"&#{code};", f"&#x{code:x};"])
)
pieces = st.one_of(
    st.sampled_from([path.read_bytes().decode("utf-8", "replace") for path in SPLICES]),
    said,
    st.tuples(said, references, said).map("".join),
    st.tuples(said, links).map(lambda both: f"[{both[0]}]({both[1]})"),
    st.tuples(said, said).map(lambda both: f'![{both[0]}]({PICTURE} "{both[1]}")'),
    st.tuples(st.sampled_from(OPENINGS), said).map("".join),
    st.builds(note, said, said),
    st.lists(said, min_size=2, max_size=4).map(table),
    html(),
)
bodies = st.lists(
    st.tuples(pieces, st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", " ", ""])).map("".join),
    min_size=1,
    max_size=4,
).map("".join)


@st.composite
def value(draw: st.DrawFn) -> str:
    """A line of front matter's words as YAML: escaped, or as an officer types it."""
    text = draw(said)
    return json.dumps(text, ensure_ascii=draw(st.booleans())) if draw(st.booleans()) else text


@st.composite
def posts(draw: st.DrawFn) -> str:
    """A whole post."""
    lines = [f"title: {draw(value())}", f"date: {draw(st.sampled_from(DAYS))}", "author: Việt Hưng"]
    if draw(st.booleans()):
        lines += [f"photo: {PICTURE}", f"photo_alt: {draw(value())}"]
        lines += [f"photo_caption: {draw(value())}", f"photo_credit: {draw(value())}"]
    kind, words_of_note = draw(st.sampled_from(KINDS)), json.dumps(draw(said))
    optional = {
        "summary": draw(value()),
        "source": draw(value()),
        "department": "Phòng 15",
        "units": "[VKSND huyện Đông Mẫu]",
        "aliases": json.dumps(draw(st.lists(st.sampled_from(OLD), max_size=3))),
        "related": "{pin: [on-dinh], ban: []}",
        "sensitive": "true",
        "status": draw(st.sampled_from(["draft", "published"])),
        "corrections": f"[{{date: 2026-03-20 07:00, kind: {kind}, note: {words_of_note}}}]",
    }
    chosen = draw(st.lists(st.sampled_from(sorted(optional)), max_size=3, unique=True))
    lines += [f"{key}: {optional[key]}" for key in chosen]
    return "\n".join(["---", *lines, "---", draw(bodies), ""])


@st.composite
def newsrooms(draw: st.DrawFn) -> dict[str, str]:
    """Several random posts and a random page, by path."""
    texts = draw(st.lists(posts(), min_size=TEXTS - 1, max_size=TEXTS - 1))
    page = f"---\ntitle: {draw(value())}\n---\n{draw(bodies)}\n"
    return {
        "trang/ngau-nhien.md": page,
        **{f"{FOLDERS[n % 2]}/2026/bai-{n}.md": text for n, text in enumerate(texts)},
    }


def proof_of(root: Path, texts: Mapping[str, str]) -> tuple[Proof, dict[str, str]]:
    """What comes of the newsroom of those ``texts`` that check passes, and which they are."""
    kept = dict(texts)
    while True:
        for folder in (*FOLDERS, "trang"):
            shutil.rmtree(root / "content" / folder, ignore_errors=True)
        lay(root, {**STEADY, **kept})
        proof = prove(root)
        wrong = {problem.path.removeprefix("content/") for problem in proof.errors}
        if not wrong & kept.keys():
            assert not proof.errors, proof.errors
            return proof, kept
        kept = {path: text for path, text in kept.items() if path not in wrong}


def culprits(texts: Mapping[str, str]) -> Iterator[str]:
    """Each of ``texts`` that does it alone, with what it does."""
    for path, text in texts.items():
        with tempfile.TemporaryDirectory() as folder:
            proof, _ = proof_of(project(Path(folder) / "project"), {path: text})
        if proof.faults:
            yield f"{path}:\n{text!r}\n" + "\n".join(proof.faults)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("sound") / "project")


def test_what_check_passes_is_published(root: Path, tmp_path: Path) -> None:
    published = 0

    @given(newsrooms())
    @settings(
        max_examples=long.examples(40, 1000),
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    def holds(texts: dict[str, str]) -> None:
        nonlocal published
        proof, kept = proof_of(root, texts)
        alone = list(culprits(kept)) if proof.faults else []
        assert not proof.faults, "\n".join(alone or [*proof.faults, repr(kept)])
        for path in kept:
            page = root / "output" / path.replace(".md", ".html")
            if page.is_file():
                shutil.copy(page, tmp_path / f"{published}.html")
                published += 1

    holds()
    assert published > long.examples(40, 1000), "too few texts pass check"
    nu = find_nu()
    if nu is not None:
        refused = [p for p in check_markup(nu, tmp_path) if p.severity == "error"]
        assert not refused, "\n".join(
            f"{p}\n{(tmp_path / p.path).read_text('utf-8')}" for p in refused[:5]
        )


@st.composite
def offices(draw: st.DrawFn) -> tuple[str, str, str]:
    """Settings, units and a second section of an agency with names as they come."""
    own = [f"Xem {small.SITE}/trang/gioi-thieu.html", f"Xem {small.SITE}/khong-co", "a@b.vn"]
    lines = draw(st.lists(st.one_of(said, st.sampled_from(own)), max_size=3))
    settings = {
        "SITENAME": draw(said),
        "NEWSROOM_TITLE": draw(st.one_of(st.just(""), said)),
        "NEWSROOM_RESPONSIBLE": draw(said),
        "NEWSROOM_CONTACT": lines,
        "SITEURL": draw(st.sampled_from([small.SITE, f"{small.SITE}/", f" {small.SITE.upper()}"])),
    }
    conf = "".join(f"{key} = {value!r}\n" for key, value in settings.items())
    name, full, place = (json.dumps(draw(said), ensure_ascii=False) for _ in range(3))
    unit = f'\n[[unit]]\nid = "moi"\nname = {name}\nfull = {full}\nplace = {place}\n'
    section = f"[[sections]]\nname = {json.dumps(draw(said), ensure_ascii=False)}\n"
    section += 'folder = "thong-bao"\n'
    return conf, unit + 'level = "huyện"\nparent = "tinh-mau"\n', section


def test_what_check_passes_of_settings_and_registry_is_published(root: Path) -> None:
    confs = {
        name: (root / name).read_text("utf-8") for name in ("pelicanconf.py", "publishconf.py")
    }
    units = root / "content" / "registry" / "units.toml"
    known = units.read_text("utf-8")
    published = 0

    @given(offices())
    @settings(
        max_examples=long.examples(10, 400),
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    def holds(office: tuple[str, str, str]) -> None:
        nonlocal published
        for name, conf in confs.items():
            (root / name).write_text(conf + office[0], "utf-8")
        units.write_text(known + office[1], "utf-8")
        text = small.post("Bài của đơn vị mới", "2026-03-01 08:00", "Chữ.", "units: [moi]")
        own = {"newsroom.toml": office[2], "tin-hoat-dong/2026/bai-0.md": text}
        lay(root, {**STEADY, **own})
        proof = prove(root)
        assert not proof.faults, "\n".join([*proof.faults, *office])
        published += not proof.errors

    try:
        holds()
    finally:
        for name, conf in confs.items():
            (root / name).write_text(conf, "utf-8")
        units.write_text(known, "utf-8")
    assert published > long.examples(2, 50), "too few agencies pass check"
