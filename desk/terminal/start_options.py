"""What ``invoke start`` may be told on the command line, in words; nothing is loaded for it."""

from __future__ import annotations

from typing import Final

START_OPTIONS: Final = {
    "answers": "Tệp những câu trả lời; mẫu: invoke start --print-answers.",
    "print-answers": "Chỉ in một tệp mẫu có lời giải thích.",
    "dry-run": "Chỉ cho xem sẽ lập gì, không ghi.",
    "yes": "Không hỏi lại.",
    "name": "Tên cơ quan.",
    "kind": "Loại cơ quan: vksnd, ubnd, hoặc loại khác, ví dụ so.",
    "section": "Tên chuyên mục.",
    "url": "Địa chỉ độc giả gõ.",
    "address": "Địa chỉ trụ sở.",
    "phone": "Điện thoại.",
    "email": "Thư điện tử.",
    "responsible": "Ai chịu trách nhiệm nội dung.",
    "units": "Đơn vị: các tên cách nhau bằng dấu phẩy, một tệp .csv, .xlsx, hoặc “có sẵn”.",
    "departments": "Phòng, như trên.",
    "authors": "Tác giả, như trên.",
    "colour": "Màu, ví dụ #8c1717.",
    "emblem": "Tệp biểu trưng, SVG hoặc PNG.",
    "target": "Thư mục nhận bản công bố.",
}
