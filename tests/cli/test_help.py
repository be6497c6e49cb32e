"""Every command and option has help, and the documentation shows it as it is."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from normalizer.cli import commands

from .command import run

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
NAMES = ["", *commands.commands]


@pytest.mark.parametrize("name", commands.commands)
def test_every_command_and_option_has_help(name: str) -> None:
    command = commands.commands[name]

    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))


@pytest.mark.parametrize("name", NAMES)
def test_the_documentation_shows_the_help(name: str) -> None:
    arguments = [*([name] if name else []), "--help"]
    shown = run(*arguments).stdout

    assert f"```text\n$ {' '.join(['normalizer', *arguments])}\n{shown}```" in PAGE.read_text()
