"""Token classification: the named entities of a text, as spans of its characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from devbench.errors import UsageError
from devbench.results.schema import Judged
from devbench.tasks import data, entities, entity_data, label_schemes, logits, scores, settings
from devbench.tasks.base import Answer, EncodedExample, EncodedWindow, Example
from devbench.tasks.entities import Entity
from devbench.tasks.entity_data import Sentence
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    from devbench.tasks.base import Outputs


class TokenClassification:
    name = "token-classification"
    metrics = ("f1", "precision", "recall")
    output_roles = ("logits",)

    def __init__(self, task: settings.TokenClassificationSettings) -> None:
        """The harness is given canonical labels, whatever scheme the model's are of."""
        try:
            labels = label_schemes.canonical(task.labels)
        except label_schemes.UnclearLabelError as error:
            raise UsageError(
                f"The model's labels cannot be used: {error}.",
                "Name them in the order of the logits, for example O, B-PER, I-PER: id2label of the checkpoint's "
                "config.json before the export, or labels of the task in the model's card.",
            ) from error
        self.settings = msgspec.structs.replace(task, labels=labels)
        self._types = {label[2:] for label in labels if label != label_schemes.OUTSIDE}

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, length, len(self.settings.labels)]

    def read(self, path: Path) -> list[Example]:
        """``gold`` is a list of `Entity`, or None where the data does not say what is right."""
        return data.require_examples(path, [self._example(path, sentence) for sentence in entity_data.read(path)])

    def _example(self, path: Path, sentence: Sentence) -> Example:
        for entity in sentence.entities or ():
            if entity.type not in self._types:
                known = ", ".join(sorted(self._types))
                raise data.wrong(path, sentence.line, f"the model has no type {entity.type!r}, only {known}")
        id_ = sentence.id or str(sentence.line)
        return Example(id=id_, device={"id": id_, "text": sentence.text}, gold=sentence.entities)

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        encoding = tokenizer.encode(example["text"])
        kept = encoding.ids[: max(length - 2, 0)]
        window = EncodedWindow(
            token_ids=[tokenizer.cls_id, *kept, tokenizer.sep_id],
            type_ids=[0] * (len(kept) + 2),
            first=1,
            offsets=encoding.offsets[: len(kept)],
            words=[word for word in tokenizer.word_starts(encoding) if word < len(kept)],
        )
        return EncodedExample(windows=[window], truncated=len(kept) < len(encoding.ids))

    def decode(self, example: Mapping[str, Any], encoded: EncodedExample, outputs: Sequence[Outputs]) -> Answer:
        """``outputs`` hold ``logits`` of shape [1, L, C]."""
        window = encoded.windows[0]
        first_tokens = [window.first + word for word in window.words]
        labels = [self.settings.labels[label] for label in logits.best(outputs[0]["logits"][0, first_tokens])]
        next_words = [*window.words[1:], len(window.offsets)]
        found = []
        for type_, first, last in entities.spans(labels):
            start, end = window.offsets[window.words[first]][0], window.offsets[next_words[last] - 1][1]
            found.append({"type": type_, "start": start, "end": end, "text": example["text"][start:end]})
        return {"entities": found}

    def answers_equal(self, device: Answer, host: Answer) -> bool:
        return bool(device["entities"] == host["entities"])

    def points(self, example: Example, answer: Answer) -> tuple[float, float] | None:
        """Of F1: twice the entities that were found, of those that were found and those that are right together."""
        if example.gold is None:
            return None
        found = _entities(answer)
        return 2.0 * len(set(found) & set(example.gold)), float(len(found) + len(example.gold))

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        """Micro-averaged over entities; one counts as found where type, start and end are exact."""
        pairs = _judgeable(examples, answers)
        return scores.exact_sets((_entities(answer), gold) for gold, answer in pairs) if pairs else {}

    def show(self, answer: Answer) -> str:
        return ", ".join(f"{entity['text']} ({entity['type']})" for entity in answer["entities"]) or "(no entities)"

    def expected(self, example: Example) -> str | None:
        if example.gold is None:
            return None
        text = example.device["text"]
        found = [f"{text[entity.start : entity.end]} ({entity.type})" for entity in example.gold]
        return ", ".join(found) or "(no entities)"

    def is_right(self, example: Example, answer: Answer) -> bool:
        return example.gold is None or set(_entities(answer)) == set(example.gold)

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> Judged | None:
        """Of the right entities, those that were found: no guess meets type, start and end."""
        pairs = _judgeable(examples, answers)
        hits = sum(len(set(_entities(answer)) & set(gold)) for gold, answer in pairs)
        total = sum(len(gold) for gold, _ in pairs)
        return Judged(metric="recall", hits=hits, total=total, chance=0.0) if total else None


def _judgeable(examples: Sequence[Example], answers: Sequence[Answer]) -> list[tuple[list[Entity], Answer]]:
    """The answers for which the data has right entities, with these."""
    pairs = zip(examples, answers, strict=True)
    return [(example.gold, answer) for example, answer in pairs if example.gold is not None]


def _entities(answer: Answer) -> list[Entity]:
    return [Entity(found["type"], found["start"], found["end"]) for found in answer["entities"]]
