"""From an article to a post file: who signed it, which units it names, what is not certain.

Pure: the agency, the clock and what became of the pictures are handed in. What
is certain is written as the registry has it; what is not is written as it was
typed, and said with the line to change. All of it is a draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import unquote

from desk.chosen_section import section_named
from desk.frontmatter import Front, compose, line, moment
from desk.importers.article_parts import OldArticle, credit_of, is_section
from desk.importers.blocks import Block, Kind, markdown
from desk.importers.typed_marks import typed_marks
from desk.names import author_name, department_name, place_of, unit_name
from plugins.bylines import Byline, find_byline, parse_byline
from plugins.filenames import is_device
from plugins.model import Photo, Status
from plugins.posts.placeholders import BODY_ALT, PHOTO_ALT
from plugins.posts.wording import poor_alt
from plugins.registry import Registry
from plugins.sections import DEFAULT, Section, Sections
from plugins.units import find_units
from plugins.vietnamese import day as shown
from plugins.vietnamese import fold, sameness, slugify

ANONYMOUS = "P.V"

_AUTHORS, _DEPARTMENTS = "content/registry/authors.toml", "content/registry/departments.toml"

_SEVERAL = 3
"""Look-alikes shown at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something to look at; ``change`` is the line to write in place of the one it begins like."""

    message: str
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Lines to add at the end of a registry file."""

    file: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPost:
    """A post ready to be written but for its pictures."""

    front: Front
    blocks: tuple[Block, ...]
    doubts: tuple[Doubt, ...] = ()
    """Any of these, and the post stays a draft until somebody has looked at it."""
    notes: tuple[str, ...] = ()
    additions: tuple[Addition, ...] = ()
    byline: Byline = field(default_factory=Byline)
    section: Section = DEFAULT
    """The one it goes to."""
    left_out: tuple[str, ...] = ()
    """What of the source is not in the post."""
    is_word: bool = False
    """Whether its source is no page that readers had."""
    attachments: Mapping[str, str] = field(default_factory=dict)
    """By path, the words of the link to each attachment."""


def faults(article: OldArticle) -> Iterator[str]:
    """Why ``article`` cannot be made a post, each a sentence; none when it can."""
    if not article.title:
        yield "không tìm thấy tiêu đề bài; hãy ghi tiêu đề thành một dòng riêng ở đầu tệp"
    if article.stamp is None and not article.is_draft:
        yield (
            "không tìm thấy ngày giờ đăng; hãy nhập lại với --date, ví dụ "
            '--date "2021-03-15 08:19", hoặc ghi vào dòng ngay dưới tiêu đề: 08:19 15/03/2021'
        )
    if not article.blocks:
        yield "không tìm thấy nội dung bài"


def imported_post(
    article: OldArticle,
    registry: Registry,
    now: datetime,
    sections: Sections,
    section: Section | None = None,
) -> ImportedPost:
    """``article`` (without ``faults``) with its names looked up on the day of its stamp.

    It goes to ``section``; without one to that of ``sections`` that its page names, else to the
    default one.
    """
    stamp = article.stamp
    when = stamp.when if stamp else now
    desk = _Desk(registry, when.date())
    lines = ["" if b.kind is Kind.NOTE else b.text for b in article.blocks]
    byline, at, rest = find_byline(lines, registry, when.date())
    blocks = _without(article.blocks, at, rest)
    signing = lines[at] if at is not None else ""
    notes = list(article.notes)
    if article.signed and at is None:
        byline, top, _ = find_byline(article.signed, registry, when.date())
        signing = article.signed[top] if top is not None else ""
    elif article.signed:
        notes += [f"dòng «{one}» cạnh ngày đăng không được đưa vào bài" for one in article.signed]
    desk.doubts += [Doubt(message=d) for d in parse_byline(signing).doubts]
    byline = desk.with_organs(byline, article.organs)
    department = desk.department(byline)
    authors = desk.authors(byline)
    text = "\n".join([article.title, *(b.text for b in blocks)])
    units = desk.units(text, byline)
    if not (authors or department or byline.source):
        authors = desk.nobody(byline)
    doubts = [Doubt(message=d) for d in article.doubts]
    if typed := typed_marks(text):
        words = ", ".join(f"«{one}»" for one in typed)
        doubts.append(
            Doubt(message=f"có chữ gõ dấu rời, chưa thành chữ Việt: {words}; hãy gõ lại cho có dấu")
        )
    if stamp and stamp.doubt and stamp.other:
        other = f"date: {moment(stamp.other)}"
        doubts = [replace(d, change=other) if d.message == stamp.doubt else d for d in doubts]
    if stamp is None:
        doubts.append(
            Doubt(message=f"tệp không ghi ngày đăng; khi đăng thì thêm dòng date: {moment(now)}")
        )
    if when > now:
        doubts.append(
            Doubt(
                message=f"ngày đăng {shown(when)} {when:%H:%M} còn ở phía trước; "
                "hãy xem lại ngày ở trang cũ",
                change=f"date: {moment(when)}",
            )
        )
    doubts += desk.doubts
    named = article.section
    section = section or section_named(named, sections) or sections[0]
    if named and not is_section(named) and fold(named) != fold(section.name):
        notes.append(f"bài ở chuyên mục «{named}» của cổng cũ, nay xếp vào {section.name}")
    if article.title.isupper():
        notes.append("tiêu đề viết hoa toàn bộ; nên viết lại như một câu thường")
    front = Front(
        title=article.title,
        date=when,
        authors=tuple(authors),
        department=department,
        units=tuple(units),
        source=byline.source or "",
        status=Status.DRAFT,
        dated=stamp is not None,
        aliases=article.addresses,
    )
    return ImportedPost(
        front=front,
        blocks=tuple(blocks),
        doubts=tuple(doubts),
        notes=(*notes, *desk.notes),
        additions=tuple(desk.additions),
        byline=byline,
        section=section,
        left_out=article.left_out,
        is_word=article.is_draft,
    )


def addresses(front: Front, section: str) -> Iterator[str]:
    """Paths the post may have, best first: others only serve where two titles are alike.

    ``section``: the folder of its own.
    """
    slug = slugify(front.title) or f"bai-{front.date:%d-%m}"
    stem = slugify(front.title, limit=65) or slug
    for one in (slug, f"{stem}-{front.date:%d-%m}", f"{stem}-{front.date:%d-%m-%H%M%S}"):
        if is_device(one):
            continue
        yield f"{section}/{front.date.year:04}/{one}.md"


def finish(made: ImportedPost, pictures: Mapping[str, str]) -> tuple[str, ImportedPost]:
    """The text of the file, and the post with what its pictures added to it.

    ``pictures`` gives for each source its path ``anh/…``, or a sentence that
    begins with ``!`` and says why there is none.
    """
    doubts, blocks = list(made.doubts), list[Block]()
    for block in made.blocks:
        if block.kind is not Kind.PICTURE:
            blocks.append(block)
            continue
        path = pictures.get(block.src, "!không có tệp ảnh")
        if path.startswith("!"):
            caption = f" (chú thích: {block.caption})" if block.caption else ""
            doubts.append(Doubt(message=f"thiếu ảnh{caption}: {path[1:]}"))
            continue
        alt = _alt(block, made.front.title)
        if not alt:
            alt = BODY_ALT
            doubts.append(
                Doubt(
                    message=f"ảnh {path} chưa có lời mô tả cho người không nhìn thấy, "
                    f"tạm ghi «{alt}»",
                    change=f"![{PHOTO_ALT}]({path})",
                )
            )
        blocks.append(replace(block, src=path, alt=alt))
    photo = None
    if blocks and blocks[0].kind is Kind.PICTURE and len(blocks) > 1:
        first = blocks.pop(0)
        caption, credit = credit_of(first.caption)
        photo = Photo(path=first.src, alt=first.alt, caption=caption, credit=credit)
    front = replace(made.front, photo=photo)
    done = replace(made, front=front, blocks=tuple(blocks), doubts=tuple(doubts))
    return compose(front, markdown(blocks)), done


def _alt(block: Block, title: str) -> str:
    """What the page says of the picture: its description, else its caption; empty when neither."""
    alt = block.alt
    stem = unquote(block.src.replace("\\", "/").rpartition("/")[2].rpartition(".")[0])
    is_name = slugify(alt) == slugify(stem)
    if alt and not is_name and not poor_alt(alt) and sameness(alt) != sameness(title):
        return alt
    return credit_of(block.caption)[0]


def _without(blocks: Sequence[Block], at: int | None, rest: str) -> list[Block]:
    """``blocks`` without the byline at ``at``; what follows it and only names a unit goes too."""
    if at is None:
        return list(blocks)
    kept = list(blocks[:at])
    if rest and blocks[at].text.startswith(rest):
        kept.append(blocks[at].cut(0, len(rest)))
    for block in blocks[at + 1 :]:
        below = parse_byline(block.text, below=True)
        if block.kind is Kind.TEXT and below.found and not below.authors:
            continue
        kept.append(block)
    return kept


class _Desk:
    """Looks names up, and keeps what is not certain."""

    def __init__(self, registry: Registry, day: date) -> None:
        self._registry = registry
        self._day = day
        self.doubts: list[Doubt] = []
        self.notes: list[str] = []
        self.additions: list[Addition] = []

    def with_organs(self, byline: Byline, organs: Sequence[str]) -> Byline:
        """``byline`` with the department that a letterhead names, where it names none itself."""
        if byline.department or byline.unit or not byline.authors:
            return byline
        registry, unit = self._registry, None
        for organ in organs:
            unit = registry.match_unit(organ, self._day).id or unit
            match = registry.match_department(organ, self._day, unit)
            if match.id and not match.ended:
                name = department_name(registry, match.id, self._day)
                self.notes.append(f"phòng lấy theo đầu văn bản: {name}")
                return replace(byline, department=name, department_id=match.id)
        return byline

    def department(self, byline: Byline) -> str:
        """As the registry writes it, or as typed."""
        typed = byline.department
        if not typed:
            return ""
        registry = self._registry
        match = registry.match_department(typed, self._day, byline.unit_id)
        if match.id and not match.ended:
            return department_name(registry, match.id, self._day)
        if match.id:
            self.doubts.append(Doubt(message=f"vào ngày đăng bài, phòng «{typed}» không hoạt động"))
            return typed
        if match.candidates:
            self.doubts.append(
                Doubt(
                    message=f"có nhiều phòng tên «{typed}»: {', '.join(match.candidates)}",
                    change=line("department", match.candidates[:1]),
                )
            )
            return typed
        near = [registry.departments[d].name_at(self._day).text for d in match.near[:_SEVERAL]]
        self._unknown("phòng", "department", typed, near, near[:1])
        unit = byline.unit_id or self._province()
        self._add(_DEPARTMENTS, "department", typed, set(registry.departments), f'unit = "{unit}"')
        return typed

    def authors(self, byline: Byline) -> list[str]:
        """Each as the registry writes it, or as typed with ordinary capitals."""
        found: dict[str, str] = {}
        for typed in byline.restored:
            found.setdefault(typed, self._author(typed, byline))
        return list(dict.fromkeys(found.values()))

    def _author(self, typed: str, byline: Byline) -> str:
        registry = self._registry
        match = registry.match_author(typed, self._day, byline.department_id, byline.unit_id)
        if match.id and not match.ended:
            return author_name(registry, match.id, self._day, byline.department_id)
        if match.id:
            self.doubts.append(
                Doubt(message=f"vào ngày đăng bài, tác giả «{typed}» không viết bài")
            )
            return typed
        if match.candidates:
            who = ", ".join(
                f"{one} ({place_of(registry, one, self._day)})" for one in match.candidates
            )
            self.doubts.append(
                Doubt(
                    message=f"có {len(match.candidates)} tác giả cùng tên «{typed}»: {who}",
                    change=self._author_line(byline, typed, match.candidates[0]),
                )
            )
            return typed
        near = [registry.authors[a].name for a in match.near[:_SEVERAL]]
        change = (
            [self._author_line(byline, typed, near[0]).removeprefix("author: ")] if near else []
        )
        self._unknown("tác giả", "author", typed, near, change)
        place = (
            f'departments = ["{byline.department_id}"]'
            if byline.department_id
            else f'units = ["{byline.unit_id}"]'
            if byline.unit_id
            else ""
        )
        self._add(_AUTHORS, "author", typed, set(registry.authors), place)
        return typed

    def _author_line(self, byline: Byline, typed: str, instead: str) -> str:
        return line("author", [instead if one == typed else one for one in byline.restored])

    def units(self, text: str, byline: Byline) -> list[str]:
        """Units in being that the text names, in order; and the byline's own below the top."""
        registry = self._registry
        ids = [mention.unit_id for mention in find_units(text, registry, self._day)]
        if byline.unit_id and registry.units[byline.unit_id].parent:
            ids.append(byline.unit_id)
        if byline.unit and not byline.unit_id:
            self.doubts.append(
                Doubt(
                    message=f"chưa có đơn vị «{byline.unit}» trong sổ đăng ký, "
                    "nên tên đơn vị của người viết không được ghi vào bài"
                )
            )
        written: list[str] = []
        for one in dict.fromkeys(ids):
            written_as = unit_name(registry, one, self._day)
            if registry.match_unit(written_as, self._day).ended:
                self.notes.append(
                    f"bài nhắc {written_as}, vào ngày đăng không hoạt động, nên không ghi vào units"
                )
            else:
                written.append(written_as)
        return written

    def nobody(self, byline: Byline) -> list[str]:
        """Who signs a text that nobody signed: only proposed."""
        signed = f"bài chỉ ký tên đơn vị «{byline.unit}»" if byline.unit else "bài không ký tên"
        self.doubts.append(
            Doubt(
                message=f"{signed}; tạm ghi {ANONYMOUS}, hãy ghi tên tác giả, hoặc phòng, "
                "hoặc giữ nguyên",
                change=line("author", (ANONYMOUS,)),
            )
        )
        return [ANONYMOUS]

    def _unknown(
        self, what: str, key: str, typed: str, near: Sequence[str], change: Sequence[str]
    ) -> None:
        like = f"; gần giống: {', '.join(dict.fromkeys(near))}" if near else ""
        self.doubts.append(
            Doubt(
                message=f"chưa có {what} «{typed}» trong sổ đăng ký{like}",
                change=f"{key}: {change[0]}" if change else "",
            )
        )

    def _add(self, file: str, kind: str, typed: str, taken: set[str], *more: str) -> None:
        slug = stem = slugify(typed) or kind
        number = 1
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
        self.additions.append(
            Addition(
                file=file,
                lines=(
                    f"[[{kind}]]",
                    f'id = "{slug}"',
                    f'name = "{typed}"',
                    *(one for one in more if one),
                ),
            )
        )

    def _province(self) -> str:
        """The unit most departments belong to: who a department without a unit is of."""
        owners = [d.unit for d in self._registry.departments.values()]
        return max(sorted(set(owners)), key=owners.count) if owners else ""
