"""Japanese sentences with made-up people, firms, places, products and events: the data of the Japanese entity model.

The types are some of those of Stockmark's Wikipedia set. Names are put together of parts; sentences in which MeCab cuts
a name together with its neighbours are left out, because a model that labels MeCab's words cannot get them right.
Held-out sentences have other names, and pairs of clauses that training never has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from classify_japanese import FAMILY_NAMES
from ner_english import Example, filled
from qa_english import is_held_out

TYPES = ("人名", "法人名", "地名", "製品名", "イベント名")
CLAUSES = [
    "{人名}は{地名}に移り住んだ",
    "{法人名}は{人名}を採用した",
    "{法人名}が{地名}で{製品名}を発表した",
    "{製品名}は{法人名}の主力だ",
    "{人名}は{製品名}を購入した",
    "{地名}の市長は{人名}に感謝した",
    "{イベント名}は{地名}で開かれる",
    "{人名}は{イベント名}に出場した",
    "{法人名}は{イベント名}を後援した",
    "{人名}と{人名}は{地名}で会った",
    "{法人名}は{法人名}と契約した",
    "{地名}から{地名}への列車が遅れた",
    "誰も質問に答えなかった",
    "その日は暖かかった",
    "{製品名}の評判が良い",
    "{地名}では雨が降った",
    "{イベント名}で{製品名}が展示された",
    "医者は{人名}に休むように言った",
]
LINKS = ["、また、", "。その後、", "が、", "。一方、", "。"]
GIVEN_NAMES = "太郎 花子 健一 美咲 翔太 由美 直樹 愛 大輔 恵子 誠 陽子 拓也 真理 和也 千尋 修 明美 隆 香織".split()
FIRM_HEADS = "東洋 日本 大和 富士 北斗 新星 光和 共栄 三協 中央 太平洋 関西 朝日 東海 信和".split()
FIRM_TAILS = "工業 電機 商事 銀行 製薬 建設 自動車 通信 食品 化学".split()
PLACES = (
    "札幌 仙台 横浜 名古屋 京都 大阪 神戸 広島 福岡 那覇 金沢 新潟 静岡 岡山 "
    "熊本 長崎 松山 高知 秋田 盛岡 奈良 富山 長野 甲府 鹿児島 宮崎 大分 徳島 "
    "高松 鳥取 函館 小樽 弘前 山形 福島 水戸 宇都宮 前橋 川崎 浜松 岐阜 大津 "
    "和歌山 姫路 倉敷 下関 佐賀 別府 旭川 釧路 "
).split()
PRODUCT_HEADS = (
    "アルファ ベガ ルミナ ソラ ノヴァ カイト リオン ミスト テラ ゼファー オリオン シグマ クロス エコ "
    "ハル ミライ ネオ スカイ ロイヤル ターボ "
).split()
PRODUCT_TAILS = (
    "ホン カメラ パッド ドライブ プレイヤー ウォッチ スピーカー ノート プリンター レンズ ライト マウス "
).split()
EVENT_HEADS = ("国際 全国 春季 秋季 冬季 夏季 世界 東京 関西 北陸 九州 学生 ").split()
EVENT_TAILS = ("映画祭 マラソン大会 音楽祭 博覧会 選手権 展示会 囲碁大会 花火大会 写真展 討論会 物産展 駅伝 ").split()


def examples(seed: int, held_out: bool) -> Iterator[Example]:
    """Without end."""
    rng = random.Random(seed)
    while True:
        first, second = rng.choice(CLAUSES), rng.choice(CLAUSES)
        link = rng.choice(LINKS)
        if is_held_out(f"{first}|{second}") != held_out or first == second:
            continue
        example = filled(f"{first}{link}{second}。", lambda kind: name(rng, kind, held_out))
        if cuts_at_names(example):
            yield example


def name(rng: random.Random, kind: str, held_out: bool) -> str:
    while True:
        match kind:
            case "人名":
                made = rng.choice(FAMILY_NAMES) + rng.choice(["", *GIVEN_NAMES])
            case "法人名":
                made = rng.choice(FIRM_HEADS) + rng.choice(FIRM_TAILS)
            case "地名":
                made = rng.choice(PLACES) + rng.choice(["", "", "市"])
            case "製品名":
                made = rng.choice(PRODUCT_HEADS) + rng.choice(PRODUCT_TAILS)
            case _:
                made = rng.choice(EVENT_HEADS) + rng.choice(EVENT_TAILS)
        if is_held_out(made) == held_out:
            return made


def cuts_at_names(example: Example) -> bool:
    ends, at = {0}, 0
    for word in tagger()(example.text):
        at = example.text.index(word.surface, at) + len(word.surface)
        ends.add(at)
    return all(edge in ends for entity in example.entities for edge in entity["span"])


@cache
def tagger() -> Any:
    import fugashi
    import ipadic

    return fugashi.GenericTagger(ipadic.MECAB_ARGS)
