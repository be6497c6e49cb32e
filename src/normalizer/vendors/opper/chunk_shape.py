"""What a chunk of an Opper stream looks like: OpenAI's ``chat.completion.chunk``.

That is inferred, not published. Neither Opper SDK (opperai 1.7.2 and @opperai/sdk 3.4.1 looked at) has a type for it or
asks for a stream, though both can send ``stream: true`` (``ChatCompletionStreaming``); Opper calls the endpoint compatible
with OpenAI's, and a client of OpenAI's that is pointed at it reads these. So keys and types are those of
``openai.types.chat.ChatCompletionChunk`` in openai 2.54.0; ``annotations``, ``audio`` and ``custom`` are not in that type,
but in what OpenAI's endpoint sends. Objects that are the same in the whole answer are the classes of ``shape``.
"""

from __future__ import annotations

from attrs import frozen

from ...shapes import extra_keys, key
from ...values import JsonObject, Maybe, Number
from . import shape as whole


@frozen
class ChoiceDeltaToolCall:
    """What a delta adds to a tool call; only the first of a call says its id, type and name."""

    index: Maybe[Number | None] = key(required=True, integer=True)
    """int: the place of the call among the message's."""

    id: Maybe[str | None] = key()
    """Optional[str]."""

    function: Maybe[whole.FunctionOutput | None] = key()
    """Optional; both its keys are, too."""

    custom: Maybe[whole.CustomOutput | None] = key()
    """A custom tool's name and the next piece of its input."""

    type: Maybe[str | None] = key(words=("function", "custom"))
    """Optional[Literal["function"]]; ``custom`` where ``custom`` is there."""

    extra: JsonObject = extra_keys()


@frozen
class ChoiceDelta:
    """What a chunk adds to a message."""

    content: Maybe[str | None] = key(nullable=True)
    """Optional[str]."""

    refusal: Maybe[str | None] = key(nullable=True)
    """Optional[str]."""

    role: Maybe[str | None] = key()
    """Optional[Literal["developer", "system", "user", "assistant", "tool"]]; in the first delta of a choice."""

    annotations: Maybe[tuple[whole.Annotation, ...] | None] = key(nullable=True)
    audio: Maybe[whole.ChatCompletionAudio | None] = key(nullable=True)
    """Its id first, then pieces of ``data`` or ``transcript``, and ``expires_at`` last."""

    function_call: Maybe[whole.FunctionCallOutput | None] = key(nullable=True)
    """Optional, deprecated; both its keys are optional, too."""

    tool_calls: Maybe[tuple[ChoiceDeltaToolCall, ...] | None] = key(nullable=True)
    """Optional[List]."""

    extra: JsonObject = extra_keys()


@frozen
class ChunkChoice:
    """What a chunk adds to an answer; ``Choice`` in ``chat_completion_chunk``."""

    delta: Maybe[ChoiceDelta | None] = key(required=True, default=ChoiceDelta())
    """Azure's backends leave it out of chunks that only have filter results or a finish reason."""

    finish_reason: Maybe[str | None] = key(
        nullable=True,
        words=("stop", "length", "tool_calls", "content_filter", "function_call"),
    )
    """Optional[Literal]; null until the last delta of the choice."""

    index: Maybe[Number | None] = key(required=True, integer=True)
    """int."""

    logprobs: Maybe[whole.ChoiceLogprobs | None] = key(nullable=True)
    """Optional; of the tokens in this delta."""

    extra: JsonObject = extra_keys()


@frozen
class ChatCompletionChunk:
    """A chunk."""

    choices: tuple[ChunkChoice, ...] = key(required=True, default=())
    """List; empty in the last chunk, where it has the usage, and in the first ones of some backends."""

    id: Maybe[str | None] = key(required=True)
    """str, the same in all chunks."""

    created: Maybe[Number | str | None] = key(required=True, integer=True)
    """int, seconds since 1970, the same in all chunks."""

    model: Maybe[str | None] = key(required=True)
    """str."""

    object: Maybe[str | None] = key(required=True, words=("chat.completion.chunk",))
    """Literal["chat.completion.chunk"]."""

    service_tier: Maybe[str | None] = key(nullable=True, words=("auto", "default", "flex", "scale", "priority"))
    """Optional[Literal]."""

    system_fingerprint: Maybe[str | None] = key(nullable=True)
    """Optional[str]."""

    usage: Maybe[whole.CompletionUsage | None] = key(nullable=True)
    """Optional; of the whole answer, in the last chunk where the request asked for it; null in all others then."""

    extra: JsonObject = extra_keys()
