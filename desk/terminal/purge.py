"""``invoke purge`` on a console: which text, what would be removed, the question, what stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desk.actions.correct import Published, find
from desk.actions.purge import (
    Purge,
    carry_out,
    empty,
    is_empty,
    propose,
    readers_have,
    remaining,
)
from desk.messages import Report
from desk.publish.phrases import squeezed
from desk.publish.place import current_manifest, holding, opened
from desk.publish.releases import Releases
from desk.publish.traces import PICTURES, PREVIEW, STATE, is_made_again, titles
from desk.terminal.console import ask, confirm, interactive, say, show, table, warn
from desk.terminal.correct_command import withdraw
from plugins.addresses import path_of

_MOST = 15
"""Files named one by one before the rest is only counted."""


def purge(
    root: Path,
    *,
    post: str,
    yes: bool = False,
    dry_run: bool = False,
    content: bool = False,
    old: bool = False,
    target: str | None = None,
) -> int:
    """Remove all that is kept of ``post``, which readers have no more; the exit code.

    0: nothing within reach has its words any more, or only the list was wanted.
    1: nothing was removed, or words of it are left. ``content``: its own file
    loses its words too. ``old``: readers have it, mended, and only what it was
    before goes. Nobody is asked while the lock is held.
    """
    place = opened(root, target, Report(show), create=False)
    if place is None:
        return 1
    settings, releases = place
    asks = interactive() and not yes and not dry_run
    path = _which(root, releases, post)
    in_the_way = path and not old and readers_have(current_manifest(releases, Report(show)), path)
    if in_the_way and not _withdrawn(root, releases, path, asks=asks, target=target):
        path = ""
    if not path:
        return 1
    with holding(releases, Report(show)):
        found = _proposed(root, releases, path, old=old)
        if found is None:
            return 1
        _list(root, found)
        if yes and not dry_run:
            return _removed(root, releases, found, settings.site, content=content)
    if not asks:
        _beyond_reach(root, found, settings.site)
        if not dry_run:
            warn(f"Chưa xóa gì. Để xóa: invoke purge {path} --yes")
        return 0 if dry_run else 1
    return _agreed(root, releases, found, settings.site, content=content)


def _proposed(root: Path, releases: Releases, path: str, *, old: bool) -> Purge | None:
    """What would be removed; None when why nothing can be was said. For the holder of the lock."""
    here = current_manifest(releases, Report(show))
    if here.number and not here.addresses:
        warn("Chưa biết độc giả đang xem những bài nào. Hãy chạy invoke publish rồi chạy lại.")
        return None
    say("Đang soát mọi bản còn giữ …")
    found = propose(root, releases, path, here)
    if found.is_live and not old:  # published anew since it was looked at
        warn("Chưa xóa gì: độc giả lại đọc được bài này. Hãy chạy lại.")
        return None
    return found


def _agreed(root: Path, releases: Releases, found: Purge, site: str, *, content: bool) -> int:
    """Ask, and remove when the answer is yes and readers still see what they saw."""
    if not (found.content is None or content or found.is_live or is_empty(found)):
        content = confirm(
            f"Xóa luôn lời bài trong content/{found.path}, chỉ giữ ngày, địa chỉ và dòng gỡ bỏ?",
            default=False,
        )
    if not found and not content:
        with holding(releases, Report(show)):
            return _removed(root, releases, found, site, content=False)
    named = f"«{found.title}»" if found.title else found.path
    if not confirm(f"Xóa hẳn mọi thứ kể trên của {named}? Không lấy lại được.", default=False):
        say("Chưa xóa gì.")
        return 0
    with holding(releases, Report(show)):
        if current_manifest(releases, Report(show)).number == found.current:
            again = _proposed(root, releases, found.path, old=found.is_live)
            return 1 if again is None else _removed(root, releases, again, site, content=content)
    warn("Trong lúc chờ trả lời đã có bản công bố khác, nên chưa xóa gì. Hãy chạy lại.")
    return 1


def _removed(root: Path, releases: Releases, found: Purge, site: str, *, content: bool) -> int:
    """Remove it, look again, and say what stays; for the holder of the lock."""
    empties = content and not found.is_live and not is_empty(found)
    if empties and not empty(found):
        warn(
            f"Máy không viết lại được content/{found.path} nên để nguyên; hãy tự xóa lời bài, "
            "giữ date, aliases và dòng gỡ bỏ."
        )
    carry_out(found, releases)
    if found:
        say("Đã xóa. Đang tìm lại trong mọi tệp …")
    if root / STATE / PREVIEW in found.paths:
        say("Cửa sổ nào đang mở invoke serve thì đóng lại, để nó không dựng lại bản xem trước cũ.")
    left = remaining(root, releases, found)
    for file in left.files[:_MOST]:
        warn(f"Vẫn còn lời của bài trong {_shown(root, file)}: hãy xem rồi tự xóa.")
    if len(left.files) > _MOST:
        warn(f"… và {len(left.files) - _MOST} tệp khác.")
    for file in left.unread[:_MOST]:
        warn(f"Không đọc được nên không biết còn gì: {_shown(root, file)}")
    if not left.files and not left.unread:
        say(
            f"Đã tìm {len(found.wanted)} câu của bài trong thư mục này và thư mục công bố "
            "(trừ content/): không còn."
            if found.wanted
            else "Không còn biết lời nào của bài, nên không tìm lại được; địa chỉ thì đã soát."
        )
    others = [file for file in left.content if file != found.content]
    for file in others[:_MOST]:
        warn(f"{_shown(root, file)} cũng có lời của bài: nếu bài ấy đã đăng thì phải sửa.")
    _say_shared(found)
    _beyond_reach(root, found, site)
    is_titled = squeezed(found.title) in found.shared and not found.is_live
    return 1 if left.files or left.unread or is_titled else 0


# --- which text ---------------------------------------------------------------------


def _which(root: Path, releases: Releases, said: str) -> str:
    """The path of the text that is meant, published or not any more; empty when why was said."""
    if not said and interactive():
        said = ask("Bài nào (tên tệp, địa chỉ, hoặc vài chữ của tiêu đề):")
    if not said:
        warn("Thiếu tên bài. Ví dụ: invoke purge ten-tep-bai-viet")
        return ""
    known = [Published(path=path_of(url), title=title) for url, title in titles(releases).items()]
    known += [
        Published(path=path, title="")
        for path in _files(root)
        if path not in {p.path for p in known}
    ]
    found = find(said, known)
    if len(found) == 1:
        title = f"«{found[0].title}» " if found[0].title else ""
        say(f"Bài: {title}(content/{found[0].path})")
        return found[0].path
    if not found:
        warn(f"Không bản nào và không tệp nào có bài «{said}».")
        return ""
    say(f"Có {len(found)} bài có thể là «{said}»; hãy chạy lại với tên tệp của đúng một bài:")
    for one in found[:_MOST]:
        say(f"  {one.path}" + (f"  «{one.title}»" if one.title else ""))
    return ""


def _files(root: Path) -> Iterator[str]:
    content = root / "content"
    for folder in ("tin-hoat-dong", "trang"):
        for file in sorted((content / folder).rglob("*.md")):
            yield file.relative_to(content).as_posix()


def _withdrawn(
    root: Path, releases: Releases, path: str, *, asks: bool, target: str | None
) -> bool:
    """Say that readers still have the text, and offer to take it back; whether that was done."""
    warn("Chưa xóa gì: độc giả vẫn đọc được bài này. Phải gỡ trước, theo thứ tự:")
    if path.startswith("trang/"):
        say(f"  1. sửa hoặc xóa tệp content/{path}")
        say("  2. invoke publish --accept-removed")
    else:
        say(f"  1. invoke withdraw {path}")
    say(f"  {3 if path.startswith('trang/') else 2}. invoke purge {path}")
    say(f"Bài đã sửa và vẫn đăng, chỉ xóa những bản trước khi sửa: invoke purge {path} --old")
    if not asks or path.startswith("trang/") or not confirm("Gỡ bài ngay bây giờ?", default=False):
        return False
    withdraw(root, post=path, target=target)
    return not readers_have(current_manifest(releases, Report(show)), path)


# --- what is shown --------------------------------------------------------------------


def _list(root: Path, found: Purge) -> None:
    """What would be removed, and what stays."""
    rows = []
    if found.releases:
        rows.append(("bản đã công bố", _numbers(found.releases)))
    if found.texts or found.spare:
        rows.append(("giữ kèm các bản", "lời bài của những bản ấy, thư mục để dành"))
    store = root / STATE / PICTURES
    drawn = [one for one in found.paths if one.is_relative_to(store)]
    if drawn:
        rows.append(("ảnh đã thu nhỏ", f"{len(drawn)} ảnh trong {_shown(root, store)}"))
    again = [one for one in found.paths if is_made_again(one)]
    if again:
        rows.append(("bộ nhớ của máy", f"{len(again)} thứ trong {STATE}/, lần dựng sau tự làm lại"))
    others = [one for one in found.paths if one not in drawn and one not in again]
    rows += [("tệp, thư mục", _shown(root, one)) for one in others[:_MOST]]
    if len(others) > _MOST:
        rows.append(("", f"… và {len(others) - _MOST} tệp khác"))
    if rows:
        table("Sẽ xóa hẳn, không lấy lại được:", ("Loại", "Cái gì"), rows)
        say(f"Giữ lại: {_numbers(found.stay)}; độc giả vẫn xem bản {found.current}.")
    else:
        say("Không còn giữ gì của bài này trong các bản công bố, .newsroom/ và output/.")
    _say_shared(found)


def _say_shared(found: Purge) -> None:
    files = sorted({file for at in found.shared.values() for file in at})
    if files and not found.is_live:
        shown = ", ".join(f"/{file}" for file in files[:5])
        more = f" và {len(files) - 5} trang khác" if len(files) > 5 else ""  # noqa: PLR2004
        warn(
            f"Chú ý: {len(found.shared)} câu của bài độc giả vẫn đọc được ở {shown}{more}. "
            "Nếu đó không phải câu chung của nhiều bài thì sửa những trang ấy, công bố, "
            "rồi chạy lại lệnh này."
        )


def _beyond_reach(root: Path, found: Purge, site: str) -> None:
    """What this machine cannot remove, and what to do about each."""
    address = f"{site}{found.url}"
    say("")
    say("Những nơi máy không với tới, xin làm tiếp:")
    if found.content is not None and not is_empty(found) and found.is_live:
        say(f"- content/{found.path} vẫn có lời đã bỏ khỏi trang, có lẽ ở phần khai báo: hãy sửa.")
    elif found.content is not None and not is_empty(found):
        say(
            f"- content/{found.path} vẫn giữ lời bài, và mỗi lần dựng máy lại đọc nó vào "
            ".newsroom/. Chỉ giữ ngày, địa chỉ và dòng gỡ bỏ: invoke purge "
            f"{found.path} --content --yes"
        )
    if found.shown:
        say(
            f"- Ảnh độc giả vẫn thấy ở bài khác: {', '.join(found.shown[:_MOST])}. Nếu cũng không "
            "được đăng thì bỏ ảnh khỏi bài ấy, công bố, rồi chạy lại lệnh này."
        )
    shown = {root / "content" / one for one in found.shown}
    names = [_shown(root, one) for one in found.pictures if one not in shown]
    if names:
        say(f"- Ảnh gốc của bài, không còn trên trang: {', '.join(names[:_MOST])}. Hãy xóa tệp.")
    if (root / ".git").exists():
        say(
            "- Lịch sử git vẫn giữ mọi bản cũ của tệp bài: nhờ người phụ trách kỹ thuật chạy "
            f"git filter-repo --invert-paths --path content/{found.path}, đẩy đè lên máy chủ git, "
            "rồi mọi người lấy lại từ đầu."
        )
    say(
        "- Bản sao lưu của máy này, của máy chủ (cả ảnh chụp ổ đĩa, bộ đệm CDN): xóa thư mục công "
        "bố và content trong các bản có từ khi đăng bài, hoặc ghi lại để không phục hồi nhầm."
    )
    say(
        "- Ổ đĩa: tệp đã xóa còn có thể khôi phục bằng phần mềm cho tới khi bị ghi đè; máy "
        "sắp thanh lý thì xóa trắng ổ."
    )
    say(
        f"- Máy tìm kiếm còn bản lưu của {address}: yêu cầu xóa ở "
        "search.google.com/search-console/remove-outdated-content, ở Bing Webmaster Tools "
        "(Content Removal), và báo Cốc Cốc."
    )
    say(
        "- Người đã đăng ký nguồn tin (Atom, RSS) và trình duyệt của người đã mở trang: bản họ đã "
        "nhận không thu lại được; cần thì đăng lời đề nghị không chia sẻ lại."
    )
    say(
        f"- Kho lưu trữ web: gửi thư tới info@archive.org nêu địa chỉ {address}; xem cả archive.ph."
    )
    say("- Trang khác đăng lại, mạng xã hội, bản in, tệp gửi qua thư: đề nghị từng nơi gỡ.")


def _numbers(numbers: tuple[int, ...]) -> str:
    return f"bản {', '.join(map(str, numbers))}"


def _shown(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
