"""Of `cli/`."""

from __future__ import annotations

from typing import Final

from . import reasons

NAMED: Final = "only the same version reads it, and compares it whole"

EQUIVALENT: Final[dict[str, str]] = {
    "cli/guessing.py known: look=False -> nothing": reasons.QUICK,
    "cli/conversion_run.py Run._outputs: self.summary -> nothing": "nothing is written to the summary before the end",
    "cli/conversion_run.py begun: checkpoint is not None and not checkpoint.is_begun -> checkpoint is not None": "the file then says again what it says",
    "cli/checkpoint.py left: 0 -> 1": "only a run that keeps places asks for the number",
    "cli/checkpoint.py _changed: strict=True -> nothing": "their names are the same, so there are as many",
    "cli/checkpoint.py _changed: True -> False": "their names are the same, so there are as many",
    "cli/checkpoint.py _told_of: \"size\" -> 'another text'": NAMED,
    "cli/checkpoint.py _told_of: \"mtime\" -> 'another text'": NAMED,
    "cli/checkpoint.py _told_of: \"sha256\" -> 'another text'": NAMED,
    "cli/publish.py Output.publish: self._partial is None or self._target is None -> self._partial is None": "where there is a temporary file, there is what it becomes",
    "cli/publish.py opened: 4 -> 5": "how many letters make a name that nobody has",
    "cli/publish.py opened: 4 -> nothing": "how many letters make a name that nobody has",
    'cli/publish.py written: "rb" -> nothing': "nothing is read from it",
    "cli/tables.py _Sink.__init__: super().__init__() -> nothing": "a stream without a buffer has nothing to begin with",
    "cli/progress.py progress: \"\" -> 'another text'": "no column shows it",
    "cli/out_folder.py Folder.turn: strict=True -> nothing": reasons.LONG,
    "cli/out_folder.py Folder.turn: True -> False": reasons.LONG,
    "cli/check_command.py _problems: \"not-checked\" -> 'another text'": "of a code that has no hint, only the message is told",
    "cli/guessing.py known: \"body\" -> 'another text'": "only whether it converts is asked",
    "cli/guessing.py known: False -> True": reasons.QUICK,
    "cli/portrait.py changes_for: if not changes: return Group(*title) -> nothing": "a table without rows takes no room",
    "cli/replay_command.py replay: 1 -> 2": "no line is that long",
    "cli/tables.py _Sink.write: return len(piece) -> return None": "pyarrow does not ask how much was written",
    "cli/checkpoint.py on import: False -> True #3": reasons.GIVEN,
    "cli/checkpoint.py on import: init=False -> nothing": reasons.GIVEN,
    "cli/conversion_run.py on import: False -> True": reasons.GIVEN,
    "cli/conversion_run.py on import: init=False -> nothing": reasons.GIVEN,
    "cli/convert_command.py convert: look=request.look -> nothing": "what is found is then told nowhere",
    "cli/convert_request.py Request.emitted: \"body\" -> 'another text'": "a table takes no text, so nobody asks for it",
    "cli/convert_request.py on import: False -> True": reasons.GIVEN,
    "cli/convert_request.py on import: True -> False": reasons.GIVEN,
    "cli/convert_request.py on import: init=False -> nothing": reasons.GIVEN,
    "cli/convert_request.py on import: kw_only=True -> nothing": reasons.GIVEN,
    "cli/options.py on import: bound=Callable[..., Any] -> nothing": reasons.TYPES,
    "cli/out_folder.py on import: False -> True": reasons.GIVEN,
    "cli/out_folder.py on import: False -> True #2": reasons.GIVEN,
    "cli/out_folder.py on import: init=False -> nothing": reasons.GIVEN,
    "cli/out_folder.py on import: init=False -> nothing #2": reasons.GIVEN,
    "cli/report_command.py Wish.outcomes: look=self.to is not None -> nothing": "canonical JSON loses nothing, so nothing is found",
    "cli/report_command.py Wish.outcomes: self.to or canonical.VENDOR.name -> self.to": "the records are then written as they were, and nobody asks for what is written",
    "cli/report_command.py on import: True -> False": reasons.GIVEN,
    "cli/report_command.py on import: kw_only=True -> nothing": reasons.GIVEN,
    "cli/tables.py Table.leave: self._rows.close() -> nothing": "what is written when nobody holds it any more goes nowhere, too",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {
    "cli/publish.py opened_to_stay: stream.close() -> nothing": "the file is closed a moment later, when nobody holds it any more",
    "cli/publish.py Output.__exit__: self._archive -> nothing": "how an archive ends that is not published, or on a device after a failure",
    "cli/checkpoint.py _told_of: _HASHED -> nothing": "it looks at the whole input, which takes longer and finds more",
    "cli/checkpoint.py on import: 2 -> 3 #2": "how much of an input is looked at beside its size and its time",
    "cli/checkpoint.py on import: 20 -> 21 #2": "how much of an input is looked at beside its size and its time",
}  # fmt: skip
