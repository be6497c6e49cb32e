"""What an Opper message means: its keys as parts in a fixed order, and the parts as keys."""

from __future__ import annotations

from ...completion import Message
from ...left_over import left_over, present, with_left_over
from ...mapping import by_type, each, silent, with_silent
from ...parts import Audio, FunctionCall, Part, Refusal, Text, ToolCall
from ...texts import joined
from . import shape as wire
from .details import annotation_from_canonical, annotation_to_canonical


def message_to_canonical(shape: wire.ChatCompletionMessage) -> Message:
    return Message(
        role=shape.role,
        parts=tuple(parts_of(shape)),
        annotations=each(shape.annotations, annotation_to_canonical),
        extra=with_silent(
            shape.extra,
            content=shape.content,
            refusal=shape.refusal,
            tool_calls=shape.tool_calls,
            function_call=shape.function_call,
            audio=shape.audio,
        ),
    )


def parts_of(shape: wire.ChatCompletionMessage) -> list[Part]:
    parts: list[Part] = [Text(shape.content)] if isinstance(shape.content, str) else []
    if isinstance(shape.refusal, str):
        parts.append(Refusal(shape.refusal))
    if shape.tool_calls:
        parts += map(tool_call_to_canonical, shape.tool_calls)
    if shape.function_call:
        parts.append(function_call_to_canonical(shape.function_call))
    if shape.audio:
        parts.append(audio_to_canonical(shape.audio))
    return parts


def message_from_canonical(message: Message) -> wire.ChatCompletionMessage:
    """Several texts become one, and several refusals; of audios and function calls there can be one, the first."""
    parts, extra = by_type(message.parts), message.extra
    return wire.ChatCompletionMessage(
        content=joined([part.text for part in parts[Text]]) if Text in parts else silent(extra, "content", None),
        refusal=joined([part.refusal for part in parts[Refusal]])
        if Refusal in parts
        else silent(extra, "refusal", None),
        role=message.role,
        annotations=each(message.annotations, annotation_from_canonical),
        audio=audio_from_canonical(parts[Audio][0]) if Audio in parts else silent(extra, "audio", None),
        function_call=function_call_from_canonical(parts[FunctionCall][0])
        if FunctionCall in parts
        else silent(extra, "function_call", None),
        tool_calls=tuple(map(tool_call_from_canonical, parts[ToolCall]))
        if ToolCall in parts
        else silent(extra, "tool_calls", None, ()),
        extra=extra,
    )


def tool_call_to_canonical(shape: wire.ToolCall) -> ToolCall:
    if isinstance(shape, wire.ChatCompletionMessageCustomToolCall):
        custom = shape.custom or wire.CustomOutput()
        return ToolCall(
            kind=shape.type,
            id=shape.id,
            name=custom.name,
            arguments=custom.input,
            extra=with_left_over(shape.extra, "custom", shape.custom, custom.name, custom.input),
        )
    function = shape.function or wire.FunctionOutput()
    return ToolCall(
        kind=shape.type,
        id=shape.id,
        name=function.name,
        arguments=function.arguments,
        extra=with_left_over(shape.extra, "function", shape.function, function.name, function.arguments),
    )


def tool_call_from_canonical(call: ToolCall) -> wire.ToolCall:
    if call.kind == "custom":
        custom = wire.CustomOutput(input=call.arguments, name=call.name, extra=left_over(call.extra, "custom"))
        return wire.ChatCompletionMessageCustomToolCall(
            id=call.id,
            custom=present(custom, call.extra, "custom", call.name, call.arguments),
            type=call.kind,
            extra=call.extra,
        )
    function = wire.FunctionOutput(
        arguments=call.arguments,
        name=call.name,
        extra=left_over(call.extra, "function"),
    )
    return wire.ChatCompletionMessageFunctionToolCall(
        id=call.id,
        function=present(function, call.extra, "function", call.name, call.arguments),
        type=call.kind,
        extra=call.extra,
    )


def function_call_to_canonical(shape: wire.FunctionCallOutput) -> FunctionCall:
    return FunctionCall(name=shape.name, arguments=shape.arguments, extra=shape.extra)


def function_call_from_canonical(call: FunctionCall) -> wire.FunctionCallOutput:
    return wire.FunctionCallOutput(arguments=call.arguments, name=call.name, extra=call.extra)


def audio_to_canonical(shape: wire.ChatCompletionAudio) -> Audio:
    return Audio(
        id=shape.id,
        data=shape.data,
        expires_at=shape.expires_at,
        transcript=shape.transcript,
        extra=shape.extra,
    )


def audio_from_canonical(audio: Audio) -> wire.ChatCompletionAudio:
    return wire.ChatCompletionAudio(
        id=audio.id,
        data=audio.data,
        expires_at=audio.expires_at,
        transcript=audio.transcript,
        extra=audio.extra,
    )
