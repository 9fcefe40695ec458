"""A page read line by line means what it means to lxml, or is left to that."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from desk.verify.canaries import Canary, Question, What
from desk.verify.facts import Facts
from desk.verify.lines import PageReader
from desk.verify.survey import Examiner
from tests.support.long import examples

SITE = "https://vksnd-mau.example"
PHRASES = ("Một hai ba bốn năm sáu", "VKSND tỉnh mở hội nghị", "2 tin chưa ai được đọc")
PLACES = ("/tin-hoat-dong/2026/nhap",)
EXAMINER = Examiner(
    Question(
        site=SITE,
        canaries=(
            *(Canary(needle=n, what=What.TITLE, whose="x.md") for n in PHRASES),
            *(Canary(needle=n, what=What.ADDRESS, whose="x.md") for n in PLACES),
        ),
    )
)

HEAD = (
    '<meta charset="utf-8">',
    '<meta charset="latin1">',
    "<title>Một &amp; hai</title>",
    "<title>a<b>b</b></title>",
    '<meta name="description" content="Một hai ba bốn">',
    '<meta name="robots" content="noindex">',
    f'<meta property="og:url" content="{SITE}/trang/a.html">',
    '<meta property="og:image" content="/anh/a.jpg">',
    f'<link rel="canonical" href="{SITE}/trang/a.html">',
    '<link rel="canonical" href="/trang/a.html">',
    '<link rel="stylesheet" href="/theme/a.css"><link rel="icon" href="/theme/a.svg">',
    '<meta http-equiv="refresh" content="0; url=/trang/b.html">',
    f'<script type="application/ld+json">{{"a":["{SITE}/trang/c.html", "Một hai"]}}</script>',
    '<script type="application/ld+json">{"a":</script>',
    "<script>x</script>",
    "<p>trong đầu trang</p>",
    f'<meta property="og:image" content="{SITE}/anh/b.jpg">',
    '<meta property="og:image:width" content="640">',
    '<meta property="og:image:width" content="0">',
    '<meta property="og:image:height" content="12 cm">',
    '<meta property="og:image:alt" content="Một hai ba bốn">',
    "",
)
POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self'; "
    "style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'\">"
)
POLICIES = (
    "",
    POLICY,
    POLICY.replace("; form-action 'self'", ""),
    POLICY.replace("; connect-src 'self'", ""),
    POLICY.replace("default-src", "default-src\u00a0"),
    POLICY.replace("base-uri", "script-src 'self'; base-uri"),
    POLICY.replace("img-src", "img-src 'none'; IMG-SRC *; img-src"),
    POLICY.replace("'self'", "&#39;self&#39;"),
    POLICY.replace("-Policy", "-Policy-Report-Only"),
    POLICY.replace("-Policy", "-policy"),
    POLICY.replace("<meta", "<META"),
    f"  {POLICY}",
    f"{POLICY}{POLICY}",
    f"<title>a</title>\n{POLICY}",
    f'<link rel="icon" href="/theme/a.svg">\n{POLICY}',
    f'<meta charset="utf-8">\n{POLICY}',
    f'<meta http-equiv="Content-Security-Policy" content="default-src *">\n{POLICY}',
    f"<noscript>\n{POLICY}\n</noscript>",
    f"<!-- {POLICY} -->",
    POLICY.replace(">", "/>"),
)
SHARED = (
    f'<meta property="og:image" content="{SITE}/anh/a.jpg">',
    '<meta property="og:image:width" content="3">',
    '<meta property="og:image:height" content="4">',
)
"""Without which no page is whole."""
BODY = (
    "<h1>Tin &lt;b&gt; <span>mới</span></h1>",
    '<h1 class="x">Tin</h1>',
    "<h1>Tin",
    "<h1></h1>",
    "<h1>a<h2>b</h2></h1>",
    "<H1>Tin</H1>",
    '<p id="a">',
    "</p>",
    '<p id="b" id="c">x</p>',
    '<a class="skip" href="#a">tới</a>',
    '<a href="#">tới</a>',
    '<a href="/trang/b.html">b</a><a href="/trang/b.html#c">c</a>',
    '<a href="/trang/../trang/b.html">b</a>',
    '<a href="b.html">b</a>',
    '<a href="//khac.example/">b</a>',
    '<a href="https://khac.example/?a=1&amp;b=2">b</a>',
    '<a href="/a?b=1&c">b</a>',
    "<a href='/trang/b.html'>b</a>",
    "<a href=/trang/b.html>b</a>",
    '<a href="/trang/b.html" onclick="x">b</a>',
    '<a title="a>b" href="/trang/b.html">b</a>',
    '<img src="/anh/a.jpg" srcset="/anh/a-480.webp 480w" alt="Một hai ba" width="3" height="2">',
    '<img src="/anh/a.jpg" alt="" width="3">',
    '<img src="#a" alt="" width="3" height="2">',
    '<nav aria-label="Một hai ba bốn">',
    "năm sáu",
    "<b>Một</b> hai",
    "  <p>ba bốn</p>",
    "VKSND&nbsp;tỉnh",
    "mở hội nghị</p>",
    "12",
    "tin chưa ai được đọc",
    "tin chưa ai được",
    "&copy; &eacute;",
    "a & b",
    "a > b",
    "a < b",
    "<!-- x -->",
    "{{ x }}",
    "Vie\u0323\u0302n",
    "\x01",
    "x\r",
    "<svg><a/></svg>",
    "<script>x</script>",
    "<style>p{}</style>",
    '<p style="background:url(/anh/a.jpg)">x</p>',
    "</main></body>",
    "<body>",
    "<head>",
    '<td><table><tr><li><p><time datetime="2026">x</time>',
    "",
)


def page(head: list[str], body: list[str], policy: str = POLICY) -> bytes:
    lines = [
        "<!DOCTYPE html>",
        '<html lang="vi">',
        "<head>",
        *([policy] if policy else ()),
        *head[:2],
        *SHARED,
        *head[2:],
        "</head>",
    ]
    return "\n".join([*lines, '<body class="page">', *body, "</body>", "</html>", ""]).encode()


def in_order(facts: Facts) -> Facts:
    lines = dict(zip(facts.links, facts.lines, strict=True))
    return replace(facts, links=tuple(sorted(lines)), lines=tuple(sorted(lines.items())))


good = (BODY[1], *(line for line in BODY if "Một" in line or "/trang/b.html" in line))


@settings(max_examples=examples(133), deadline=None)
@given(
    st.lists(st.sampled_from(HEAD), max_size=4),
    st.lists(st.sampled_from(BODY), max_size=3).flatmap(
        lambda some: st.permutations([BODY[1], *some])
    ),
)
@example([], [BODY[1], "<b>Một</b> hai", "", "  <p>ba bốn</p>", "năm sáu"])
@example([], [BODY[1], '<nav aria-label="Một hai ba bốn">', "năm sáu"])
@example([HEAD[4]], ["năm sáu", BODY[1]])
def test_line_by_line_or_left_alone(head: list[str], body: list[str]) -> None:
    data = page(head, body)
    wanted = EXAMINER.examine_plainly("trang/a.html", data)

    # Known lines and new ones: the same.
    for reader in (EXAMINER, PageReader(SITE, *EXAMINER.sieves)):
        read = reader.examine if isinstance(reader, Examiner) else reader.read
        found = read("trang/a.html", data)
        assert found is None or in_order(found) == in_order(wanted)


@settings(max_examples=examples(40), deadline=None)
@given(
    st.lists(st.sampled_from(POLICIES), max_size=3).map("\n".join),
    st.sampled_from(("trang/a.html", "tim-kiem/index.html")),
)
def test_a_policy_is_read_as_a_browser_does_or_left_alone(policy: str, path: str) -> None:
    data = page([], [BODY[1]], policy)
    wanted = EXAMINER.examine_plainly(path, data)
    found = PageReader(SITE, *EXAMINER.sieves).read(path, data)
    assert found is None or in_order(found) == in_order(wanted)


def test_the_policy_of_our_pages_is_read_line_by_line() -> None:
    assert PageReader(SITE, *EXAMINER.sieves).read("trang/a.html", page([], [BODY[1]])) is not None


@settings(max_examples=examples(20), deadline=None)
@given(st.lists(st.sampled_from(HEAD[4:9:2]), max_size=1), st.sampled_from(BODY))
def test_what_is_wrong_is_never_read_as_right(head: list[str], line: str) -> None:
    data = page(head, [BODY[1], line])
    wanted = EXAMINER.examine_plainly("trang/a.html", data)

    if wanted.problems or wanted.hits:
        assert PageReader(SITE, *EXAMINER.sieves).read("trang/a.html", data) is None


def test_what_is_nested_very_deep_is_read_too() -> None:
    deep = ["<div>"] * 1000
    link = '<a href="/trang/b.html">b</a>'
    data = page([], [BODY[1], *deep, link, *["</div>"] * 1000])

    assert "trang/b.html" in EXAMINER.examine_plainly("trang/a.html", data).links
    assert EXAMINER.examine("trang/a.html", data).links == ("anh/a.jpg", "trang/b.html")
