"""What is wrong with an attachment, in the words the officer reads."""

from __future__ import annotations

from plugins.attachments.kinds import LISTED


class RefusedError(Exception):
    """Why a file cannot be published at all, for an officer."""


EMPTY = "tệp trống, có lẽ do chép dở dang; hãy chép lại từ tệp gốc"
BROKEN = (
    "tệp bị hỏng hoặc thiếu phần cuối, có lẽ do chép hay tải về dở dang; hãy chép lại từ tệp gốc, "
    "mở thử rồi lưu lại"
)
LOCKED = "tệp đặt mật khẩu nên độc giả không mở được; hãy bỏ mật khẩu rồi lưu lại"
BOMB = (
    "tệp nén quá nhiều dữ liệu, mở ra có thể làm treo máy của độc giả; hãy lưu lại thành PDF, "
    "hoặc chia thành nhiều tệp"
)
LARGE = (
    "tệp có quá nhiều dữ liệu (hàng triệu ô hoặc đoạn), máy không xem hết được bên trong để biết "
    "có gì không được đăng; hãy chia thành nhiều tệp nhỏ hơn, hoặc lưu thành PDF"
)
MACROS = (
    "tệp có macro (mã lệnh), máy của độc giả sẽ cảnh báo hoặc chặn; hãy lưu thành tệp không có "
    "macro (.docx, .xlsx, .pptx) hoặc PDF"
)
OLD_MACROS = (
    "bảng tính có trang macro kiểu Excel 4.0 (XLM), là mã lệnh; hãy chép số liệu sang bảng tính "
    "mới, hoặc lưu thành PDF"
)
CONTROLS = (
    "tệp có thành phần ActiveX, là mã lệnh máy của độc giả sẽ chặn; hãy bỏ thành phần ấy, hoặc lưu "
    "thành PDF"
)
PACKAGED = (
    "tệp có tệp khác nhúng bên trong (Object Package), có thể là mã độc; hãy bỏ tệp nhúng và đính "
    "kèm riêng nếu cần"
)
FETCHES = (
    "khi mở, tệp tự lấy nội dung hay chạy lệnh từ nơi khác (đối tượng hay ảnh liên kết, DDE), có "
    "thể là mã độc; hãy bỏ liên kết ấy (File > Info > Edit Links to Files > Break Link), hoặc "
    "lưu thành PDF"
)
CHUNK = (
    "tệp có một văn bản khác chèn nguyên vào (altChunk), máy không xem được bên trong; hãy mở bằng "
    "Word, lưu lại, hoặc lưu thành PDF"
)
CONNECTED = (
    "bảng tính lấy số liệu từ nguồn khác (Data > Queries & Connections), trong đó có thể ghi tên "
    "máy và mật khẩu; hãy xóa các kết nối ấy, chép số liệu sang bảng tính mới, hoặc lưu thành PDF"
)
DTD = "tệp có khai báo DTD, không tệp Office nào có; hãy mở tệp và lưu lại, hoặc lưu thành PDF"
SCRIPT = (
    "tệp PDF có mã lệnh (JavaScript); hãy in lại thành PDF: mở tệp, chọn In (Print), máy in "
    "«Microsoft Print to PDF»"
)
LAUNCH = (
    "tệp PDF có lệnh mở chương trình hay tệp khác trên máy độc giả (Launch); hãy in lại thành PDF "
    "rồi dùng tệp mới"
)
SENDS = (
    "tệp PDF có nút gửi dữ liệu đi nơi khác, hay lấy dữ liệu từ tệp khác (SubmitForm, ImportData, "
    "GoToE); hãy in lại thành PDF rồi dùng tệp mới"
)
EMBEDDED = (
    "tệp PDF có tệp khác đính kèm bên trong; hãy lấy các tệp ấy ra, đính kèm riêng nếu cần, rồi in "
    "lại thành PDF"
)
FORMS = (
    "tệp PDF là biểu mẫu XFA, phần lớn trình duyệt không mở được và có thể chứa mã lệnh; hãy in "
    "lại thành PDF"
)
TOO_LONG = (
    "xem tệp này quá lâu nên đã dừng; tệp quá phức tạp, hoặc cố ý làm máy treo; hãy mở tệp và in "
    "lại thành PDF"
)
TOO_MUCH = (
    "xem tệp này cần quá nhiều bộ nhớ nên đã dừng; hãy mở tệp và in lại thành PDF, hoặc chia thành "
    "nhiều tệp"
)
NOT_STARTED = "máy không mở thêm được tiến trình để xem tệp này; hãy chạy lại"


def is_another(instead: str) -> str:
    """That the file is something else altogether."""
    return f"tệp này không phải loại được đăng mà là {instead}"


def mislabelled(ending: str, found: str) -> str:
    """That a file ``.ending`` is really ``found``."""
    return (
        f"tên tệp ghi đuôi {ending} nhưng bên trong là tệp {found}; hãy đổi tên tệp thành đuôi "
        f"{found}, cả trong bài dẫn tới tệp"
    )


def tracked(count: int) -> str:
    """That changes in a text are tracked."""
    return (
        f"tệp còn {count} chỗ theo dõi sửa đổi (Track Changes), độc giả đọc được cả chữ đã xóa và "
        "tên người sửa; hãy mở bằng Word, vào Review (Xem lại) > Accept All Changes (Chấp nhận tất "
        "cả), tắt Track Changes rồi lưu lại"
    )


def commented(count: int) -> str:
    """That a text or table carries comments."""
    return (
        f"tệp còn {count} lời ghi chú (comment) kèm tên người viết; hãy mở tệp, vào Review (Xem "
        "lại) > Delete All Comments (Xóa tất cả) rồi lưu lại"
    )


def hidden_words(count: int) -> str:
    """That a text has words that are hidden."""
    return (
        f"tệp còn {count} đoạn chữ ẩn (Hidden), độc giả bật hiện là đọc được; hãy mở tệp, bấm ¶ "
        "(Home > Show/Hide) để thấy, xóa hoặc bỏ ẩn rồi lưu lại"
    )


def hidden_cells(names: list[str]) -> str:
    """That sheets have rows or columns that are hidden."""
    return (
        f"bảng tính có hàng hoặc cột ẩn ở trang {_quoted(names)}; độc giả mở ra được, hãy xem có "
        "gì không được đăng không"
    )


def hidden_slides(count: int) -> str:
    """That a presentation has slides that are hidden."""
    return (
        f"bản trình chiếu có {count} trang ẩn; độc giả mở ra được, hãy xem có gì không được đăng "
        "không"
    )


def hidden_sheets(names: list[str]) -> str:
    """That there are sheets that readers see only when they ask for them."""
    return (
        f"bảng tính có trang ẩn: {_quoted(names)}; độc giả mở ra được, hãy xem có gì không được "
        "đăng không"
    )


def _quoted(names: list[str]) -> str:
    """The first few ``names``."""
    return ", ".join(f"«{name}»" for name in names[:5])


NOTES = "bản trình chiếu có lời ghi cho người nói, độc giả đọc được; hãy xem lại"
OUTSIDE = (
    "tệp có liên kết tới tệp khác trên máy người soạn, độc giả không mở được; bản đăng chỉ còn tên "
    "tệp ấy, không còn thư mục; hãy bỏ liên kết (Data > Edit Links > Break Link)"
)
LINKED = (
    "tệp có liên kết tới tệp trên máy người soạn, độc giả không mở được; bản đăng chỉ còn tên tệp "
    "ấy, không còn thư mục; hãy bỏ liên kết, hoặc đính kèm riêng tệp ấy"
)
PIVOT = (
    "bảng tính có PivotTable, giữ cả số liệu gốc dù trang gốc đã xóa; độc giả lấy ra được, hãy xem "
    "có gì không được đăng không"
)
FAST_SAVED = (
    "tệp Word đời cũ lưu kiểu «fast save» có thể còn giữ chữ đã xóa; hãy mở bằng Word, lưu thành "
    ".docx hoặc PDF"
)


def annotated(count: int) -> str:
    """That a PDF carries notes of people who read it."""
    return f"tệp PDF có {count} ghi chú (comment), độc giả đọc được; hãy xem có nên đăng không"


UNLOCKED = "tệp PDF cấm in, cấm chép; bản đăng không còn lệnh cấm ấy"


def signed(kinds: list[str]) -> str:
    """That a signed file goes out as it is, and what it says of who wrote it."""
    return (
        "tệp có chữ ký số nên được đăng nguyên vẹn từng byte; trong tệp còn "
        f"{', '.join(kinds)}, độc giả xem được"
    )


def not_published(ending: str) -> str:
    """That the file is of a kind that is not published, ``ending`` as far as it is known."""
    kind = ending or "nén hay Office kiểu khác"
    return (
        f"bên trong là tệp {kind}, không thuộc loại được đăng; chỉ {LISTED}. Hãy lưu lại thành một "
        "loại ấy"
    )
