"""ONE table of all that front matter may say: what officers call it, its rule, its help.

What reads posts, ``new``, the importer and ``check`` (misspelt keys, officers' words) ask
it, and the guide's table is checked against it. How a field is added: docs/architecture.md.
"""

from __future__ import annotations

from dataclasses import replace

from plugins.model import UNDATED, Status
from plugins.posts.fields import (
    aliases,
    corrections,
    dates,
    documents,
    names,
    photo,
    privacy,
    related,
    texts,
)
from plugins.posts.fields.head import Field
from plugins.posts.placeholders import PAGE_TITLE, TITLE
from plugins.posts.typed import in_quotes

_ROWS = (
    Field(
        key="title",
        words=("tiêu đề", "tên bài"),
        rule=texts.text,
        help="tiêu đề; bắt buộc. Đặt trong ngoặc kép, vì dấu hai chấm trong câu dễ bị hiểu nhầm",
        shown="đầu bài, mọi danh sách",
        example='title: "Hội nghị: ba việc phải làm"',
        required=f"title: {in_quotes(TITLE)}",
        instead="tiêu đề thật",
        sentence=True,
        in_pages=True,
    ),
    Field(
        key="date",
        words=("ngày giờ đăng", "ngày", "ngày đăng"),
        rule=dates.moment_of_post,
        help="ngày giờ đăng, giờ Việt Nam; bắt buộc khi đăng, bản nháp chưa cần. Chắc nhất là "
        "viết năm-tháng-ngày; `15/3/2021 2h30 chiều` cũng được, ngày trước tháng",
        shown="đầu bài, mọi danh sách",
        example="date: 2021-03-15 08:19",
        missing=UNDATED,
    ),
    Field(
        key="author",
        words=("tác giả", "người viết", "authors"),
        rule=names.names,
        help="người ký tên, như trong sổ tác giả; nhiều người thì ghi trong ngoặc vuông",
        shown="đầu bài, danh sách, trang tác giả",
        example="author: [Việt Hưng, Thu Hương]",
        missing=(),
        apart=True,
    ),
    Field(
        key="department",
        words=("phòng",),
        rule=names.name,
        help="phòng của người viết",
        shown="đầu bài, danh sách, trang phòng",
        example="department: Phòng 15",
        missing=None,
        apart=True,
    ),
    Field(
        key="units",
        words=("đơn vị", "unit"),
        rule=names.units,
        help="những đơn vị bài viết nói tới",
        shown="cuối bài, trang đơn vị",
        example="units: [VKSND huyện Hưng Hà]",
        missing=(),
        apart=True,
    ),
    Field(
        key="units_ban",
        words=("đơn vị chỉ nhắc qua",),
        rule=names.units,
        help="những đơn vị bài chỉ nhắc qua; máy thôi nhắc ghi vào `units`",
        example="units_ban: [VKSND huyện Vũ Thư]",
        missing=(),
        apart=True,
    ),
    Field(
        key="source",
        words=("nguồn",),
        rule=texts.text,
        help="nơi đăng đầu tiên, nếu là bài đăng lại",
        shown="đầu bài",
        example="source: Báo Bảo vệ pháp luật",
    ),
    Field(
        key="photo",
        words=("ảnh", "image"),
        rule=photo.photo,
        help="ảnh của bài, nằm trong `content/anh/`",
        shown="đầu bài, trang đầu",
        example="photo: anh/2021/kiem-tra.jpg",
        missing=None,
    ),
    Field(
        key="photo_alt",
        words=("mô tả ảnh", "alt"),
        rule=texts.description,
        help="lời mô tả ảnh cho người không nhìn thấy",
        shown="khi không thấy ảnh",
        example='photo_alt: "Đoàn kiểm tra ngồi quanh bàn họp"',
        instead="một câu tả ảnh cho người không nhìn thấy",
        sentence=True,
        part_of="photo",
    ),
    Field(
        key="photo_caption",
        words=("chú thích ảnh", "caption"),
        rule=texts.text,
        help="chú thích in dưới ảnh",
        shown="dưới ảnh",
        example='photo_caption: "Buổi làm việc sáng 10/3."',
        instead="lời chú thích thật, hoặc bỏ dòng này",
        sentence=True,
        part_of="photo",
    ),
    Field(
        key="photo_credit",
        words=("người chụp", "credit"),
        rule=texts.text,
        help="người chụp",
        shown="dưới ảnh",
        example="photo_credit: Thu Hương",
        instead="tên người chụp, hoặc bỏ dòng này",
        part_of="photo",
    ),
    Field(
        key="photo_decorative",
        words=("ảnh trang trí",),
        rule=texts.flag,
        help='`true` khi ảnh chỉ để trang trí; khi đó `photo_alt: ""`',
        example="photo_decorative: true",
        missing=False,
        part_of="photo",
    ),
    Field(
        key="summary",
        words=("tóm tắt", "description"),
        rule=texts.text,
        help="một, hai câu tóm tắt; không ghi thì máy lấy câu đầu của bài ở những nơi cần",
        shown="đầu bài, danh sách, bản tin",
        example='summary: "Tám đơn vị được kiểm tra."',
        instead="một, hai câu tóm tắt, hoặc bỏ dòng này",
        sentence=True,
        in_pages=True,
    ),
    Field(
        key="status",
        words=("trạng thái",),
        rule=texts.status,
        help="`draft` là bản nháp; không ghi, hoặc `published`, là được đăng",
        example="status: draft",
        missing=Status.PUBLISHED,
        in_pages=True,
    ),
    Field(
        key="corrections",
        words=("đính chính",),
        rule=corrections.corrections,
        help="các lần đính chính",
        shown="trong bài, sổ đính chính",
        example="corrections: [{date: 2021-03-16 09:00, kind: đính chính, note: Đúng là tám xã.}]",
        missing=(),
    ),
    Field(
        key="related",
        words=("tin liên quan",),
        rule=related.related,
        help="`pin`: tin liên quan phải có; `ban`: tin không được hiện bên cạnh",
        shown="dưới bài",
        example="related: {pin: [ten-tep-bai-viet], ban: []}",
        missing=((), ()),
        apart=True,
    ),
    Field(
        key="aliases",
        words=("địa chỉ cũ", "alias"),
        rule=aliases.aliases,
        help="mọi địa chỉ cũ của bài, đuôi gì cũng được; "
        "người vào địa chỉ cũ được đưa sang bài này",
        shown="ở địa chỉ cũ",
        example="aliases: [/detail/954/Ten-bai.html]",
        missing=(),
        in_pages=True,
    ),
    Field(
        key="sensitive",
        words=("nhạy cảm",),
        rule=texts.flag,
        help="`true`: bài không hiện tin liên quan và không hiện cạnh bài khác",
        example="sensitive: true",
        missing=False,
    ),
    Field(
        key="documents",
        words=("văn bản", "document"),
        rule=documents.documents,
        help="thêm hay sửa văn bản bài dẫn",
        shown="cuối bài, trang văn bản",
        example="documents: [{number: 15/KH-VKSTB, type: Kế hoạch, date: 2021-03-02}]",
        missing=(),
        apart=True,
    ),
    Field(
        key="documents_ban",
        words=("không phải văn bản",),
        rule=documents.banned,
        help="số, ký hiệu mà máy nhận nhầm là văn bản",
        example="documents_ban: [15/KH-VKSTB]",
        missing=(),
        apart=True,
    ),
    Field(
        key="privacy",
        words=("dữ liệu cá nhân",),
        rule=privacy.answers,
        help="câu trả lời của bạn về dữ liệu cá nhân mà bài nêu: chữ nào, ai trả lời, ngày nào, "
        "vì sao được nêu",
        example='privacy: [{text: "0227.3831.234", by: Việt Hưng, on: 2021-03-15, '
        'why: "số máy công khai của cơ quan"}]',
        missing={},
        in_pages=True,
        apart=True,
    ),
)

POST = {field.key: field for field in _ROWS}
"""All that a post may say, by key, in the order in which it is written."""

SIGNED = " hoặc ".join(f"{key} ({POST[key].words[0]})" for key in ("author", "department"))
"""What says who wrote a post: one of these is needed."""

PAGE = {field.key: field for field in _ROWS if field.in_pages}
"""All that a standing page may say."""
PAGE["title"] = replace(PAGE["title"], required=f"title: {in_quotes(PAGE_TITLE)}")
