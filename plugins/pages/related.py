"""Why a post is related, in one short line for a reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plugins.related import Reason, ReasonKind

_WORDS = {
    ReasonKind.PINNED: "Biên tập chọn",
    ReasonKind.DOCUMENT: "cùng văn bản:",
    ReasonKind.UNIT: "cùng đơn vị:",
    ReasonKind.TOPIC: "cùng chủ đề:",
    ReasonKind.DEPARTMENT: "cùng phòng:",
    ReasonKind.AUTHOR: "cùng tác giả",
}


def words(
    reasons: Sequence[Reason],
    name_of_unit: Callable[[str], str],
    name_of_department: Callable[[str], str],
) -> str:
    """The strongest of ``reasons`` in one short line: ``cùng đơn vị: VKSND huyện Hưng Hà``.

    The functions turn a lineage or a department id into the name to show.
    Empty when there is no reason.
    """
    if not reasons:
        return ""
    names = {ReasonKind.UNIT: name_of_unit, ReasonKind.DEPARTMENT: name_of_department}
    first = reasons[0]
    if first.kind is ReasonKind.RECENT:
        kin = [names[reason.kind](reason.key) for reason in reasons[1:2]]
        return " của ".join(["tin cùng thời gian", *kin])
    if first.kind is ReasonKind.TOPIC and not first.key:
        return "nội dung gần nhau"
    line = _WORDS[first.kind]
    if not line.endswith(":"):
        return line
    shown = names[first.kind](first.key) if first.kind in names else first.key
    return f"{line} {shown}"
