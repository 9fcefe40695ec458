"""The commands as they are typed: every option reaches its function, every help is Vietnamese."""

import inspect
import os
import re
import subprocess
import sys
from importlib import import_module

import pytest
from invoke import Context, Task

import tasks
from tests.support.small_newsroom import PROJECT

COMMANDS = (
    "new",
    "import",
    "check",
    "serve",
    "build",
    "publish",
    "rollback",
    "purge",
    "verify",
    "inspect",
    "test",
    "lint",
    "bench",
)


def invoke(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "invoke", *arguments],
        cwd=PROJECT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def task(name: str) -> Task:
    return getattr(tasks, "import_" if name == "import" else name)


def test_the_list_names_every_command_in_vietnamese() -> None:
    said = invoke("--list").stdout

    for name in COMMANDS:
        assert re.search(rf"^  {name}\s+[A-ZĐ]", said, re.MULTILINE), name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    made = task(name)
    explained = {key.replace("_", "-") for key in made.help}  # get_arguments() empties it
    options = {one.name.strip("_").replace("_", "-") for one in made.get_arguments()}

    assert options <= explained


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_calls_a_function_that_takes_what_it_is_given(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    called = []

    def bind(
        command: str, *, collected: bool = True, reads: bool = True, **options: object
    ) -> None:
        del collected, reads
        module, function = command.split(":")
        found = getattr(import_module(module), function)
        inspect.signature(found).bind(PROJECT, **options)
        called.append(found)

    monkeypatch.setattr(tasks, "_run", bind)
    monkeypatch.setenv("NEWSROOM_NOW", "")
    made = task(name)
    takes = list(inspect.signature(made.body).parameters.values())[1:]
    required = [one.name for one in takes if one.default is one.empty]
    made.body(Context(), *["x" for _ in required])

    assert len(called) == 1


def test_a_clock_that_is_none_is_refused_in_words() -> None:
    ran = invoke("check", "--now", "mai")

    assert ran.returncode == 1
    assert "Không hiểu thời điểm: «mai» không phải ngày giờ" in ran.stderr
    assert '"2031-05-01 08:00"' in ran.stderr
    assert invoke("check", NEWSROOM_NOW="mai").stderr == ran.stderr


@pytest.mark.parametrize("port", ["0", "99999", "-1"])
def test_a_port_that_is_none_is_refused_in_words(port: str) -> None:
    ran = invoke("serve", f"--port={port}")

    assert ran.returncode == 1
    assert ran.stderr.startswith(f"Không có cổng {port}: ")


def test_the_exit_code_is_the_functions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.terminal.workshop.lint", lambda _root: 3)

    with pytest.raises(SystemExit) as stopped:
        tasks.lint.body(Context())

    assert stopped.value.code == 3
