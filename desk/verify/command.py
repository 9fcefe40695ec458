"""The command, and what publishing shares with it: read the output again and believe nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desk.console import print_problems, progress, say, warn
from desk.verify.canaries import canaries, leaks, private_pictures
from desk.verify.facts import Facts, digest
from desk.verify.markup import NU_MISSING, check_markup, find_nu
from desk.verify.memory import FactMemory, Look
from desk.verify.survey import Question, survey
from desk.verify.whole import expected, judge
from plugins import clock
from plugins.images import RenditionStore, SourceChangedError
from plugins.memory import Stamp, now_ns
from plugins.model import Problem
from plugins.newsroom import Newsroom
from plugins.reading import Memory, read_newsroom

MOST_SHOWN = 200
"""Problems printed; thousands of the same kind would bury the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What came of reading an output folder."""

    facts: tuple[Facts, ...]
    """Of every file, by path."""
    problems: tuple[Problem, ...]
    """Paths relative to the output; sorted."""


def verify(root: Path, *, output: Path, full: bool = False) -> int:
    """Read ``output`` against the content of ``root`` and say what is wrong; the exit code.

    ``full`` also asks the Nu HTML checker, when it is installed.
    """
    from desk.publish.settings import read_publish_settings  # noqa: PLC0415 - publishing calls us

    settings, problems = read_publish_settings(root, None)
    if settings is None:
        print_problems(problems)
        return 1
    if not output.is_dir():
        warn(f"Chưa có {output}: hãy chạy invoke build trước.")
        return 1
    reading = read_newsroom(root / "content", clock.now(), _memory(root))
    if reading.newsroom is None:
        print_problems(reading.problems)
        warn("Nội dung đang có lỗi nên không soát được: hãy sửa rồi dựng lại.")
        return 1
    found = audit(output, reading.newsroom, settings.site, private_bytes(root, reading.newsroom))
    code = report(found)
    if full:
        code = _report_markup(output) or code
    where = output.relative_to(root) if output.is_relative_to(root) else output
    if code == 0:
        say(f"Đã soát {len(found.facts)} tệp trong {where}: không có gì sai.")
    else:
        warn(f"Đã soát {len(found.facts)} tệp trong {where}: còn lỗi, chưa nên công bố.")
    return code


def audit(
    output: Path,
    newsroom: Newsroom,
    site: str,
    private: Mapping[str, str] | None = None,
    *,
    kept: Path | None = None,
    cores: int | None = None,
) -> Audit:
    """Everything wrong in ``output`` as a site of ``newsroom`` at the origin ``site``.

    ``private`` is what ``private_bytes`` gave. A file that is no plain file is a
    problem. With ``kept``, a file for that, files found sound before and not
    touched since are not read again.
    """
    files, problems = list_files(output)
    question = Question(site=site, canaries=canaries(newsroom))
    memory = FactMemory(kept, question) if kept is not None else None
    known = memory.recall(files) if memory is not None else {}
    fresh = [path for path in files if path not in known]
    with progress("Soát từng tệp", len(fresh)) as tick:
        found = survey(output, fresh, question, tick=tick, cores=cores)
    if memory is not None:
        memory.keep(files, found)
    known.update((one.path, one) for one in found)
    facts = tuple(known[path] for path in files)
    problems += [problem for one in facts for problem in one.problems]
    problems += leaks(facts, question.canaries, newsroom)
    problems += judge(facts, expected(newsroom, private or {}))
    return Audit(facts=facts, problems=tuple(sorted(set(problems))))


def report(found: Audit) -> int:
    """Print what is wrong; 1 when anything is."""
    print_problems(found.problems[:MOST_SHOWN])
    if len(found.problems) > MOST_SHOWN:
        say(f"… và {len(found.problems) - MOST_SHOWN} lỗi khác.")
    return 1 if found.problems else 0


def list_files(output: Path) -> tuple[dict[str, Look], list[Problem]]:
    """Every plain file below ``output``, sorted by path, and a problem for each that is none."""
    files: dict[str, Look] = {}
    problems: list[Problem] = []
    looked = now_ns()
    pending = [(output, "")]
    while pending:
        folder, prefix = pending.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append((Path(entry.path), path + "/"))
                elif entry.is_file(follow_symlinks=False):
                    stamp = Stamp.of(entry.stat(follow_symlinks=False))
                    files[path] = Look(stamp=stamp, looked=looked)
                else:
                    message = "là liên kết hoặc tệp đặc biệt, có thể làm lộ thứ ở nơi khác"
                    problems.append(Problem(path=path, line=1, message=message))
    return {path: files[path] for path in sorted(files)}, problems


def private_bytes(root: Path, newsroom: Newsroom) -> dict[str, str]:
    """Digests of pictures that only private texts use, as sent in and as they would be published.

    Renditions come from the store, so each is made once; a picture that changes
    at this moment counts as sent in only.
    """
    store = RenditionStore(root / ".newsroom" / "pictures")
    found: dict[str, str] = {}
    for path, whose in private_pictures(newsroom).items():
        spec = newsroom.pictures.get(path)
        if spec is None:
            continue
        found[spec.digest] = whose
        try:
            made = store.get(spec, (root / "content" / path).read_bytes)
        except SourceChangedError:
            continue
        found.update((digest(file.read_bytes()), whose) for file in made.values())
    return found


def _report_markup(output: Path) -> int:
    nu = find_nu()
    if nu is None:
        warn(NU_MISSING)
        return 1
    say("Đang soát HTML bằng bộ kiểm tra Nu của W3C …")
    problems = check_markup(nu, output)
    print_problems(problems)
    return 1 if any(p.severity == "error" for p in problems) else 0


def _memory(root: Path) -> Memory:
    """What the build has read already is not parsed again."""
    return Memory(root / ".newsroom" / "reading.sqlite3")
