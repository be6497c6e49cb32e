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
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {
    "cli/publish.py opened_to_stay: stream.close() -> nothing": "the file is closed a moment later, when nobody holds it any more",
    "cli/publish.py Output.__exit__: self._archive -> nothing": "how an archive ends that is not published, or on a device after a failure",
    "cli/checkpoint.py _told_of: _HASHED -> nothing": "it looks at the whole input, which takes longer and finds more",
}  # fmt: skip
