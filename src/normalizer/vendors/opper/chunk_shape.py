"""What a chunk of an Opper stream looks like: OpenAI's ``chat.completion.chunk``.

That is inferred, not published. Neither Opper SDK (opperai 1.7.2 on PyPI and 3.4.1 on npm looked at) has a type for it or
asks for a stream, though both can send ``stream: true`` (``ChatCompletionStreaming``); Opper calls the endpoint compatible
with OpenAI's, and a client of OpenAI's that is pointed at it reads these. So keys and types are those of
``openai.types.chat.ChatCompletionChunk`` in openai 2.54.0; ``annotations``, ``audio`` and ``custom`` are not in that type,
but in what OpenAI's endpoint sends. Objects that are the same in the whole answer are the classes of ``shape``.

So nothing is demanded here, and :func:`normalizer.check` reads whole answers alone; the docstrings say what OpenAI's type
says. Integers are declared, for crossing spells them.
"""

from __future__ import annotations

from attrs import frozen

from ...shapes import extra_keys, key
from ...values import JsonObject, Maybe, Number
from . import shape as whole


@frozen
class ChoiceDeltaToolCall:
    """What a delta adds to a tool call; only the first of a call says its id, type and name."""

    index: Maybe[Number | None] = key(integer=True)
    """int: the place of the call among the message's."""

    id: Maybe[str | None] = key()
    """Optional[str]."""

    function: Maybe[whole.FunctionOutput | None] = key()
    """Optional; both its keys are, too."""

    custom: Maybe[whole.CustomOutput | None] = key()
    """A custom tool's name and the next piece of its input."""

    type: Maybe[str | None] = key()
    """Optional[Literal["function"]]; ``custom`` where ``custom`` is there."""

    extra: JsonObject = extra_keys()


@frozen
class ChoiceDelta:
    """What a chunk adds to a message."""

    content: Maybe[str | None] = key()
    """Optional[str]."""

    refusal: Maybe[str | None] = key()
    """Optional[str]."""

    role: Maybe[str | None] = key()
    """Optional[Literal["developer", "system", "user", "assistant", "tool"]]; in the first delta of a choice."""

    annotations: Maybe[tuple[whole.Annotation, ...] | None] = key()
    audio: Maybe[whole.ChatCompletionAudio | None] = key()
    """Its id first, then pieces of ``data`` or ``transcript``, and ``expires_at`` last."""

    function_call: Maybe[whole.FunctionCallOutput | None] = key()
    """Optional, deprecated; both its keys are optional, too."""

    tool_calls: Maybe[tuple[ChoiceDeltaToolCall, ...] | None] = key()
    """Optional[List]."""

    extra: JsonObject = extra_keys()


@frozen
class ChunkChoice:
    """What a chunk adds to an answer; ``Choice`` in ``chat_completion_chunk``."""

    delta: Maybe[ChoiceDelta | None] = key()
    """Azure's backends leave it out of chunks that only have filter results or a finish reason."""

    finish_reason: Maybe[str | None] = key()
    """Optional[Literal["stop", "length", "tool_calls", "content_filter", "function_call"]]; null until the last delta of the choice."""

    index: Maybe[Number | None] = key(integer=True)
    """int."""

    logprobs: Maybe[whole.ChoiceLogprobs | None] = key()
    """Optional; of the tokens in this delta."""

    extra: JsonObject = extra_keys()


@frozen
class ChatCompletionChunk:
    """A chunk."""

    choices: tuple[ChunkChoice, ...] = key(default=())
    """List; empty in the last chunk, where it has the usage, and in the first ones of some backends."""

    id: Maybe[str | None] = key()
    """str, the same in all chunks."""

    created: Maybe[Number | str | None] = key(integer=True)
    """int, seconds since 1970, the same in all chunks."""

    model: Maybe[str | None] = key()
    """str."""

    object: Maybe[str | None] = key()
    """Literal["chat.completion.chunk"]."""

    service_tier: Maybe[str | None] = key()
    """Optional[Literal["auto", "default", "flex", "scale", "priority"]]."""

    system_fingerprint: Maybe[str | None] = key()
    """Optional[str]."""

    usage: Maybe[whole.CompletionUsage | None] = key()
    """Optional; of the whole answer, in the last chunk where the request asked for it; null in all others then."""

    extra: JsonObject = extra_keys()
