"""What an Opper completion says about tokens, probabilities and citations, in both directions."""

from __future__ import annotations

from ...annotations import Annotation, UrlCitation
from ...logprobs import Logprobs, TokenLogprob, TopLogprob
from ...mapping import each, mapped
from ...usage import InputDetails, OutputDetails, Usage
from . import shape as wire


def usage_to_canonical(shape: wire.CompletionUsage) -> Usage:
    prompt, completion = shape.prompt_tokens_details, shape.completion_tokens_details
    return Usage(
        input_tokens=shape.prompt_tokens,
        output_tokens=shape.completion_tokens,
        total_tokens=shape.total_tokens,
        input_details=mapped(prompt, input_details_to_canonical),
        output_details=mapped(completion, output_details_to_canonical),
        extra=shape.extra,
    )


def usage_from_canonical(usage: Usage) -> wire.CompletionUsage:
    inputs, outputs = usage.input_details, usage.output_details
    return wire.CompletionUsage(
        completion_tokens=usage.output_tokens,
        prompt_tokens=usage.input_tokens,
        total_tokens=usage.total_tokens,
        completion_tokens_details=mapped(outputs, output_details_from_canonical),
        prompt_tokens_details=mapped(inputs, input_details_from_canonical),
        extra=usage.extra,
    )


def input_details_to_canonical(shape: wire.PromptTokensDetails) -> InputDetails:
    return InputDetails(
        cached_tokens=shape.cached_tokens,
        audio_tokens=shape.audio_tokens,
        extra=shape.extra,
    )


def input_details_from_canonical(details: InputDetails) -> wire.PromptTokensDetails:
    return wire.PromptTokensDetails(
        audio_tokens=details.audio_tokens,
        cached_tokens=details.cached_tokens,
        extra=details.extra,
    )


def output_details_to_canonical(shape: wire.CompletionTokensDetails) -> OutputDetails:
    return OutputDetails(
        reasoning_tokens=shape.reasoning_tokens,
        audio_tokens=shape.audio_tokens,
        accepted_prediction_tokens=shape.accepted_prediction_tokens,
        rejected_prediction_tokens=shape.rejected_prediction_tokens,
        extra=shape.extra,
    )


def output_details_from_canonical(
    details: OutputDetails,
) -> wire.CompletionTokensDetails:
    return wire.CompletionTokensDetails(
        accepted_prediction_tokens=details.accepted_prediction_tokens,
        audio_tokens=details.audio_tokens,
        reasoning_tokens=details.reasoning_tokens,
        rejected_prediction_tokens=details.rejected_prediction_tokens,
        extra=details.extra,
    )


def logprobs_to_canonical(shape: wire.ChoiceLogprobs) -> Logprobs:
    return Logprobs(
        content=each(shape.content, token_to_canonical),
        refusal=each(shape.refusal, token_to_canonical),
        extra=shape.extra,
    )


def logprobs_from_canonical(logprobs: Logprobs) -> wire.ChoiceLogprobs:
    return wire.ChoiceLogprobs(
        content=each(logprobs.content, token_from_canonical),
        refusal=each(logprobs.refusal, token_from_canonical),
        extra=logprobs.extra,
    )


def token_to_canonical(shape: wire.ChatCompletionTokenLogprob) -> TokenLogprob:
    return TokenLogprob(
        token=shape.token,
        logprob=shape.logprob,
        bytes=shape.bytes,
        top_logprobs=each(shape.top_logprobs, top_to_canonical),
        extra=shape.extra,
    )


def token_from_canonical(token: TokenLogprob) -> wire.ChatCompletionTokenLogprob:
    return wire.ChatCompletionTokenLogprob(
        token=token.token,
        logprob=token.logprob,
        top_logprobs=each(token.top_logprobs, top_from_canonical),
        bytes=token.bytes,
        extra=token.extra,
    )


def top_to_canonical(shape: wire.TopLogprob) -> TopLogprob:
    return TopLogprob(token=shape.token, logprob=shape.logprob, bytes=shape.bytes, extra=shape.extra)


def top_from_canonical(top: TopLogprob) -> wire.TopLogprob:
    return wire.TopLogprob(token=top.token, logprob=top.logprob, bytes=top.bytes, extra=top.extra)


def annotation_to_canonical(shape: wire.Annotation) -> Annotation:
    return Annotation(
        type=shape.type,
        url_citation=mapped(shape.url_citation, citation_to_canonical),
        extra=shape.extra,
    )


def annotation_from_canonical(annotation: Annotation) -> wire.Annotation:
    return wire.Annotation(
        url_citation=mapped(annotation.url_citation, citation_from_canonical),
        type=annotation.type,
        extra=annotation.extra,
    )


def citation_to_canonical(shape: wire.AnnotationURLCitation) -> UrlCitation:
    return UrlCitation(
        start_index=shape.start_index,
        end_index=shape.end_index,
        title=shape.title,
        url=shape.url,
        extra=shape.extra,
    )


def citation_from_canonical(citation: UrlCitation) -> wire.AnnotationURLCitation:
    return wire.AnnotationURLCitation(
        end_index=citation.end_index,
        start_index=citation.start_index,
        title=citation.title,
        url=citation.url,
        extra=citation.extra,
    )
