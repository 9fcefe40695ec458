"""The command: build, serve, and build again at every save, until Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from desk.faults import explain, unforeseen
from desk.preview.server import listen
from desk.preview.state import State
from desk.preview.watching import Watcher
from desk.terminal.build_command import build
from desk.terminal.console import STOPPED, say, warn
from plugins import clock
from plugins.content import ContentCache, read_newsroom, unread
from plugins.model import Problem
from plugins.unpublished import said_of_unread

FOLDER = ".newsroom/preview"


def serve(
    root: Path,
    *,
    port: int = 8000,
    host: str = "127.0.0.1",
    open: bool = False,  # noqa: A002 - the option's name
) -> int:
    """Show the newsroom, drafts included, to this machine until Ctrl-C; the exit code."""
    state = State()
    changed = threading.Event()
    watcher = Watcher(root, changed)
    try:
        with _folder(root) as folder, listen(host, port, folder, state) as server:
            address = f"http://{host}:{server.server_address[1]}/"
            watcher.start()
            _rebuild(root, folder, state)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            say(f"Bản xem trước ở {address} (chỉ máy này xem được; Ctrl-C để dừng).")
            say("Bản nháp và bài hẹn giờ cũng hiện, có đánh dấu. Lưu bài là trang tự cập nhật.")
            if open:
                webbrowser.open(address)
            while True:
                if changed.wait(timeout=0.5):
                    changed.clear()
                    _rebuild(root, folder, state)
    except KeyboardInterrupt:
        say("\nĐã đóng bản xem trước.")
        return 0
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


def _rebuild(root: Path, folder: Path, state: State) -> None:
    """Build, and let open pages know how it went; a failed build leaves the last good one.

    A text with mistakes is shown as far as it can be; only what concerns all pages
    (the registry, the settings, the theme) lets a build fail. Raises
    KeyboardInterrupt when Ctrl-C ended the build.
    """
    problems: tuple[Problem, ...]
    why = "không dựng được trang; lý do hiện ở cửa sổ đang chạy lệnh invoke serve"
    try:
        code = build(root, output=folder, preview=True, quiet=True)
        content = root / "content"
        problems = read_newsroom(content, clock.now(), ContentCache.beside(content)).problems
    except Exception as error:  # noqa: BLE001 - whatever a save broke, the next one may mend
        code, problems, why = 1, (), explain(error) or unforeseen(error, root)
        warn(why)
    if code == STOPPED:
        raise KeyboardInterrupt
    errors = sum(problem.severity == "error" for problem in problems)
    if code:
        problems = problems if errors else (Problem(path="", line=1, message=why),)
        state.show(problems, built=False)
        warn(f"Có {max(errors, 1)} chỗ cần sửa; trang vẫn hiện bản dựng được gần nhất.")
        return
    state.show(problems)
    if said := said_of_unread(unread(problems)):
        warn(f"Chú ý: {said}")
    if errors:
        warn(f"Đã dựng xong; còn {errors} chỗ cần sửa thì mới đăng được.")
    else:
        say("Đã dựng xong.")
