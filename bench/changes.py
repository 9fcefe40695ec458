"""What an officer changes in an archive, as edits of its files; no two of them the same."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path

from bench import prose
from bench.corpus import Sample
from bench.writing import write_post

RENAMED = "hung-ha"
"""Unit that is renamed again and again; a fifth of the posts are about it."""

_AUTHOR = re.compile(r"^author: .*$", re.MULTILINE)


class Editor:
    """Edits ``content``, a corpus; ``newcomers`` are the posts it may add, in order.

    Which post is edited is drawn from the whole archive, so that an old one is
    as likely as a new one. A post that was taken back is never edited again.
    """

    def __init__(self, content: Path, newcomers: Iterable[Sample], *, seed: int) -> None:
        self._content = content
        self._newcomers = iter(newcomers)
        self._dice = random.Random(seed)  # noqa: S311 - the same edits again
        self._posts = sorted(content.glob("tin-hoat-dong/*/*.md"))
        self._turn = 0

    def add(self) -> None:
        """One new post, newer than all."""
        self._posts.append(write_post(self._content, next(self._newcomers)))

    def draft(self) -> None:
        """A draft is saved, and one new post beside it."""
        path = write_post(self._content, next(self._newcomers))
        self._put(path, r"\n---\n", "\nstatus: draft\n---\n", path.read_text("utf-8"))
        self.add()

    def body(self) -> None:
        """One more paragraph at the end of a post."""
        self.paragraph()

    def paragraph(self) -> tuple[Path, str]:
        """The same; which post it is, and the words that no post said before."""
        path, text = self._any()
        words = f"Tin bổ sung lần {self._turn}"
        said = f"{words}: tài liệu đã được gửi đủ cho các bộ phận liên quan."
        path.write_text(f"{text}\n{said}\n", "utf-8", newline="\n")
        return path, words

    def title(self) -> None:
        """A few more words in the title of a post."""
        path, text = self._any()
        self._put(path, r'^title: "(.*)"$', rf'title: "\1 (sửa lần {self._turn})"', text)

    def unit(self) -> None:
        """Another name for a unit: for all time, the name before staying known."""
        self._turn += 1
        path = self._content / "registry" / "units.toml"
        name = next(name for key, name, _, _ in prose.UNITS if key == RENAMED)
        entry = rf'(id = "{RENAMED}"\n)name = ".*"\n(?:aliases = .*\n)?'
        mended = rf'\1name = "{name} (tên lần {self._turn})"\naliases = ["{name}"]' + r"\n"
        self._put(path, entry, mended, path.read_text("utf-8"))

    def withdraw(self) -> None:
        """A post is taken back as the newsroom wants it: its file stays and says why.

        Not the only one of its author where that can be helped, as hardly any is in an archive.
        """
        self._turn += 1
        shuffled = self._dice.sample(self._posts, len(self._posts))
        path = next(filter(self._has_sibling, shuffled), shuffled[0])
        text = path.read_text("utf-8")
        self._posts.remove(path)
        note = "corrections: [{date: 2024-01-02 08:00, kind: gỡ bỏ, note: Đăng nhầm}]"
        self._put(path, r"\n---\n", rf"\n{note}\n---\n", text)

    def delete(self) -> None:
        """The file of a post is removed, and its address with it."""
        path, _ = self._any()
        self._posts.remove(path)
        path.unlink()

    def _any(self) -> tuple[Path, str]:
        self._turn += 1
        path = self._dice.choice(self._posts)
        return path, path.read_text("utf-8")

    def _has_sibling(self, path: Path) -> bool:
        """Whether the author of ``path`` wrote another of the posts that are left."""
        byline = _AUTHOR.search(path.read_text("utf-8"))
        assert byline is not None
        others = (other for other in self._posts if other != path)
        return any(byline[0] in other.read_text("utf-8") for other in others)

    @staticmethod
    def _put(path: Path, pattern: str, mended: str, text: str) -> None:
        changed, times = re.subn(pattern, mended, text, count=1, flags=re.MULTILINE)
        assert times == 1, f"{path}: {pattern} is not there"
        path.write_text(changed, "utf-8", newline="\n")
