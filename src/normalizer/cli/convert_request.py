"""What a run of ``normalizer convert`` was asked for, and which wishes exclude each other."""

from __future__ import annotations

import os
from collections.abc import Callable

import click
from attrs import field, frozen

from normalizer.completion import FormName
from normalizer.logs.order import SOURCE, Emit
from normalizer.vendors import canonical
from normalizer.wrappers.wrapper import Wrapper

from . import envelopes, options, out_folder, rejects_place, tables
from .max_rejects import MaxRejects
from .overwriting import refuse_overwriting
from .publish import STDOUT
from .reading import STDIN


@frozen(kw_only=True)
class Request:
    """The options of the command."""

    inputs: tuple[str, ...]
    vendor: str | None
    to: str
    form: FormName | None
    wrapper: Wrapper | None
    emit: Emit | None
    rows: str | None
    out: str
    out_dir: str | None
    told: str | None
    rejects: str | None
    on_reject: str | None
    summary: str | None
    report: str | None
    hide_names: bool
    max_rejects: MaxRejects | None
    max_line: int
    max_stream: int
    salvage: bool
    chunks: bool
    replay: bool
    strict: bool
    strict_blank: bool
    verify: bool
    no_look: bool
    unbuffered: bool
    no_progress: bool
    force: bool
    resume: bool
    look: bool = field(init=False)

    @look.default
    def _look(self) -> bool:
        return not self.no_look

    @property
    def rejects_kept(self) -> str | None:
        """The file for rejects, named or not; None where they are not kept."""
        if self.rejects is not None or self.on_reject == rejects_place.SKIP:
            return self.rejects
        if self.out_dir is not None:
            return os.path.join(self.out_dir, out_folder.REJECTS)  # noqa: PTH118  # as it was named
        return rejects_place.place_beside(self.out)

    @property
    def _outputs(self) -> list[str]:
        outs = [self.out] if self.out_dir is None else out_folder.places_in(self.out_dir, self.inputs)
        return [path for path in (*outs, self.rejects_kept, self.told, self.summary, self.report) if path]

    @property
    def limit(self) -> MaxRejects | None:
        return MaxRejects(0, is_share=False) if self.on_reject == rejects_place.FAIL else self.max_rejects

    @property
    def is_table(self) -> bool:
        return self.to == tables.PARQUET

    @property
    def written_for(self) -> str:
        """The vendor; a table holds canonical JSON."""
        return canonical.VENDOR.name if self.is_table else self.to

    @property
    def emitted(self) -> Emit | None:
        """A table has no place for what is around a body."""
        return "body" if self.is_table else self.emit

    @property
    def out_name(self) -> str:
        if self.out_dir is not None:
            return self.out_dir
        return "stdout" if self.out == STDOUT else self.out

    def refuse_misuse(self) -> None:
        """Look at everything before anything is opened.

        :raises click.ClickException: it cannot be done.
        """
        beside = {
            "--rejects": self.rejects,
            "--changes": self.told,
            "--summary-json": self.summary,
            "--report": self.report,
        }
        for name, path in beside.items():
            if path == STDOUT:
                raise click.UsageError(f"{name} needs a file: stdout is for the records")
        rejects_place.refuse_misuse(
            self.on_reject,
            is_named=self.rejects is not None,
            is_limited=self.max_rejects is not None,
            has_place=self.rejects_kept is not None,
        )
        if self.hide_names and self.report is None:
            raise click.UsageError("--hide-names is for what --report writes")
        if self.no_look and (self.told or self.strict or self.verify):
            raise click.UsageError("--changes, --strict and --verify need the look that --no-look leaves out")
        if self.verify and self.replay:
            raise click.UsageError("--verify is for records, and --replay writes streams")
        self._refuse_table()
        self._refuse_emit()
        self._refuse_resume()
        self._refuse_out_dir()
        if self.to == SOURCE and self.form:
            raise click.UsageError("--to source writes the form that the record came in")
        options.refuse_form(self.written_for, self.form)

    def _refuse_table(self) -> None:
        if not self.is_table:
            if self.rows is not None:
                raise click.UsageError("--rows is for --to parquet")
            return
        if self.out == STDOUT:
            raise click.UsageError("--to parquet needs -o FILE: a Parquet file is read from its end")
        if self.out.endswith((".gz", ".zst")):
            raise click.UsageError("a Parquet file is compressed inside: its name cannot end with .gz or .zst")
        if self.form or self.replay or self.unbuffered or self.emit == "envelope":
            raise click.UsageError("a table has no --form, --replay, --unbuffered or --emit envelope")
        tables.need_arrow()

    def _refuse_emit(self) -> None:
        if self.emit is not None and self.wrapper is None:
            raise click.UsageError("--emit is for lines that hold a body at --at or in an --envelope")
        envelopes.refuse_chunks(self.wrapper, chunks=self.chunks)
        if self.replay and self.wrapper is not None and self.emit != "body":
            raise click.UsageError("--replay writes streams, which have no place in an envelope: --emit body")

    def _refuse_out_dir(self) -> None:
        if self.out_dir is None:
            return
        if self.out != STDOUT or self.resume:
            raise click.UsageError("--out-dir goes with neither --out, --to parquet nor --resume")
        if STDIN in self.inputs:
            raise click.UsageError("--out-dir needs inputs that have a name, and stdin has none")

    def _refuse_resume(self) -> None:
        if not self.resume:
            return
        if any(rejects_place.place_beside(path) is None for path in self._outputs):
            raise click.UsageError("--resume needs files to write to: what went to stdout or a device is gone")
        if self.chunks:
            raise click.UsageError("--resume cannot go on with --chunks: no record is written before the inputs end")
        if self.replay:
            raise click.UsageError("--resume cannot go on with --replay: a stream without an end waits for the next")
        if self.is_table:
            raise click.UsageError("--resume cannot go on with --to parquet: only its end says what a file holds")
        if self.report is not None:
            raise click.UsageError("--resume cannot go on with --report: make it afterwards, with normalizer report")

    def refuse_overwriting(self, *, is_published: Callable[[str], bool]) -> None:
        """Look at the files.

        :param is_published: whether a file is there because an earlier part of this run wrote it.
        :raises Refusal: an output may not be written.
        """
        refuse_overwriting([path for path in self._outputs if not is_published(path)], self.inputs, force=self.force)
