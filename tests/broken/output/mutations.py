"""One broken output per check: the good tree of the small newsroom with one thing spoilt, by name.

Each says which file the verifier must name and words of what it must say.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, PngImagePlugin

from tests.support import small_newsroom as small

POST = small.EDITED.replace(".md", ".html")
MOVED = small.MOVED.replace(".md", ".html")
GONE = small.WITHDRAWN.replace(".md", ".html")
MARK = f"{GONE}.410"
PHOTO = "anh/2026/kiem-tra.jpg"
OLD_ADDRESS = "detail/954/Lich-tiep-cong-dan.html"
SHARED = "Default.aspx/index.html"
SEARCH_YEAR = "tim-kiem/2026.json"
POLICY = r'<meta http-equiv="Content-Security-Policy"[^>]*>\n'


@dataclass(frozen=True)
class Tree:
    """An output folder to spoil, and the newsroom it was built from."""

    folder: Path
    root: Path

    def read(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def write(self, path: str, text: str | bytes) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def swap(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text, f"{path} does not contain {old!r}: the mutation changes nothing"
        self.write(path, text.replace(old, new, 1))

    def into_body(self, path: str, html: str) -> None:
        self.swap(path, "</main>", f"{html}</main>")

    def style(self) -> str:
        return next(p.relative_to(self.folder).as_posix() for p in self.folder.glob("theme/*.css"))

    def emblem(self) -> str:
        return next(p.relative_to(self.folder).as_posix() for p in self.folder.glob("theme/*.svg"))

    def pattern(self, path: str, pattern: str, new: str) -> None:
        text, count = re.subn(pattern, new, self.read(path), count=1, flags=re.DOTALL)
        assert count, f"{path} does not match {pattern!r}: the mutation changes nothing"
        self.write(path, text)


@dataclass(frozen=True)
class Mutation:
    """``spoil`` the tree; the verifier must say ``says`` of ``path``."""

    name: str
    path: str
    says: str
    spoil: Callable[[Tree], object]


def _with_exif(tree: Tree) -> None:
    image = Image.open(tree.folder / PHOTO)
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh"
    saved = BytesIO()
    image.save(saved, "JPEG", exif=exif)
    tree.write(PHOTO, saved.getvalue())


def _with_marker(marker: int, body: bytes) -> Callable[[Tree], None]:
    def spoil(tree: Tree) -> None:
        data = (tree.folder / PHOTO).read_bytes()
        segment = bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body
        tree.write(PHOTO, data[:2] + segment + data[2:])

    return spoil


def _webp_with_xmp(tree: Tree) -> None:
    saved = BytesIO()
    Image.open(tree.folder / WEBP).save(saved, "WEBP", xmp=b"<x:xmpmeta/>")
    tree.write(WEBP, saved.getvalue())


WEBP = "anh/2026/kiem-tra-480.webp"


def _png_with_text(tree: Tree) -> None:
    saved = BytesIO()
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", "Phòng 15")
    Image.new("RGB", (32, 32)).save(saved, "PNG", pnginfo=note)
    tree.write("anh/2026/so-do.png", saved.getvalue())
    tree.into_body(POST, '<img src="/anh/2026/so-do.png" alt="" width="32" height="32">')


def _resized(tree: Tree) -> None:
    saved = BytesIO()
    Image.open(tree.folder / PHOTO).resize((300, 200)).save(saved, "JPEG")
    tree.write(PHOTO, saved.getvalue())


def _private_photo_renamed(tree: Tree) -> None:
    source = tree.root / "content/anh/2026/anh-chua-cong-bo.jpg"
    tree.write("anh/2026/hop.jpg", source.read_bytes())
    tree.into_body(POST, '<img src="/anh/2026/hop.jpg" alt="" width="960" height="640">')


def _private_rendition_renamed(tree: Tree) -> None:
    store = tree.root / ".newsroom" / "pictures"
    kept = {p.name: p for p in store.rglob("*.webp")}
    source = next(p for p in store.rglob("480.webp") if p.read_bytes() != _public_480(tree))
    assert kept
    tree.write("anh/2026/hop-480.webp", source.read_bytes())
    tree.into_body(POST, '<img src="/anh/2026/hop-480.webp" alt="" width="480" height="320">')


def _public_480(tree: Tree) -> bytes:
    return (tree.folder / WEBP).read_bytes()


def _reversed_feed(tree: Tree) -> None:
    text = tree.read("tin-hoat-dong/atom.xml")
    head, *entries = re.split(r"(?=\s*<entry>)", text.replace("</feed>", ""))
    tree.write("tin-hoat-dong/atom.xml", head + "".join(reversed(entries)) + "</feed>")


def _too_many_addresses(tree: Tree) -> None:
    many = "".join(f"<url><loc>{small.SITE}/x{n}.html</loc></url>" for n in range(50_001))
    tree.swap("sitemap-chung.xml", "</urlset>", f"{many}</urlset>")


def _jsonld_with_title(tree: Tree) -> None:
    leak = json.dumps({"name": "Lễ công bố Quy chế phối hợp mới ban hành giữa hai ngành"})
    tree.swap(
        POST, "</head>", f'<script type="application/ld+json">{leak}</script></head>'
    )


JS, DATA, MANIFEST = "theme/x.js", "tim-kiem/x.json", "site.webmanifest"


def with_script(text: str) -> Callable[[Tree], None]:
    """The theme's script, on one page, saying ``text``."""

    def spoil(tree: Tree) -> None:
        tree.write(JS, f"'use strict';\n{text}\n")
        tree.swap(POST, "</head>", f'<script src="/{JS}" defer></script></head>')

    return spoil


def with_data(text: str | bytes) -> Callable[[Tree], None]:
    """Data that the theme's script asks for."""

    def spoil(tree: Tree) -> None:
        tree.write(DATA, text)
        with_script(f"fetch('/{DATA}')")(tree)

    return spoil


def with_manifest(text: str) -> Callable[[Tree], None]:
    """A web manifest, named on one page."""

    def spoil(tree: Tree) -> None:
        tree.write(MANIFEST, text)
        tree.swap(POST, "</head>", f'<link rel="manifest" href="/{MANIFEST}"></head>')

    return spoil


ATOM = "tin-hoat-dong/atom.xml"
RSS = "tin-hoat-dong/rss.xml"
DRAFT_TITLE = "Kế hoạch luân chuyển cán bộ quý hai đang được soạn thảo"

MUTATIONS = (
    # one page per post, and only those
    Mutation("a post without its page", MOVED, "thiếu trang của «Lịch tiếp công dân",
             lambda t: (t.folder / MOVED).unlink()),
    Mutation("a page with another title", POST, "không mang tiêu đề",
             lambda t: t.pattern(POST, r"(<h1[^>]*>)[^<]*", r"\1Tiêu đề khác")),
    Mutation("a post hidden from search engines", POST, "chặn máy tìm kiếm",
             lambda t: t.swap(POST, "</head>", '<meta name="robots" content="noindex"></head>')),
    Mutation("a page of no post", "tin-hoat-dong/2026/la.html", "không có bài nào",
             lambda t: t.write("tin-hoat-dong/2026/la.html", t.read(POST))),
    Mutation("no page at a withdrawn post's address", GONE, "thiếu trang báo bài đã gỡ bỏ",
             lambda t: (t.folder / GONE).unlink()),
    Mutation("no mark beside a withdrawn post", MARK, "thiếu tệp đánh dấu bài đã gỡ",
             lambda t: (t.folder / MARK).unlink()),
    Mutation("a mark that says more", MARK, "chỉ được ghi «410 Gone»",
             lambda t: t.write(MARK, "410 Gone: Đăng nhầm\n")),
    Mutation("a living post that is marked as withdrawn", f"{POST}.410", "một bài không bị gỡ",
             lambda t: t.write(f"{POST}.410", "410 Gone\n")),
    Mutation("a withdrawn post that invites search engines", GONE, "thiếu noindex",
             lambda t: t.swap(GONE, '<meta name="robots" content="noindex">', "")),
    Mutation("an old address without its redirect", OLD_ADDRESS, "thiếu trang chuyển hướng",
             lambda t: (t.folder / OLD_ADDRESS).unlink()),
    Mutation("an old address that leads nowhere", OLD_ADDRESS, "không chuyển hướng tới",
             lambda t: t.pattern(OLD_ADDRESS, r'<meta http-equiv="refresh"[^>]*>', "")),
    Mutation("an old address of two posts that shows only one", SHARED, "không dẫn tới",
             lambda t: t.swap(SHARED, f'href="/{POST}"', 'href="/"')),
    Mutation("an old address of two posts that leads to one", SHARED, "phải là trang thường",
             lambda t: t.swap(SHARED, "</head>", f'<meta http-equiv="refresh" content="0; url=/{POST}"></head>')),
    Mutation("an old address of two posts for search engines", SHARED, "phải là trang thường",
             lambda t: t.swap(SHARED, '<meta name="robots" content="noindex">', "")),
    Mutation("no front page", "index.html", "thiếu tệp này",
             lambda t: (t.folder / "index.html").unlink()),
    # what a browser may load, run and send
    Mutation("a page without a policy", POST, "thiếu Content-Security-Policy",
             lambda t: t.pattern(POST, POLICY, "")),
    Mutation("a policy after the stylesheet", POST, "thiếu Content-Security-Policy",
             lambda t: t.pattern(POST, f"({POLICY})(.*)</head>", r"\2\1</head>")),
    Mutation("a policy in the body", POST, "thiếu Content-Security-Policy",
             lambda t: t.pattern(POST, f"({POLICY})(.*<body[^>]*>)", r"\2\1")),
    Mutation("a policy that is only reported", POST, "thiếu Content-Security-Policy",
             lambda t: t.swap(POST, 'Security-Policy"', 'Security-Policy-Report-Only"')),
    Mutation("a policy that lets a post run scripts", POST, "quá mức: script-src 'self'",
             lambda t: t.swap(POST, "base-uri", "script-src 'self'; base-uri")),
    Mutation("a policy with scripts in the page", "tim-kiem/index.html", "quá mức: script-src 'unsafe-inline'",
             lambda t: t.swap("tim-kiem/index.html", "script-src", "script-src 'unsafe-inline'")),
    Mutation("a policy that asks other servers", "tim-kiem/index.html", "quá mức: connect-src https:",
             lambda t: t.swap("tim-kiem/index.html", "connect-src", "connect-src https:")),
    Mutation("a policy that takes pictures from anywhere", POST, "quá mức: img-src *",
             lambda t: t.swap(POST, "img-src 'self'", "IMG-SRC *; img-src 'self'")),
    Mutation("a policy that lets in what it does not name", POST, "quá mức: default-src data:",
             lambda t: t.swap(POST, "default-src 'none'", "default-src data:")),
    Mutation("a policy that lets forms go anywhere", POST, "không ghi form-action",
             lambda t: t.swap(POST, "; form-action 'self'", "")),
    # nothing private
    Mutation("a draft's page", small.DRAFT.replace(".md", ".html"), "lộ địa chỉ",
             lambda t: t.write(small.DRAFT.replace(".md", ".html"), t.read(POST))),
    Mutation("a draft's title in a list", "index.html", "lộ tiêu đề",
             lambda t: t.into_body("index.html", f"<p>{DRAFT_TITLE}</p>")),
    Mutation("a draft's title broken by mark-up and hard spaces", "index.html", "lộ tiêu đề",
             lambda t: t.into_body(
                 "index.html",
                 "<p>" + DRAFT_TITLE.replace("luân", "<b>luân</b>").replace("quý ", "quý\u00a0") + "</p>")),
    Mutation("a draft's title as an alternative text", "index.html", "lộ tiêu đề",
             lambda t: t.pattern("index.html", r'alt="[^"]+"', f'alt="{DRAFT_TITLE}"')),
    Mutation("a scheduled title in JSON-LD escapes", POST, "lộ tiêu đề", _jsonld_with_title),
    Mutation("a sentence of a scheduled post in a feed", ATOM, "lộ câu",
             lambda t: t.swap(ATOM, "<content type=\"html\">",
                              "<content type=\"html\">&lt;p&gt;Sáng mai hai ngành sẽ cùng công bố Quy chế phối hợp")),
    Mutation("a summary of a draft cut short", "index.html", "lộ câu",
             lambda t: t.into_body("index.html", "<p>Bản thảo này nêu dự kiến luân chuyển cán bộ…</p>")),
    Mutation("a withdrawn post's title on its gone page", GONE, "lộ tiêu đề",
             lambda t: t.into_body(GONE, "<p>Thông báo tuyển dụng công chức đã phát hành nhầm bản dự thảo</p>")),
    Mutation("a withdrawn post's text", "trang/gioi-thieu.html", "lộ câu",
             lambda t: t.into_body("trang/gioi-thieu.html",
                                   "<p>Hội đồng tuyển dụng dự kiến nhận hồ sơ từ đầu quý</p>")),
    Mutation("a link to a scheduled post", "index.html", "lộ địa chỉ",
             lambda t: t.into_body("index.html", f'<a href="/{small.SCHEDULED[:-3]}.html">Sắp có</a>')),
    Mutation("a draft's picture by name", "anh/2026/anh-chua-cong-bo-480.webp", "lộ địa chỉ ảnh",
             lambda t: t.write("anh/2026/anh-chua-cong-bo-480.webp", _public_480(t))),
    Mutation("a draft's photo under another name", "anh/2026/hop.jpg", "ảnh này chỉ thuộc",
             _private_photo_renamed),
    Mutation("a draft's rendition under another name", "anh/2026/hop-480.webp", "ảnh này chỉ thuộc",
             _private_rendition_renamed),
    # links
    Mutation("a dangling link", POST, "liên kết hỏng: /khong-co.html",
             lambda t: t.into_body(POST, '<a href="/khong-co.html">x</a>')),
    Mutation("a dangling relative link", POST, "liên kết hỏng: /tin-hoat-dong/2026/khong-co.html",
             lambda t: t.into_body(POST, '<a href="khong-co.html">x</a>')),
    Mutation("a link to a folder without a page", POST, "liên kết hỏng: /anh/",
             lambda t: t.into_body(POST, '<a href="/anh/">x</a>')),
    Mutation("a dangling fragment of this page", POST, "chỗ không có",
             lambda t: t.into_body(POST, '<a href="#khong-co">x</a>')),
    Mutation("a dangling fragment of another page", POST, "chỗ không có",
             lambda t: t.into_body(POST, f'<a href="/{MOVED}#khong-co">x</a>')),
    Mutation("a dangling absolute address", POST, "liên kết hỏng: /khong-co.html",
             lambda t: t.into_body(POST, f'<a href="{small.SITE}/khong-co.html">x</a>')),
    Mutation("a canonical address of another page", POST, "canonical",
             lambda t: t.pattern(POST, r'rel="canonical" href="[^"]*"',
                                 f'rel="canonical" href="{small.SITE}/{MOVED}"')),
    Mutation("no canonical address", POST, "thiếu địa chỉ chính",
             lambda t: t.pattern(POST, r'<link rel="canonical"[^>]*>', "")),
    Mutation("a relative canonical address", POST, "phải là địa chỉ đầy đủ",
             lambda t: t.swap(POST, f'rel="canonical" href="{small.SITE}', 'rel="canonical" href="')),
    Mutation("a srcset of a missing picture", POST, "liên kết hỏng: /anh/khong-co.webp",
             lambda t: t.swap(POST, 'srcset="', 'srcset="/anh/khong-co.webp 300w, ')),
    Mutation("a dangling link in a feed", ATOM, "liên kết hỏng: /khong-co.html",
             lambda t: t.pattern(ATOM, r'(<entry>.*?<link rel="alternate" type="text/html" href=")[^"]*',
                                 rf"\g<1>{small.SITE}/khong-co.html")),
    Mutation("a dangling link in a feed's text", ATOM, "liên kết hỏng: /khong-co.html",
             lambda t: t.swap(ATOM, '<content type="html">',
                              f'<content type="html">&lt;a href="{small.SITE}/khong-co.html"&gt;x&lt;/a&gt;')),
    Mutation("a relative link in a feed's text", ATOM, "phải là địa chỉ đầy đủ",
             lambda t: t.swap(ATOM, '<content type="html">',
                              '<content type="html">&lt;a href="/trang/gioi-thieu.html"&gt;x&lt;/a&gt;')),
    # pictures
    Mutation("a picture without alt", POST, "ảnh thiếu alt",
             lambda t: t.into_body(POST, f'<img src="/{PHOTO}" width="960" height="640">')),
    Mutation("a picture without width", POST, "ảnh thiếu width",
             lambda t: t.into_body(POST, f'<img src="/{PHOTO}" alt="" height="640">')),
    Mutation("a picture of another size", POST, "rộng 300, trang ghi 960", _resized),
    Mutation("a srcset that lies about a width", POST, "trang ghi 999",
             lambda t: t.swap(POST, "480w", "999w")),
    Mutation("a picture with EXIF", PHOTO, "EXIF", _with_exif),
    Mutation("a picture with XMP", PHOTO, "XMP",
             _with_marker(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>")),
    Mutation("a picture with IPTC", PHOTO, "IPTC", _with_marker(0xED, b"Photoshop 3.0\0")),
    Mutation("a picture with a comment", PHOTO, "lời ghi chú", _with_marker(0xFE, b"ghi chu")),
    Mutation("a picture with something behind it", PHOTO, "dữ liệu sau ảnh",
             lambda t: t.write(PHOTO, (t.folder / PHOTO).read_bytes() + b"GPS")),
    Mutation("a picture cut short", PHOTO, "bị cụt",
             lambda t: t.write(PHOTO, (t.folder / PHOTO).read_bytes()[:-900])),
    Mutation("a WebP with XMP", WEBP, "XMP", _webp_with_xmp),
    Mutation("a PNG with text", "anh/2026/so-do.png", "tEXt", _png_with_text),
    Mutation("a file that is no picture", PHOTO, "ảnh hỏng", lambda t: t.write(PHOTO, b"khong phai anh")),
    # the page itself
    Mutation("an id used twice", POST, "đã dùng ở dòng",
             lambda t: t.into_body(POST, '<p id="noi-dung">x</p>')),
    Mutation("two first headings", POST, "đúng một <h1>, đang có 2",
             lambda t: t.into_body(POST, "<h1>Nữa</h1>")),
    Mutation("no first heading", "404.html", "đúng một <h1>, đang có 0",
             lambda t: t.pattern("404.html", r"<h1([^>]*)>(.*?)</h1>", r"<h2\1>\2</h2>")),
    Mutation("no language", POST, "thiếu lang", lambda t: t.swap(POST, '<html lang="vi">', "<html>")),
    Mutation("a script", POST, "có <script>", lambda t: t.into_body(POST, "<script>alert(1)</script>")),
    Mutation("a script of our own", POST, "có <script>",
             lambda t: t.into_body(POST, '<script src="/theme/x.js"></script>')),
    Mutation("a script of our own that is not there", POST, "liên kết hỏng: /theme/x.js",
             lambda t: t.into_body(POST, '<script src="/theme/x.js" defer></script>')),
    Mutation("a script of our own with words in it", POST, "có <script>",
             lambda t: t.into_body(POST, '<script src="/theme/x.js" defer>1</script>')),
    Mutation("a script of our own that is no theme's", POST, "có <script>",
             lambda t: t.into_body(POST, '<script src="/anh/x.js" defer></script>')),
    Mutation("a script from elsewhere", POST, "có <script>",
             lambda t: t.into_body(POST, '<script src="https://cdn.example/theme/x.js" defer></script>')),
    Mutation("a script that names another origin", JS, "dẫn tới nơi khác: https://dem.example/",
             with_script("fetch('https://dem.example/hit')")),
    Mutation("a script that loads without a scheme", JS, "dẫn tới nơi khác: //cdn.example/x.js",
             with_script('load("//cdn.example/x.js")')),
    Mutation("a script that imports another's", JS, "import «preact»", with_script('import h from "preact"')),
    Mutation("a script that imports what is not there", JS, "liên kết hỏng: /theme/y.js",
             with_script('import h from "./y.js"')),
    Mutation("a script that asks for what is not there", JS, "liên kết hỏng: /tim-kiem/chu.json",
             with_script("fetch('/tim-kiem/chu.json?1')")),
    Mutation("a script that makes code of words", JS, "không được dùng eval", with_script("eval (x)")),
    Mutation("a script with a draft's title", JS, "lộ tiêu đề", with_script(f"let t = '{DRAFT_TITLE}'")),
    Mutation("a script with a source map", JS, "sourceMappingURL", with_script("//# sourceMappingURL=x.js.map")),
    Mutation("data that is no JSON", DATA, "JSON hỏng", with_data("{'a': 1}")),
    Mutation("data with what is no number", DATA, "JSON hỏng: NaN", with_data("[NaN]")),
    Mutation("data nested without end", DATA, "JSON hỏng", with_data("[" * 200_000)),
    Mutation("data that says a name twice", DATA, "ghi «a» hai lần", with_data('{"a": 1,\n"a": 2}')),
    Mutation("data from elsewhere", DATA, "dẫn tới nơi khác: https://cdn.example/x",
             with_data('["https://cdn.example/x"]')),
    Mutation("data that leads nowhere", DATA, "liên kết hỏng: /khong-co.html", with_data('{"u": "/khong-co.html"}')),
    Mutation("data with a scheduled title in escapes", DATA, "lộ tiêu đề",
             with_data(json.dumps(["Lễ công bố Quy chế phối hợp mới ban hành giữa hai ngành"]))),
    Mutation("data in another code", DATA, "không phải UTF-8", with_data('["x"]'.encode("utf-16"))),
    Mutation("a manifest without a name", MANIFEST, "thiếu name", with_manifest('{"start_url": "/"}')),
    Mutation("a manifest that is a list", MANIFEST, "phải là một đối tượng", with_manifest('["name"]')),
    Mutation("a manifest that starts elsewhere", MANIFEST, "dẫn tới nơi khác: https://khac.example/",
             with_manifest('{"name": "x", "start_url": "https://khac.example/"}')),
    Mutation("a manifest with an icon that is not there", MANIFEST, "liên kết hỏng: /x.png",
             with_manifest('{"name": "x", "icons": [{"src": "x.png"}]}')),
    Mutation("a script nothing leads to", "theme/la.js", "không trang nào dẫn tới",
             lambda t: t.write("theme/la.js", "1")),
    Mutation("an event handler", POST, "mã chạy trong thuộc tính onclick",
             lambda t: t.into_body(POST, '<p onclick="x()">x</p>')),
    Mutation("an event handler in capitals", POST, "mã chạy trong thuộc tính onerror",
             lambda t: t.into_body(POST, f'<img alt="" width="960" height="640" src="/{PHOTO}"\tONERROR=x>')),
    Mutation("a javascript: address", POST, "không an toàn",
             lambda t: t.into_body(POST, '<a href="javascript:alert(1)">x</a>')),
    Mutation("a javascript: address in disguise", POST, "không an toàn",
             lambda t: t.into_body(POST, '<a href="java&#10;script:alert(1)">x</a>')),
    Mutation("a picture from elsewhere", POST, "lấy tài nguyên từ nơi khác",
             lambda t: t.into_body(POST, '<img src="https://cdn.example/x.png" alt="" width="1" height="1">')),
    Mutation("a stylesheet from elsewhere", POST, "lấy tài nguyên từ nơi khác",
             lambda t: t.swap(POST, "</head>", '<link rel="stylesheet" href="//cdn.example/x.css"></head>')),
    Mutation("a font from elsewhere in the stylesheet", "theme/", "lấy tài nguyên từ nơi khác",
             lambda t: t.write(t.style(), t.read(t.style()) + "@import url(https://cdn.example/f.css);")),
    Mutation("a frame", POST, "thẻ <iframe> không được phép",
             lambda t: t.into_body(POST, '<iframe src="/"></iframe>')),
    Mutation("a script in the emblem", "theme/", "SVG không được chứa <script>",
             lambda t: t.swap(t.emblem(), "</svg>", "<script>1</script></svg>")),
    Mutation("an emblem that loads something", "theme/", "SVG không được dẫn ra ngoài",
             lambda t: t.swap(t.emblem(), "</svg>", '<use href="https://cdn.example/x.svg#a"/></svg>')),
    Mutation("broken JSON-LD", POST, "JSON-LD hỏng",
             lambda t: t.pattern(POST, r'(<script type="application/ld\+json">)', r"\1{")),
    Mutation("a dangling address in JSON-LD", POST, "liên kết hỏng: /khong-co.html",
             lambda t: t.swap(POST, "</head>",
                              f'<script type="application/ld+json">["{small.SITE}/khong-co.html"]</script></head>')),
    Mutation("no picture for where it is shared", POST, "thiếu ảnh chia sẻ",
             lambda t: t.pattern(POST, r'<meta property="og:image" [^>]*>', "")),
    Mutation("a picture without its size", POST, "og:image:width hoặc og:image:height",
             lambda t: t.pattern(POST, r'<meta property="og:image:width" [^>]*>', "")),
    Mutation("a picture with another size", POST, "cao 640, trang ghi 641",
             lambda t: t.swap(POST, 'og:image:height" content="640"', 'og:image:height" content="641"')),
    Mutation("a picture that is not there", GONE, "liên kết hỏng: /theme/",
             lambda t: t.pattern(GONE, r"(/theme/tin-hoat-dong)[^\"]*", r"\1.jpg")),
    # feeds
    Mutation("a feed that is no XML", ATOM, "XML hỏng", lambda t: t.swap(ATOM, "</feed>", "")),
    Mutation("an Atom feed without its own address", ATOM, "rel=self",
             lambda t: t.pattern(ATOM, r'<link rel="self"[^>]*>', "")),
    Mutation("an Atom entry without an id", ATOM, "thiếu <id>",
             lambda t: t.pattern(ATOM, r"(<entry>\s*)<id>[^<]*</id>", r"\1")),
    Mutation("two Atom entries with one id", ATOM, "cùng một mã",
             lambda t: t.pattern(ATOM, r"(<entry>\s*<id>)([^<]*)(</id>.*?<entry>\s*<id>)[^<]*", r"\1\2\3\2")),
    Mutation("an Atom date without an offset", ATOM, "RFC 3339",
             lambda t: t.pattern(ATOM, r"(<entry>.*?<updated>[^<]*)\+07:00", r"\1")),
    Mutation("an Atom feed in the wrong order", ATOM, "mới trước, cũ sau", _reversed_feed),
    Mutation("an RSS item without a guid", RSS, "thiếu <guid>",
             lambda t: t.pattern(RSS, r"<guid[^>]*>[^<]*</guid>", "")),
    Mutation("an RSS date that is none", RSS, "RFC 822",
             lambda t: t.pattern(RSS, r"<pubDate>[^<]*", "<pubDate>hôm qua")),
    # sitemaps and robots
    Mutation("a page in no sitemap", MOVED, "không có trong sơ đồ trang",
             lambda t: t.pattern("sitemap-2026.xml", rf"<url><loc>{small.SITE}/{MOVED}</loc>.*?</url>", "")),
    Mutation("a page in two sitemaps", "sitemap-chung.xml", "đã có trong",
             lambda t: t.swap("sitemap-chung.xml", "</urlset>",
                              f"<url><loc>{small.SITE}/{MOVED}</loc></url></urlset>")),
    Mutation("the gone page in a sitemap", "sitemap-chung.xml", "không dành cho máy tìm kiếm",
             lambda t: t.swap("sitemap-chung.xml", "</urlset>",
                              f"<url><loc>{small.SITE}/{GONE}</loc></url></urlset>")),
    Mutation("a sitemap of another site", "sitemap-chung.xml", "không thuộc trang tin",
             lambda t: t.swap("sitemap-chung.xml", f"<loc>{small.SITE}/", "<loc>https://khac.example/")),
    Mutation("a sitemap left out of the index", "sitemap-2026.xml", "không có trong sitemap.xml",
             lambda t: t.pattern("sitemap.xml", r"<sitemap><loc>[^<]*2026.xml</loc></sitemap>", "")),
    Mutation("a sitemap too long", "sitemap-chung.xml", "tối đa 50000", _too_many_addresses),
    Mutation("a lastmod that is no date", "sitemap-2026.xml", "ngày W3C",
             lambda t: t.pattern("sitemap-2026.xml", r"<lastmod>[^<]*", "<lastmod>20/3/2026")),
    Mutation("robots.txt without the sitemap", "robots.txt", "không chỉ tới sơ đồ trang",
             lambda t: t.pattern("robots.txt", r"Sitemap:.*", "")),
    Mutation("robots.txt that shuts everybody out", "robots.txt", "Disallow",
             lambda t: t.swap("robots.txt", "Allow: /", "Disallow: /")),
    # search
    Mutation("a draft's address in what search knows", SEARCH_YEAR, "kể một tin không được công bố",
             lambda t: t.swap(SEARCH_YEAR, f"/{POST}", f'/{small.DRAFT.replace(".md", ".html")}')),
    Mutation("a withdrawn post in what search knows", SEARCH_YEAR, "kể một tin không được công bố",
             lambda t: t.swap(SEARCH_YEAR, f"/{POST}", f"/{GONE}")),
    Mutation("a draft's title in what search knows", SEARCH_YEAR, "lộ tiêu đề",
             lambda t: t.swap(SEARCH_YEAR, '"titles":"', f'"titles":"{DRAFT_TITLE}\\n')),
    Mutation("a post that search does not know", POST, "trang tìm kiếm không biết tin này",
             lambda t: t.swap(SEARCH_YEAR, f"/{POST}", "/")),
    Mutation("a post that search knows twice", SEARCH_YEAR, "kể hai lần",
             lambda t: (t.write("tim-kiem/2020.json", f'{{"urls":"/{POST}"}}'),
                        t.into_body("tim-kiem/index.html", '<a href="/tim-kiem/2020.json">2020</a>'))),
    Mutation("a post that search knows twice in one year", SEARCH_YEAR, f"kể hai lần: /{POST}",
             lambda t: t.swap(SEARCH_YEAR, f"/{POST}", f"/{POST}\\n/{POST}")),
    Mutation("a year of search that is not there", "tim-kiem/index.html", "liên kết hỏng",
             lambda t: t.swap("tim-kiem/index.html", 'data-files="', 'data-files="/tim-kiem/1999.json ')),
    Mutation("a shard of search that is not there", "tim-kiem/index.html", "liên kết hỏng: /tim-kiem/tu-moi/2.json",
             lambda t: t.swap("tim-kiem/index.html", "/tu-moi/{1..1}.json", "/tu-moi/{1..2}.json")),
    Mutation("a shard that search does not ask for", "tim-kiem/tu-moi/7.json", "không trang nào dẫn tới tệp này",
             lambda t: t.write("tim-kiem/tu-moi/7.json", "{}")),
    Mutation("a draft's title in what search shows of whole texts", "tim-kiem/tu-moi/1.json", "lộ tiêu đề",
             lambda t: t.write("tim-kiem/tu-moi/1.json", f'{{"titles":["{DRAFT_TITLE}"]}}')),
    # leftovers
    Mutation("the stock theme's line", POST, "giao diện mẫu",
             lambda t: t.into_body(POST, "<p>Proudly powered by Pelican</p>")),
    Mutation("a category page of the stock theme", "category/tin.html", "không trang nào dẫn tới tệp này",
             lambda t: t.write("category/tin.html", t.read("404.html"))),
    Mutation("a link to a stock address", POST, "mặc định của Pelican",
             lambda t: t.into_body(POST, '<a href="/tag/x.html">x</a>')),
    Mutation("a picture not put in place", POST, "picture:",
             lambda t: t.into_body(POST, '<img src="picture:anh/2026/x.jpg" alt="" width="1" height="1">')),
    Mutation("a Pelican link not resolved", POST, "{filename}",
             lambda t: t.into_body(POST, '<a href="{filename}x.md">x</a>')),
    Mutation("Jinja braces", POST, "{{", lambda t: t.into_body(POST, "<p>{{ title }}</p>")),
    # files
    Mutation("a file nothing leads to", "trang/la.css", "không trang nào dẫn tới",
             lambda t: t.write("trang/la.css", "p{}")),
    Mutation("a file of an unknown kind", "anh/2026/goc.docx", "loại tệp lạ «goc.docx»",
             lambda t: t.write("anh/2026/goc.docx", b"PK")),
    Mutation("a text of an unknown kind", "ghi-chu.txt", "loại tệp lạ «ghi-chu.txt»",
             lambda t: t.write("ghi-chu.txt", "x")),
    Mutation("a source map", "theme/x.js.map", "loại tệp lạ «x.js.map»",
             lambda t: t.write("theme/x.js.map", "{}")),
    Mutation("an ending in capitals", "anh/2026/ANH.JPG", "loại tệp lạ «ANH.JPG»",
             lambda t: t.write("anh/2026/ANH.JPG", (t.folder / PHOTO).read_bytes())),
    Mutation("a file without an ending", "CNAME", "loại tệp lạ «CNAME»", lambda t: t.write("CNAME", "x")),
    Mutation("a page that is not UTF-8", POST, "không phải UTF-8",
             lambda t: t.write(POST, t.read(POST).encode("utf-16"))),
    Mutation("text in another normal form", POST, "NFC",
             lambda t: t.into_body(POST, "<p>Vie\u0323\u0302n kie\u0302\u0309m sa\u0301t</p>")),
    Mutation("a link out of the output", "trang/khoa.html", "là liên kết hoặc tệp đặc biệt",
             lambda t: (t.folder / "trang/khoa.html").symlink_to("/etc/hostname")),
)
