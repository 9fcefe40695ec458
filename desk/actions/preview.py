"""Showing the newsroom to this machine alone: built, served, and built again at every save."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
import webbrowser
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct

from desk.actions.proposal import Answers, Outcome, Proposal
from desk.building import Built, make
from desk.faults import explain, unforeseen
from desk.messages import OnProgress, Report
from desk.preview.server import listen
from desk.preview.state import State
from desk.preview.watching import Watcher
from plugins import clock
from plugins.content import ContentCache, advice, read_newsroom, unread
from plugins.content_folder import as_opened, content_folder
from plugins.engine.making import STOPPED
from plugins.model import Problem
from plugins.setting_places import CONF
from plugins.unpublished import said_of_unread

FOLDER = ".newsroom/preview"
_OPTIONS = {"NEWSROOM_PREVIEW": True, "NEWSROOM_QUIET": True}


class Preview(Struct, frozen=True, kw_only=True):
    """What is to be shown, and where."""

    root: Path
    port: int
    host: str
    is_opened: bool
    """Whether a browser is to be opened at it."""


def propose(
    root: Path, *, port: int = 8000, host: str = "127.0.0.1", is_opened: bool = False
) -> Proposal[Preview]:
    """To show the newsroom, drafts included, to this machine; nothing is asked."""
    return Proposal(plan=Preview(root=root, port=port, host=host, is_opened=is_opened))


def carry_out(proposal: Proposal[Preview], _answers: Answers, on_progress: OnProgress) -> Outcome:
    """Build, serve, and build again at every save, until KeyboardInterrupt.

    Raises OSError when no port is free.
    """
    plan, report = proposal.plan, Report(on_progress)
    assert plan is not None, "a preview always has one"
    state = State(opened=partial(as_opened, root=plan.root))
    changed = threading.Event()
    watcher = Watcher(plan.root, changed)
    try:
        with (
            _folder(plan.root) as folder,
            listen(plan.host, plan.port, folder, state) as server,
        ):
            address = f"http://{plan.host}:{server.server_address[1]}/"
            watcher.start()
            _rebuild(plan.root, folder, state, report)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            report.say(f"Bản xem trước ở {address} (chỉ máy này xem được; Ctrl-C để dừng).")
            report.say(
                "Bản nháp và bài hẹn giờ cũng hiện, có đánh dấu. Lưu bài là trang tự cập nhật."
            )
            if plan.is_opened:
                webbrowser.open(address)
            while True:
                if changed.wait(timeout=0.5):
                    changed.clear()
                    _rebuild(plan.root, folder, state, report)
    except KeyboardInterrupt:
        report.say("\nĐã đóng bản xem trước.")
        return Outcome()
    finally:
        watcher.stop()


@contextlib.contextmanager
def _folder(root: Path) -> Iterator[Path]:
    """Where the preview lies: in a folder for this command alone where nothing can be kept."""
    folder = root / FOLDER
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        usable = os.access(folder.parent, os.W_OK)
    except OSError:
        usable = False
    if usable:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="newsroom-") as place:
        yield Path(place) / folder.name


def _problems(root: Path, built: Built) -> tuple[Problem, ...]:
    """All that is said of the content, read again only where the build had no need, or failed."""
    newsroom = built.newsroom
    if newsroom is None:
        return read_newsroom(content_folder(root), clock.now(), ContentCache.of(root)).problems
    return tuple(sorted({*built.problems, *advice(newsroom.posts, newsroom.now)}))


def _rebuild(root: Path, folder: Path, state: State, report: Report) -> None:
    """Build, and let open pages know how it went; a failed build leaves the last good one.

    A text with mistakes is shown as far as it can be; only what concerns all pages
    (the registry, the settings, the theme) lets a build fail. Raises
    KeyboardInterrupt when Ctrl-C ended the build.
    """
    problems: tuple[Problem, ...]
    why = "không dựng được trang; lý do hiện ở cửa sổ đang chạy lệnh invoke serve"
    try:
        built = make(root, output=folder, conf=CONF, options=_OPTIONS, report=report)
        code, problems = built.code, _problems(root, built)
    except Exception as error:  # noqa: BLE001 - whatever a save broke, the next one may mend
        code, problems, why = 1, (), explain(error) or unforeseen(error, root)
        report.warn(why)
    if code == STOPPED:
        raise KeyboardInterrupt
    errors = sum(problem.severity == "error" for problem in problems)
    if code:
        problems = problems if errors else (Problem(path="", line=1, message=why),)
        state.show(problems, built=False)
        report.warn(f"Có {max(errors, 1)} chỗ cần sửa; trang vẫn hiện bản dựng được gần nhất.")
        return
    state.show(problems)
    if said := said_of_unread(unread(problems)):
        report.warn(f"Chú ý: {said}")
    if errors:
        report.warn(f"Đã dựng xong; còn {errors} chỗ cần sửa thì mới đăng được.")
    else:
        report.say("Đã dựng xong.")
