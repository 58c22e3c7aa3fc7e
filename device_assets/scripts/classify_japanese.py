"""Short Japanese documents and their category: the data of the bundled Japanese classification model.

As in classify_english, two sentences are of the category, one is of another, one of none. Some sentences could be of
any category: what they speak of tells. Held-out documents have people, things, and pairs of a sentence with what fills
it, that training never has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from qa_english import is_held_out

CATEGORIES = {
    "スポーツ": (
        [
            "{who}選手は{what}で優勝した",
            "{what}は引き分けに終わった",
            "{who}選手は{what}に向けて練習を続けている",
            "雨のため{what}は中止になった",
            "{what}の決勝で逆転した",
            "けがをした{who}選手は{what}を欠場する",
        ],
        "試合 大会 マラソン リーグ戦 選手権 駅伝 予選 レース トーナメント 対抗戦".split(),
    ),
    "IT": (
        [
            "新しい{what}が公開された",
            "{who}氏は{what}を開発した",
            "{what}の不具合が修正された",
            "{what}の利用者が増えている",
            "{who}氏は{what}の画面を説明した",
            "{what}は来月更新される",
        ],
        "アプリ サーバー ブラウザ ソフト 検索エンジン クラウド データベース システム サイト プログラム".split(),
    ),
    "映画": (
        [
            "{who}監督の{what}が上映される",
            "{what}の結末に観客は涙した",
            "{who}さんは{what}で主役を演じる",
            "{what}の続編が決まった",
            "{what}の予告編が話題だ",
            "{who}監督は{what}の撮影を終えた",
        ],
        "新作 時代劇 アニメ 短編 喜劇 長編 記録映画 怪獣映画 恋愛映画 ミステリー".split(),
    ),
    "家電": (
        [
            "{what}の消費電力が半分になった",
            "{who}さんは{what}を買い替えた",
            "{what}は音が静かだ",
            "この{what}は手入れが簡単だ",
            "{what}の電源が入らない",
            "店員は{who}さんに{what}を勧めた",
        ],
        "冷蔵庫 洗濯機 掃除機 炊飯器 テレビ エアコン 電子レンジ 扇風機 加湿器 ドライヤー".split(),
    ),
    "グルメ": (
        [
            "{what}の味が評判だ",
            "{who}さんは{what}を三杯食べた",
            "{what}には塩が足りない",
            "店の名物は{what}だ",
            "{who}シェフは{what}を弱火で煮込んだ",
            "{what}に野菜を添える",
        ],
        "ラーメン カレー 寿司 うどん 天ぷら シチュー 味噌汁 親子丼 おでん パスタ".split(),
    ),
}
ANY = [
    "{what}が話題になっている",
    "{who}さんは{what}について語った",
    "{what}の人気が高い",
    "{who}さんは{what}が好きだ",
    "{what}の写真を撮った",
    "今年の{what}は去年より良い",
]
"""Sentences of all categories."""
NEW_THINGS = {
    "スポーツ": ["水泳大会", "相撲", "卓球"],
    "IT": ["表計算", "電子辞書", "暗号通貨"],
    "映画": ["西部劇", "無声映画", "字幕版"],
    "家電": ["食器洗い機", "空気清浄機", "ミキサー"],
    "グルメ": ["焼き鳥", "お好み焼き", "茶碗蒸し"],
}
"""Of held-out documents alone."""
NEUTRAL = [
    "その日は火曜日だった",
    "{who}さんは黙っていた",
    "天気は穏やかだった",
    "近所の人は驚かなかった",
    "もう何年も前のことだ",
    "{who}さんは笑った",
    "通りは静かだった",
    "詳しいことは分からない",
]
FAMILY_NAMES = (
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 山崎 森 "
    "池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本"
).split()


NEW_SHARE = 0.2


class Example(NamedTuple):
    text: str
    label: str


def examples(seed: int, held_out: bool) -> Iterator[Example]:
    """Without end."""
    rng = random.Random(seed)
    people = [name for name in FAMILY_NAMES if is_held_out(name) == held_out]

    def sentence(category: str) -> str:
        frames, things = CATEGORIES[category]
        if held_out and rng.random() < NEW_SHARE:
            things = NEW_THINGS[category]
        while True:
            frame, thing = rng.choice([*frames, *frames, *ANY]), rng.choice(things)
            if is_held_out(f"{frame} {thing}") == held_out:
                return frame.format(who=rng.choice(people), what=thing)

    while True:
        category, other = rng.sample(list(CATEGORIES), 2)
        lines = [
            sentence(category),
            sentence(category),
            sentence(other),
            rng.choice(NEUTRAL).format(who=rng.choice(people)),
        ]
        if lines[0] != lines[1]:
            rng.shuffle(lines)
            yield Example("。".join(lines) + "。", category)
