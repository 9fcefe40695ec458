"""Renditions kept on disk, so that a picture is rendered once in its life.

``folder/<tools>/<2 hex>/<source digest>/``: one file a rendition and, written
last, ``entry.json`` with what it was made for and the digest of every file.
``<tools>`` names the recipe and the libraries, so a new Pillow starts afresh.
Whatever is missing, cut short or not ours is simply rendered again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Self

from plugins.elsewhere import crew
from plugins.images.spec import RECIPE, Spec, picture
from plugins.model import Rendition
from plugins.on_disk import on_disk
from plugins.plain_file import naming, put_aside, read_plain
from plugins.replacing import replace
from plugins.state_folder import ASIDE, say_unused

ENOUGH = 8
"""Pictures to render before more processes pay for their start (a third of a second)."""


class SourceChangedError(RuntimeError):
    """A picture's file changed while the site was being built; building again is the cure."""

    def __init__(self, path: str) -> None:
        self.path = f"content/{path}"
        self.message = "tệp ảnh vừa thay đổi trong lúc dựng trang; xin dựng lại"
        super().__init__(f"{self.path}: {self.message}.")


def picture_bytes(content: Path, path: str) -> bytes:
    """The bytes of the picture ``path`` below ``content``.

    Raises SourceChangedError when it is not there any more, or cannot be read now.
    """
    try:
        return read_plain(on_disk(content, path))
    except OSError:
        raise SourceChangedError(path) from None


class RenditionStore:
    """The renditions of every picture, in ``folder``, made when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._place: tempfile.TemporaryDirectory[str] | None = None
        self._apart: set[str] = set()
        """Digests of pictures whose renditions lie there."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of what was made where nothing can be kept."""
        if self._place is not None:
            self._place.cleanup()

    @cached_property
    def _tools(self) -> Path:
        """The folder of what was made with the tools at hand."""
        return self._folder / _tools()

    def get(self, spec: Spec, read: Callable[[], bytes]) -> Mapping[str, Path]:
        """Address → file of every rendition of ``spec``; ``read`` is called only if one is lacking.

        Raises SourceChangedError when ``read`` gives other bytes than ``spec`` was made from.
        """
        if (kept := self._kept(spec)) is None:
            self._write(spec, _render(spec, _checked(spec, read())))
            kept = self._paths(spec)
        return kept

    def get_many(
        self, specs: Sequence[Spec], read: Callable[[Spec], bytes], *, workers: int | None = None
    ) -> Mapping[str, Mapping[str, Path]]:
        """``get`` for many: path → address → file, rendered by ``workers`` processes.

        ``workers`` is the number of cores unless given; one, or little to do,
        means this process alone. Raises as ``get`` does; what was rendered by
        then is kept.
        """
        lacking = {spec.digest: spec for spec in specs if self._kept(spec) is None}
        count = min(workers or os.cpu_count() or 1, len(lacking))
        if count > 1 and len(lacking) >= ENOUGH:
            # A pool that cannot start, or that the system kills for memory, is no reason to stop.
            with suppress(BrokenExecutor):
                for spec, made in _rendered(list(lacking.values()), read, count):
                    self._write(spec, made)
                    del lacking[spec.digest]
        for spec in lacking.values():
            self._write(spec, _render(spec, _checked(spec, read(spec))))
        return {spec.path: self._paths(spec) for spec in specs}

    def prune(self, keep: Collection[str]) -> None:
        """Remove every entry whose source digest is not in ``keep``, and what other tools made.

        Not while a build uses the store.
        """
        wanted = frozenset(keep)
        for tools in _within(self._folder):
            if tools != self._tools:
                _remove(tools)
                continue
            for entry in (entry for shelf in _within(tools) for entry in _within(shelf)):
                if entry.name not in wanted:
                    _remove(entry)

    def _entry(self, spec: Spec) -> Path:
        if self._place is not None and spec.digest in self._apart:
            return Path(self._place.name) / spec.digest
        return self._tools / spec.digest[:2] / spec.digest

    def _paths(self, spec: Spec) -> dict[str, Path]:
        entry = self._entry(spec)
        return {r.url: entry / _file_name(r) for r in _renditions(spec)}

    def _kept(self, spec: Spec) -> dict[str, Path] | None:
        """The files of ``spec`` when all are whole, else None."""
        paths = self._paths(spec)
        try:
            said = json.loads(read_plain(self._entry(spec) / "entry.json"))
            if said["for"] != _purpose(spec):
                return None
            whole = all(said["files"][p.name] == _digest(read_plain(p)) for p in paths.values())
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return paths if whole else None

    def _write(self, spec: Spec, made: Mapping[str, bytes]) -> None:
        """Keep ``made``; where the folder cannot be used, for as long as this store is open.

        Raises OSError when there is no room for that either.
        """
        try:
            self._keep(spec, made)
        except OSError:
            try:
                self._clear(self._entry(spec))
                self._keep(spec, made)
            except OSError as error:
                say_unused(self._folder, error)
                self._place = self._place or tempfile.TemporaryDirectory(prefix="newsroom-")
                self._apart.add(spec.digest)
                self._keep(spec, made)

    def _clear(self, entry: Path) -> None:
        """Let what stands where ``entry`` or a folder above it belongs give way. Raises OSError."""
        shelves = [entry, *entry.parents]
        for place in reversed(shelves[: shelves.index(self._folder) + 1]):
            if os.path.lexists(place) and not place.is_dir():
                put_aside(place, self._folder.parent / ASIDE, place.name)

    def _keep(self, spec: Spec, made: Mapping[str, bytes]) -> None:
        paths = self._paths(spec)
        self._entry(spec).mkdir(parents=True, exist_ok=True)
        for url, path in paths.items():
            _replace(path, made[url])
        files = {path.name: _digest(made[url]) for url, path in paths.items()}
        said = json.dumps({"for": _purpose(spec), "files": files}, sort_keys=True)
        _replace(self._entry(spec) / "entry.json", said.encode())


def _render(spec: Spec, source: bytes) -> Mapping[str, bytes]:
    from plugins.images.pixels import render  # noqa: PLC0415 - Pillow is slow to load

    return render(spec, source)


def _tools() -> str:
    """What the bytes of a rendition depend on beside its source."""
    import PIL  # noqa: PLC0415 - slow to load
    from PIL import features  # noqa: PLC0415

    libraries = [features.version(name) for name in ("jpg", "webp", "zlib", "littlecms2")]
    return _digest(json.dumps([RECIPE, PIL.__version__, *libraries]).encode())[:16]


def _purpose(spec: Spec) -> dict[str, object]:
    """What of a ``Spec`` decides its bytes: all but where the file lies."""
    said = {name: value for name, value in asdict(spec).items() if name != "path"}
    found: dict[str, object] = json.loads(json.dumps(said))  # as it is when read again
    return found


def _renditions(spec: Spec) -> tuple[Rendition, ...]:
    plan = picture(spec)
    return (plan.fallback, *plan.webp)


def _file_name(rendition: Rendition) -> str:
    return f"{rendition.width}.{rendition.mime.removeprefix('image/')}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _checked(spec: Spec, source: bytes) -> bytes:
    if _digest(source) != spec.digest:
        raise SourceChangedError(spec.path)
    return source


def _rendered(
    specs: Sequence[Spec], read: Callable[[Spec], bytes], count: int
) -> Iterator[tuple[Spec, Mapping[str, bytes]]]:
    """Each of ``specs`` with its renditions, in order; only a few sources in memory at a time."""
    # Fresh processes: a forked one could inherit a lock held by another thread of the host.
    with crew(count, method="spawn") as others:
        ahead: list[tuple[Spec, Future[Mapping[str, bytes]]]] = []
        try:
            for spec in specs:
                ahead.append((spec, others.submit(_render, spec, _checked(spec, read(spec)))))
                if len(ahead) > 2 * count:
                    first, future = ahead.pop(0)
                    yield first, future.result()
            for first, future in ahead:
                yield first, future.result()
        finally:
            for _, future in ahead:
                future.cancel()


def _within(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _replace(path: Path, data: bytes) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with naming(path):
            beside.write_bytes(data)
        replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
