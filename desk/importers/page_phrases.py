"""What pages say around an article: buttons, counters, votes, tags, lists of other news."""

from __future__ import annotations

import re

from plugins.bylines import parse_byline
from plugins.vietnamese import fold, squeeze

_END = re.compile(
    r"(?:(?:xem thêm )?(?:các |những )?(?:tin|bài|mục)(?: bài| tức| viết)*"
    r"|văn bản|chuyên mục|ý kiến|phản hồi|bình luận|nhận xét)"
    r"(?: đã đưa| đã đăng)? (?:liên quan|khác|mới(?: hơn| nhất| đưa| đăng)?|cũ hơn"
    r"|cùng (?:chuyên mục|chủ đề|thể loại|danh mục|lĩnh vực)"
    r"|tiếp theo|cùng loại|bạn đọc|của bạn|\(\d+\))(?: \((?:theo thẻ|\d+)\))?\W*"
    r"|(?:góp ý|ý kiến|bình luận|phản hồi)\W+(?:góp ý|ý kiến|bình luận|phản hồi)\W*"
    r"|gửi (?:ý kiến|bình luận|phản hồi)(?: của bạn)?\W*|(?:bản quyền|copyright) .{0,120}"
    r"|(?:các |những )?(?:tin|bài)(?: bài| tức| viết)* đã (?:đưa|đăng)\W*"
    r"|(?:đọc nhiều|xem nhiều)(?: nhất)?\W*|(?:cùng chuyên mục|có thể bạn quan tâm|đọc tiếp)\W*"
    r"|(?:để lại|viết|gửi|thêm) (?:một )?(?:bình luận|nhận xét|phản hồi)(?: hủy| hủy trả lời)?\W*"
    r"|không có (?:bình luận|nhận xét) nào\W*|\d+ (?:bình luận|phản hồi) (?:về|cho|trong) .{0,200}",
    re.IGNORECASE,
)
"""A line below which the page, not the article, goes on."""

_RELATED = re.compile(
    r"(?:(?:các |những )?(?:tin|bài)(?: bài| tức| viết)* (?:liên quan|khác|cùng chuyên mục)"
    r"|(?:xem|đọc) thêm)\W*",
    re.IGNORECASE,
)
"""A line above links that some portals set into the middle of an article."""

_MORE = re.compile(
    r"\W*(?:(?:các )?(?:tin|bài)(?: bài| tức| viết)* liên quan|(?:xem|đọc) thêm)\s*:\W*|[>»►\s]+",
    re.IGNORECASE,
)
"""What stands before the only link of a line that some portals set into the middle of a text."""

_WORDS = (
    r"chia sẻ (?:bài viết )?(?:lên|qua|với) (?:facebook|zalo|twitter|bạn bè|mạng xã hội)"
    r"|gửi (?:cho )?bạn bè|(?:thích|like|share(?: this)?|bình luận|phản hồi)\W{0,3}[\d.,]*"
    r"|(?:in|gửi|lưu|chia sẻ|tải)(?: (?:bài viết|bài này|trang|bài|tin|e?mail|qua e?mail|ấn"
    r"|ra giấy|ra"
    r"|file|tệp|đính kèm|về|này))*|(?:nghe|đọc) (?:bài(?: viết)?|tin)(?: bằng giọng nói)?"
    r"|(?:tổng )?(?:số )?(?:lượt|lần) (?:xem|đọc|truy cập)(?: (?:bài|tin)(?: viết| này)*)?"
    r"\W*[\d.,]*(?: lần| lượt)?"
    r"|đã xem\W*[\d.,]*(?: lần| lượt)?|(?:views?|hits)\W*[\d.,]+|xem\W*[\d.,]+"
    r"|(?:xem|đọc) lần\W*[\d.,]+"
    r"|(?:đã )?(?:xem|đọc) [\d.,]+ lần|[\d.,]+ (?:lượt |lần )?(?:lượt|lần) (?:xem|đọc|truy cập)"
    r"|(?:quay lại|trở lại|trở về|quay lên đầu|(?:về |lên )?đầu trang|về trang (?:trước|chủ))"
    r"|(?:(?:tăng|giảm) )?cỡ chữ(?: mặc định)?|font size|xem (?:với )?cỡ chữ|(?:độ )?tương phản"
    r"|(?:lớn|vừa|nhỏ)(?=\W*(?:lớn|vừa|nhỏ|$))"
    r"|a[+-]|a\W{1,3}a(?:\W{1,3}a)?|facebook|zalo|twitter|tweet|google\+?|email|e-mail|print|pdf|whatsapp"
    r"|pinterest|linkedin|telegram|messenger|viber|copy link|sao chép(?: liên kết)?|link|chia sẻ"
    r"|(?:xem )?tất cả(?: các)? (?:tin|bài)(?: tức| viết)?"
    r"|theo dõi(?: (?:trên|qua) google news)?|đóng(?: cửa sổ| lại)?"
    r"|(?:trang|bài) (?:trước|sau|tiếp|tiếp theo)"
    r"|[<«‹←]\W*(?:trước|quay lại|trở lại|trở về)|lên trên"
    r"|(?:tiếp(?: theo)?|sau)\W*[>»›→]"
    r"|bài đăng (?:mới|cũ) hơn|(?:tin|bài) (?:mới|cũ) hơn|trang chủ|đăng nhận xét|đăng nhập|đăng ký"
    r"|(?:viết |để lại )?bình luận|phóng to|thu nhỏ|bản (?:để )?in|đánh dấu|lưu trữ"
    r"|rss|in tin|gửi tin|xem tin theo ngày|[\d.,]+ phút đọc"
)
"""One button or counter; a line of some of them is the page's."""

_TOOL = re.compile(
    r"(?:click|bấm|nhấn) (?:để )?đánh giá.*|tổng số điểm của bài viết.*|xếp hạng\W.*"
    r"|a\W{0,3}a?\W{0,3}a?\W*|đánh giá(?: bài viết)?\W*[\d.,/]+(?: sao)?"
    r"|(?:trong [\d.,]+ )?đánh giá(?: (?:mục|bài|tin)(?: viết| bài)*(?: này)?)?"
    r"|(?:từ khóa|từ khoá|tags?|thẻ|nhãn)\s*:.*"
    r"|(?:\S+ )?\([\d.,]+ (?:bình chọn|phiếu bầu|đánh giá)\)|[\d.,]+\s*/\s*5\W+\([\d.,]+ .{3,12}\)"
    r"|(?:trung bình|xếp hạng)\W*\(\d+ bình chọn\)|(?:chưa|không) có (?:đánh giá|bình chọn)\W*"
    r"|(?:lần cập nhật|sửa lần|cập nhật lần) cuối(?: vào| lúc)?\W.{0,80}"
    r"|(?:được )?(?:đăng|gửi) (?:bởi|trong)\W.{0,60}(?:\d{1,2}:\d\d|nhãn:).{0,60}"
    r"|được gắn thẻ dưới\W*|(?:chuyên mục|danh mục|category)\s*: ?.{0,60}(?<![.;…])"
    r"|(?:hãy là|trở thành) người (?:đầu tiên )?(?:bình luận|tặng sao|đánh giá).{0,40}"
    r"|(?:không có|chưa có|\d+) (?:bình luận|phản hồi|nhận xét)\W*"
    r"|theo dõi (?:chúng tôi|fanpage|trang) .{0,80}|bài viết (?:này )?có hữu ích .{0,40}"
    r"|(?:#[\w-]+(?: [\w-]+){0,4}\W*){2,}|tải ứng dụng .{0,60}"
    r"|this entry was posted in .{0,120}|bookmark the permalink\W*"
    r"|quét mã qr .{0,60}|nghe (?:đọc )?bài.{0,20}|(?:chọn )?giọng (?:đọc|nữ|nam)\b.{0,30}"
    r"|(?:đồ họa|đồ hoạ)\s*[-–]\s*infographic\W*|infographic\W*"
    r"|(?:chú ý\W+)?việc đăng lại bài viết .{0,200}vi phạm bản quyền\W*"
    r"|\W*ghi rõ nguồn .{0,40}khi (?:phát hành|đăng|trích dẫn) lại.{0,80}"
    r"|[\w .()-]{1,80}\.(?:jpe?g|png|gif|bmp|webp)",
    re.IGNORECASE,
)
"""Its votes, its tags, what it says of its own, names of picture files."""

_LONGEST = 120
"""Characters; a longer row of buttons was never seen."""

_WORD = re.compile(rf"(?:[^\w<«‹←]*)(?:{_WORDS})(?!\w)[^\w<«‹←]*", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[^\W\d_A-ZĐÀ-Ỹ])(?=[A-ZĐ])")
"""Where one button ends and the next begins: ``Nghe bài viếtLưu bài viết``."""
_PAGES = re.compile(r"(?:\d{1,3}\W+){2,}")
"""Numbers of pages: ``1 2 3 »``."""

_SITE = re.compile(r"\(\s*(?:[a-z0-9-]+\.)+[a-z]{2,4}\s*\)\s*(?:[-–—:]\s*)?(?=\S)", re.IGNORECASE)
"""A site that signs the beginning of its own text: ``(kiemsat.vn)``."""

_BY = re.compile(
    r"\W*(?:(?:được )?(?:viết|đăng|gửi|tạo) bởi|bởi|người (?:viết|đăng|gửi)(?: bài(?: viết)?)?"
    r"|được viết|tác giả(?: bài viết)?|by)(?:\W+|$)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\W+(?:(?:số )?(?:lượt|lần) (?:xem|đọc|truy cập)|[\d.,]+ (?:lượt|lần)|bình luận|chia sẻ)"
    r"(?!\w)",
    re.IGNORECASE,
)
_NAME = 60
"""Characters; no name seen is longer."""
_ACCOUNTS = frozenset(
    (
        *("admin", "administrator", "super user", "superuser", "quan tri", "quan tri vien"),
        *("webmaster", "editor", "bien tap", "ban bien tap", "banbientap", "bbt", "root", "user"),
    )
)
"""Names, without marks, of nobody who writes."""


def goes_on_below(text: str) -> bool:
    """Whether the page, not the article, goes on below this line."""
    return _END.fullmatch(text) is not None


def leads_to_another(before: str) -> bool:
    """Whether words before a link only say that other news is there: ``Xem thêm:``."""
    return _MORE.fullmatch(before) is not None


def leads_to_others(text: str) -> bool:
    """Whether this line stands above links to other news."""
    return _RELATED.fullmatch(text) is not None


def is_tool(text: str) -> bool:
    """Whether a line is only the page's own: a button, a counter, some of them in a row."""
    if _TOOL.fullmatch(text):
        return True
    if len(text) > _LONGEST:
        return False
    text = _GLUED.sub(" ", text)
    pages = _PAGES.match(text)
    at = pages.end() if pages else 0
    while word := _WORD.match(text, at):
        at = word.end()
        if at == len(text):
            return True
    return False


def without_site(text: str) -> int:
    """Where ``text`` begins once its site's own name is passed over."""
    found = _SITE.match(text)
    return found.end() if found else 0


def named(line: str) -> str:
    """``line`` as a byline, when it names a writer; else empty."""
    name = writer(line)
    if name and parse_byline(name).labelled:
        return name  # ``Phóng viên: Thu Hà``
    return f"Tác giả: {name}" if name and parse_byline(f"Tác giả: {name}").found else ""


def writer(line: str) -> str:
    """Whom a line beside a date names, without the words for it; empty for accounts of a system."""
    name = squeeze(_BY.sub("", line, count=1) if _BY.match(line) else line)
    name = name.strip(" -–—|,:")
    return "" if fold(name) in _ACCOUNTS else name


def is_labelled(text: str) -> bool:
    """Whether a line begins with words for a writer, or for who put it there."""
    return _BY.match(text) is not None


def written_by(said: str) -> str | None:
    """Whom words behind a stamp name, counters and buttons passed over; None when they are text."""
    label = _BY.match(said)
    if label is None:
        bare = said.lstrip(" |·•–—-")
        return named(bare) or None if bare != said else None
    at = len(said)
    if counted := _COUNTED.search(said, label.end()):
        at = counted.start()
    if at < len(said) and not is_tool(said[at:].strip(" |•–-")):
        return None
    return named(said[:at].strip(" |•–-")) if at - label.end() <= _NAME else None


def is_beside(said: str, parted: str) -> bool:
    """Whether ``said``, parted so from a stamp behind it, is a writer, an account or a counter."""
    if _BY.match(said) or not writer(said) or is_tool(said):
        return True
    return parted != "" and not parted[0].isalpha() and parse_byline(said).found
