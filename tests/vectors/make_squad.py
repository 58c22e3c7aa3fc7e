"""Writes squad/: answers with right ones, and what the evaluation script of SQuAD v2.0 makes of them.

``PYTHONPATH=.:host python -m tests.vectors.make_squad`` where transformers 4.57.1 is installed, which has the script.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

from transformers.data.metrics.squad_metrics import get_raw_scores
from transformers.data.processors.squad import SquadExample

FOLDER = Path(__file__).parent / "squad"

WORDS = ["the", "a", "An", "Nile", "nile,", "river", "!", "-", "co-op", "Über", "東京", "theme", "\u2019s", "\xa0"]
"""Articles, punctuation of ASCII and beyond it, and what only looks like them."""


def cases() -> list[tuple[str, list[str]]]:
    rng = random.Random(11)

    def text(longest: int) -> str:
        return rng.choice([" ", "  "]).join(rng.choices(WORDS, k=rng.randint(0, longest)))

    drawn = [(text(3), [text(2) for _ in range(rng.randint(0, 3))]) for _ in range(150)]
    return [("", []), ("the", []), ("Nile", []), ("", ["the"]), ("", ["the", "Nile"]), ("a", ["the", "!"]), *drawn]


def main() -> None:
    rows = []
    for number, (answer, golds) in enumerate(cases()):
        id_ = str(number)
        right = [{"text": gold, "answer_start": 0} for gold in golds]
        example = SquadExample(id_, "", "", None, None, "", answers=right, is_impossible=not golds)
        exact, f1 = get_raw_scores([example], {id_: answer})
        rows.append({"answer": answer, "golds": golds, "exact": exact[id_], "f1": f1[id_]})
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (FOLDER / "scores.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
