"""Official Vietnamese for corpora of any size: routine work, invented, and never the same twice.

Every sentence is 14 to 40 syllables, so that a paragraph cut at the first
sentence past its fiftieth is 50 to 90. Braces name what ``corpus.py`` fills in.
"""

# ruff: noqa: E501 - a sentence broken by the braces of its names reads worse than a long line

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One kind of routine work: its titles, and sentences only it would say."""

    titles: tuple[str, ...]
    openings: tuple[str, ...]
    details: tuple[str, ...]
    nouns: tuple[str, ...]
    """What the work is about: fills ``{what}``."""


TOPICS = (
    Topic(
        titles=(
            "{unit} kiểm sát trực tiếp {what} {period}",
            "Kết luận kiểm sát trực tiếp {what} tại {place} {period}",
            "{unit} công bố kết luận kiểm sát {what} {period}",
        ),
        openings=(
            "Ngày {day}, {unit} đã tiến hành kiểm sát trực tiếp {what} tại {place} theo {doc}.",
            (
                "Thực hiện {doc}, trong {n} ngày làm việc, Đoàn kiểm sát của {unit} đã làm việc"
                " với các cơ quan liên quan về {what}."
            ),
            (
                "Căn cứ {doc}, {unit} tổ chức kiểm sát trực tiếp {what} và công bố dự thảo"
                " kết luận với đơn vị được kiểm sát."
            ),
        ),
        details=(
            (
                "Đoàn kiểm sát đã kiểm tra {n} bộ hồ sơ, đối chiếu sổ thụ lý với báo cáo thống kê"
                " và làm việc trực tiếp với cán bộ phụ trách {what}."
            ),
            (
                "Qua kiểm sát cho thấy việc lập hồ sơ, cập nhật sổ sách về {what} cơ bản bảo đảm"
                " đúng trình tự, thủ tục theo quy định."
            ),
            (
                "Bên cạnh những kết quả đạt được, Đoàn cũng chỉ ra một số thiếu sót trong việc ghi"
                " chép sổ sách, chuyển giao văn bản chậm {n} ngày so với quy định."
            ),
            (
                "Đơn vị được kiểm sát đã tiếp thu đầy đủ kết luận, cam kết khắc phục và gửi báo cáo"
                " kết quả về {unit} trước ngày {later}."
            ),
        ),
        nouns=(
            "việc thi hành án dân sự",
            "việc tạm giữ, tạm giam",
            "việc thi hành án hình sự tại cấp xã",
            "việc tiếp nhận, giải quyết tin báo về tội phạm",
            "việc giải quyết khiếu nại, tố cáo trong hoạt động tư pháp",
            "công tác quản lý người chấp hành án treo",
            "việc thi hành án hành chính",
        ),
    ),
    Topic(
        titles=(
            "{unit} tổ chức {what} {period}",
            "{n} cán bộ, Kiểm sát viên dự {what} tại {place}",
            "Khai mạc {what} {period} của {unit}",
        ),
        openings=(
            (
                "Sáng ngày {day}, tại hội trường {unit} đã diễn ra {what} với sự tham dự của {n}"
                " cán bộ, Kiểm sát viên hai cấp."
            ),
            (
                "Thực hiện {doc}, {unit} phối hợp với {dept} tổ chức {what} theo hình thức trực tiếp"
                " kết hợp trực tuyến."
            ),
            (
                "Trong hai ngày {day} và {later}, {unit} đã tổ chức {what} dành cho công chức"
                " và người lao động trong đơn vị."
            ),
        ),
        details=(
            (
                "Báo cáo viên đã trao đổi {n} chuyên đề, tập trung vào những vướng mắc thường gặp"
                " trong thực tiễn và kỹ năng xây dựng hồ sơ kiểm sát."
            ),
            (
                "Học viên chia thành các nhóm để thảo luận tình huống, lập bản đề cương và trình bày"
                " kết quả trước lớp vào cuối buổi chiều."
            ),
            (
                "Kết thúc {what}, các học viên làm bài thu hoạch, kết quả được gửi về {dept}"
                " để tổng hợp, theo dõi thi đua."
            ),
            (
                "Nhiều ý kiến đề nghị tiếp tục duy trì {what} hằng quý và biên soạn tài liệu ngắn gọn,"
                " dễ tra cứu cho cán bộ mới vào ngành."
            ),
        ),
        nouns=(
            "lớp tập huấn kỹ năng số hóa hồ sơ",
            "hội nghị trực tuyến rút kinh nghiệm nghiệp vụ",
            "lớp bồi dưỡng kỹ năng viết tin, bài",
            "hội thi Kiểm sát viên giỏi",
            "buổi sinh hoạt chuyên đề về công tác xây dựng ngành",
            "lớp tập huấn công tác thống kê và công nghệ thông tin",
        ),
    ),
    Topic(
        titles=(
            "Phiên tòa rút kinh nghiệm {what} tại {place} {period}",
            "{unit} phối hợp tổ chức phiên tòa rút kinh nghiệm {what} ngày {day}",
            "{n} Kiểm sát viên dự phiên tòa rút kinh nghiệm {what} ở {place}",
        ),
        openings=(
            (
                "Ngày {day}, {unit} phối hợp với Tòa án nhân dân cùng cấp tổ chức phiên tòa rút kinh"
                " nghiệm {what} theo {doc}."
            ),
            (
                "Nhằm nâng cao kỹ năng thực hành quyền công tố và kiểm sát xét xử {what}, {unit}"
                " đã tổ chức phiên tòa rút kinh nghiệm vào ngày {day}."
            ),
        ),
        details=(
            (
                "Tham dự phiên tòa có lãnh đạo đơn vị, đại diện {dept} và {n} Kiểm sát viên,"
                " Kiểm tra viên của các đơn vị trong tỉnh."
            ),
            (
                "Kiểm sát viên đã chủ động dự thảo đề cương xét hỏi, trình chiếu tài liệu số hóa"
                " và đối đáp đầy đủ các vấn đề được nêu ra."
            ),
            (
                "Sau phiên tòa, đơn vị tổ chức họp rút kinh nghiệm, ghi nhận {n} ý kiến đóng góp"
                " về tác phong, ngôn ngữ và cách lập luận."
            ),
            (
                "Việc số hóa hồ sơ {what} giúp Hội đồng xét xử và người tham dự theo dõi diễn biến"
                " thuận lợi hơn so với cách làm trước đây."
            ),
        ),
        nouns=(
            "án dân sự sơ thẩm",
            "án hành chính sơ thẩm",
            "án hôn nhân và gia đình",
            "án kinh doanh, thương mại",
            "án hình sự theo thủ tục rút gọn",
        ),
    ),
    Topic(
        titles=(
            "{unit} {what} {period}",
            "Chi bộ {dept} {what} {period}",
            "Đoàn cơ sở {unit} {what} ngày {day}",
        ),
        openings=(
            (
                "Hưởng ứng phong trào thi đua yêu nước, ngày {day}, {unit} đã {what} với sự tham gia"
                " của đông đảo công chức, người lao động."
            ),
            (
                "Thực hiện {doc}, cấp ủy và lãnh đạo {unit} đã {what} tại {place}, tạo không khí"
                " phấn khởi trong toàn đơn vị."
            ),
        ),
        details=(
            (
                "Hoạt động diễn ra trong {n} ngày, được chính quyền địa phương và nhân dân trên địa bàn"
                " ghi nhận, đánh giá cao."
            ),
            (
                "Đây là việc làm thiết thực, thể hiện tinh thần trách nhiệm của cán bộ ngành Kiểm sát"
                " đối với cộng đồng nơi đơn vị đóng trụ sở."
            ),
            (
                "Công đoàn đơn vị đã vận động được {n} suất quà, trao tận tay các gia đình chính sách"
                " và học sinh vượt khó học giỏi."
            ),
            (
                "Kết quả của hoạt động được {dept} tổng hợp, đưa vào báo cáo thi đua và biểu dương"
                " tại buổi chào cờ đầu tháng."
            ),
        ),
        nouns=(
            "tham gia ngày hội hiến máu tình nguyện",
            "thăm hỏi, tặng quà gia đình chính sách",
            "ra quân trồng cây đầu xuân",
            "tổ chức về nguồn tại khu di tích lịch sử",
            "trao học bổng cho học sinh vượt khó",
            "phát động quyên góp sách cho thư viện trường học",
        ),
    ),
    Topic(
        titles=(
            "{unit} ký quy chế phối hợp về {what} {period}",
            "Sơ kết quy chế phối hợp {what} giữa {unit} và các ngành",
            "Hội nghị liên ngành tại {place} bàn về {what} {period}",
        ),
        openings=(
            (
                "Chiều ngày {day}, {unit} chủ trì hội nghị liên ngành tại {place}, thống nhất nội dung"
                " quy chế phối hợp về {what}."
            ),
            (
                "Căn cứ {doc}, {unit} cùng các cơ quan hữu quan tổ chức sơ kết {n} năm thực hiện"
                " quy chế phối hợp về {what}."
            ),
        ),
        details=(
            (
                "Quy chế gồm {n} điều, quy định rõ trách nhiệm cung cấp thông tin, thời hạn trả lời"
                " và cơ chế họp định kỳ hằng quý."
            ),
            (
                "Các đại biểu thống nhất cử cán bộ đầu mối, lập sổ theo dõi chung và trao đổi số liệu"
                " trước ngày {n} hằng tháng."
            ),
            (
                "Hội nghị ghi nhận quan hệ phối hợp giữa các ngành ngày càng chặt chẽ, kịp thời tháo gỡ"
                " khó khăn phát sinh trong {what}."
            ),
            (
                "Phát biểu kết luận, lãnh đạo {unit} đề nghị các bên tiếp tục thực hiện nghiêm {doc}"
                " và báo cáo kết quả theo quý."
            ),
        ),
        nouns=(
            "công tác thi hành án dân sự",
            "giải quyết án tồn đọng, kéo dài",
            "quản lý tạm giữ, tạm giam",
            "phổ biến, giáo dục pháp luật",
            "trợ giúp pháp lý trong hoạt động tố tụng",
        ),
    ),
    Topic(
        titles=(
            "{unit} tuyên truyền {what} tại {place} {period}",
            "{n} học sinh ở {place} nghe tuyên truyền {what}",
            "Đưa {what} đến với nhân dân {place} {period}",
        ),
        openings=(
            (
                "Ngày {day}, {unit} phối hợp với nhà trường và Đoàn Thanh niên địa phương tuyên truyền"
                " {what} cho {n} học sinh, phụ huynh."
            ),
            (
                "Thực hiện {doc} về công tác phổ biến, giáo dục pháp luật, {unit} đã tổ chức buổi tuyên"
                " truyền {what} tại {place}."
            ),
        ),
        details=(
            (
                "Báo cáo viên giới thiệu những nội dung cơ bản của {what} bằng hình ảnh, câu hỏi tình"
                " huống, giúp người nghe dễ hiểu, dễ nhớ."
            ),
            (
                "Phần giao lưu trả lời nhanh diễn ra sôi nổi, {n} phần quà nhỏ được trao cho các em"
                " có câu trả lời chính xác."
            ),
            (
                "Ban tổ chức phát {n} tờ gấp, hướng dẫn cách tra cứu văn bản và số điện thoại tiếp nhận"
                " phản ánh của người dân."
            ),
            (
                "Đại diện nhà trường cảm ơn {unit} và mong muốn hoạt động tuyên truyền {what} được tổ"
                " chức thường xuyên hơn trong năm học."
            ),
        ),
        nouns=(
            "Luật Trẻ em",
            "pháp luật về an toàn giao thông",
            "Luật Phòng, chống bạo lực gia đình",
            "pháp luật về phòng, chống ma túy",
            "kỹ năng sử dụng mạng xã hội an toàn",
        ),
    ),
    Topic(
        titles=(
            "Hội nghị {what} {period} của {unit}",
            "{unit} triển khai {what} {period}",
            "{unit}: {n} nhiệm vụ trọng tâm sau hội nghị {what} {period}",
        ),
        openings=(
            (
                "Ngày {day}, {unit} tổ chức hội nghị {what} theo {doc}; lãnh đạo đơn vị chủ trì,"
                " dự hội nghị có {n} đại biểu."
            ),
            (
                "Thực hiện {doc}, {unit} đã tổ chức hội nghị {what}, đánh giá kết quả {period}"
                " và thống nhất nhiệm vụ thời gian tới."
            ),
        ),
        details=(
            (
                "Báo cáo tại hội nghị nêu rõ {n} chỉ tiêu đạt và vượt kế hoạch, trong đó công tác kiểm"
                " sát thi hành án có nhiều chuyển biến."
            ),
            (
                "Các tham luận tập trung phân tích nguyên nhân của tồn tại, đề xuất {n} giải pháp nâng"
                " cao chất lượng tham mưu, tổng hợp."
            ),
            (
                "Hội nghị đã công bố quyết định khen thưởng đối với {n} tập thể, cá nhân có thành tích"
                " xuất sắc trong phong trào thi đua."
            ),
            (
                "Kết luận hội nghị {what}, lãnh đạo {unit} yêu cầu từng bộ phận xây dựng lịch công tác"
                " tuần và phân công cụ thể người thực hiện."
            ),
        ),
        nouns=(
            "sơ kết công tác kiểm sát",
            "tổng kết công tác kiểm sát",
            "cán bộ, công chức và người lao động",
            "kiểm điểm, đánh giá chất lượng đảng viên",
            "tổng kết công tác thi đua, khen thưởng",
            "công tác văn phòng, thống kê",
        ),
    ),
    Topic(
        titles=(
            "{unit} đẩy mạnh {what} {period}",
            "Hiệu quả bước đầu từ {what} tại {unit} {period}",
            "{dept} hướng dẫn {what} cho các đơn vị {period}",
        ),
        openings=(
            (
                "Thời gian qua, {unit} đã đẩy mạnh {what}, coi đây là khâu đột phá theo tinh thần"
                " của {doc}."
            ),
            (
                "Thực hiện {doc}, {dept} đã hướng dẫn các đơn vị triển khai {what}, hoàn thành trước"
                " ngày {later}."
            ),
        ),
        details=(
            (
                "Đến nay, đơn vị đã hoàn thành {n} phần trăm kế hoạch, các bước thực hiện được kiểm tra"
                " chéo và lưu vết đầy đủ."
            ),
            (
                "Việc {what} giúp giảm thời gian tra cứu, hạn chế sai sót khi tổng hợp số liệu và thuận"
                " tiện cho công tác chỉ đạo."
            ),
            (
                "Cán bộ công nghệ thông tin trực tiếp xuống từng bộ phận, hướng dẫn thao tác và ghi nhận"
                " {n} đề xuất cải tiến phần mềm."
            ),
            (
                "Khó khăn lớn nhất hiện nay là trang thiết bị chưa đồng bộ, đơn vị đã kiến nghị cấp trên"
                " bổ sung {n} máy quét tài liệu."
            ),
        ),
        nouns=(
            "chuyển đổi số trong công tác kiểm sát",
            "số hóa hồ sơ lưu trữ",
            "ứng dụng phần mềm quản lý án",
            "cải cách hành chính và kỷ luật công vụ",
            "gửi, nhận văn bản điện tử có ký số",
        ),
    ),
)

GENERAL = (
    (
        "Lãnh đạo {unit} yêu cầu cán bộ, Kiểm sát viên tiếp tục nêu cao tinh thần trách nhiệm,"
        " chủ động tham mưu và thực hiện đúng quy chế nghiệp vụ của ngành."
    ),
    (
        "Đơn vị xác định đây là nhiệm vụ thường xuyên, cần sự phối hợp chặt chẽ giữa {dept} với các"
        " bộ phận và các cơ quan tư pháp trên địa bàn {place}."
    ),
    (
        "Qua thảo luận, các ý kiến đều thống nhất với nội dung báo cáo và đề xuất bổ sung {n}"
        " nhóm giải pháp sát với tình hình thực tế của địa phương."
    ),
    (
        "So với cùng kỳ năm trước, khối lượng công việc tăng {n} phần trăm nhưng tiến độ vẫn được"
        " bảo đảm, không có việc nào quá hạn."
    ),
    (
        "Kết quả này góp phần hoàn thành các chỉ tiêu công tác {period} theo {doc}, được cấp ủy,"
        " chính quyền địa phương ghi nhận."
    ),
    (
        "Thời gian tới, đơn vị tiếp tục rà soát, bổ sung kế hoạch, phân công rõ người, rõ việc và rõ"
        " thời hạn hoàn thành trước ngày {later}."
    ),
    (
        "Đối chiếu với {doc}, việc thực hiện của đơn vị bảo đảm đúng mục đích, yêu cầu, tiết kiệm"
        " và an toàn."
    ),
    (
        "Trên cơ sở kết quả đạt được, {unit} đề nghị {dept} quan tâm hướng dẫn, kịp thời giải đáp"
        " những vấn đề còn có nhận thức khác nhau."
    ),
    (
        "Các nội dung trên sẽ được đưa vào chương trình công tác {period}, có kiểm tra, sơ kết"
        " và rút kinh nghiệm chung trong toàn đơn vị."
    ),
    (
        "Không khí làm việc khẩn trương, nghiêm túc, các thành viên phát huy dân chủ, thẳng thắn"
        " trao đổi và thống nhất cao về cách làm."
    ),
    (
        "Nhân dịp này, đơn vị cũng triển khai kế hoạch tự kiểm tra, phân công {n} đồng chí trực tiếp"
        " theo dõi và báo cáo hằng tuần."
    ),
    (
        "Tài liệu phục vụ được chuẩn bị chu đáo, gửi trước {n} ngày để các đại biểu nghiên cứu, tham"
        " gia ý kiến đúng trọng tâm."
    ),
)

PLACES = (
    "xã An Bình", "xã Đông Sơn", "xã Hòa An", "xã Minh Khai", "xã Tân Tiến", "xã Phúc Thành",
    "thị trấn Bình Minh", "thị trấn Trung Tâm", "phường Hoàng Diệu", "phường Lê Lợi", "xã Nam Hải",
    "xã Quang Trung", "xã Tây Đô", "xã Vũ Ninh", "xã Thanh Tân", "trụ sở đơn vị", "xã Bắc Sơn",
    "cụm thi đua số 1", "cụm thi đua số 2", "cụm thi đua số 3", "xã Việt Thuận", "xã Thái Sơn",
)  # fmt: skip

AGENCY = "tinh-thai-binh"
UNITS = (
    # id, name, place, level
    (AGENCY, "VKSND tỉnh Thái Bình", "Thái Bình", "tỉnh"),
    ("thanh-pho", "VKSND thành phố Thái Bình", "Thái Bình", "thành phố"),
    ("hung-ha", "VKSND huyện Hưng Hà", "Hưng Hà", "huyện"),
    ("quynh-phu", "VKSND huyện Quỳnh Phụ", "Quỳnh Phụ", "huyện"),
    ("dong-hung", "VKSND huyện Đông Hưng", "Đông Hưng", "huyện"),
    ("thai-thuy", "VKSND huyện Thái Thụy", "Thái Thụy", "huyện"),
    ("tien-hai", "VKSND huyện Tiền Hải", "Tiền Hải", "huyện"),
    ("kien-xuong", "VKSND huyện Kiến Xương", "Kiến Xương", "huyện"),
    ("vu-thu", "VKSND huyện Vũ Thư", "Vũ Thư", "huyện"),
)

DEPARTMENTS = (
    ("phong-1", "Phòng 1"),
    ("phong-2", "Phòng 2"),
    ("phong-3", "Phòng 3"),
    ("phong-7", "Phòng 7"),
    ("phong-8", "Phòng 8"),
    ("phong-9", "Phòng 9"),
    ("phong-10", "Phòng 10"),
    ("phong-15", "Phòng 15"),
    ("van-phong", "Văn phòng"),
    ("thanh-tra-khieu-to", "Thanh tra – Khiếu tố"),
)

MIDDLE_NAMES = ("Thu", "Minh", "Ngọc", "Quang", "Thanh", "Hải", "Bích", "Đức")
GIVEN_NAMES = ("An", "Bình", "Dương", "Giang", "Hà", "Lâm", "Nam", "Phương")

DOCUMENTS = (
    # word, code
    ("Kế hoạch", "KH"),
    ("Quyết định", "QĐ"),
    ("Chỉ thị", "CT"),
    ("Hướng dẫn", "HD"),
    ("Thông báo", "TB"),
    ("Chương trình", "CTr"),
)
ORGANS = ("VKSTB", "VKSTC", "VKSTB-VP", "VKSTB-P15", "VKSTB-P8", "VKSHH", "VKSQP", "VKSTT")

ALTS = (
    "Toàn cảnh buổi làm việc tại hội trường, các đại biểu ngồi theo dãy bàn",
    "Đoàn kiểm sát trao đổi với cán bộ quanh bàn họp có nhiều tập hồ sơ",
    "Học sinh ngồi kín sân trường nghe báo cáo viên trình bày",
    "Đại diện hai đơn vị bắt tay sau khi ký quy chế phối hợp",
)
