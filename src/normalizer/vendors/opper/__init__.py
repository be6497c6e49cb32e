"""Opper chat completions: what they look like (``shape``), what they mean and how to say a Completion as one (``meaning``)."""

from .meaning import FINISH_REASONS, VENDOR
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

__all__ = [
    "FINISH_REASONS",
    "VENDOR",
    "Annotation",
    "AnnotationURLCitation",
    "ChatCompletion",
    "ChatCompletionAudio",
    "ChatCompletionMessage",
    "ChatCompletionMessageCustomToolCall",
    "ChatCompletionMessageFunctionToolCall",
    "ChatCompletionTokenLogprob",
    "Choice",
    "ChoiceLogprobs",
    "CompletionTokensDetails",
    "CompletionUsage",
    "CustomOutput",
    "FunctionCallOutput",
    "FunctionOutput",
    "PromptTokensDetails",
    "TopLogprob",
]
