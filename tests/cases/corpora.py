"""Data sets of docs/cases.md in their original layouts, with texts of our own."""

from __future__ import annotations

import json
from pathlib import Path

CATEGORIES = [
    *("dokujo-tsushin", "it-life-hack", "kaden-channel", "livedoor-homme", "movie-enter"),
    *("peachy", "smax", "sports-watch", "topic-news"),
]
PEOPLE, PLACES = ("田中", "佐藤", "鈴木"), ("東京", "大阪", "京都", "札幌")
NER_LABELS = ["O", "B-人名", "I-人名", "B-地名", "I-地名"]
_TYPES = {"人名": 1, "地名": 5}


def livedoor(folder: Path, articles: int) -> Path:
    """As the livedoor news corpus is unpacked: folders of articles, each with a licence, and files beside them."""
    for number in range(articles):
        category = CATEGORIES[number % len(CATEGORIES)]
        (folder / category).mkdir(parents=True, exist_ok=True)
        number += 4_000_000
        head = f"http://news.livedoor.com/article/detail/{number}/\n2012-09-0{number % 9 + 1}T12:00:00+0900\n"
        article = f"{head}{PEOPLE[number % 3]}さんが{PLACES[number % 4]}で{number}回\n\u3000本文です。\n\n終わり\n"
        (folder / category / f"{category}-{number}.txt").write_text(article, encoding="utf-8")
    for path in [*(folder / category / "LICENSE.txt" for category in CATEGORIES), folder / "README.txt"]:
        path.write_text("各記事ファイルにはクリエイティブ・コモンズライセンスが適用されます。\n", encoding="utf-8")
    (folder / "CHANGES.txt").write_text("2012-09-13\n")
    return folder


def stockmark(path: Path, sentences: int) -> Path:
    """As the Wikipedia NER data set is published: one indented JSON array; not each sentence has an entity."""
    rows = []
    for number in range(sentences):
        person, place = PEOPLE[number % 3], PLACES[number % 4]
        text = f"{person}は{place}で生まれた。" if number % 5 else "天気が良い。"
        names = {person: "人名", place: "地名"} if number % 5 else {}
        entities = [
            {
                "name": name,
                "span": [(start := text.index(name)), start + len(name)],
                "type_id": _TYPES[type_],
                "type": type_,
            }
            for name, type_ in names.items()
        ]
        rows.append({"curid": str(3_000_000 + number), "text": text, "entities": entities})
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=4), encoding="utf-8")
    return path
