"""What the theme is tried on: every page kind full and bare, every component at its limits.

The text is ours: routine work of a procuracy, told as such offices tell it.
Names are as long as they get and the marks as high as they stack.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from plugins.images.markup import place_pictures
from plugins.model import Picture, Rendition
from plugins.pages.search import SearchFiles
from plugins.pages.views import (
    Archive,
    Card,
    CorrectionEntry,
    Day,
    Directory,
    DocumentEntry,
    DocumentGroup,
    DocumentView,
    Download,
    Figure,
    Front,
    FrontSection,
    Gone,
    Letter,
    Lineage,
    Link,
    Listing,
    Moment,
    MonthView,
    Note,
    PageMeta,
    Period,
    PostContext,
    PostView,
    Redirect,
    Related,
    SectionLink,
    ShareImage,
    Site,
    Standing,
    ThemeAddresses,
    UnitTag,
)
from plugins.posts.body import BodyReader

Context = dict[str, Any]

NEWS = "/tin-hoat-dong/"
ARCHIVE = "/tin-hoat-dong/luu-tru/"
TITLE = (
    "Viện kiểm sát nhân dân tỉnh Thái Bình kiểm tra việc triển khai công tác kiểm sát"
    " năm 2021 tại các VKSND cấp huyện, thành phố"
)
HIGH_MARKS = "Ẳ ỗ ự Ặ ễ Ộ: Sổ ghi chép Ở Huyện, Ủy Ban Kiểm Tra Ở Quỳnh Phụ và Những Kiến Nghị"
LONG_URL = (
    "https://vksnd-thaibinh.example/tai-lieu/2021/"
    "ke-hoach-trien-khai-cong-tac-kiem-sat-nam-2021-tai-cac-don-vi-cap-huyen-va-thanh-pho.pdf"
)

SITE = Site(
    name="Tin hoạt động",
    agency="Viện kiểm sát nhân dân tỉnh Thái Bình",
    agency_short="VKSND tỉnh Thái Bình",
    url="https://vksnd-thaibinh.example",
    theme=ThemeAddresses(
        stylesheet="/theme/newsroom.css",
        emblem="/theme/emblem.svg",
        logo="/theme/emblem.png",
        colour="#8c1717",
        search_script="/theme/search.js",
        share={},
    ),
    navigation=(
        Link(name="Tin hoạt động", url=NEWS),
        Link(name="Đơn vị", url="/don-vi/"),
        Link(name="Phòng", url="/phong/"),
        Link(name="Tác giả", url="/tac-gia/"),
        Link(name="Văn bản", url="/van-ban/"),
        Link(name="Lưu trữ", url="/tin-hoat-dong/luu-tru/"),
    ),
    standing=(
        Link(name="Giới thiệu", url="/trang/gioi-thieu.html"),
        Link(name="Liên hệ", url="/trang/lien-he.html"),
        Link(name="Đính chính, cập nhật, gỡ bỏ", url="/trang/dinh-chinh.html"),
        Link(name="Quyền tiếp cận thông tin", url="/trang/quyen-tiep-can-thong-tin.html"),
    ),
    responsible="Chịu trách nhiệm nội dung: Văn phòng tổng hợp",
    contact=(
        "Địa chỉ: đường Trần Hưng Đạo, thành phố Thái Bình, tỉnh Thái Bình",
        "Điện thoại: 0227 000 000",
        "Thư điện tử: banbientap@vksnd-thaibinh.example",
    ),
    preview=False,
    sections=(
        SectionLink(
            name="Tin hoạt động",
            url=NEWS,
            archive=ARCHIVE,
            atom="/feeds/atom.xml",
            rss="/feeds/rss.xml",
        ),
    ),
)
NOTICES = SectionLink(
    name="Thông báo, lịch tiếp công dân và văn bản chỉ đạo, điều hành",
    url="/thong-bao/",
    archive="/thong-bao/luu-tru/",
    atom="/thong-bao/atom.xml",
    rss="/thong-bao/rss.xml",
)
SEVERAL = replace(
    SITE,
    sections=(*SITE.sections, NOTICES),
    navigation=(SITE.navigation[0], NOTICES, *SITE.navigation[1:]),
)
PREVIEW = replace(SITE, preview=True)
BARE_SITE = replace(SITE, responsible="", contact=(), standing=(), sections=())

HOME = Link(name="Trang đầu", url="/")
SECTION = Link(name="Tin hoạt động", url=NEWS)
UNITS = Link(name="Đơn vị", url="/don-vi/")
DEPARTMENT = Link(name="Phòng 15", url="/phong/phong-15/")
AUTHOR = Link(name="Việt Hưng", url="/tac-gia/viet-hung/")
LONGEST_UNIT = "Viện kiểm sát nhân dân khu vực 12 (Hưng Hà, Quỳnh Phụ, Đông Hưng, Thái Thụy)"
HUNG_HA = Link(name="VKSND huyện Hưng Hà", url="/don-vi/hung-ha/", note="đến 30/6/2025")


def moment(day: int, clock: str = "08:19", weekday: str = "Thứ Hai") -> Moment:
    """A moment of March 2021."""
    return Moment(
        iso=f"2021-03-{day:02}T{clock}:00+07:00",
        words=f"{weekday}, {day}/3/2021, {clock}",
        day=f"{day}/3/2021",
        clock=clock,
    )


def _rendition(width: int, kind: str) -> Rendition:
    return Rendition(
        url=f"/anh/2021/kiem-tra-{width}.{kind}",
        width=width,
        height=width * 9 // 16,
        mime=f"image/{kind}",
    )


PICTURE = Picture(
    path="anh/2021/kiem-tra.jpg",
    fallback=_rendition(960, "jpeg"),
    webp=tuple(_rendition(width, "webp") for width in (480, 960, 1440)),
)
ONLY_FALLBACK = replace(PICTURE, webp=())
ALT = "Đoàn kiểm tra làm việc với tập thể lãnh đạo đơn vị tại phòng họp"

SUMMARY = (
    "Trong hai ngày 10 và 11/3/2021, các đoàn kiểm tra của Viện kiểm sát nhân dân tỉnh đã làm"
    " việc với tám đơn vị cấp huyện, ghi nhận kết quả quý I và chỉ ra những việc cần khắc phục."
)

LEAD = Card(
    url="/tin-hoat-dong/2021/kiem-tra-cong-tac-kiem-sat-nam-2021.html",
    title=TITLE,
    date=moment(15),
    byline="Việt Hưng – Phòng 15",
    summary=SUMMARY,
    picture=PICTURE,
    alt=ALT,
)
TITLES = (
    "VKSND huyện Hưng Hà phối hợp tổ chức phiên tòa rút kinh nghiệm",
    "Kiểm sát trực tiếp việc tạm giữ, tạm giam tại Nhà tạm giữ Công an huyện Quỳnh Phụ",
    "Hội nghị trao đổi kinh nghiệm về kiểm sát thi hành án dân sự",
    "VKSND thành phố Thái Bình ký quy chế phối hợp với Chi cục Thi hành án dân sự",
    "Tập huấn Thông tư liên tịch số 05/2021/TTLT-TANDTC-VKSNDTC-BCA-BQP-BTP",
    "Chi bộ Phòng 15 sinh hoạt chuyên đề quý I",
    HIGH_MARKS,
    "VKSND huyện Tiền Hải kiểm sát việc giải quyết khiếu nại, tố cáo tại cơ quan thi hành án",
    "Ngành Kiểm sát Thái Bình ra quân Tết trồng cây",
)
BYLINES = ("Thu Hằng – VKSND huyện Hưng Hà", "Minh Đức – Phòng 8", "", "P.V")


def card(number: int, **changes: Any) -> Card:
    """The ``number``-th headline."""
    return replace(
        LEAD,
        url=f"/tin-hoat-dong/2021/tin-{number}.html",
        title=TITLES[number % len(TITLES)],
        date=moment(14 - number // 2),
        byline=BYLINES[number % len(BYLINES)],
        picture=None,
        alt="",
        **changes,
    )


def _days(cards: tuple[Card, ...], per_day: int = 2) -> tuple[Day, ...]:
    groups = [cards[i : i + per_day] for i in range(0, len(cards), per_day)]
    return tuple(
        Day(
            iso=group[0].date.iso[:10],
            words=f"Chủ nhật, ngày\u00a0{group[0].date.day.split('/')[0]}"
            " tháng\u00a03 năm\u00a02021",
            cards=group,
        )
        for group in groups
    )


MARKED = (
    card(0, mark="Bản nháp"),
    card(1, mark="Hẹn giờ 15/3/2021, 08:19"),
    card(2, corrected="Đính chính"),
    card(3, corrected="Cập nhật", label="VKSND huyện Hưng Hà"),
)
REMOVED = Card(url="", title="", date=moment(14), byline="", summary="", removed=moment(16))
DAYS = _days(tuple(card(n) for n in range(9)))
MARKED_DAYS = _days((*MARKED, REMOVED))

CORRECTION = Note(
    kind="Đính chính",
    date=moment(16),
    note="Bản đăng ngày 15/3/2021 ghi “09 đơn vị”; số đúng là 08 đơn vị.",
)
UPDATE = Note(
    kind="Cập nhật",
    date=moment(18),
    note="Bổ sung số liệu kết quả công tác Quý I theo Thông báo số 54/TB-VKSTB.",
)
WITHDRAWAL = Note(
    kind="Gỡ bỏ",
    date=moment(20),
    note="Nội dung trùng với một tin đã đăng; mời xem tin ngày 15/3/2021.",
)

PARAGRAPHS = """
<p>Thực hiện Công văn số <span class="nobreak">609/VKSTC-VP</span> ngày 23/02/2021 của Viện kiểm
sát nhân dân tối cao và Kế hoạch số <span class="nobreak">15/KH-VKSTB</span> ngày 02/3/2021 của
Viện kiểm sát nhân dân tỉnh Thái Bình, trong hai ngày 10 và 11/3/2021, các đoàn kiểm tra đã làm
việc tại 08 đơn vị cấp huyện, thành phố.</p>
<p>Việc kiểm tra nhằm đánh giá đúng thực trạng, chất lượng xây dựng kế hoạch và tổ chức thực hiện
nhiệm vụ công tác năm 2021; xem xét việc khắc phục những hạn chế đã nêu trong các kết luận trước
đây; kịp thời nắm bắt khó khăn, vướng mắc, kiến nghị, đề xuất của từng đơn vị để có biện pháp chỉ
đạo, hướng dẫn phù hợp.</p>
<p>Mỗi đoàn do một đồng chí Lãnh đạo Viện làm Trưởng đoàn, các đồng chí Trưởng phòng, Phó Trưởng
phòng là thành viên. Các đoàn đã trực tiếp kiểm tra hệ thống sổ sách quản lý, hồ sơ nghiệp vụ và
tài liệu liên quan; một số đoàn làm việc với cấp ủy địa phương và các cơ quan tư pháp cùng cấp để
nắm tình hình phối hợp công tác.</p>
<p>Sau thời gian làm việc khẩn trương, nghiêm túc, các đoàn đã thông báo dự thảo kết quả, ghi nhận
sự nỗ lực của tập thể lãnh đạo, cán bộ, Kiểm sát viên và người lao động; đồng thời chỉ rõ những
nội dung cần tiếp tục khắc phục trong việc xây dựng kế hoạch, chương trình công tác.</p>
<p>Thủ trưởng các đơn vị nhất trí với nội dung dự thảo, nghiêm túc tiếp thu và cam kết có biện pháp
khắc phục trong thời gian tới.</p>
"""

MARKDOWN = f"""
## Kết quả kiểm tra ở tám đơn vị

Các đoàn lập biên bản theo mẫu[^mau] và gửi về *Viện kiểm sát nhân dân tỉnh* trước ngày 20/3/2021,
căn cứ Thông tư liên tịch số 05/2021/TTLT-TANDTC-VKSNDTC-BCA-BQP-BTP. Toàn văn kế hoạch đăng tại
[{LONG_URL}]({LONG_URL}).

> “Kiểm tra là để giúp nhau làm tốt hơn, không phải để tìm lỗi.”

### Những việc đã làm tốt

- Lập sổ thụ lý đầy đủ, cập nhật hằng ngày;
- Ban hành kế hoạch đúng hạn, phân công **rõ người, rõ việc**.

### Những việc cần khắc phục

1. Một số báo cáo còn chậm so với thời hạn;
2. Công tác tự kiểm tra theo Quyết định số 1234/2021/QĐ-VKSTC-TTHĐS chưa thường xuyên.

![Bàn làm việc với sổ thụ lý](/anh/2021/kiem-tra.jpg "Sổ thụ lý tại một đơn vị. Ảnh: Minh Đức")

#### Bảng tổng hợp

| Đơn vị | Ngày kiểm tra | Hình sự | Dân sự | Hành chính | Kiến nghị khắc phục |
|:--|:-:|--:|--:|--:|:--|
| VKSND huyện Quỳnh Phụ | 10/3/2021 | 12 | 18 | 03 | Bổ sung sổ theo dõi |
| VKSND thành phố Thái Bình | 11/3/2021 | 20 | 25 | 06 | Không có kiến nghị |

| TT | Việc phải làm | Hạn |
|--|--|--|
| 1 | Rà soát sổ theo dõi việc tiếp nhận và giải quyết đơn của tám đơn vị | Trong quý |
| 2 | Báo cáo theo mẫu {LONG_URL} | 30/6/2021 |

```
Sổ thụ lý: QĐ-VKSTB/2021/mau-so-theo-doi-viec-tiep-nhan-va-giai-quyet-don
```

Trách nhiệm của các phòng:
a) Phòng 15 tổng hợp;
b) Các phòng khác báo cáo trước ngày 20.

Tên tệp: `ke_hoach_trien_khai_cong_tac_kiem_sat_nam_2021_tai_cac_don_vi_cap_huyen.pdf`

<dl><dt>Đơn vị cấp huyện</dt><dd>Tám đơn vị huyện, thành phố.</dd></dl>

---

Hết phần số liệu.

[^mau]: Mẫu kèm theo Kế hoạch số 15/KH-VKSTB.
"""
"""Everything a text may hold, as an editor writes it: the body reader makes the HTML."""

BODY, PROBLEMS = BodyReader().read(MARKDOWN, path="tin-hoat-dong/2021/tin.md")
EVERYTHING = place_pictures(BODY.html, {PICTURE.path: PICTURE})

FIGURE = Figure(
    picture=PICTURE,
    alt=ALT,
    caption="Đoàn kiểm tra làm việc tại VKSND huyện Quỳnh Phụ, ngày 10/3/2021.",
    credit="Minh Đức",
)
STAMPS = (
    UnitTag(
        name="VKSND huyện Quỳnh Phụ",
        url="/don-vi/quynh-phu/",
        now=(Link(name="VKSND khu vực 9", url="/don-vi/khu-vuc-9/"),),
    ),
    UnitTag(name="VKSND thành phố Thái Bình", url="/don-vi/thanh-pho-thai-binh/"),
    UnitTag(name=LONGEST_UNIT, url="/don-vi/khu-vuc-12/"),
)
SHARE = (
    Link(name="Zalo", url="https://zalo.me/share?url=https%3A%2F%2Fvksnd-thaibinh.example"),
    Link(name="Thư điện tử", url="mailto:?subject=Tin&body=https%3A%2F%2Fvksnd-thaibinh.example"),
    Link(name="Báo lỗi bài này", url="mailto:banbientap@vksnd-thaibinh.example?subject=Tin"),
)
POST = PostView(
    share=SHARE,
    url=LEAD.url,
    title=TITLE,
    standfirst=SUMMARY,
    date=moment(15),
    authors=(AUTHOR,),
    department=DEPARTMENT,
    unit=None,
    source="",
    figure=FIGURE,
    html=PARAGRAPHS,
    units=STAMPS[:2],
    notes=(),
)
FILES = (
    Download(
        name="Kế hoạch 15/KH-VKSTB về công tác kiểm sát năm 2021",
        url="/tep/2021/ke-hoach-15.pdf",
        about="PDF, 1,2\u00a0MB, 12\u00a0trang",
        type="application/pdf",
    ),
    Download(
        name="bieu-mau-thong-ke-so-lieu-kiem-sat-thi-hanh-an-dan-su-quy-mot.xlsx",
        url="/tep/2021/bieu-mau-thong-ke-so-lieu-kiem-sat-thi-hanh-an-dan-su-quy-mot.xlsx",
        about="Excel, 86\u00a0KB",
        type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
)
PAPERS = (
    Link(
        name="Công văn 609/VKSTC-VP, 23/02/2021",
        url="/van-ban/cong-van-609-vkstc-vp-23-02-2021.html",
    ),
    Link(
        name="Thông tư liên tịch 05/2021/TTLT-TANDTC-VKSNDTC-BCA-BQP-BTP, 15/12/2021",
        url="/van-ban/thong-tu-lien-tich-05-2021-ttlt-tandtc-vksndtc-bca-bqp-btp-15-12-2021.html",
    ),
    Link(name="Kế hoạch 15/KH-VKSTB", url="/van-ban/ke-hoach-15-kh-vkstb.html"),
    Link(name="Kế hoạch 27/KH-VKSTB, 24/03/2025", url=""),
)
DOCUMENT = DocumentView(
    name="Công văn 609/VKSTC-VP, 23/02/2021",
    url=PAPERS[0].url,
    type="Công văn",
    number="609/VKSTC-VP",
    date="23/02/2021",
    year=Link(name="Công văn năm 2021", url="/van-ban/cong-van/2021.html"),
    issuers=(),
    alike=(),
    file=FILES[0],
)
SHARED_NUMBER = replace(
    DOCUMENT,
    name=PAPERS[2].name,
    url=PAPERS[2].url,
    type="Kế hoạch",
    number="15/KH-VKSTB",
    date="",
    year=Link(name="Kế hoạch không ghi ngày", url="/van-ban/ke-hoach/khong-ghi-ngay.html"),
    issuers=(Link(name="VKSND tỉnh Thái Bình", url="/don-vi/tinh-thai-binh/"),),
    alike=(replace(PAPERS[0], name="Kế hoạch 15/KH-VKSTB, 02/3/2021"), PAPERS[1]),
)
ON_FILE = replace(
    DOCUMENT,
    about="Về việc tăng cường kiểm sát việc tuân theo pháp luật trong thi hành án dân sự",
    issuers=(Link(name="Viện kiểm sát nhân dân tối cao", url=""),),
    official=Link(name="vanban.vksndtc.example", url="https://vanban.vksndtc.example/609"),
)
ENTRIES = DocumentGroup(
    part=None,
    entries=(
        DocumentEntry(id="cong-van-609-vkstc-vp-23-02-2021", link=PAPERS[0], about=ON_FILE.about),
        DocumentEntry(
            id="cong-van-15-vkstb",
            link=Link(name="Công văn 15/VKSTB, 02/03/2021", url=""),
            posts=(Link(name=TITLE, url=LEAD.url),),
            alike=(replace(PAPERS[0], name="Công văn 15/VKSTB, 02/3/2020"), PAPERS[1]),
        ),
    ),
)
OF_MONTH = DocumentGroup(
    part=Link(name="Tháng 2", url="/van-ban/cong-van/2021-02.html"),
    entries=tuple(
        DocumentEntry(
            id=f"cong-van-{number}-vkstb",
            link=Link(
                name=f"{number}/2021/TTLT-TANDTC-VKSNDTC-BCA-BQP-BTP",
                url=f"/van-ban/cong-van/2021-02.html#cong-van-{number}-vkstb",
            ),
        )
        for number in (9, 10, 11)
    ),
)
FULL_POST = replace(
    POST,
    documents=PAPERS,
    files=FILES,
    title=HIGH_MARKS,
    authors=(AUTHOR, Link(name="Nguyễn Thị Thanh Huyền", url="/tac-gia/nguyen-thi-thanh-huyen/")),
    unit=HUNG_HA,
    source="Báo Thái Bình",
    html=PARAGRAPHS + EVERYTHING,
    units=STAMPS,
    notes=(CORRECTION, UPDATE, replace(CORRECTION, date=moment(19))),
    mark="Hẹn giờ 15/3/2021, 08:19",
)
BARE_POST = replace(
    POST,
    title="Thông báo",
    standfirst="",
    authors=(),
    department=None,
    figure=None,
    html="<p>Viện kiểm sát nhân dân tỉnh làm việc bình thường vào sáng thứ Bảy.</p>",
    units=(),
    notes=(UPDATE,),
)
UNSIGNED = replace(POST, authors=(), unit=HUNG_HA)

RELATED = (
    Related(card=card(0), reason="cùng đơn vị: VKSND huyện Hưng Hà"),
    Related(card=card(1, corrected="Đính chính"), reason="cùng dẫn Kế hoạch số 15/KH-VKSTB"),
    Related(card=card(3), reason="ban biên tập chọn"),
)
AROUND = PostContext(
    related=RELATED,
    related_note="",
    earlier=(card(4), card(5), card(6)),
    previous=card(7),
    next=card(8),
)
RECENT = replace(
    AROUND, related_note="Tin mới cùng chuyên mục", earlier=(), previous=None, next=card(2)
)
ALONE = PostContext(related=(), related_note="", earlier=(), previous=None, next=None)

SEARCH_FILES = SearchFiles(
    years=("/tim-kiem/2021.json", "/tim-kiem/2020.json"),
    closed="/tim-kiem/tu/{1..2}.json",
    present="/tim-kiem/tu-moi/{1..1}.json",
    posts="/tim-kiem/bai/{1..3}.json",
    together=16,
    everyday=("cua", "va"),
    common=("04", "cai"),
    places=((2020, 40),),
    sections="",
    apart="",
    start=40,
)
IN_SECTIONS = replace(
    SEARCH_FILES,
    sections='{"tin-hoat-dong":"Tin hoạt động","thong-bao":"Thông báo"}',
    apart='[["phong/phong-1","VKSND tỉnh Thái Bình"],["phong/phong-1-hy","VKSND tỉnh Hưng Yên"]]',
)

FRONT_UNITS = tuple(
    Link(name=f"VKSND {name}", url=f"/don-vi/{slug}/")
    for name, slug in (
        ("huyện Đông Hưng", "dong-hung"),
        ("huyện Hưng Hà", "hung-ha"),
        ("huyện Kiến Xương", "kien-xuong"),
        ("huyện Quỳnh Phụ", "quynh-phu"),
        ("thành phố Thái Bình", "thanh-pho-thai-binh"),
        ("huyện Thái Thụy", "thai-thuy"),
        ("huyện Tiền Hải", "tien-hai"),
        ("huyện Vũ Thư", "vu-thu"),
    )
)
EDITION = "Thứ Hai, ngày\u00a015 tháng\u00a03 năm\u00a02021"
FRONT = Front(edition=EDITION, lead=LEAD, days=DAYS, units=FRONT_UNITS)
OTHERS = (FrontSection(link=NOTICES, cards=(LEAD, *MARKED)),)
EMPTY_FRONT = Front(edition="", lead=None, days=(), units=())

NEWEST = Listing(days=DAYS, number=0, older="/tin-hoat-dong/trang-3.html", newer="", heading="")
NUMBERED = Listing(
    days=MARKED_DAYS,
    number=2,
    older="/tin-hoat-dong/trang-1.html",
    newer="/tin-hoat-dong/trang-3.html",
    heading="Trang 2",
)
NO_NEWS = Listing(days=(), number=0, older="", newer="", heading="")

LINEAGE = Lineage(
    name="VKSND huyện Hưng Hà",
    full="Viện kiểm sát nhân dân huyện Hưng Hà",
    span="đến 30/6/2025",
    former=(Link(name="VKSND huyện Tiên Hưng", url="", note="đến 17/6/1969"),),
    parent=Link(name="VKSND tỉnh Thái Bình", url="/don-vi/tinh-thai-binh/"),
    children=(DEPARTMENT, Link(name="Văn phòng", url="/phong/van-phong/")),
    predecessors=(replace(HUNG_HA, name=LONGEST_UNIT),),
    successors=(Link(name="VKSND khu vực 9", url="/don-vi/khu-vuc-9/"),),
    ending="chia tách",
)
PLAIN_LINEAGE = replace(
    LINEAGE,
    full="",
    span="",
    former=(),
    parent=None,
    children=(),
    predecessors=(),
    successors=(),
    ending="",
)
HOMONYM = replace(
    PLAIN_LINEAGE,
    name="Nguyễn Văn Tú",
    people=(Link(name="Nguyễn Văn Tú", url="/tac-gia/nguyen-van-tu-2/", note="Phòng 8"),),
)

LETTERS = (
    Letter(letter="Đ", links=(FRONT_UNITS[0],)),
    Letter(letter="H", links=(FRONT_UNITS[1], Link(name=LONGEST_UNIT, url="/don-vi/kv-12/"))),
    Letter(letter="T", links=FRONT_UNITS[4:7]),
    Letter(letter="V", links=(replace(FRONT_UNITS[7], note="Phòng 8, Phòng 15"),)),
)
DIRECTORY = Directory(groups=LETTERS, ended=(HUNG_HA,))
PLAIN_DIRECTORY = Directory(
    groups=(Letter(letter="", links=(DEPARTMENT, Link(name="Phòng 2", url="/phong/phong-2/"))),),
    ended=(),
)
YEARS = Archive(
    periods=tuple(
        Period(name=f"Năm {year}", url=f"/tin-hoat-dong/luu-tru/{year}/", count=0)
        for year in (2021, 2020, 2019)
    )
)
MONTHS = Archive(
    periods=tuple(
        Period(name=f"Tháng {n}/2021", url=f"/tin-hoat-dong/luu-tru/2021/{n:02}/", count=n * 7)
        for n in (3, 2, 1)
    )
)
MONTH = MonthView(
    days=DAYS,
    previous=Link(name="Tháng 2/2021", url="/tin-hoat-dong/luu-tru/2021/02/"),
    next=None,
)
STANDING = Standing(title="Giới thiệu", html=PARAGRAPHS + EVERYTHING, files=FILES)
LEDGER = (
    CorrectionEntry(note=WITHDRAWAL, title="", url="/tin-hoat-dong/2021/tin-9.html"),
    CorrectionEntry(note=UPDATE, title=TITLE, url=LEAD.url),
    CorrectionEntry(note=CORRECTION, title=HIGH_MARKS, url="/tin-hoat-dong/2021/tin-6.html"),
)


def meta(kind: str, url: str, title: str, *crumbs: Link, **more: Any) -> PageMeta:
    """What the head and breadcrumb of an example need."""
    return PageMeta(
        kind=kind,
        url=url,
        title=title,
        description=more.pop("description", SUMMARY),
        section=more.pop("section", crumbs[1].url if len(crumbs) > 1 else ""),
        breadcrumbs=crumbs,
        **more,
    )


LISTED_DOCUMENTS = meta(
    "documents",
    "/van-ban/cong-van/2021.html",
    "Công văn năm 2021",
    HOME,
    Link(name="Văn bản", url="/van-ban/"),
)


FEEDS = {"atom": SITE.sections[0].atom, "rss": SITE.sections[0].rss}
NEWS_META = meta("listing", NEWS, "Tin hoạt động", HOME, section=NEWS, **FEEDS)
POST_META = meta(
    "post",
    LEAD.url,
    TITLE,
    HOME,
    SECTION,
    image=ShareImage(url=PICTURE.fallback.url, width=960, height=540, alt="Ảnh của tin"),
    published="2021-03-15T08:19:00+07:00",
    modified="2021-03-16T08:19:00+07:00",
    authors=("/tac-gia/viet-hung/",),
    jsonld='{"@context":"https://schema.org","@type":"NewsArticle"}',
)
UNIT_META = meta(
    "unit",
    "/don-vi/hung-ha/",
    "VKSND huyện Hưng Hà",
    HOME,
    UNITS,
    atom="/don-vi/hung-ha/atom.xml",
    rss="/don-vi/hung-ha/rss.xml",
)
STANDING_META = meta("standing", "/trang/gioi-thieu.html", "Giới thiệu", HOME)

PAGES: dict[str, Context] = {
    "home": {
        "site": SITE,
        "page": meta("home", "/", "Tin hoạt động", **FEEDS),
        "front": FRONT,
    },
    "home-sections": {
        "site": SEVERAL,
        "page": meta("home", "/", "Tin hoạt động", **FEEDS),
        "front": replace(FRONT, sections=OTHERS),
    },
    "home-empty": {
        "site": BARE_SITE,
        "page": meta("home", "/", "Tin hoạt động"),
        "front": EMPTY_FRONT,
    },
    "listing": {"site": SITE, "page": NEWS_META, "listing": NEWEST},
    "listing-numbered": {
        "site": PREVIEW,
        "page": replace(NEWS_META, url="/tin-hoat-dong/trang-2.html"),
        "listing": NUMBERED,
    },
    "post": {"site": SITE, "page": POST_META, "post": POST, "around": AROUND},
    "post-full": {
        "site": PREVIEW,
        "page": replace(POST_META, title=HIGH_MARKS, indexable=False),
        "post": FULL_POST,
        "around": RECENT,
    },
    "post-bare": {
        "site": BARE_SITE,
        "page": replace(
            POST_META, title="Thông báo", image=None, jsonld="", modified="", authors=()
        ),
        "post": BARE_POST,
        "around": ALONE,
    },
    "gone": {
        "site": SITE,
        "page": replace(POST_META, kind="gone", title="Tin đã được gỡ bỏ", indexable=False),
        "gone": Gone(date=moment(15), note=WITHDRAWAL, links=(SECTION, HUNG_HA)),
    },
    "unit": {"site": SITE, "page": UNIT_META, "lineage": LINEAGE, "listing": NUMBERED},
    "department": {
        "site": SITE,
        "page": meta(
            "department",
            DEPARTMENT.url,
            "Phòng 15",
            HOME,
            Link(name="Phòng", url="/phong/"),
            atom="/phong/phong-15/atom.xml",
        ),
        "lineage": replace(PLAIN_LINEAGE, name="Phòng 15", parent=LINEAGE.parent),
        "listing": NEWEST,
    },
    "author": {
        "site": SITE,
        "page": meta(
            "author",
            "/tac-gia/nguyen-van-tu/",
            "Nguyễn Văn Tú",
            HOME,
            Link(name="Tác giả", url="/tac-gia/"),
        ),
        "lineage": HOMONYM,
        "listing": NO_NEWS,
    },
    "directory": {
        "site": SITE,
        "page": meta(
            "directory", "/don-vi/", "Đơn vị", HOME, section="/don-vi/", description="Các đơn vị."
        ),
        "directory": DIRECTORY,
    },
    "directory-plain": {
        "site": SITE,
        "page": meta("directory", "/phong/", "Phòng", HOME, section="/phong/"),
        "directory": PLAIN_DIRECTORY,
    },
    "document": {
        "site": SITE,
        "page": meta(
            "document", DOCUMENT.url, DOCUMENT.name, HOME, Link(name="Văn bản", url="/van-ban/")
        ),
        "document": DOCUMENT,
        "listing": NEWEST,
    },
    "document-undated": {
        "site": SITE,
        "page": meta(
            "document",
            "/van-ban/ke-hoach-15-kh-vkstb/trang-2.html",
            SHARED_NUMBER.name,
            HOME,
            Link(name="Văn bản", url="/van-ban/"),
            SHARED_NUMBER.year,
        ),
        "document": SHARED_NUMBER,
        "listing": NUMBERED,
    },
    "documents": {
        "site": SITE,
        "page": LISTED_DOCUMENTS,
        "groups": (ENTRIES,),
    },
    "documents-long": {
        "site": SITE,
        "page": LISTED_DOCUMENTS,
        "groups": (OF_MONTH,),
    },
    "archive": {
        "site": SITE,
        "page": meta("archive", ARCHIVE, "Lưu trữ", HOME, SECTION, section=ARCHIVE),
        "archive": YEARS,
    },
    "archive-sections": {
        "site": SEVERAL,
        "page": meta("archive", ARCHIVE, "Lưu trữ Tin hoạt động", HOME, SECTION, section=ARCHIVE),
        "archive": replace(YEARS, others=(Link(name=NOTICES.name, url=NOTICES.archive),)),
    },
    "archive-year": {
        "site": SITE,
        "page": meta("archive", "/tin-hoat-dong/luu-tru/2021/", "Năm 2021", HOME, SECTION),
        "archive": MONTHS,
    },
    "month": {
        "site": SITE,
        "page": meta("month", "/tin-hoat-dong/luu-tru/2021/03/", "Tháng 3/2021", HOME, SECTION),
        "month": MONTH,
    },
    "standing": {"site": SITE, "page": STANDING_META, "standing": STANDING},
    "corrections": {
        "site": SITE,
        "page": replace(
            STANDING_META,
            kind="corrections",
            url="/trang/dinh-chinh.html",
            title="Đính chính, cập nhật, gỡ bỏ",
        ),
        "standing": Standing(
            title="Đính chính, cập nhật, gỡ bỏ",
            html="<p>Mọi thay đổi đối với tin đã đăng được ghi công khai tại đây.</p>",
            mark="Bản nháp",
        ),
        "entries": LEDGER,
    },
    "corrections-none": {
        "site": SITE,
        "page": replace(STANDING_META, kind="corrections", title="Đính chính"),
        "standing": Standing(title="Đính chính", html="<p>Trang này ghi các thay đổi.</p>"),
        "entries": (),
    },
    "redirect": {
        "site": SITE,
        "page": meta(
            "redirect",
            "/detail/954/kiem-tra.html",
            "Địa chỉ đã chuyển",
            HOME,
            indexable=False,
        ),
        "redirect": Redirect(target=LEAD.url, title=TITLE),
    },
    "choices": {
        "site": SITE,
        "page": meta(
            "choices", "/Default.aspx/", "Địa chỉ cũ của nhiều tin", HOME, indexable=False
        ),
        "choices": (
            Link(name=TITLE, url=LEAD.url, note="15/3/2021"),
            Link(name=HIGH_MARKS, url=card(7).url, note="14/3/2021"),
            HOME,
        ),
    },
    "search": {
        "site": SITE,
        "page": meta("search", "/tim-kiem/", "Tìm kiếm", HOME),
        "files": SEARCH_FILES,
        "document": "15/KH-VKSTB",
    },
    "search-sections": {
        "site": SEVERAL,
        "page": meta("search", "/tim-kiem/", "Tìm kiếm", HOME),
        "files": IN_SECTIONS,
        "document": "15/KH-VKSTB",
    },
    "notfound": {
        "site": SITE,
        "page": meta("notfound", "/404.html", "Không tìm thấy trang", indexable=False),
        "newest": (Link(name=TITLE, url=LEAD.url, note="15/3/2021"),),
    },
}
"""Name of the example → what its template is handed. The name starts with the page kind."""

OLDER = ("/tin-hoat-dong/trang-1.html", "Tin cũ hơn", "")
PREVIOUS = (card(7).url, "Tin trước", card(7).title)
FOLLOWING = (LEAD.url, "Tin sau", TITLE)

COMPONENTS: dict[str, tuple[tuple[Any, ...], ...]] = {
    "answers": ((SEARCH_FILES,), (IN_SECTIONS,)),
    "breadcrumb": (((HOME, SECTION),), ((HOME,),), ((),)),
    "byline": ((POST,), (FULL_POST,), (BARE_POST,), (UNSIGNED,)),
    "colophon": ((SITE, POST_META), (BARE_SITE, POST_META), (SEVERAL, POST_META)),
    "corrections": (((CORRECTION, UPDATE),), ((WITHDRAWAL,),), ((),)),
    "days": ((DAYS,), (MARKED_DAYS, True), ((),)),
    "document": ((DOCUMENT,), (SHARED_NUMBER,), (ON_FILE,)),
    "entries": ((ENTRIES,), (OF_MONTH,)),
    "earlier": ((AROUND.earlier,), ((),)),
    "edition": ((EDITION,), ("",)),
    "files": ((FILES,), ((),)),
    "heading": ((TITLE, SUMMARY), (HIGH_MARKS,)),
    "hints": ((SITE.agency_short, "15/KH-VKSTB"), ("VKSND “tỉnh” & <huyện>", "")),
    "item": (
        (LEAD,),
        (MARKED[0], False, True),
        (MARKED[1],),
        (MARKED[3], True, True, "cùng đơn vị: VKSND huyện Hưng Hà"),
    ),
    "lead": ((LEAD,), (replace(MARKED[3], mark="Bản nháp", summary=""),)),
    "ledger": ((LEDGER,), ((),)),
    "letters": ((LETTERS,), (PLAIN_DIRECTORY.groups,)),
    "lineage": ((LINEAGE,), (HOMONYM,), (PLAIN_LINEAGE,)),
    "mark": (("Bản nháp",), ("Hẹn giờ 15/3/2021, 08:19", True), ("",)),
    "masthead": ((SITE, True, True), (SITE, False, False)),
    "navigation": ((SITE.navigation, NEWS, True), (SITE.navigation, NEWS, False)),
    "newest": ((NOTICES, (LEAD, *MARKED)),),
    "notice": (("Không có gì ở đây.",), ("Mời xem:", (HOME, replace(SECTION, note="15/3/2021")))),
    "papers": ((PAPERS,), ((),)),
    "pager": (
        ("Các trang tin", OLDER, None),
        ("Tin trước và tin sau", PREVIOUS, FOLLOWING),
        ("Các trang tin", None, None),
    ),
    "periods": ((YEARS.periods,), (MONTHS.periods,)),
    "photo": ((FIGURE,), (replace(FIGURE, caption="", credit=""),), (None,)),
    "picture": ((PICTURE, ALT, "94vw", True), (ONLY_FALLBACK, "", "94vw")),
    "pointer": (((UPDATE,),), ((),)),
    "prose": ((PARAGRAPHS,), (EVERYTHING,)),
    "related": ((AROUND,), (RECENT,), (ALONE,)),
    "roster": (("Các đơn vị", FRONT_UNITS), ("Đã kết thúc", (HUNG_HA,)), ("Không có", ())),
    "search": ((), (True,)),
    "share": ((f"{SITE.url}{LEAD.url}", SHARE), ("", ())),
    "skip": ((),),
    "stamps": ((STAMPS,), ((),)),
    "strip": ((),),
    "subscribe": ((UNIT_META,), (POST_META,)),
}
"""Component → the arguments of its macro, one tuple an example."""
