"""The peers, and where each one is."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from tests.oracles.environments import ENVIRONMENTS, PYDANTIC, Environment

from .corpus import ROOT

HOME = ROOT / ".scoreboard"


@frozen
class Peer:
    """A library, and how it is used here."""

    name: str
    module: str
    """Its file in ``scoreboard/workers``."""

    environment: Environment | None
    """Where it is installed; this library is here."""

    way: str
    """How it is used, as its documentation has it."""

    note: str = ""
    """What a reader should know before comparing."""

    package: str = ""
    """How its pin begins, where it shares the environment."""

    @property
    def version(self) -> str:
        """Its pin, as its registry spells it."""
        if self.environment is None:
            return "this repository"
        return next(pin for pin in self.environment.pins if pin.startswith(self.package))


def _environment(name: str, *pins: str) -> Environment:
    return Environment(name, "python", pins, HOME)


CONVERTERS = _environment(
    "converters", "llm-rosetta==0.13.0", "llm-babel==0.3.0", "divyam-llm-interop==0.3.4", "lm15==1.5.0"
)
PEERS: Final = (
    Peer("normalizer", "ours", None, "`normalize`, `denormalize`, `convert`, `restore`, `read_stream`, `join`"),
    Peer(
        "orq-ai-sdk",
        "orq_python",
        ENVIRONMENTS["orq-python-4"],
        "the response class's `model_validate`, `model_dump_json(by_alias=True)`",
        "The vendor's own client for Python.",
    ),
    Peer(
        "@orq-ai/node",
        "orq_node",
        ENVIRONMENTS["orq-node-4"],
        "`createCompletionResponseBodyFromJSON`, `JSON.stringify` with its spelling taken back",
        "The vendor's own client for TypeScript.",
    ),
    Peer(
        "opperai (Python)",
        "opper_python",
        ENVIRONMENTS["opper-python"],
        "`ChatCompletion.model_validate`, `model_dump_json(by_alias=True)`",
        "The vendor's own client for Python, with a pydantic that prints the most of its objects. The objects hold what the "
        "print has lost.",
    ),
    Peer(
        "opperai (Node)",
        "opper_node",
        ENVIRONMENTS["opper-node"],
        "`chatCompletionFromJSON`, `chatCompletionToJSON`",
        "The vendor's own client for TypeScript.",
    ),
    Peer(
        "openai",
        "openai_classes",
        ENVIRONMENTS["openai-python-2"],
        "`OpenAI(base_url=...)`, `to_dict()`, `chat.completions.stream()`",
        "A client with lenient classes, no converter.",
    ),
    Peer(
        "LiteLLM",
        "litellm_proxy",
        _environment("litellm", "litellm==1.106.2"),
        "`litellm.completion`, `text_completion` and `anthropic.messages` with `api_base`, `to_dict()`, `stream_chunk_builder`",
        "It also reads either shape as the other. Its look-ups in the network, for prices and tokenizers, are switched off, and it "
        "is asked for the model that the answer names, because it puts that one into some answers.",
    ),
    Peer(
        "llm-rosetta",
        "llm_rosetta_converter",
        CONVERTERS,
        "`OpenAIChatConverter` and `AnthropicConverter`: `response_from_provider`, `response_to_provider`",
        "Written for live gateways.",
        "llm-rosetta",
    ),
    Peer(
        "llm-babel",
        "llm_babel",
        CONVERTERS,
        "`decode_response`, `encode_response`, `translate_response`",
        "Written for live gateways. It reads error bodies with a function of their own, `decode_error`, where the caller knows "
        "that it has one.",
        "llm-babel",
    ),
    Peer(
        "divyam-llm-interop",
        "divyam_interop",
        CONVERTERS,
        "`ChatTranslator.translate_response`",
        "From one API to the same, it passes the body on without reading it, so there is no object to edit.",
        "divyam",
    ),
    Peer(
        "lm15",
        "lm15_client",
        CONVERTERS,
        "`OpenAIChatLM(base_url=...)`, `complete`, `materialize_response`",
        "It reads responses and writes none; the whole body stays with the object, as `provider_data`.",
        "lm15",
    ),
    Peer(
        "any-llm",
        "any_llm_sdk",
        _environment("any-llm", "any-llm-sdk==1.40.2", "anthropic==0.125.0", "openai==3.54.0", PYDANTIC),
        "`any_llm.completion` and `messages` with `api_base`, `to_dict()`, `accumulate_chunks`",
    ),
    Peer(
        "pydantic-ai",
        "pydantic_ai_model",
        _environment("pydantic-ai", "pydantic-ai-slim==2.31.1", "openai==3.54.0", PYDANTIC),
        "`OpenAIChatModel` with `OpenAIProvider(base_url=...)`, `request`, `request_stream`",
        "It reads responses, the first choice of each, and writes none.",
    ),
    Peer(
        "langchain-openai",
        "langchain_model",
        _environment("langchain", "langchain-openai==1.7.3", "langchain-core==1.7.2", "openai==3.54.0", PYDANTIC),
        "`ChatOpenAI(base_url=...)` and `OpenAI(base_url=...)`: `generate`, `stream` and `+`",
        "It reads responses and writes none.",
    ),
)
