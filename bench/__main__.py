"""``python -m bench``: write a corpus, or measure builds of corpora."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.contenders import Contender, Newsroom
from bench.corpus import samples
from bench.measure import CommandFailedError
from bench.peers import Hugo, MissingError, PlainPelican
from bench.related import run as run_related
from bench.rounds import run_rounds
from bench.tables import growth, table
from bench.writing import write_corpus

CONTENDERS: dict[str, Contender] = {one.name: one for one in (Newsroom(), Hugo(), PlainPelican())}


def main(arguments: list[str]) -> int:
    """0 when done and every limit held, 1 when one did not hold or a build failed."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (CommandFailedError, MissingError) as failed:
        sys.stderr.write(f"{failed}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(required=True)

    corpus = commands.add_parser("corpus", help="write a content folder of N invented posts")
    corpus.add_argument("posts", type=int, metavar="N")
    corpus.add_argument("folder", type=Path, metavar="FOLDER")
    corpus.add_argument("--photos", type=int, default=0, metavar="K", help="posts with a photo")
    corpus.set_defaults(run=_corpus)

    grow = commands.add_parser("growth", help="build small and large archives; compare")
    grow.add_argument("--sizes", type=int, nargs=2, default=[2000, 10000])
    grow.set_defaults(run=_growth)

    compare = commands.add_parser("compare", help="build one archive in several ways")
    compare.add_argument("contenders", nargs="+", choices=sorted(CONTENDERS))
    compare.add_argument("--posts", type=int, default=2000)
    compare.set_defaults(run=_compare)

    news = commands.add_parser("related", help="related news of labelled news, and how good")
    news.add_argument("file", type=Path, metavar="FILE.jsonl")
    news.add_argument("--out", type=Path, metavar="FILE", help="write five related ids per id")
    news.add_argument("--reference", action="store_true", help="compare with the full cosine")
    news.set_defaults(run=lambda c: run_related(c.file, c.out, reference=c.reference))

    for command in (grow, compare):
        command.add_argument("--rounds", type=int, default=3)
    for command in (corpus, grow, compare):
        command.add_argument("--seed", type=int, default=0)
    return parser


def _corpus(chosen: argparse.Namespace) -> int:
    made = samples(chosen.posts, seed=chosen.seed, photos=chosen.photos)
    count = write_corpus(chosen.folder, made, seed=chosen.seed)
    sys.stdout.write(f"{count:,} posts in {chosen.folder}\n")
    return 0


def _growth(chosen: argparse.Namespace) -> int:
    small, large = run_rounds(
        [Newsroom()], sorted(chosen.sizes), rounds=chosen.rounds, seed=chosen.seed
    )
    sys.stdout.write(table([small, large]) + "\n")
    grown = growth(small, large)
    for one in grown:
        sys.stdout.write(f"{one}\n")
    return 0 if all(one.held for one in grown) else 1


def _compare(chosen: argparse.Namespace) -> int:
    contenders = [CONTENDERS[name] for name in chosen.contenders]
    rows = run_rounds(contenders, [chosen.posts], rounds=chosen.rounds, seed=chosen.seed)
    sys.stdout.write(table(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["growth"]))
