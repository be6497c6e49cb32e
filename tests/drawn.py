"""The laws over values that are drawn from a seed: one number says which law, which spelling and which value.

Strategy: seeds count up, and take the spellings and the laws in turn, so that any stretch of them covers all of both,
can be dealt out to processes, and can be run again from its number alone.
"""

from __future__ import annotations

from random import Random

from attrs import frozen

from normalizer.completion import FormName
<<<<<<< HEAD
from normalizer.testing import LAWS, laws_of, spellings

SPELLINGS = spellings()
TURNS = [(law, vendor, form) for vendor, form in SPELLINGS for law in laws_of(vendor)]
=======
from normalizer.express import exact_only
from normalizer.vendors import canonical, known_vendors

from . import generators, laws, stream_laws

SPELLINGS: list[tuple[str, FormName]] = [
    (vendor.name, form)  # type: ignore[misc]  # the keys of forms are form names
    for vendor in known_vendors().values()
    for form in vendor.forms
]


def wire(vendor: str, form: FormName, random: Random) -> None:
    known = known_vendors()[vendor]

    assert laws.wire_is_exact_or_refuses(generators.payload(random, known, known.form(form)), vendor, form)
    laws.wire_is_exact_or_refuses(generators.spoilt(random, known, known.form(form)), vendor, form)
    laws.wire_is_exact_or_refuses(generators.json_value(random), vendor, form)


def there_and_back(vendor: str, form: FormName, random: Random) -> None:
    payload = drawn_payload(vendor, form, random)

    laws.there_and_back(payload, vendor, form)
    comes_back_on_a_second_look(payload, vendor, form)
    with contextlib.suppress(NormalizerError):  # a vendor that is not certain is refused
        laws.there_and_back(payload, None, None)


def whole_or_reported(vendor: str, form: FormName, random: Random) -> None:
    laws.whole_or_reported(generators.completion(random), vendor, form)


def whole_or_reported_of_a_payload(vendor: str, form: FormName, random: Random) -> None:
    target, target_form = random.choice(SPELLINGS)
    completion = attrs.evolve(laws.read(drawn_payload(vendor, form, random), vendor, form))
    laws.whole_or_reported(completion, target, target_form)


def complement(vendor: str, form: FormName, random: Random) -> None:
    payload = drawn_payload(vendor, form, random)
    target, target_form = random.choice(SPELLINGS)
    try:
        laws.read(payload, vendor)
    except PayloadError:
        return  # unknown keys made it look like another form, in which it could not be read
    laws.report_is_the_complement(payload, vendor, target, target_form)


def edit(vendor: str, form: FormName, random: Random) -> None:
    completion = laws.read(drawn_payload(vendor, form, random), vendor, form)
    edited, pointer = random.choice(list(laws.edits_of(completion, generators.completion(random))))
    laws.an_edit_shows(completion, edited, pointer, source_of(completion, vendor))


def chunk_there_and_back(vendor: str, form: FormName, random: Random) -> None:
    stream_laws.a_chunk_comes_back(drawn_chunk(vendor, form, random), vendor, form)


def split_and_joined(vendor: str, form: FormName, random: Random) -> None:
    """Of any Completion, and of one that a payload of the vendor means."""
    size = random.choice([None, 1, 3])

    stream_laws.split_is_joined(generators.completion(random), size)
    stream_laws.split_is_joined(laws.read(drawn_payload(vendor, form, random), vendor, form), size)
    stream_laws.choices_never_mix(generators.completion(random), random.choice([1, 2, 5]), random)


def stream_whole_or_reported(vendor: str, form: FormName, random: Random) -> None:
    """Of chunks of any Completion, and of a stream of one chunk as another vendor sends it."""
    source, source_form = random.choice(SPELLINGS)
    stream_laws.a_stream_is_whole_or_reported(normalizer.split(generators.completion(random)), vendor, form)
    with contextlib.suppress(PayloadError):  # canonical chunks of which the positions are too many or too few
        chunks = stream_laws.read([drawn_chunk(source, source_form, random)], source, source_form)
        stream_laws.a_stream_is_whole_or_reported(chunks, vendor, form)


Law = Callable[[str, FormName, Random], None]
LAWS: dict[str, Law] = {
    "law 1, wire": wire,
    "law 2, there and back": there_and_back,
    "law 3, whole or reported": whole_or_reported,
    "law 3, whole or reported, of a payload": whole_or_reported_of_a_payload,
    "law 5, the report is the complement": complement,
    "law 6, an edit shows": edit,
    "law 8, a chunk there and back": chunk_there_and_back,
    "law 8, split and joined": split_and_joined,
    "law 8, a stream whole or reported": stream_whole_or_reported,
}
>>>>>>> 1812334 (Read, map and write JSON text without Python objects, where that says the same)


def hold(law: str, vendor: str, form: FormName, random: Random) -> None:
    """Hold a law against a random value, on the exact path or on the fast one."""
    with exact_only() if random.random() < 0.5 else contextlib.nullcontext():  # half of the time
        LAWS[law](vendor, form, random)


@frozen
class Draw:
    """What a seed stands for."""

    seed: int
    law: str
    vendor: str
    form: FormName

    def run(self) -> None:
        """Fails, by any exception, where the law is broken."""
<<<<<<< HEAD
        law = LAWS[self.law]
        law.hold(self.vendor, self.form, *law.draw(self.vendor, self.form, Random(self.seed)))


def draw(seed: int) -> Draw:
    return Draw(seed, *TURNS[seed % len(TURNS)])
=======
        hold(self.law, self.vendor, self.form, Random(self.seed))


def draw(seed: int) -> Draw:
    turn, spelling = divmod(seed, len(SPELLINGS))
    return Draw(seed, list(LAWS)[turn % len(LAWS)], *SPELLINGS[spelling])


def drawn_payload(vendor: str, form: FormName, random: Random) -> dict[str, Any]:
    return generators.payload(random, known_vendors()[vendor], known_vendors()[vendor].form(form))


def drawn_chunk(vendor: str, form: FormName, random: Random) -> dict[str, Any]:
    return generators.chunk_payload(random, known_vendors()[vendor], known_vendors()[vendor].form(form))


def comes_back_on_a_second_look(payload: Any, vendor: str | None, form: FormName | None) -> None:
    """Law 2 for a Completion that is looked at again when it is written, as one that was edited is."""
    completion = attrs.evolve(laws.read(payload, vendor, form))
    is_canonical = payload.get("object") == canonical.OBJECT and vendor in (None, canonical.VENDOR.name)
    to = canonical.VENDOR.name if is_canonical else None
    laws.assert_same(payload, normalizer.denormalize(completion, to))
    laws.assert_same(payload, json.loads(normalizer.dumps(completion, to)))


def source_of(completion: Completion, vendor: str) -> Source:
    """Canonical JSON may name any source; it itself came as canonical JSON."""
    return completion.source if completion.source and completion.source.vendor == vendor else Source(vendor)
>>>>>>> 1812334 (Read, map and write JSON text without Python objects, where that says the same)
