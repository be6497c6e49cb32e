"""The command line: one command a file, put together here. It needs the extra ``cli`` (click, rich)."""

from __future__ import annotations

import click

from normalizer import __version__
from normalizer.logs import LogError
from normalizer.logs.visible import one_line

from .check_command import check
from .convert_command import convert
from .detect_command import detect
from .exits import EPILOG, STDOUT_CLOSED, Failure, failure
from .replay_command import replay
from .report_command import report
from .show_command import show


class _Commands(click.Group):
    """Click itself would end with 1 where stdout was closed early, and with a traceback where it cannot be written."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            ctx.exit(STDOUT_CLOSED)
        except LogError as error:
            raise Failure(one_line(str(error))) from None
        except OSError as error:  # of a file it is told where it happens; this one is from printing
            raise failure("stdout", error) from None


@click.group("normalizer", cls=_Commands, epilog=EPILOG)
@click.version_option(__version__, message="normalizer %(version)s")
def commands() -> None:
    """Read logged LLM completion responses of any vendor, and write them for another.

    A record is one answer: a line, a stream or a document. The first line that is not blank tells what an input holds.

    Lines are JSON in UTF-8, each ended by a newline and by nothing else. Blank lines are skipped and counted, and so is a
    byte order mark at the beginning. A line that is an array holds the chunks of one stream.

    Streams are server-sent events. Each ends with its event "[DONE]", and another may follow; its chunks are joined to the
    answer that they make.

    A document is a regular file whose first line is no whole JSON value, but whose whole text is one (up to 64 MiB).

    What is compressed with gzip or zstd is known by its first bytes, whatever its name. A file that grows is read up to the
    size that it had at the start.

    "-" is stdin. A record that cannot be read is named on stderr with its place and the reason, and the others go on. Places are
    made of names of keys; no value of a record is printed there, but for the id that --id or --envelope says where to find.
    """


for command in (convert, report, detect, check, show, replay):
    commands.add_command(command)
