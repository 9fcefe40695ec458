"""A report as the Markdown that stands in docs/performance.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from bench.contenders import SCENARIOS
from bench.figures import BUILD, COLD, NEWSROOM, PUBLISH, Measured, Report, Taken
from bench.limits import MB, Limit, limits, wall
from bench.peers import PEERS

NONE = "–"


def page(report: Report) -> str:
    """Every table that the report has something for, each under its heading."""
    about = [f"{what}: {how}" for what, how in report.about.items()]
    skipped = [f"{name} was not measured: {why}" for name, why in report.skipped.items()]
    parts = [
        "; ".join(about) + ".",
        *(f"{one}." for one in skipped),
        *_titled(f"From nothing, {report.posts:,} posts", _cold(report)),
        *_titled(f"After a change, {report.posts:,} posts", _changes(report)),
        *_titled("Files written after a change", _files(report)),
        *_titled("As the archive grows", _growth(report)),
        *_titled("Disk, MB", _disk(report)),
        *_titled("Limits", _limits(limits(report))),
    ]
    return "\n\n".join(parts) + "\n"


def verdict(found: Iterable[Limit]) -> list[str]:
    """A line for every limit that does not hold."""
    return [
        f"NOT HELD: {one.name}: {_figure(one.found)}, at most {_figure(one.most)}"
        for one in found
        if not one.held
    ]


Row = Sequence[str]


def _titled(title: str, rows: Sequence[Row]) -> Iterator[str]:
    """Nothing where there is only the heading of a table."""
    if len(rows) > 1:
        yield f"### {title}"
        yield markdown(rows)


def markdown(rows: Sequence[Row]) -> str:
    """Rows under the first, numbers to the right; columns in line for who reads the source."""
    heading, *body = rows
    numbers = [
        all(row[at].lstrip("×").strip()[:1].isdigit() or row[at] == NONE for row in body)
        for at in range(len(heading))
    ]
    widths = [max(3, *(len(row[at]) for row in rows)) for at in range(len(heading))]
    rule = [
        "-" * (width - 1) + ":" if right else "-" * width
        for width, right in zip(widths, numbers, strict=True)
    ]
    shown = (
        [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numbers, strict=True)
        ]
        for row in (heading, rule, *body)
    )
    return "\n".join(f"| {' | '.join(cells)} |" for cells in shown)


# --- the tables ----------------------------------------------------------------


def _cold(report: Report) -> list[Row]:
    names = {
        (NEWSROOM, PUBLISH): "newsroom: checked, built, verified, released",
        (NEWSROOM, BUILD): "newsroom: built alone",
        **{(peer.name, BUILD): f"{peer.name}: {peer.about}" for peer in PEERS},
    }
    rows: list[Row] = [("", "pages", "files", "MB", *_TIMES, "÷ hugo", "÷ hugo-docs")]
    for (contender, command), name in names.items():
        one = report.find(contender, COLD, command)
        if one is not None:
            site = (f"{one.pages:,}", f"{one.files:,}", f"{one.size / MB:,.1f}")
            rows.append((name, *site, *_times(one), *_ratios(report, one)))
    return rows


def _changes(report: Report) -> list[Row]:
    rows: list[Row] = [("", "", *_TIMES, "÷ hugo", "÷ hugo-docs")]
    for scenario in SCENARIOS:
        for command in (PUBLISH, BUILD):
            one = report.find(NEWSROOM, scenario.name, command)
            if one is not None:
                rows.append((scenario.about, _said(command), *_times(one), *_ratios(report, one)))
    return rows


def _files(report: Report) -> list[Row]:
    rows: list[Row] = [
        ("", "posts", "new", "changed", "removed", "same bytes again", "kB written", "old lists")
    ]
    for scenario in SCENARIOS:
        for posts in report.sizes():
            one = report.find(NEWSROOM, scenario.name, PUBLISH, posts)
            if one is not None:
                rows.append((scenario.about, f"{posts:,}", *_written(one)))
    return rows


def _written(one: Measured) -> Iterator[str]:
    figures: tuple[Callable[[Taken], float], ...] = (
        lambda taken: taken.written.new,
        lambda taken: taken.written.changed,
        lambda taken: taken.written.removed,
        lambda taken: taken.written.idle,
        lambda taken: taken.written.size / 1000,
        lambda taken: taken.written.old_lists,
    )
    return (f"{one.typical(figure):,.0f}" for figure in figures)


def _growth(report: Report) -> list[Row]:
    sizes = report.sizes()
    if len(sizes) < 2:  # noqa: PLR2004 - one size does not grow
        return []
    rows: list[Row] = [("", *(f"{posts:,} posts" for posts in sizes), "largest ÷ smallest")]
    for scenario, name in (
        (COLD, "from nothing"),
        *((one.name, one.about) for one in SCENARIOS),
    ):
        for command in (PUBLISH, BUILD):
            found = [report.find(NEWSROOM, scenario, command, posts) for posts in sizes]
            measured = [one for one in found if one is not None]
            if len(measured) == len(sizes):
                rows.append(_grown(f"{name}, {_said(command)}: s", measured, wall, "{:,.2f}"))
    for scenario, name in ((COLD, "from nothing"), ("add", "one new post")):
        found = [report.find(NEWSROOM, scenario, PUBLISH, posts) for posts in sizes]
        measured = [one for one in found if one is not None]
        if len(measured) == len(sizes):
            rows.append(_grown(f"{name}, published: MB of memory", measured, _memory, "{:,.0f}"))
    changed = [report.changed_by_a_post(posts) for posts in sizes]
    if all(changed):
        files = [one for one in changed if one]
        shown = (f"{one:,.1f}" for one in files)
        rows.append(
            ("one new post: files changed but search's", *shown, f"{files[-1] / files[0]:,.2f}")
        )
    return rows


def _grown(
    name: str, measured: Sequence[Measured], figure: Callable[[Taken], float], form: str
) -> Row:
    values = [one.typical(figure) for one in measured]
    ratio = f"{values[-1] / values[0]:,.2f}" if values[0] else NONE
    return (name, *(form.format(value) for value in values), ratio)


def _disk(report: Report) -> list[Row]:
    rows: list[Row] = [("posts", "content/", "output/", ".newsroom/", "public/")]
    for one in report.disk:
        folders = (one.content, one.output, one.state, one.releases)
        rows.append((f"{one.posts:,}", *(f"{size / MB:,.1f}" for size in folders)))
    return rows


def _limits(found: Sequence[Limit]) -> list[Row]:
    rows: list[Row] = [("", "measured", "at most", "")]
    rows += [(one.name, _figure(one.found), _figure(one.most), one.verdict) for one in found]
    return rows


# --- cells -----------------------------------------------------------------------


_TIMES = ("s: min – median – max", "CPU s", "memory MB")


def _times(one: Measured) -> Iterator[str]:
    walls = [taken.wall for taken in one.rounds]
    yield f"{min(walls):,.2f} – {one.typical(wall):,.2f} – {max(walls):,.2f}"
    yield f"{one.typical(lambda taken: taken.cpu):,.2f}"
    yield f"{one.worst(_memory):,.0f}"


def _ratios(report: Report, one: Measured) -> Iterator[str]:
    for name in ("hugo", "hugo-docs"):
        peer = report.find(name, COLD, BUILD)
        yield NONE if peer is None else f"{one.typical(wall) / peer.typical(wall):.3f}"


def _memory(taken: Taken) -> float:
    return taken.memory / MB


def _said(command: str) -> str:
    return "built alone" if command == BUILD else "published"


def _figure(value: float | None) -> str:
    return NONE if value is None else f"{value:,.3f}".rstrip("0").rstrip(".")
