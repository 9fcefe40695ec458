"""Các lệnh của tòa soạn. Xem từng lệnh: invoke --help <lệnh>, ví dụ invoke --help publish."""

import contextlib
import gc
import os
import shlex
import sys
from importlib import import_module
from pathlib import Path

from invoke import Context, task

# invoke asks Python to keep nothing compiled: each command would compile all of ours again.
sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))

from desk.terminal.command_help import or_help  # noqa: E402
from desk.terminal.import_task import ImportTask  # noqa: E402
from desk.terminal.inspect_task import InspectTask  # noqa: E402
from desk.terminal.program import take_over  # noqa: E402
from desk.terminal.start_options import START_OPTIONS  # noqa: E402
from plugins.streams import speak_utf8  # noqa: E402 - see above

ROOT = Path(__file__).resolve().parent

take_over(ROOT)

NOW = 'Đồng hồ mà lệnh tin theo, ví dụ "2031-05-01 08:00" (giờ Việt Nam); trống: giờ hiện tại.'


def _run(command: str, *, collected: bool = True, reads: bool = True, **options: object) -> None:
    """Call ``module:function`` with the project's folder; leave with the exit code it returns.

    ``reads``: it reads the content, which must be where it is said to be.
    Loaded only now, so that the list of commands is instant and a missing
    library stops one command in words instead of all of them with a traceback.
    Not ``collected``: what the command makes of an archive lives until it ends,
    each search for garbage would go through all of it, and so would freeing it.
    """
    if not collected:
        gc.disable()
    speak_utf8()
    console = import_module("desk.terminal.console")
    module, function = command.split(":")
    if said := import_module("desk.publish.unattended").first_words(ROOT):
        console.warn(said)
    with console.officer_errors(ROOT, reads=reads):
        code = getattr(import_module(module), function)(ROOT, **options)
    if not collected:
        with contextlib.suppress(OSError):  # nobody listens: Python will say so
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    raise SystemExit(code)


def _output(written: str) -> Path:
    """The folder named on the command line, from where the officer stands; else ``output``."""
    return Path(written).resolve() if written else ROOT / "output"


def _believe(now: str) -> None:
    """Make this command, and every process it starts, believe the clock of ``--now``."""
    now = now or os.environ.get("NEWSROOM_NOW", "")
    if now:
        moment, said = import_module("plugins.clock").parse_moment(now)
        if moment is None:
            sys.exit(f"Không hiểu thời điểm: {said}")
        if said:
            sys.stderr.write(f"--now: {said}.\n")
        now = moment.isoformat(" ")
    os.environ["NEWSROOM_NOW"] = now


# fmt: off
@task(help=START_OPTIONS, auto_shortflags=False)
def start(
    _c: Context, answers="", print_answers=False, dry_run=False, yes=False, name="", kind="",
    section="", url="", address="", phone="", email="", responsible="", units="", departments="",
    authors="", colour="", emblem="", target="",
) -> None:
    """Lập tòa soạn của cơ quan mình: hỏi từng điều, hoặc đọc một tệp trả lời."""
    del _c
    _run("desk.terminal.start_command:start", reads=False, **locals())
# fmt: on


@task(
    help={
        "title": "Tiêu đề bài; trống: lệnh sẽ hỏi.",
        "author": "Tác giả, như ký dưới bài.",
        "department": 'Phòng, ví dụ "Phòng 15".',
        "unit": "Đơn vị bài nói tới; nhiều đơn vị cách nhau bằng dấu phẩy.",
        "date": 'Ngày giờ đăng, ví dụ "2026-03-15 08:00"; trống: lệnh sẽ hỏi, hoặc ghi khi đăng.',
        "photo": "Tệp ảnh của bài.",
        "section": "Chuyên mục, tên hoặc thư mục; không ghi: chuyên mục chính, hoặc lệnh sẽ hỏi.",
    }
)
def new(
    _c: Context, title="", author="", department="", unit="", date="", photo="", section=""
) -> None:
    """Tạo một bài mới, phần đầu bài đã điền sẵn."""
    about = {"title": title, "author": author, "department": department, "unit": unit}
    _run("desk.terminal.new_command:new", **about, date=date, photo=photo, section=section)


@task(
    name="import",
    klass=ImportTask,
    help={
        "source": "Tệp Word (.docx), trang của cổng cũ, thư mục, tệp nén .zip; ghi được nhiều.",
        "dry-run": "Chỉ cho xem sẽ nhập gì, không ghi.",
        "publish": "Bài không có chỗ nào chưa chắc thì đăng được ngay, không để bản nháp.",
        "force": "Thay bài đã nhập mà khác bản gốc; bản đang có được giữ ở .newsroom/ban-cu.",
        "draft": "Nhập thành bản nháp (không ghi cũng vậy).",
        "date": 'Ngày giờ của một bài không ghi ngày, ví dụ "2021-03-15 08:19".',
        "section": "Chuyên mục nhận bài; không ghi: chuyên mục cùng tên ở cổng cũ, hoặc chính.",
        "since": 'Chỉ nhập bài từ ngày này, ví dụ "2015-01-01".',
        "until": "Chỉ nhập bài tới hết ngày này.",
        "only": "Chỉ nhập bài của chuyên mục này (tên ở cổng cũ hoặc ở đây).",
        "accept": "Nhận mọi bản nháp không có chỗ nào chưa chắc của một lần nhập (tên ở báo cáo).",
        "again": "Đọc lại các tệp gốc đã giữ bằng phần mềm hôm nay, chỉ cho xem chỗ nào khác.",
        "by": "Người trả lời chung về thông tin cá nhân trong các bài được đăng.",
        "why": 'Lý do chung, ví dụ "đã đăng công khai trên cổng cũ".',
        "json": "Chỉ in kết quả cho chương trình khác đọc: mỗi bài một dòng JSON.",
    },
    iterable=["source"],
    positional=[],
)
def import_(
    _c: Context,
    source,
    dry_run=False,
    publish=False,
    force=False,
    draft=False,
    date="",
    section="",
    since="",
    until="",
    only="",
    accept="",
    again=False,
    by="",
    why="",
    json=False,
) -> None:
    """Nhập bài từ tệp Word hoặc từ cổng cũ: một tệp, thư mục, hay cả kho .zip."""
    if accept:
        _run("desk.terminal.import_command:accept", name=accept, by=by, why=why)
    if again:
        _run("desk.terminal.import_command:again", posts=source, json=json)
    how = {"publish": publish, "force": force, "draft": draft, "date": date, "section": section}
    chosen = {"since": since, "until": until, "only": only, "by": by, "why": why}
    target = "desk.terminal.import_command:import_file"
    _run(target, source=source, dry_run=dry_run, json=json, **how, **chosen)


@task(
    help={
        "fix": "Tự sửa những chỗ chỉ có một cách sửa đúng.",
        "json": "Chỉ in kết quả cho chương trình khác đọc: mỗi dòng một đối tượng JSON.",
        "answer": "Trả lời về thông tin cá nhân trong các bài chưa đăng, hoặc của một bài.",
        "by": "Người trả lời, cùng với --answer <bài> và --why.",
        "why": "Lý do được nêu thông tin ấy, cùng với --answer <bài> và --by.",
        "now": NOW,
    },
    optional=["answer"],
)
def check(_c: Context, fix=False, json=False, answer=None, by="", why="", now="") -> None:
    """Kiểm tra mọi bài viết; không dựng, không công bố gì."""
    _believe(now)
    if answer is None:
        _run("desk.terminal.check_command:check", collected=False, fix=fix, json=json)
    else:
        post = answer if isinstance(answer, str) else ""
        _run("desk.terminal.answer_command:answer", post=post, by=by, why=why)


@task(
    help={
        "port": "Cổng trên máy này; bận thì lấy cổng kế tiếp.",
        "open": "Mở luôn trình duyệt.",
        "now": NOW,
    }
)
def serve(_c: Context, port=8000, open=False, now="") -> None:  # noqa: A002 - the option's name
    """Xem trước trên máy này; lưu bài là trang tự cập nhật. Ctrl-C để dừng."""
    if not 0 < port < 65536:  # noqa: PLR2004 - all the ports there are
        sys.exit(f"Không có cổng {port}: cổng là số từ 1 đến 65535. Viết: invoke serve --port 8000")
    _believe(now)
    _run("desk.terminal.serve_command:serve", port=port, open=open)


@task(
    help={
        "output": "Thư mục nhận trang đã dựng; trống: output/.",
        "conf": "Tệp thiết lập: pelicanconf.py hoặc publishconf.py.",
        "explain": "Nói rõ vì sao mỗi trang được dựng lại.",
        "verbose": "Cho xem mỗi bước mất bao lâu.",
        "now": NOW,
    }
)
def build(
    _c: Context, output="", conf="pelicanconf.py", explain=False, verbose=False, now=""
) -> None:
    """Dựng các trang vào output/; có lỗi thì không dựng gì."""
    _believe(now)
    _run(
        "desk.terminal.build_command:build",
        collected=False,
        output=_output(output),
        conf=conf,
        explain=explain,
        verbose=verbose,
    )


@task(
    help={
        "yes": "Không hỏi lại trước khi công bố.",
        "to": "Tên một nơi công bố trong content/newsroom.toml; trống: mọi nơi.",
        "target": "Thư mục công bố; trống: theo content/newsroom.toml, hoặc public/.",
        "accept-removed": "Chấp nhận để mất những địa chỉ đã công bố.",
        "again": "Cho hiện lại cả những gì lần rollback gần đây đã lùi.",
        "verbose": "Cho xem mỗi bước mất bao lâu.",
        "now": NOW,
    }
)
def publish(
    _c: Context,
    yes=False,
    to="",
    target="",
    accept_removed=False,
    again=False,
    verbose=False,
    now="",
) -> None:
    """Kiểm tra, dựng, soát lại, cho xem thay đổi, rồi công bố."""
    _believe(now)
    _run(
        "desk.terminal.publish_command:publish",
        collected=False,
        yes=yes,
        to=to,
        target=target or None,
        accept_removed=accept_removed,
        again=again,
        verbose=verbose,
    )


_POST = "Bài đã đăng: tên tệp, địa chỉ, hoặc vài chữ của tiêu đề; trống: lệnh sẽ hỏi."


@task(
    positional=["post"],
    help={
        "post": _POST,
        "kind": "đính chính (sửa chỗ sai) hoặc cập nhật (thêm điều mới).",
        "note": "Câu độc giả sẽ đọc: sai ở đâu, đúng là thế nào.",
        "why": "Như --note.",
        "yes": "Không hỏi lại trước khi công bố.",
        "target": "Thư mục công bố; trống: theo content/newsroom.toml, hoặc public/.",
        "now": NOW,
    },
)
def correct(_c: Context, post="", kind="", note="", why="", yes=False, target="", now="") -> None:
    """Đính chính hoặc cập nhật một bài đã đăng: ghi dòng ấy, rồi công bố."""
    or_help(post, "correct")
    _believe(now)
    _run(
        "desk.terminal.correct_command:correct",
        post=post,
        kind=kind,
        note=note or why,
        yes=yes,
        target=target or None,
    )


@task(
    positional=["post"],
    help={
        "post": _POST,
        "why": "Vì sao gỡ: câu độc giả sẽ đọc ở địa chỉ của bài.",
        "note": "Như --why.",
        "yes": "Không hỏi lại trước khi công bố.",
        "target": "Thư mục công bố; trống: theo content/newsroom.toml, hoặc public/.",
        "now": NOW,
    },
)
def withdraw(_c: Context, post="", why="", note="", yes=False, target="", now="") -> None:
    """Gỡ một bài đã đăng: địa chỉ còn đó và nói vì sao."""
    or_help(post, "withdraw")
    _believe(now)
    _run(
        "desk.terminal.correct_command:withdraw",
        post=post,
        why=why or note,
        yes=yes,
        target=target or None,
    )


@task(
    positional=["post"],
    help={
        "post": "Bài đã gỡ: tên tệp, địa chỉ, hoặc vài chữ của tiêu đề; trống: lệnh sẽ hỏi.",
        "content": "Xóa luôn lời bài trong content/, chỉ giữ ngày, địa chỉ và dòng gỡ bỏ.",
        "old": "Bài đã sửa và vẫn đăng: chỉ xóa những bản trước khi sửa.",
        "dry-run": "Chỉ cho xem sẽ xóa gì, không xóa.",
        "yes": "Không hỏi lại.",
        "target": "Thư mục công bố; trống: theo content/newsroom.toml, hoặc public/.",
    },
)
def purge(
    _c: Context, post="", content=False, old=False, dry_run=False, yes=False, target=""
) -> None:
    """Xóa hẳn mọi bản cũ còn giữ của một bài đã gỡ; không lấy lại được."""
    or_help(post, "purge")
    _run(
        "desk.terminal.purge_command:purge",
        post=post,
        yes=yes,
        dry_run=dry_run,
        content=content,
        old=old,
        target=target or None,
    )


@task(
    help={
        "to": "Số của bản muốn trở lại; trống: bản ngay trước.",
        "list": "Chỉ liệt kê các bản đã công bố.",
        "yes": "Không hỏi lại.",
        "again": "Cho hiện lại cả những bài đã gỡ bỏ mà bản ấy còn có.",
        "from": "Tên một nơi công bố trong content/newsroom.toml; trống: mọi nơi.",
        "target": "Thư mục công bố; trống: theo content/newsroom.toml, hoặc public/.",
    }
)
def rollback(
    _c: Context,
    to=0,
    list=False,  # noqa: A002 - the option's name
    yes=False,
    again=False,
    from_="",
    target="",
) -> None:
    """Trở lại đúng bản đã công bố trước đó."""
    _run(
        "desk.terminal.rollback_command:rollback",
        to=to or None,
        only_list=list,
        yes=yes,
        again=again,
        at=from_,
        target=target or None,
    )


@task(
    help={
        "json": "Chỉ in kết quả cho chương trình khác đọc: mỗi nơi một dòng JSON.",
        "name": "Tên một nơi công bố; trống: mọi nơi.",
        "fix": "Gửi lại những tệp đã bị sửa, mất trên máy chủ.",
    }
)
def targets(_c: Context, name="", fix=False, json=False) -> None:
    """Xem các nơi công bố: mỗi nơi đang cho xem bản nào, có đúng từng byte không."""
    _run("desk.terminal.targets_command:targets", name=name, fix=fix, json=json)


@task(help={"to": "Thư mục nhận bản sao lưu, tốt nhất ở ổ đĩa khác; trống: sao-luu/."})
def backup(_c: Context, to="") -> None:
    """Sao lưu bài viết, sổ đăng ký, thiết lập, các bản đã công bố vào một tệp."""
    _run("desk.terminal.backup_command:backup", to=to)


@task(
    positional=["action"],
    help={
        "action": "add: thêm; end: ghi ngày kết thúc.",
        "kind": "đơn vị, phòng hoặc tác giả; trống: lệnh sẽ hỏi.",
        "name": "Tên, viết như trong bài; trống: lệnh sẽ hỏi.",
        "of": "add: đơn vị cấp trên, đơn vị của phòng, phòng của tác giả.",
        "since": "add: ngày bắt đầu, ví dụ 1/7/2025.",
        "note": "add: điều phân biệt tác giả với người trùng tên.",
        "until": "end: ngày cuối cùng, ví dụ 30/6/2025.",
        "successors": "end: nơi kế tục; nhiều nơi cách nhau bằng dấu chấm phẩy.",
        "yes": "Không hỏi lại.",
    },
)
def registry(
    _c: Context,
    action,
    kind="",
    name="",
    of="",
    since="",
    note="",
    until="",
    successors="",
    yes=False,
) -> None:
    """Thêm đơn vị, phòng, tác giả vào sổ đăng ký (add), hoặc ghi ngày kết thúc (end)."""
    or_help(action, "registry")
    said = {"kind": kind, "name": name, "of": of, "since": since, "note": note}
    ends = {"until": until, "successors": successors, "yes": yes}
    _run("desk.terminal.registry_command:registry", action=action, **said, **ends)


@task(
    positional=["file"],
    help={"file": "Tệp mà invoke backup đã làm.", "yes": "Không hỏi lại."},
)
def restore(_c: Context, file, yes=False) -> None:
    """Khôi phục từ một bản sao lưu; những gì đang có được chuyển sang bên, không mất."""
    or_help(file, "restore")
    _run("desk.terminal.backup_command:restore", reads=False, file=file, yes=yes)


@task(
    positional=["source"],
    help={
        "source": "Phiên bản mới, tệp .zip hoặc thư mục; trống: phần mềm đang có ở đây là bản mới.",
        "check": "Chỉ nói phiên bản này thay đổi gì, không làm gì.",
        "yes": "Không hỏi lại.",
        "project": "Thư mục của trang tin cần nâng cấp bằng phần mềm ở đây; trống: chính nơi này.",
    },
)
def upgrade(_c: Context, source="", check=False, yes=False, project="") -> None:
    """Nâng cấp: chuyển trang tin sang phiên bản mới của phần mềm, không đụng tới bài viết."""
    or_help(source, "upgrade")
    _run(
        "desk.terminal.upgrade_command:upgrade",
        reads=False,
        source=source,
        check=check,
        yes=yes,
        project=project,
    )


@task(
    help={
        "output": "Thư mục trang đã dựng cần soát; trống: output/.",
        "full": "Soát thêm bằng bộ kiểm tra HTML của W3C (cần Java).",
        "live": "Thay vì output/, soát từng byte các bản đã công bố: có tệp nào hỏng, mất, lạ. Ghi "
        "thêm địa chỉ, ví dụ --live https://vksnd.example: soát trang độc giả đang xem ở đó.",
        "json": "Với --live: chỉ in kết quả cho chương trình khác đọc, mỗi dòng một đối tượng "
        "JSON.",
        "sample": "Với --live và địa chỉ: chỉ hỏi chừng này địa chỉ, mỗi lần một mẫu khác; trống: "
        "hỏi tất cả.",
        "target": "Với --live: thư mục công bố; trống: theo content/newsroom.toml, hoặc public/.",
        "now": NOW,
    },
    optional=["live"],
)
def verify(
    _c: Context,
    output="",
    full=False,
    live=False,
    json=False,
    sample=0,
    target="",
    now="",
) -> None:
    """Soát lại các trang đã dựng, như độc giả sẽ nhận; --live: các bản đã công bố."""
    if isinstance(live, str):
        _run(
            "desk.terminal.verify_command:verify_site",
            url=live,
            json=json,
            sample=sample or None,
            target=target or None,
        )
    if live:
        _run("desk.terminal.verify_command:verify_releases", json=json, target=target or None)
    _believe(now)
    _run("desk.terminal.verify_command:verify", collected=False, output=_output(output), full=full)


@task(
    klass=InspectTask,
    positional=["file"],
    help={
        "file": "Một bài hay tệp đính kèm trong content/, hoặc một bài của cổng cũ.",
        "text": "Đọc một câu từ đầu vào chuẩn.",
        "lines": "Đọc nhiều câu từ đầu vào chuẩn, mỗi dòng một câu, mỗi câu một dòng JSON.",
        "json": "Trả lời bằng JSON.",
    },
)
def inspect(_c: Context, file, text=False, lines=False, json=False) -> None:
    """Xem máy hiểu một bài hay một câu thế nào: tác giả, đơn vị, văn bản."""
    or_help(file, "inspect")
    _run(
        "desk.terminal.inspect_command:inspect",
        collected=not file,  # lines may come without end
        file=file or None,
        text=text,
        lines=lines,
        json=json,
    )


@task(
    help={
        "platform": "Loại máy nhận, ví dụ win_amd64 (Windows thường gặp); trống: như máy này.",
        "python": "Bản Python của máy nhận, ví dụ 3.11; trống: như máy này.",
        "to": "Thư mục nhận gói; trống: goi-cai-dat/.",
    }
)
def bundle(_c: Context, platform="", python="", to="") -> None:
    """Gói phần mềm và mọi thư viện vào một tệp, để cài trên máy không có mạng."""
    _run("desk.terminal.bundle_command:bundle", platform=platform, python=python, to=to)


@task
def test(c: Context) -> None:
    """Chạy bộ kiểm thử. Tùy chọn của pytest viết sau --, ví dụ: invoke test -- --long (rất lâu)."""
    _run("desk.terminal.workshop:run_tests", reads=False, arguments=c.remainder)


@task
def lint(_c: Context) -> None:
    """Soát mã nguồn: ruff và mypy."""
    _run("desk.terminal.workshop:lint", reads=False)


@task(
    help={
        "posts": "Số bài của kho được dựng bằng mọi cách; trống: 10000.",
        "rounds": "Số lượt đo, lần lượt từng thứ; trống: 3.",
        "only": "Chỉ đo những thứ này, cách nhau bằng dấu phẩy, ví dụ add,nothing,hugo.",
        "sizes": "Số bài của những kho khác, cách nhau bằng dấu phẩy; trống: một phần mười.",
        "full": "Đo thêm kho 100.000 bài (lâu, cần nhiều đĩa).",
        "json": "Tệp nhận mọi số đo.",
        "related": "Thay vì tốc độ, đo tin liên quan trên một tệp tin có nhãn (.jsonl, .jsonl.xz).",
        "out": "Với --related: tệp nhận danh sách tin liên quan.",
        "beside": "Thay vì bên cạnh Hugo, đo bên cạnh một bản cũ của mã này, như git gọi tên nó; "
        "báo lỗi khi chậm hơn.",
        "without": "Như --beside, mà bên kia bỏ những cách làm nhanh này (plugins/layers.py).",
    }
)
def bench(
    c: Context,
    posts="",
    rounds="",
    only="",
    sizes="",
    full=False,
    json="",
    related="",
    out="",
    beside="",
    without="",
) -> None:
    """Đo tốc độ, bên cạnh Hugo và Pelican; báo lỗi khi vượt giới hạn. Lệnh khác viết sau dấu --."""
    said = {"posts": posts, "rounds": rounds, "only": only, "sizes": sizes, "json": json}
    options = [part for name, value in said.items() if value for part in (f"--{name}", value)]
    if full:
        options.append("--full")
    if beside or without:
        left = ["--without", without] if without else []
        options = ["beside", beside or "HEAD", *left, *options]
    if related:
        options = ["related", related, *(["--out", out] if out else [])]
    _run(
        "desk.terminal.workshop:bench",
        reads=False,
        arguments=f"{shlex.join(options)} {c.remainder}".strip(),
    )
