"""``verify --live URL`` against the web servers of the guide: nothing on a good site, all else."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from desk.actions.verify_site import propose_site
from desk.publish.manifest import AddressKind, parse
from desk.publish.site.connection import Limits
from desk.publish.site.crew import Manners
from tests.support import small_newsroom as small
from tests.support.web_servers import (
    Certificate,
    Served,
    caddy_with,
    certificate,
    nginx_with,
)

QUICK = Manners(pace=0, pause=0.01, limits=Limits(connect=5, stall=5, whole=10))
WEEK = "tin-hoat-dong/2026/so-ket-cong-tac-tuan-{}.html"
GONE = small.WITHDRAWN.replace(".md", ".html")
OLD = "Default.aspx/index.html"

Serve = Callable[[Path, Certificate], AbstractContextManager[Served]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(params=[nginx_with, caddy_with], ids=["nginx", "caddy"])
def serve(
    request: pytest.FixtureRequest, made: Certificate, monkeypatch: pytest.MonkeyPatch
) -> Serve:
    monkeypatch.setitem(os.environ, "SSL_CERT_FILE", str(made.file))
    return request.param


def faults(root: Path, address: str) -> dict[str, str]:
    proposal = propose_site(root, lambda _: None, url=address, manners=QUICK)
    assert proposal.plan is not None
    assert proposal.code == bool(proposal.plan.wrongs)
    return {one.url: one.fault.code for one in proposal.plan.wrongs}


def rewrite(file: Path, old: bytes, new: bytes) -> None:
    data = file.read_bytes()
    assert old in data
    file.unlink()  # never through a link that releases share
    file.write_bytes(data.replace(old, new, 1))


def test_a_good_site_is_right_and_each_thing_done_to_it_is_named(
    published_twice: Path, made: Certificate, serve: Serve, tmp_path: Path
) -> None:
    root = tmp_path / "newsroom"
    subprocess.run(["cp", "-a", str(published_twice), str(root)], check=True)
    manifest, before = (
        parse((root / f"public/manifests/{number}.json").read_bytes()) for number in (2, 1)
    )
    kinds = {one.kind for one in manifest.addresses.values()}
    assert {AddressKind.GONE, AddressKind.REDIRECT} <= kinds
    added = next(path for path in before.files if path not in manifest.files)
    live = root / "public/releases/2"
    with serve(root / "public/current", made) as served:
        assert faults(root, served.https) == {}

        rewrite(live / WEEK.format(1), b"Chi", b"CHI")
        rewrite(live / WEEK.format(2), b"</head>", b"<script src=//x.example/y.js></script></head>")
        (live / WEEK.format(3)).unlink()
        (live / OLD).unlink()
        (live / added).parent.mkdir(exist_ok=True)
        shutil.copy(root / "public/releases/1" / added, live / added)
        (live / f"{GONE}.410").unlink()
        assert faults(root, served.https) == {
            f"/{WEEK.format(1)}": "changed",
            f"/{WEEK.format(2)}": "injected",
            f"/{WEEK.format(3)}": "missing",
            "/Default.aspx?id=954": "redirect-missing",
            f"/{added}": "left-over",
            f"/{GONE}": "gone-status",
        }


def test_a_server_with_another_release_or_the_wrong_folder_is_one_sentence(
    published_twice: Path, made: Certificate, serve: Serve
) -> None:
    public = published_twice / "public"
    with serve(public / "releases/1", made) as served:
        assert faults(published_twice, served.https) == {"/": "release"}
    with serve(public, made) as served:
        assert faults(published_twice, served.https) == {"/": "site"}
    with serve(public / "current", made) as served:
        assert faults(published_twice, served.http) == {"/": "redirected"}
