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
from itertools import chain

from plugins.related.choosing import NEVER, Archive, Chosen, choose, in_time
from plugins.related.columns import MOST, Columns, columns, scores
from plugins.related.kept import Book, Entry, Listed, entered
from plugins.related.reasons import Reasons
from plugins.related.values import Candidate, ReasonKind, Suggestion
from plugins.words.phrases import read


class Change:
    """One change. ``save`` keeps what became of it."""

    def __init__(
        self,
        book: Book,
        entries: Mapping[str, Entry],
        posts: Sequence[Candidate],
        changed: Mapping[str, Candidate],
        gone: Sequence[str],
        text_of: Callable[[str], str],
    ) -> None:
        """``posts``: all as they are now, in time order; ``changed``: new and edited ones by path.

        Raises LostError.
        """
        self._book, self._entries, self._gone = book, entries, gone
        were = {entries[path].number for path in (*gone, *changed) if path in entries}
        self._old = {number: book.post(number) for number in were}
        """Edited and removed posts as they were."""
        self._old_columns = {n: columns(post, book.text(n)) for n, post in self._old.items()}
        numbers = {path: entry.number for path, entry in entries.items()}
        numbers.update({path: book.new_number() for path in changed if path not in numbers})
        self._new = {numbers[path]: post for path, post in changed.items()}
        self._texts = {n: read(one.title, text_of(one.path)) for n, one in self._new.items()}
        book.learn(self._texts)
        self._paths = {post.path for post in (*self._old.values(), *changed.values())}
        self._archive = Archive({numbers[post.path]: post for post in posts}, book.text)
        self._reasons = Reasons(
            self._archive, book.text, lambda column: book.bucket(column).count(column) <= MOST
        )
        self._lists = self._worked_out()
        """Number → list, of every list that may differ."""

    def save(self) -> dict[str, bytes]:
        """Keep all of it; path → JSON of every list that was worked out."""
        lists = {self._path(number): one for number, one in self._lists.items()}
        self._book.keep(lists, self._gone, self._new.items())
        return {path: kept for path, (_, kept) in lists.items()}

    def _number(self, path: str) -> int:
        return self._entries[path].number

    def _path(self, number: int) -> str:
        return self._archive.posts[number].path

    # --- which lists

    def _worked_out(self) -> dict[int, Listed]:
        """Number → list, of every list that may differ."""
        # What was is looked at first: then the changed posts stand where they stand now.
        anew = self._showing() | self._around() | self._pinning()
        anew |= self._moved(self._restand())
        anew = {j for j in anew if j in self._archive.posts} | self._new.keys()
        found: dict[int, Listed] = {}
        joins: dict[int, dict[int, int]] = {}
        for i, post in self._new.items():
            mine = self._scores(columns(post, self._texts[i]))
            found[i] = self._listed(choose(self._archive, i, mine))
            for j, score in mine.items():
                if score >= self._least(j) and j not in anew:
                    joins.setdefault(j, {})[i] = score
        for j, more in joins.items():
            known = self._related(j)
            if (chosen := self._with_more(j, known, more)) is None:
                anew.add(j)
            elif chosen.related != list(known):
                found[j] = self._listed(chosen, known.values())
        for j in anew - found.keys():
            mine = self._scores(columns(self._archive.posts[j], self._book.text(j)))
            found[j] = self._listed(choose(self._archive, j, mine))
        return found

    def _showing(self) -> set[int]:
        """Whose list shows a changed post as it was, for it scored enough."""
        return {
            j
            for mine in self._old_columns.values()
            for j, score in self._scores(mine).items()
            if score >= self._least(j) and self._shows(j, self._paths)
        }

    def _least(self, j: int) -> int:
        """The score that comes into the kept list of ``j``, if there is one."""
        post = self._archive.posts.get(j)
        entry = self._entries.get(post.path) if post else None
        return entry.least if entry else NEVER

    def _scores(self, mine: Columns) -> dict[int, int]:
        book = self._book
        book.look_up(mine)
        return scores(mine, lambda column: book.bucket(column).posting(column))

    def _shows(self, j: int, paths: set[str]) -> bool:
        return any(one.path in paths for one in self._book.suggestions(j))

    def _around(self) -> set[int]:
        """Filled lists of those next to a changed post in time, among its kin or among all."""
        found: set[int] = set()
        now = self._archive.posts
        before: dict[int, Candidate] = {}
        if self._old:
            stood = {post.path: post for post in (*now.values(), *self._old.values())}
            were = in_time([stood[path] for path in self._entries])
            before = {self._number(post.path): post for post in were}
        for archive, posts in (
            (self._archive, self._new),
            (Archive(before, self._book.text), self._old),
        ):
            for i in posts:
                found.update(archive.around(i, kin=True), archive.around(i, kin=False))
        there = (j for j in found if j in now and now[j].path in self._entries)
        return {j for j in there if self._entries[now[j].path].is_filled}

    def _pinning(self) -> set[int]:
        posts, paths = self._archive.posts, self._paths
        return {j for j, post in posts.items() if post.pin and not paths.isdisjoint(post.pin)}

    def _restand(self) -> list[tuple[int, bool]]:
        """Let changed posts stand where they stand now; columns that tell no more, or again."""
        was = self._old_columns
        now = {i: columns(post, self._texts[i]) for i, post in self._new.items()}
        self._book.look_up(chain(*was.values(), *now.values()))
        before: dict[int, int] = {}
        for one, other in ((was, now), (now, was)):
            for i, mine in one.items():
                theirs = other.get(i, {})
                for column in (c for c, weight in mine.items() if theirs.get(c) != weight):
                    bucket = self._book.bucket(column, changes=True)
                    before.setdefault(column, bucket.count(column))
                    if one is was:
                        bucket.remove(column, i)
                    else:
                        bucket.put(column, i, mine[column])
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
            holders = set(self._book.bucket(column).holders(column)[0])
            if tells:
                found |= holders
                continue
            paths = {self._path(j) for j in holders}
            kept = holders.difference(self._new, found)
            found.update(j for j in kept if self._shows(j, paths))
        return found

    # --- a list

    def _related(self, j: int) -> dict[int, Suggestion]:
        """Those that the kept list of ``j`` shows as related."""
        others = {ReasonKind.PINNED, ReasonKind.RECENT}
        kept = self._book.suggestions(j)
        return {self._number(one.path): one for one in kept if one.reasons[0].kind not in others}

    def _with_more(
        self, j: int, known: Mapping[int, Suggestion], more: Mapping[int, int]
    ) -> Chosen | None:
        """The list of ``j`` with others that come in for it; None when it must be chosen anew.

        Who was not admitted before is not admitted beside more of the same; so it is
        enough to look at those who stand there, unless one has to go for a newcomer.
        """
        if self._entries[self._path(j)].is_filled:
            return None
        chosen = Chosen(self._archive, j)
        scores_ = {**{i: one.score for i, one in known.items()}, **more}
        for i in self._archive.ranked(j, scores_):
            if chosen.is_full:
                break
            if chosen.admits(i):
                chosen.take(i, chosen.related, scores_[i])
            elif i in known:
                return None
        return chosen

    def _listed(self, chosen: Chosen, known: Iterable[Suggestion] = ()) -> Listed:
        post = self._archive.posts[chosen.post]
        return entered(post, chosen, self._reasons.suggestions(chosen, known))
