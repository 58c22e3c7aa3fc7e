"""Writes combinations with what transformers and torch make of them: ``python -m tests.fuzz.reference FOLDER`` reads a
combination a line. Runs in the environment that has torch, without devbench.

A folder a combination: ``checkpoint/``, ``data.jsonl``, ``combination.json`` and ``expected.json`` with the token ids,
outputs and answers of each example, or the ``error`` of the reference.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from pathlib import Path
from typing import Any

import torch
import transformers

from tests.fuzz import checkpoint_files
from tests.fuzz.combination import CHOICES, Combination

QUESTIONS = ["the fox?", "Where in the world", "hello"]
_NOT_GREEDY = {"num_beams": 1, "do_sample": False, "bad_words_ids": None}
Example = dict[str, Any]


def main() -> None:
    warnings.simplefilter("ignore")
    transformers.logging.set_verbosity(logging.CRITICAL)
    torch.set_num_threads(1)
    for line in sys.stdin:
        combination = Combination.of_json(line)
        make(combination, Path(sys.argv[1]) / combination.name)
        print(combination.name, flush=True)


def make(combination: Combination, folder: Path) -> None:
    model = checkpoint_files.write(combination, folder)
    (folder / "combination.json").write_text(combination.to_json())
    examples = rows(combination)
    try:
        with torch.no_grad():
            expected: dict[str, Any] = {"examples": _expected(combination, model, folder, examples)}
    except Exception as error:  # whatever the reference raises, it has no answer
        expected = {"error": f"{type(error).__name__}: {error}"[:300]}
    (folder / "expected.json").write_text(json.dumps(expected))
    (folder / "data.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in examples))


def rows(combination: Combination) -> list[Example]:
    """The data, with gold answers to be filled in where they matter."""
    texts = combination.texts
    match combination.task:
        case "question-answering":
            return [
                {
                    "id": f"{text} {number}",
                    "question": question,
                    "context": context,
                    "answers": {"text": [context[0]], "answer_start": [0]},
                }
                for number, question in enumerate(QUESTIONS)
                for text, context in enumerate(texts)
                if context and len(context) < 40
            ]
        case "multiple-choice":
            return [{"prompt": text, "choices": [texts[0], "fox", text], "label": 1} for text in texts]
        case "text-classification":
            return [
                {"text": text, **({"text_pair": texts[0]} if number % 3 == 2 else {})}
                for number, text in enumerate(texts)
            ]
        case "token-classification":
            return [{"text": text} for text in texts]
        case "fill-mask":
            return [{"text": f"[MASK] {text}"} for text in texts]
        case "generation":
            return [{"source": text, "target": "the"} for text in texts]
        case _:
            return [{"text": text} for text in texts]


def _expected(combination: Combination, model: Any, folder: Path, examples: list[Example]) -> list[Example]:
    tokenizer = _tokenizer(combination, folder)
    folder = folder / "checkpoint"
    if combination.task == "generation":
        model.generation_config = _generation_config(folder, combination.greedy)
        return [_generated(combination, model, tokenizer, row["source"]) for row in examples]
    if combination.labels:
        config = transformers.AutoConfig.from_pretrained(folder)
        if config.num_labels != combination.labels["count"]:
            raise ValueError(f"{config.num_labels} labels for {combination.labels['count']} logits")
    return [_example(combination, model, tokenizer, row) for row in examples]


def _tokenizer(combination: Combination, folder: Path) -> Any:
    elsewhere, cased = folder / checkpoint_files.TOKENIZER_FOLDER, combination.tokenizer.get("cased")
    asked = {} if cased is None else {"do_lower_case": not cased}
    return transformers.AutoTokenizer.from_pretrained(
        elsewhere if elsewhere.is_dir() else folder / "checkpoint", **asked
    )


def _generation_config(folder: Path, greedy: bool) -> Any:
    """As ``GenerationMixin.adjust_generation_fn`` loads it."""
    kind: Any = transformers.GenerationConfig
    try:
        config = kind.from_pretrained(folder)
    except OSError:
        config = kind.from_pretrained(folder, config_file_name="config.json", _from_model_config=True)
    if greedy:
        config.update(**_NOT_GREEDY)
    if config.num_beams not in (None, 1) or config.do_sample or config.bad_words_ids:
        raise ValueError("no greedy decoding")
    return config


def _generated(combination: Combination, model: Any, tokenizer: Any, text: str) -> Example:
    inputs = tokenizer(text, truncation=True, max_length=combination.length, return_tensors="pt")
    source = inputs["input_ids"]
    whole = model.generate(
        source, attention_mask=torch.ones_like(source), return_dict_in_generate=True, output_logits=True
    )
    decoded = whole.sequences[0, 1:].tolist()
    ends = model.generation_config.eos_token_id
    ends = [ends] if isinstance(ends, int) else ends or []
    return {
        "token_ids": [source[0].tolist()],
        "outputs": {"logits": _listed(torch.cat(whole.logits))},
        "answer": decoded[:-1] if decoded[-1] in ends else decoded,
    }


def _example(combination: Combination, model: Any, tokenizer: Any, row: Example) -> Example:
    match combination.task:
        case "question-answering":
            pairs = [(row["question"], row["context"])]
        case "multiple-choice":
            pairs = [(row["prompt"], choice) for choice in row["choices"]]
        case _:
            pairs = [(row["text"], row.get("text_pair"))]
    texts, seconds = (list(side) for side in zip(*pairs, strict=True))
    if combination.task == "question-answering" and len(tokenizer(*pairs[0])["input_ids"]) > combination.length:
        raise ValueError("a context needs a second window, which is not made here")
    encoded = tokenizer(
        texts,
        None if seconds == [None] else seconds,
        truncation="only_second" if combination.task == "question-answering" else True,
        max_length=combination.length,
        padding="max_length",
        return_token_type_ids=True,
        return_attention_mask=True,
    )
    inputs = {name: torch.tensor(encoded[name]) for name in ("input_ids", "attention_mask", "token_type_ids")}
    lengths = inputs["attention_mask"].sum(-1).tolist()
    ids = [row[:length] for row, length in zip(inputs["input_ids"].tolist(), lengths, strict=True)]
    outputs = _outputs(combination, model, inputs)
    if combination.task in ("question-answering", "token-classification", "feature-extraction"):
        outputs = {name: value[: lengths[0]] for name, value in outputs.items()}
    if combination.task == "fill-mask":
        at = ids[0].index(tokenizer.mask_token_id)
        outputs = {"logits": outputs["logits"][at : at + 1]}
    answer = _answer(combination, outputs, encoded, row)
    return {
        "token_ids": [[id_ for row in ids for id_ in row]],
        "outputs": {k: _listed(v) for k, v in outputs.items()},
        "answer": answer,
    }


def _outputs(combination: Combination, model: Any, inputs: dict[str, Any]) -> dict[str, Any]:
    match combination.tensors.get("left_out"):
        case "attention_mask":
            inputs["attention_mask"] = torch.ones_like(inputs["attention_mask"])
        case "token_type_ids":
            inputs["token_type_ids"] = torch.zeros_like(inputs["token_type_ids"])
    if combination.architecture == "distilbert":
        del inputs["token_type_ids"]
    if combination.task == "multiple-choice":
        inputs = {name: value[None] for name, value in inputs.items()}
    result = model(**inputs)
    names = ("start_logits", "end_logits", "logits", "last_hidden_state")
    return {name: result[name][0] for name in names if name in result}


def _answer(combination: Combination, outputs: dict[str, Any], encoded: Any, row: Example) -> Any:
    match combination.task:
        case "question-answering":
            return _span(outputs, encoded, row)
        case "text-classification":
            logits = outputs["logits"]
            if combination.labels["count"] == 1 or combination.labels.get("problem_type") == "regression":
                return float(logits[0])
            if combination.labels.get("problem_type") == "multi_label_classification":
                return [label for label, share in enumerate(logits.sigmoid().tolist()) if share > 0.5]
            return int(logits.argmax())
        case "multiple-choice":
            assert len(outputs["logits"]) == CHOICES
            return int(outputs["logits"].argmax())
        case "fill-mask":
            return outputs["logits"][0].topk(5).indices.tolist()
        case "feature-extraction":
            return _listed(outputs["last_hidden_state"].mean(0))
        case _:
            return None


def _span(outputs: dict[str, Any], encoded: Any, row: Example) -> str | None:
    """The best of the context; it becomes the gold answer, which tells start from end."""
    if not encoded.is_fast:
        return None
    inside = [at for at, part in enumerate(encoded.sequence_ids(0)[: len(outputs["start_logits"])]) if part == 1]
    start, end = (outputs[f"{side}_logits"].tolist() for side in ("start", "end"))
    spans = [(start[i] + end[j], i, j) for i in inside for j in inside if i <= j < i + 30]
    if not spans:
        return None
    _, first, last = max(spans, key=lambda span: (span[0], -span[1], -span[2]))
    characters = encoded.encodings[0].offsets
    text: str = row["context"][characters[first][0] : characters[last][1]]
    row["answers"] = {"text": [text], "answer_start": [characters[first][0]]}
    return text


def _listed(tensor: Any) -> Any:
    return [[round(value, 5) for value in line] for line in tensor.tolist()] if tensor.dim() == 2 else tensor.tolist()


if __name__ == "__main__":
    main()
