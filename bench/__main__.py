"""``python -m bench``: how fast the newsroom is, beside others, and as it grows."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import msgspec

from bench import beside
from bench.contenders import ROOT
from bench.corpus import samples
from bench.figures import Report
from bench.limits import limits
from bench.measure import CommandFailedError
from bench.related import run as run_related
from bench.rounds import NAMES, run_rounds
from bench.tables import page, verdict
from bench.writing import write_corpus
from plugins.layers import Layer

FULL = 100_000
CASES = beside.NAMES
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
"""Between them the tables stand in docs/performance.md."""
TAKEN_BACK = 5
"""More posts than a round takes away from an archive."""
STOPPED, ENDED = 130, 143
"""Exit codes of what Ctrl-C, or a polite kill, ended."""


def main(arguments: Sequence[str]) -> int:
    """0 when done and every limit held, 1 when one did not hold or a command failed.

    Without a command's name the arguments are those of ``run``.
    """
    first = next(iter(arguments), "")
    if first not in {"-h", "--help"} and (not first or first.startswith("-")):
        arguments = ["run", *arguments]
    chosen = _parser().parse_args(arguments)
    before = signal.signal(signal.SIGTERM, _ended)
    try:
        return int(chosen.run(chosen))
    except CommandFailedError as failed:
        sys.stderr.write(f"{failed}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("stopped; nothing is left behind\n")
        return STOPPED
    finally:
        signal.signal(signal.SIGTERM, before)


def _ended(_signal: int, _frame: FrameType | None) -> None:
    """Leave as after Ctrl-C, so that what was written is removed."""
    raise SystemExit(ENDED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, epilog="Without a command: run."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    run = commands.add_parser(
        "run",
        help="measure everything, print Markdown tables, fail when a limit does not hold",
        description=f"Things to measure: {', '.join(NAMES)}.",
    )
    run.add_argument(
        "--posts", type=_count, default=10_000, metavar="N", help="of the archive built in all ways"
    )
    run.add_argument("--rounds", type=_count, default=3, metavar="N", help="of all, in turns")
    run.add_argument(
        "--only", type=_names, default=NAMES, metavar="A,B", help="measure only these things"
    )
    run.add_argument(
        "--sizes",
        type=_sizes,
        metavar="N,N",
        help="archives of ours to see growth in; a tenth of --posts if not given",
    )
    run.add_argument("--full", action="store_true", help=f"grow to {FULL:,} posts too")
    run.add_argument("--json", type=_new_file, metavar="FILE", help="keep what was measured")
    run.add_argument("--seed", type=int, default=0, metavar="N")
    run.set_defaults(run=_run, refuse=run.error)

    pair = commands.add_parser(
        "beside",
        help="measure the project beside one of its commits, fail when it is slower",
        description=f"Things to measure: {', '.join(CASES)}.",
    )
    pair.add_argument("commit", metavar="REV", help="as git names it")
    pair.add_argument("--posts", type=_count, default=10_000, metavar="N")
    pair.add_argument("--rounds", type=_count, default=5, metavar="N", help="of all, in turns")
    pair.add_argument(
        "--only", type=_cases, default=CASES, metavar="A,B", help="measure only these things"
    )
    pair.add_argument("--seed", type=int, default=0, metavar="N")
    pair.add_argument(
        "--without", type=_layers, default=(), metavar="A,B", help="there, of the layers of speed"
    )
    pair.set_defaults(run=_beside, refuse=pair.error)

    tables = commands.add_parser("tables", help="print the tables of a run that was kept")
    tables.add_argument("file", type=Path, metavar="FILE.json")
    tables.add_argument(
        "--into", type=Path, metavar="FILE.md", help=f"put them there between {BEGIN} and {END}"
    )
    tables.set_defaults(run=_tables)

    corpus = commands.add_parser("corpus", help="write a content folder of N invented posts")
    corpus.add_argument("posts", type=int, metavar="N")
    corpus.add_argument("folder", type=Path, metavar="FOLDER")
    corpus.add_argument("--photos", type=int, default=0, metavar="K", help="posts with a photo")
    corpus.add_argument("--seed", type=int, default=0, metavar="N")
    corpus.set_defaults(run=_corpus)

    news = commands.add_parser("related", help="related news of labelled news, and how good")
    news.add_argument("file", type=Path, metavar="FILE.jsonl")
    news.add_argument("--out", type=Path, metavar="FILE", help="write five related ids per id")
    news.add_argument("--reference", action="store_true", help="compare with the full cosine")
    news.set_defaults(run=lambda c: run_related(c.file, c.out, reference=c.reference))
    return parser


def _names(said: str) -> tuple[str, ...]:
    return _chosen(said, NAMES)


def _cases(said: str) -> tuple[str, ...]:
    return _chosen(said, CASES)


def _layers(said: str) -> tuple[str, ...]:
    return _chosen(said, [*Layer])


def _chosen(said: str, names: Sequence[str]) -> tuple[str, ...]:
    chosen = tuple(said.replace(",", " ").split())
    if not chosen or set(chosen) - set(names):
        message = f"choose from {', '.join(names)}"
        raise argparse.ArgumentTypeError(message)
    return chosen


def _sizes(said: str) -> tuple[int, ...]:
    return tuple(map(_count, said.replace(",", " ").split()))


def _count(said: str) -> int:
    if not said.isascii() or not said.isdecimal() or int(said) < 1:
        message = f"{said!r} is no number of posts or rounds"
        raise argparse.ArgumentTypeError(message)
    return int(said)


def _new_file(said: str) -> Path:
    """Refused now rather than after an hour."""
    path = Path(said)
    if not path.parent.is_dir():
        message = f"there is no folder {path.parent}"
        raise argparse.ArgumentTypeError(message)
    return path


def _run(chosen: argparse.Namespace) -> int:
    sizes = [*(chosen.sizes or (max(1, chosen.posts // 10),)), *([FULL] if chosen.full else [])]
    fewest = TAKEN_BACK * chosen.rounds
    if min(*sizes, chosen.posts) < fewest:
        chosen.refuse(f"{chosen.rounds} rounds need archives of at least {fewest} posts")
    report = run_rounds(
        posts=chosen.posts,
        sizes=sizes,
        rounds=chosen.rounds,
        seed=chosen.seed,
        only=chosen.only,
    )
    if chosen.json is not None:
        kept = {**msgspec.to_builtins(report), "limits": msgspec.to_builtins(limits(report))}
        chosen.json.write_bytes(msgspec.json.format(msgspec.json.encode(kept)) + b"\n")
    return _shown(report)


def _beside(chosen: argparse.Namespace) -> int:
    if chosen.rounds < beside.FEWEST:
        chosen.refuse(f"fewer than {beside.FEWEST} rounds say nothing of their spread")
    try:
        found = beside.compare(
            ROOT,
            chosen.commit,
            posts=chosen.posts,
            rounds=chosen.rounds,
            seed=chosen.seed,
            only=chosen.only,
            without=chosen.without,
        )
    except beside.NoSuchCommitError as error:
        chosen.refuse(str(error))
    sys.stdout.write(beside.page(found))
    told = beside.slower(found)
    for line in told:
        sys.stderr.write(f"{line}\n")
    return 1 if told or not found.pairs else 0


def _tables(chosen: argparse.Namespace) -> int:
    try:
        report = msgspec.json.decode(chosen.file.read_bytes(), type=Report)
    except (OSError, msgspec.MsgspecError) as error:
        sys.stderr.write(f"{chosen.file}: {error}\n")
        return 1
    if chosen.into is not None:
        before, begin, rest = chosen.into.read_text("utf-8").partition(BEGIN)
        _, end, after = rest.partition(END)
        if not begin or not end:
            sys.stderr.write(f"{chosen.into}: {BEGIN} and {END} are not there\n")
            return 1
        text = f"{before}{BEGIN}\n\n{page(report)}\n{END}{after}"
        chosen.into.write_text(text, "utf-8", newline="\n")
    return _shown(report)


def _shown(report: Report) -> int:
    sys.stdout.write(page(report))
    broken = verdict(limits(report))
    for line in broken:
        sys.stderr.write(f"{line}\n")
    return 1 if broken else 0


def _corpus(chosen: argparse.Namespace) -> int:
    made = samples(chosen.posts, seed=chosen.seed, photos=chosen.photos)
    count = write_corpus(chosen.folder, made, seed=chosen.seed)
    sys.stdout.write(f"{count:,} posts in {chosen.folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
