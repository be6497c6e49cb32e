"""Opper chat completions: what they look like (``shape``), what they mean and how to say a Completion as one (``meaning``).

``chunk_shape`` and ``chunk_meaning`` are the same for the chunks of its streams.
"""

from .chunk_shape import ChatCompletionChunk, ChoiceDelta, ChoiceDeltaToolCall, ChunkChoice
from .meaning import VENDOR
from .shape import (
    Annotation,
    AnnotationURLCitation,
    ChatCompletion,
    ChatCompletionAudio,
    ChatCompletionMessage,
    ChatCompletionMessageCustomToolCall,
    ChatCompletionMessageFunctionToolCall,
    ChatCompletionTokenLogprob,
    Choice,
    ChoiceLogprobs,
    CompletionTokensDetails,
    CompletionUsage,
    CustomOutput,
    FunctionCallOutput,
    FunctionOutput,
    PromptTokensDetails,
    TopLogprob,
)
from .spelling import FINISH_REASONS

__all__ = [
    "FINISH_REASONS",
    "VENDOR",
    "Annotation",
    "AnnotationURLCitation",
    "ChatCompletion",
    "ChatCompletionAudio",
    "ChatCompletionChunk",
    "ChatCompletionMessage",
    "ChatCompletionMessageCustomToolCall",
    "ChatCompletionMessageFunctionToolCall",
    "ChatCompletionTokenLogprob",
    "Choice",
    "ChoiceDelta",
    "ChoiceDeltaToolCall",
    "ChoiceLogprobs",
    "ChunkChoice",
    "CompletionTokensDetails",
    "CompletionUsage",
    "CustomOutput",
    "FunctionCallOutput",
    "FunctionOutput",
    "PromptTokensDetails",
    "TopLogprob",
]
