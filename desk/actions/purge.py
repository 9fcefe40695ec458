"""Removing for good what is kept of a text that must vanish: what there is, and what stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from desk.actions.correct import Published, find
from desk.actions.proposal import YES, YES_NO, Answers, Outcome, Proposal, Question, answer_to
from desk.backup.last import known
from desk.messages import Gathered, Message, OnProgress, Report
from desk.publish.phrases import squeezed
from desk.publish.place import current_manifest, holding, opened
from desk.publish.purging import (
    Kept,
    empty,
    find_kept,
    is_empty,
    readers_have,
    remaining,
    remove_kept,
)
from desk.publish.releases import Releases
from desk.publish.settings import Where
from desk.publish.traces import PICTURES, PREVIEW, is_made_again, titles
from plugins.addresses import path_of
from plugins.content_folder import content_folder
from plugins.posts.addresses import PAGES
from plugins.sections import folders_of, sections_of
from plugins.state_folder import STATE

_MOST = 15
"""Files named one by one before the rest is only counted."""


class Place(Struct, frozen=True, kw_only=True):
    """Where a text is to be removed."""

    root: Path
    releases: Releases
    site: str
    content: bool
    """Whether its own file is to lose its words too."""


class Plan(Place, frozen=True, kw_only=True):
    """What is to be removed."""

    found: Kept

    @property
    def questions(self) -> tuple[Question, ...]:
        """Whether its own file loses its words, if that is not known, and whether all goes."""
        found = self.found
        words = Question(
            key="content",
            text=f"Xóa luôn lời bài trong content/{found.path}, chỉ giữ ngày, địa chỉ và dòng gỡ "
            "bỏ?",
            choices=YES_NO,
        )
        named = f"«{found.title}»" if found.title else found.path
        go = Question(
            key="go",
            text=f"Xóa hẳn mọi thứ kể trên của {named}? Không lấy lại được.",
            choices=YES_NO,
        )
        is_known = found.content is None or self.content or found.is_live or is_empty(found)
        return (*(() if is_known else (words,)), *((go,) if found or self.content else ()))


class Readable(Struct, frozen=True, kw_only=True):
    """Nothing can be removed: readers still have the text."""

    path: str


def propose(
    root: Path,
    on_progress: OnProgress,
    *,
    post: str,
    content: bool = False,
    old: bool = False,
    target: Where = None,
) -> Proposal[Plan | Readable]:
    """What would be removed of all that is kept of ``post``, which readers have no more.

    ``content``: its own file loses its words too. ``old``: readers have it, mended,
    and only what it was before goes. Raises LockedError, ReleaseError.
    """
    report = Report(on_progress)
    started = _started(root, post, report, content=content, old=old, target=target)
    if isinstance(started, Proposal):
        return started
    place, path = started
    with holding(place.releases, report):
        return _proposed(place, path, report, old=old)


def _started(
    root: Path,
    post: str,
    report: Report,
    *,
    content: bool,
    old: bool,
    target: Where,
) -> tuple[Place, str] | Proposal[Plan | Readable]:
    """Where, and the path of what is meant; or why nothing can be removed."""
    opened_ = opened(root, target, report, create=False)
    if opened_ is None:
        return Proposal(code=1)
    settings, releases = opened_
    path = _which(root, releases, post, report)
    if not path:
        return Proposal(code=1)
    if not old and readers_have(current_manifest(releases, report), path):
        return _readable(path)
    return Place(root=root, releases=releases, site=settings.site, content=content), path


def _proposed(place: Place, path: str, report: Report, *, old: bool) -> Proposal[Plan]:
    """For the holder of the lock."""
    releases = place.releases
    here = current_manifest(releases, report)
    if here.number and not here.addresses:
        report.warn(
            "Chưa biết độc giả đang xem những bài nào. Hãy chạy invoke publish rồi chạy lại."
        )
        return Proposal(code=1)
    report.say("Đang soát mọi bản còn giữ …")
    found = find_kept(place.root, releases, path, here)
    if found.is_live and not old:  # published anew since it was looked at
        report.warn("Chưa xóa gì: độc giả lại đọc được bài này. Hãy chạy lại.")
        return Proposal(code=1)
    listed = Gathered()
    _list(place.root, found, listed)
    plan = Plan(
        root=place.root,
        releases=releases,
        site=place.site,
        content=place.content,
        found=found,
    )
    return Proposal(messages=listed.messages, questions=plan.questions, plan=plan)


def carry_out(
    proposal: Proposal[Plan | Readable], answers: Answers, on_progress: OnProgress
) -> Outcome:
    """Remove it, when the answer is yes and readers still see what they saw.

    0: nothing within reach has its words any more, or the answer was no. 1: nothing
    was removed, or words of it are left. Raises LockedError, ReleaseError, OSError.
    """
    plan, report = proposal.plan, Report(on_progress)
    assert isinstance(plan, Plan), "nothing can be removed"
    answered = {one.key: answer_to(one, answers) for one in proposal.questions}
    content = plan.content or answered.get("content") == YES
    if answered.get("go", YES) != YES:
        report.say("Chưa xóa gì.")
        return Outcome()
    with holding(plan.releases, report):
        if not plan.found and not content:
            return Outcome(code=_removed(plan, report, content=False))
        if current_manifest(plan.releases, report).number == plan.found.current:
            again = _proposed(plan, plan.found.path, report, old=plan.found.is_live).plan
            done = 1 if again is None else _removed(again, report, content=content)
            return Outcome(code=done)
    report.warn("Trong lúc chờ trả lời đã có bản công bố khác, nên chưa xóa gì. Hãy chạy lại.")
    return Outcome(code=1)


def at_once(
    root: Path,
    on_progress: OnProgress,
    *,
    post: str,
    content: bool = False,
    old: bool = False,
    target: Where = None,
) -> Outcome:
    """Propose and carry out with nobody asked and nobody else at work in between."""
    report = Report(on_progress)
    started = _started(root, post, report, content=content, old=old, target=target)
    if isinstance(started, Proposal):
        return Outcome(messages=started.messages, code=started.code)
    place, path = started
    with holding(place.releases, report):
        proposal = _proposed(place, path, report, old=old)
        for message in proposal.messages:
            on_progress(message)
        plan = proposal.plan
        return Outcome(code=1 if plan is None else _removed(plan, report, content=content))


def out_of_reach(plan: Plan) -> tuple[Message, ...]:
    """What this machine cannot remove, and what to do about each."""
    report = Gathered()
    _beyond_reach(plan, report)
    return report.messages


def _removed(plan: Plan, report: Report, *, content: bool) -> int:
    """Remove it, look again, and say what stays; for the holder of the lock."""
    root, releases, found = plan.root, plan.releases, plan.found
    empties = content and not found.is_live and not is_empty(found)
    if empties and not empty(found):
        report.warn(
            f"Máy không viết lại được content/{found.path} nên để nguyên; hãy tự xóa lời bài, "
            "giữ date, aliases và dòng gỡ bỏ."
        )
    remove_kept(found, releases)
    if found:
        report.say("Đã xóa. Đang tìm lại trong mọi tệp …")
    if root / STATE / PREVIEW in found.paths:
        report.say(
            "Cửa sổ nào đang mở invoke serve thì đóng lại, để nó không dựng lại bản xem trước cũ."
        )
    left = remaining(root, releases, found)
    for file in left.files[:_MOST]:
        report.warn(f"Vẫn còn lời của bài trong {_shown(root, file)}: hãy xem rồi tự xóa.")
    if len(left.files) > _MOST:
        report.warn(f"… và {len(left.files) - _MOST} tệp khác.")
    for file in left.unread[:_MOST]:
        report.warn(f"Không đọc được nên không biết còn gì: {_shown(root, file)}")
    if not left.files and not left.unread:
        report.say(
            f"Đã tìm {len(found.wanted)} câu của bài trong thư mục này và thư mục công bố "
            "(trừ content/): không còn."
            if found.wanted
            else "Không còn biết lời nào của bài, nên không tìm lại được; địa chỉ thì đã soát."
        )
    others = [file for file in left.content if file != found.content]
    for file in others[:_MOST]:
        report.warn(f"{_shown(root, file)} cũng có lời của bài: nếu bài ấy đã đăng thì phải sửa.")
    _say_shared(found, report)
    _beyond_reach(plan, report)
    is_titled = squeezed(found.title) in found.shared and not found.is_live
    return 1 if left.files or left.unread or is_titled else 0


# --- which text ---------------------------------------------------------------------


def _which(root: Path, releases: Releases, said: str, report: Report) -> str:
    """The path of the text that is meant, published or not any more; empty when why was said."""
    if not said:
        report.warn("Thiếu tên bài. Ví dụ: invoke purge ten-tep-bai-viet")
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
        report.say(f"Bài: {title}(content/{found[0].path})")
        return found[0].path
    if not found:
        report.warn(f"Không bản nào và không tệp nào có bài «{said}».")
        return ""
    report.say(
        f"Có {len(found)} bài có thể là «{said}»; hãy chạy lại với tên tệp của đúng một bài:"
    )
    for one in found[:_MOST]:
        report.say(f"  {one.path}" + (f"  «{one.title}»" if one.title else ""))
    return ""


def _files(root: Path) -> Iterator[str]:
    content = content_folder(root)
    for folder in (*folders_of(sections_of(content)), PAGES):
        for file in sorted((content / folder).rglob("*.md")):
            yield file.relative_to(content).as_posix()


def _readable(path: str) -> Proposal[Plan | Readable]:
    """That readers still have the text, and what to do first."""
    report = Gathered()
    report.warn("Chưa xóa gì: độc giả vẫn đọc được bài này. Phải gỡ trước, theo thứ tự:")
    if path.startswith("trang/"):
        report.say(f"  1. sửa hoặc xóa tệp content/{path}")
        report.say("  2. invoke publish --accept-removed")
    else:
        report.say(f"  1. invoke withdraw {path}")
    report.say(f"  {3 if path.startswith('trang/') else 2}. invoke purge {path}")
    report.say(
        f"Bài đã sửa và vẫn đăng, chỉ xóa những bản trước khi sửa: invoke purge {path} --old"
    )
    plan = None if path.startswith("trang/") else Readable(path=path)
    return Proposal(messages=report.messages, plan=plan, code=1)


# --- what is shown --------------------------------------------------------------------


def _list(root: Path, found: Kept, report: Report) -> None:
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
        report.table("Sẽ xóa hẳn, không lấy lại được:", ("Loại", "Cái gì"), rows)
        report.say(f"Giữ lại: {_numbers(found.stay)}; độc giả vẫn xem bản {found.current}.")
    else:
        report.say("Không còn giữ gì của bài này trong các bản công bố, .newsroom/ và output/.")
    _say_shared(found, report)


def _say_shared(found: Kept, report: Report) -> None:
    files = sorted({file for at in found.shared.values() for file in at})
    if files and not found.is_live:
        shown = ", ".join(f"/{file}" for file in files[:5])
        more = f" và {len(files) - 5} trang khác" if len(files) > 5 else ""  # noqa: PLR2004
        report.warn(
            f"Chú ý: {len(found.shared)} câu của bài độc giả vẫn đọc được ở {shown}{more}. "
            "Nếu đó không phải câu chung của nhiều bài thì sửa những trang ấy, công bố, "
            "rồi chạy lại lệnh này."
        )


def _beyond_reach(plan: Plan, report: Report) -> None:
    """What this machine cannot remove, and what to do about each."""
    root, found = plan.root, plan.found
    address = f"{plan.site}{found.url}"
    report.say("")
    report.say("Những nơi máy không với tới, xin làm tiếp:")
    if found.content is not None and not is_empty(found) and found.is_live:
        report.say(
            f"- content/{found.path} vẫn có lời đã bỏ khỏi trang, có lẽ ở phần khai báo: hãy sửa."
        )
    elif found.content is not None and not is_empty(found):
        report.say(
            f"- content/{found.path} vẫn giữ lời bài, và mỗi lần dựng máy lại đọc nó vào "
            ".newsroom/. Chỉ giữ ngày, địa chỉ và dòng gỡ bỏ: invoke purge "
            f"{found.path} --content --yes"
        )
    if found.shown:
        report.say(
            f"- Ảnh, tệp đính kèm độc giả vẫn thấy ở bài khác: {', '.join(found.shown[:_MOST])}. "
            "Nếu cũng không được đăng thì bỏ khỏi bài ấy, công bố, rồi chạy lại lệnh này."
        )
    shown = {content_folder(root) / one for one in found.shown}
    names = [_shown(root, one) for one in found.pictures if one not in shown]
    if names:
        report.say(
            "- Ảnh gốc, tệp đính kèm của bài, không còn trên trang: "
            f"{', '.join(names[:_MOST])}. Hãy xóa tệp."
        )
    if (root / ".git").exists():
        report.say(
            "- Lịch sử git vẫn giữ mọi bản cũ của tệp bài: nhờ người phụ trách kỹ thuật chạy "
            f"git filter-repo --invert-paths --path content/{found.path}, đẩy đè lên máy chủ git, "
            "rồi mọi người lấy lại từ đầu."
        )
    if backups := known(root):
        which = ", ".join(_shown(root, one) for one in backups[:_MOST])
        report.say(
            f"- Bản sao lưu đã làm: {which}. Hãy xóa các tệp ấy, cả bản chép của chúng, rồi sao "
            "lưu lại: invoke backup"
        )
    report.say(
        "- Bản sao lưu của máy này, của máy chủ (cả ảnh chụp ổ đĩa, bộ đệm CDN): xóa thư mục công "
        "bố và content trong các bản có từ khi đăng bài, hoặc ghi lại để không phục hồi nhầm."
    )
    report.say(
        "- Ổ đĩa: tệp đã xóa còn có thể khôi phục bằng phần mềm cho tới khi bị ghi đè; máy "
        "sắp thanh lý thì xóa trắng ổ."
    )
    report.say(
        f"- Máy tìm kiếm còn bản lưu của {address}: yêu cầu xóa ở "
        "search.google.com/search-console/remove-outdated-content, ở Bing Webmaster Tools "
        "(Content Removal), và báo Cốc Cốc."
    )
    report.say(
        "- Người đã đăng ký nguồn tin (Atom, RSS) và trình duyệt của người đã mở trang: bản họ đã "
        "nhận không thu lại được; cần thì đăng lời đề nghị không chia sẻ lại."
    )
    report.say(
        f"- Kho lưu trữ web: gửi thư tới info@archive.org nêu địa chỉ {address}; xem cả archive.ph."
    )
    report.say("- Trang khác đăng lại, mạng xã hội, bản in, tệp gửi qua thư: đề nghị từng nơi gỡ.")


def _numbers(numbers: tuple[int, ...]) -> str:
    return f"bản {', '.join(map(str, numbers))}"


def _shown(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
