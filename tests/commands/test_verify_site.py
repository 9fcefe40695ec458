"""``verify --live URL``: a site asked over HTTP, and each way in which it can be wrong, named."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import ssl
import subprocess
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desk.actions.proposal import Proposal
from desk.actions.verify_site import propose_site
from desk.messages import Sentence
from desk.publish.manifest import AddressKind, Manifest, parse
from desk.publish.releases import Releases
from desk.publish.site.connection import AGENT, Limits
from desk.publish.site.crew import Manners
from desk.publish.site.visit import MOST_FAILURES, Visit
from desk.terminal.publish_command import publish
from desk.terminal.verify_command import verify_site
from tests.support import small_newsroom as small
from tests.support.site_server import Sent, SiteServer, served
from tests.support.sites import ROOT, invoke
from tests.support.terminal import foreign
from tests.support.web_servers import certificate

QUICK = Manners(pace=0, pause=0.01, limits=Limits(connect=2, stall=0.3, whole=1))
PAGE = "/tin-hoat-dong/2026/so-ket-cong-tac-tuan-3.html"
FEED = "/tin-hoat-dong/atom.xml"
GONE = f"/{small.WITHDRAWN.replace('.md', '.html')}"
OLD = "/Default.aspx?id=954"
SCRIPT = b'<script src="https://quang-cao.example/x.js"></script>'


def manifest_of(root: Path, number: int = 1) -> Manifest:
    return parse((root / f"public/manifests/{number}.json").read_bytes())


def site_of(root: Path, number: int | None = None) -> SiteServer:
    """Release ``number`` of the newsroom in ``root``, served as it must be."""
    number = number or Releases(folder=root / "public").current() or 0
    addresses = manifest_of(root, number).addresses
    gone = {url for url, one in addresses.items() if one.kind is AddressKind.GONE}
    return SiteServer(root / f"public/releases/{number}", frozenset(gone))


def asked(root: Path, url: str, **options: object) -> tuple[Proposal[Visit], str]:
    """What is proposed, and all its words."""
    proposal = propose_site(root, lambda _: None, url=url, **{"manners": QUICK, **options})
    said = "\n".join(one.text for one in proposal.messages if isinstance(one, Sentence))
    assert foreign(said.replace(SCRIPT.decode(), "").replace(AGENT, "")) == []
    return proposal, said


def faults(proposal: Proposal[Visit]) -> list[tuple[str, str]]:
    assert proposal.plan is not None
    return [(one.url, one.fault.code) for one in proposal.plan.wrongs]


def test_a_good_site_is_asked_for_every_file_politely_and_found_right(published_once: Path) -> None:
    with served(site_of(published_once)) as site:
        proposal, said = asked(published_once, site.address + "/")
    found = proposal.plan
    assert found is not None
    assert (proposal.code, found.wrongs, found.left) == (0, (), 0)
    files = manifest_of(published_once).files
    marks = sum(path.endswith(".410") for path in files)
    assert found.asked == len(files) - marks + 3  # what is beside releases must not be shown
    assert site.agents == {AGENT}
    assert {OLD, GONE, "/", "/anh/2026/" + next(p for p in files if "anh/" in p)[9:]} <= {
        *site.asked
    }
    assert said.startswith(f"Đã hỏi {found.asked} địa chỉ của {site.address} trong 1 giây: đúng")


def test_the_command_prints_records_for_programs_and_sentences_for_people(root: Path) -> None:
    shutil.copy(ROOT / "tasks.py", root)
    with served(site_of(root)) as site:
        good = invoke(root, "verify", "--live", site.address)
        assert (good.returncode, good.stderr) == (0, "")
        assert "đúng bản 1, không có gì sai" in good.stdout
        site.answers[PAGE] = lambda _: Sent(404)
        bad = invoke(root, "verify", "--live", site.address, "--json")
        alone = invoke(root, "verify", "--live")
    assert "Bản 1, độc giả đang xem" in alone.stdout
    assert bad.returncode == 1
    head, wrong = map(json.loads, bad.stdout.splitlines())
    assert head == {"url": site.address, "release": 1, "asked": 80, "left": 0, "wrong": 1}
    assert wrong == {"path": PAGE, "fault": "missing", "message": "không có trên máy chủ (404)"}


BOMB = gzip.compress(b"0" * 90_000_000, 6)


def put_in(sent: Sent) -> Sent:
    return replace(sent, body=sent.body.replace(b"</head>", SCRIPT + b"</head>"))


def put_between_lines(sent: Sent) -> Sent:
    first, *rest = sent.body.split(b"\n")
    return replace(sent, body=b"\n".join([first, SCRIPT, *rest, b"<!-- x -->", b"", b"y"]))


def packed(sent: Sent, data: bytes, how: str = "gzip") -> Sent:
    return replace(sent, body=data, headers={**sent.headers, "Content-Encoding": how})


def typed(kind: str) -> Callable[[Sent], Sent]:
    return lambda sent: replace(sent, headers={"Content-Type": kind})


def other(sent: Sent) -> Sent:
    return replace(sent, body=sent.body.replace("Chiều ngày".encode(), "Sáng ngày".encode(), 1))


@pytest.mark.parametrize(
    ("url", "answer", "code", "words"),
    [
        (PAGE, other, "changed", "nội dung khác bản đã công bố, từ dòng "),
        (PAGE, put_in, "injected", f"«{SCRIPT.decode()}»"),
        (PAGE, put_between_lines, "injected", "bị chèn thêm 68 byte ở dòng 2: «<script"),
        (PAGE, lambda s: replace(s, body=s.body[:-9]), "cut", "bị thiếu phần cuối: có "),
        (PAGE, lambda s: replace(s, body=b"x" * 600_000), "too-long", "không đọc hết"),
        (PAGE, lambda s: packed(s, BOMB), "too-long", "dài hơn hẳn"),
        (PAGE, lambda s: packed(s, b"\x1f\x8bxxxx"), "encoding", "nén hỏng"),
        (PAGE, lambda s: packed(s, gzip.compress(s.body)[:-9]), "encoding", "nén hỏng"),
        (PAGE, lambda s: packed(s, zlib.compress(s.body), "br"), "encoding", "không được hỏi"),
        (PAGE, lambda _: Sent(404), "missing", "không có trên máy chủ (404)"),
        (PAGE, lambda _: Sent(410), "missing", "không có trên máy chủ (410)"),
        (PAGE, lambda _: Sent(403), "refused", "máy chủ không cho xem (403)"),
        (PAGE, lambda _: Sent(418), "status", "máy chủ trả lời 418, phải là 200"),
        (PAGE, lambda _: Sent(500), "server-error", "máy chủ báo lỗi (500)"),
        (PAGE, lambda s: replace(s, slowly=0.02), "unanswered", "quá lâu không trả lời"),
        (PAGE, lambda s: replace(s, slowly=0.5), "unanswered", "quá lâu không trả lời"),
        (PAGE, lambda s: replace(s, hangs_up=True), "unanswered", "không trả lời: "),
        (
            *(PAGE, lambda _: Sent(302, b"", {"Location": "https://khac.example/"})),
            *("redirected", "bị chuyển sang https://khac.example/"),
        ),
        (PAGE, lambda _: Sent(301, b"", {"Location": "/"}), "redirected", "bị chuyển sang /"),
        (PAGE, typed("text/plain; charset=utf-8"), "type", "phải là text/html"),
        (PAGE, typed("text/html; charset=windows-1258"), "type", "phải là chữ UTF-8"),
        (FEED, typed("text/html"), "type", "phải là application/atom+xml"),
        (FEED, lambda s: replace(s, headers={}), "type", "không nói loại gì, phải là"),
        (OLD, lambda _: Sent(404), "redirect-missing", "địa chỉ cũ không còn dẫn tới bài (404)"),
        (
            GONE,
            lambda s: replace(s, status=200),
            "gone-status",
            "phải trả lời 410, nay trả lời 200",
        ),
        (GONE, lambda _: Sent(404), "gone-status", "phải trả lời 410, nay trả lời 404"),
        (GONE, put_in, "injected", "bị chèn thêm"),
        ("/history.jsonl", lambda _: Sent(200, b"{}"), "exposed", "tệp nội bộ"),
    ],
)
def test_each_thing_that_is_wrong_with_an_address_is_named(
    published_once: Path, url: str, answer: Callable[[Sent], Sent], code: str, words: str
) -> None:
    with served(site_of(published_once)) as site:
        site.answers[url] = answer
        proposal, said = asked(published_once, site.address)
    assert (proposal.code, faults(proposal)) == (1, [(url, code)])
    assert words in said
    assert "không đúng bản 1." in said


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        (FEED, typed("text/xml; charset=UTF-8")),
        (PAGE, typed("TEXT/HTML")),
        (PAGE, lambda s: replace(s, headers={**s.headers, "Content-Length": str(len(s.body))})),
        (PAGE, lambda s: replace(s, headers={**s.headers, "Connection": "close"})),
        ("/don-vi/", lambda _: Sent(301, b"", {"Location": "/don-vi/index.html"})),
        (OLD, lambda _: Sent(308, b"", {"Location": "/Default.aspx/?id=954"})),
        ("/history.jsonl", lambda _: Sent(403)),
    ],
)
def test_what_a_server_may_do_otherwise_is_no_fault(
    published_once: Path, url: str, answer: Callable[[Sent], Sent]
) -> None:
    with served(site_of(published_once)) as site:
        site.answers[url] = answer
        proposal, _ = asked(published_once, site.address)
    assert faults(proposal) == []


def test_a_busy_server_is_left_alone_for_a_while_and_asked_again(published_once: Path) -> None:
    busy = iter([503, 429])

    def answer(sent: Sent) -> Sent:
        status = next(busy, 200)
        return sent if status == 200 else Sent(status, b"", {"Retry-After": "0"})

    with served(site_of(published_once)) as site:
        site.answers[PAGE] = answer
        proposal, _ = asked(published_once, site.address)
    assert faults(proposal) == []
    assert site.asked.count(PAGE) == 3


def test_a_site_without_404_is_told_once_and_its_pages_are_still_compared(
    published_once: Path,
) -> None:
    with served(site_of(published_once)) as site:
        front = (site.folder / "index.html").read_bytes()
        page = {"Content-Type": "text/html"}
        site.every = lambda s: Sent(200, front, page) if s.status == 404 else s
        site.answers[PAGE] = lambda _: Sent(404)
        proposal, said = asked(published_once, site.address)
    assert [code for _, code in faults(proposal)] == ["missing", "no-404"]
    assert "không trả lời 404, mà là 200" in said


def test_a_404_page_of_the_servers_own_is_told(published_once: Path) -> None:
    with served(site_of(published_once)) as site:
        site.every = lambda s: Sent(404, b"nginx") if s.status == 404 else s
        proposal, _ = asked(published_once, site.address)
    assert [code for _, code in faults(proposal)] == ["404-page"]


def test_another_release_that_is_kept_is_one_sentence(published_twice: Path) -> None:
    with served(site_of(published_twice, 1)) as site:
        proposal, said = asked(published_twice, site.address)
    assert (proposal.code, faults(proposal)) == (1, [("/", "release")])
    assert "máy chủ đang cho xem bản khác: bản 1, không phải bản 2" in said


def test_one_page_of_another_release_is_named_with_it(published_twice: Path) -> None:
    url = f"/{small.EDITED.replace('.md', '.html')}"
    with served(site_of(published_twice)) as site:
        old = (published_twice / f"public/releases/1{url}").read_bytes()
        site.answers[url] = lambda sent: replace(sent, body=old)
        proposal, said = asked(published_twice, site.address)
    assert faults(proposal) == [(url, "old")]
    assert f"{url}: còn là nội dung của bản 1" in said


def test_files_of_another_release_that_this_one_lacks_must_not_be_there(
    published_twice: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(published_twice / "public/releases/1", folder)
    for path in manifest_of(published_twice, 2).files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).unlink(missing_ok=True)
        shutil.copy(published_twice / "public/releases/2" / path, folder / path)
    lacking = sorted(
        manifest_of(published_twice, 1).files.keys() - manifest_of(published_twice, 2).files.keys()
    )
    assert lacking
    with served(replace(site_of(published_twice), folder=folder)) as site:
        site.answers[f"/{lacking[-1]}"] = lambda sent: replace(sent, body=b"other")
        proposal, _ = asked(published_twice, site.address)
    expected = [(f"/{lacking[-1]}", "foreign"), *[(f"/{one}", "left-over") for one in lacking[:-1]]]
    assert faults(proposal) == expected


def test_a_withdrawn_post_that_can_still_be_read_is_told_first(
    published_once: Path, tmp_path: Path
) -> None:
    root = tmp_path / "newsroom"
    subprocess.run(["cp", "-a", str(published_once), str(root)], check=True)
    post = root / "content" / small.EDITED
    was = post.read_text("utf-8")
    url = f"/{small.EDITED.replace('.md', '.html')}"
    note = 'corrections:\n- {date: 2026-03-19 09:00, kind: gỡ bỏ, note: "Đăng nhầm."}\n---\n'
    post.write_text(was.replace("\n---\n", f"\n{note}", 1), "utf-8")
    text = (root / "content/tin-hoat-dong/2026").glob("*.md")
    for one in text:
        if one != post and small.EDITED in one.read_text("utf-8"):
            one.write_text(one.read_text("utf-8").replace(small.EDITED, ""), "utf-8")
    assert publish(root, now=small.NOW, yes=True) in {0, 3}
    assert manifest_of(root, 2).addresses[url].kind is AddressKind.GONE
    with served(site_of(root)) as site:
        body = (root / f"public/releases/1{url}").read_bytes()
        site.answers[url] = lambda sent: replace(sent, status=200, body=body)
        site.answers[PAGE] = put_in
        proposal, said = asked(root, site.address)
    assert faults(proposal) == [(url, "withdrawn-shown"), (PAGE, "injected")]
    assert "bài đã gỡ mà độc giả vẫn đọc được" in said


def test_another_site_is_recognised_after_a_few_questions(
    published_once: Path, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("<title>Báo  khác &amp; bạn</title>", "utf-8")
    with served(SiteServer(tmp_path)) as site:
        site.every = lambda s: replace(s, status=200, body=s.body or b"?")
        proposal, said = asked(published_once, site.address)
        assert faults(proposal) == [("/", "site")]
        assert "trang ở đó là «Báo khác & bạn»" in said
        site.every = None
        proposal, said = asked(published_once, site.address)
        assert "máy chủ trả lời, nhưng không có trang nào" not in said
        (tmp_path / "index.html").unlink()
        proposal, said = asked(published_once, site.address)
    assert faults(proposal) == [("/", "site")]
    assert "máy chủ trả lời, nhưng không có trang nào (đã hỏi thử" in said
    assert len(site.asked) < 150


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [(502, "server-error", "máy chủ báo lỗi (502)"), (401, "refused", "không cho xem (401)")],
)
def test_a_server_that_answers_nothing_of_all_is_one_sentence(
    published_once: Path, status: int, code: str, words: str
) -> None:
    with served(site_of(published_once)) as site:
        site.every = lambda _: Sent(status)
        proposal, said = asked(published_once, site.address)
    assert faults(proposal) == [("/", code)]
    assert words in said


def test_a_server_that_stops_answering_is_asked_no_more(published_once: Path) -> None:
    with served(site_of(published_once)) as site:
        left = iter(range(40))
        site.every = lambda s: s if next(left, None) is not None else replace(s, hangs_up=True)
        proposal, said = asked(published_once, site.address)
    found = proposal.plan
    assert found is not None
    assert proposal.code == 1
    assert MOST_FAILURES <= len(found.wrongs) < 2 * MOST_FAILURES
    assert found.left > 0
    assert f"Chưa hỏi {found.left} địa chỉ: máy chủ thôi trả lời." in said


def test_one_visit_has_its_time_and_says_what_it_left(published_once: Path) -> None:
    with served(site_of(published_once)) as site:
        proposal, said = asked(published_once, site.address, manners=replace(QUICK, seconds=0))
    assert proposal.code == 1
    assert "tới đó chưa thấy gì sai. Chưa hỏi" in said
    assert "đã hết 0 phút dành cho một lần soát" in said


def test_a_sample_asks_for_some_and_says_how_many_it_left(published_once: Path) -> None:
    with served(site_of(published_once)) as site:
        proposal, said = asked(published_once, site.address, sample=50)
        asked(published_once, site.address, sample=50)
    assert proposal.code == 0
    assert said.endswith("không có gì sai. Chưa hỏi 30 địa chỉ.")
    assert GONE in site.asked
    assert len(set(site.asked)) - 2 > 50  # another sample each time


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://khong-co.invalid", "tên miền khong-co.invalid"),
        ("http://127.0.0.1:9", "127.0.0.1:9 không nhận kết nối"),
        ("vksnd.example/tin", "chỉ ghi https://vksnd.example"),
        ("ftp://vksnd.example", "không phải địa chỉ trang web"),
        ("https://a b", "không phải địa chỉ trang web"),
        ("http://user@vksnd.example", "không phải địa chỉ trang web"),
        ("http://vksnd.example:0", "không phải địa chỉ trang web"),
        ("http://[::1", "không phải địa chỉ trang web"),
    ],
)
def test_what_cannot_be_reached_or_is_no_address_is_one_sentence(
    published_once: Path, url: str, words: str
) -> None:
    proposal, said = asked(published_once, url)
    assert proposal.code in {1, 2}
    assert words in said


def test_a_site_that_leads_elsewhere_is_not_followed(published_once: Path) -> None:
    with served(site_of(published_once)) as site:
        site.answers["/"] = lambda _: Sent(301, b"", {"Location": "https://vksnd-mau.example/"})
        proposal, said = asked(published_once, site.address)
    assert faults(proposal) == [("/", "redirected")]
    assert "bị chuyển sang https://vksnd-mau.example/: hãy soát lại với địa chỉ ấy" in said


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate that nobody but a test believes."""
    made = certificate(tmp_path_factory.mktemp("tls"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.file, made.key)
    return made.file, context


def test_a_certificate_is_believed_as_browsers_do(
    published_once: Path,
    certified: tuple[Path, ssl.SSLContext],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cert, context = certified
    with served(site_of(published_once), context) as site:
        proposal, said = asked(published_once, site.address)
        assert faults(proposal) == [("/", "unreachable")]
        assert "chứng chỉ của 127.0.0.1 do máy chủ tự ký, trình duyệt không tin" in said
        monkeypatch.setitem(os.environ, "SSL_CERT_FILE", str(cert))
        proposal, _ = asked(published_once, site.address)
        assert faults(proposal) == []
    with served(replace(site_of(published_once), host="127.0.0.2"), context) as site:
        _, said = asked(published_once, site.address)
        assert "chứng chỉ của 127.0.0.2 là của địa chỉ khác" in said
    with served(site_of(published_once)) as site:
        proposal, said = asked(published_once, site.address.replace("http:", "https:"))
        assert "không nói được https" in said


def test_a_release_shown_meanwhile_is_said(root: Path) -> None:
    edited = root / "content" / small.EDITED

    def meanwhile(sent: Sent) -> Sent:
        if not (root / "public/releases/2").exists():
            text = edited.read_text("utf-8").replace("hai ngày", "ba ngày")
            edited.write_text(text, "utf-8")
            assert publish(root, now=small.NOW, yes=True) == 0
        return sent

    slow = replace(QUICK, limits=Limits(connect=2, stall=60, whole=60), workers=1)
    with served(site_of(root)) as site:
        site.answers[PAGE] = meanwhile
        proposal, said = asked(root, site.address, manners=slow)
    assert proposal.code == 1
    assert "độc giả đã được cho xem bản khác bản 1: hãy soát lại" in said


def test_nothing_published_is_nothing_to_compare_with(tmp_path: Path) -> None:
    root = small.make(tmp_path)
    (root / "public").mkdir()
    proposal, said = asked(root, "http://127.0.0.1:9")
    assert proposal.code == 1
    assert "Chưa công bố bản nào" in said
    assert verify_site(root, url="http://127.0.0.1:9", sample=-1) == 2
