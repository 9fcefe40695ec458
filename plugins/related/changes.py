"""A change of the published set: which lists it touches, worked out from what is kept.

A list is a matter of scores, and a score one of the columns that two posts share. So
the lists that may differ are those

* of the changed posts themselves;
* that show a changed post as it was, or pin one;
* that one may come into: its score reaches the ``least`` that comes into that list.
  Mostly it is put in its place among those that stand there, whose scores are kept;
* of the posts in a column that tells no more, or tells again, where that moves
  the score of a pair;
* that are filled with what is near a changed post in time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from plugins.related.choosing import FLOOR, NEVER, Archive, Chosen, choose, in_time
from plugins.related.columns import MOST, Columns, columns, scores
from plugins.related.kept import Book, Entry, Listed, listed
from plugins.related.reasons import Reasons
from plugins.related.values import Candidate, ReasonKind, Suggestion
from plugins.words.phrases import read
from plugins.words.terms import Text


class Change:
    """One change. ``save`` keeps what became of it."""

    def __init__(
        self,
        book: Book,
        entries: Mapping[str, Entry],
        posts: Sequence[Candidate],
        changed: Mapping[str, Candidate],
        text_of: Callable[[str], str],
    ) -> None:
        """``posts``: all as they are now, in time order; ``changed``: new and edited ones by path.

        Raises LostError.
        """
        self._book = book
        self._entries = entries
        paths = {post.path for post in posts}
        self.gone = [path for path in entries if path not in paths]
        were = {entries[path].number for path in (*self.gone, *changed) if path in entries}
        self._old = {number: book.post(number) for number in were}
        """Edited and removed posts as they were."""
        self._old_columns = {n: columns(post, book.text(n)) for n, post in self._old.items()}
        self._names = self._numbered(posts)
        self._new = {self._names[path]: post for path, post in changed.items()}
        self._paths = {post.path for post in (*self._old.values(), *changed.values())}
        self._texts: dict[int, Text] = {}
        for number, post in self._new.items():
            self._texts[number] = read(post.title, text_of(post.path))
            book.learn(number, self._texts[number])
        self._archive = Archive({self._names[post.path]: post for post in posts}, book.text)
        self._reasons = Reasons(
            self._archive, book.text, lambda column: book.bucket(column).count(column) <= MOST
        )
        self.lists = {number: self._listed(chosen) for number, chosen in self._chosen().items()}
        """Number → list, of every list that may differ."""

    def path(self, number: int) -> str:
        """Of a post."""
        return self._archive.posts[number].path

    def save(self, digests: Mapping[str, bytes]) -> dict[str, Entry]:
        """Keep all of it; path → entry of all posts. ``digests``: of the changed posts."""
        fresh: dict[str, Entry] = {}
        for number, one in self.lists.items():
            path = self.path(number)
            digest = digests[path] if number in self._new else self._entries[path].digest
            fresh[path] = Entry(number, digest, one.shown, one.least, one.is_filled)
        self._book.keep(
            fresh,
            self.gone,
            [(number, post, self._texts[number]) for number, post in self._new.items()],
            [(number, one.suggestions) for number, one in self.lists.items()],
        )
        return {post.path: fresh.get(post.path) or self._entries[post.path] for post in self._posts}

    @property
    def _posts(self) -> Iterable[Candidate]:
        return self._archive.posts.values()

    def _numbered(self, posts: Sequence[Candidate]) -> dict[str, int]:
        """Path → number; numbers that nobody had before this change are given to the new."""
        taken = {entry.number for entry in self._entries.values()}
        free = (number for number in range(len(taken) + len(posts)) if number not in taken)
        entries = self._entries
        return {
            post.path: entries[post.path].number if post.path in entries else next(free)
            for post in posts
        }

    # --- which lists

    def _chosen(self) -> dict[int, Chosen]:
        """Number → list, of every list that may differ."""
        least = {entry.number: entry.least for entry in self._entries.values()}
        anew = {
            j
            for i, mine in self._old_columns.items()
            for j, score in self._scores(mine).items()
            if score >= least[j] and i != j and self._shows(j, self._paths)
        }
        anew |= self._around() | self._pinning()
        anew |= self._moved(self._restand())
        anew = {j for j in anew if j in self._archive.posts} | self._new.keys()
        found = {}
        joins: dict[int, dict[int, int]] = {}
        for i, post in self._new.items():
            mine = self._scores(columns(post, self._texts[i]))
            found[i] = choose(self._archive, i, mine)
            for j, score in mine.items():
                if score >= max(FLOOR, least.get(j, NEVER)) and j not in anew:
                    joins.setdefault(j, {})[i] = score
        for j, more in joins.items():
            if (chosen := self._with_more(j, more)) is None:
                anew.add(j)
            elif chosen.related != self._known(j):
                found[j] = chosen
        for j in anew - found.keys():
            mine = self._scores(columns(self._archive.posts[j], self._book.text(j)))
            found[j] = choose(self._archive, j, mine)
        return found

    def _scores(self, mine: Columns) -> dict[int, int]:
        book = self._book
        return scores(mine, lambda column: book.bucket(column).posting(column))

    def _shows(self, j: int, paths: set[str]) -> bool:
        return any(one.path in paths for one in self._book.suggestions(j))

    def _around(self) -> set[int]:
        """Filled lists of those next to a changed post in time, among its kin or among all."""
        found: set[int] = set()
        stood = {post.path: post for post in (*self._posts, *self._old.values())}
        before: dict[int, Candidate] = {}
        if self._old:
            before = {
                self._entries[post.path].number: post
                for post in in_time(stood[path] for path in self._entries)
            }
        for archive, posts in (
            (self._archive, self._new),
            (Archive(before, self._book.text), self._old),
        ):
            for i in posts:
                found.update(archive.around(i, kin=True), archive.around(i, kin=False))
        filled = {entry.number for entry in self._entries.values() if entry.is_filled}
        return found & filled

    def _pinning(self) -> set[int]:
        posts, paths = self._archive.posts, self._paths
        return {j for j, post in posts.items() if post.pin and not paths.isdisjoint(post.pin)}

    def _restand(self) -> list[tuple[int, bool]]:
        """Let changed posts stand where they stand now; columns that tell no more, or again."""
        stands = {i: columns(post, self._texts[i]) for i, post in self._new.items()}
        before: dict[int, int] = {}
        for i, mine in self._old_columns.items():
            now = stands.get(i, {})
            for column, weight in mine.items():
                if now.get(column) != weight:
                    bucket = self._book.bucket(column, changes=True)
                    before.setdefault(column, bucket.count(column))
                    bucket.remove(column, i)
        for i, mine in stands.items():
            was = self._old_columns.get(i, {})
            for column, weight in mine.items():
                if was.get(column) != weight:
                    bucket = self._book.bucket(column, changes=True)
                    before.setdefault(column, bucket.count(column))
                    bucket.put(column, i, weight)
        return [
            (column, tells)
            for column, count in before.items()
            if (tells := self._book.bucket(column).count(column) <= MOST) != (count <= MOST)
        ]

    def _moved(self, crossed: Iterable[tuple[int, bool]]) -> set[int]:
        """Whose list a column may move that crossed the limit.

        One that tells no more lowers the scores of pairs: that moves a list that shows one
        of them. One that tells again may bring any of its posts into the list of any other.
        """
        found: set[int] = set()
        for column, tells in crossed:
            holders = set(self._book.bucket(column).holders(column))
            if tells:
                found |= holders
                continue
            paths = {self.path(j) for j in holders}
            kept = holders.difference(self._new, found)
            found.update(j for j in kept if self._shows(j, paths))
        return found

    # --- a list

    def _with_more(self, j: int, more: Mapping[int, int]) -> Chosen | None:
        """The list of ``j`` with others that come in for it; None when it must be chosen anew.

        Who was not admitted before is not admitted beside more of the same; so it is
        enough to look at those who stand there, unless one has to go for a newcomer.
        """
        if self._entries[self.path(j)].is_filled:
            return None
        chosen = Chosen(self._archive, j)
        known = {i: one.score for i, one in self._related(j).items()}
        both = {**known, **more}
        for i in self._archive.ranked(j, both):
            if chosen.is_full:
                break
            if chosen.admits(i):
                chosen.take(i, chosen.related, both[i])
            elif i in known:
                return None
        return chosen

    def _related(self, j: int) -> dict[int, Suggestion]:
        """Those that the kept list of ``j`` shows as related."""
        pinned = ReasonKind.PINNED
        kept = self._book.suggestions(j)
        return {
            self._names[one.path]: one
            for one in kept
            if one.reasons[0].kind not in {pinned, ReasonKind.RECENT}
        }

    def _known(self, j: int) -> list[int]:
        return list(self._related(j))

    def _listed(self, chosen: Chosen) -> Listed:
        return listed(chosen, self._reasons.suggestions(chosen))
