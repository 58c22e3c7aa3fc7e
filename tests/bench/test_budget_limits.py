"""Which budgets a plan has, of the user's and the card's, and what no run could show."""

import shutil
from pathlib import Path

import msgspec
import pytest

from devbench import assets
from devbench.analysis.limits import parse_all
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.choices import RunSettings
from devbench.errors import UsageError
from devbench.models.card import CARD_FILE, encode_card, read_card

MODEL = "classify-en-tiny"


def planned(*texts: str, model: Path | str = MODEL, speed_only: bool = False, data: Path | None = None) -> Plan:
    settings = RunSettings(speed_only=speed_only)
    return prepare(Request(model=str(model), require=parse_all(texts), data=data, settings=settings))


@pytest.fixture
def carded(tmp_path: Path) -> Path:
    """A model whose card has budgets."""
    folder = shutil.copytree(assets.model_folder(MODEL), tmp_path / "model")
    card = msgspec.structs.replace(read_card(folder / CARD_FILE), require=["load<=20", "accuracy>=90"])
    (folder / CARD_FILE).write_bytes(encode_card(card))
    return folder


def test_the_users_budgets_come_first_and_replace_the_cards_of_the_same_metrics(carded: Path) -> None:
    found = planned("invoke.p90<=9", "load<=50", model=carded).limits
    assert [(limit.metric, limit.value, limit.source) for limit in found] == [
        ("invoke.p90", 9, "--require"),
        ("load", 50, "--require"),
        ("accuracy", 90, str(carded / CARD_FILE)),
    ]


@pytest.mark.parametrize(
    ("budget", "is_mode_open", "mode"),
    [("load<=20", True, "normal"), ("accuracy>=90", True, "quick"), ("load<=20", False, "quick")],
)
def test_a_time_budget_of_a_card_is_measured_for_unless_the_mode_is_chosen(
    carded: Path, budget: str, is_mode_open: bool, mode: str
) -> None:
    card = msgspec.structs.replace(read_card(carded / CARD_FILE), require=[budget])
    (carded / CARD_FILE).write_bytes(encode_card(card))
    plan = prepare(Request(model=str(carded), is_mode_open=is_mode_open))
    assert plan.settings.mode.name == mode


def test_a_card_does_not_stand_in_the_way_of_a_run_that_skips_quality(carded: Path) -> None:
    assert [limit.metric for limit in planned(model=carded, speed_only=True).limits] == ["load"]


def test_a_budget_of_a_card_that_cannot_be_read_names_the_card(carded: Path) -> None:
    card = read_card(carded / CARD_FILE)
    (carded / CARD_FILE).write_bytes(encode_card(msgspec.structs.replace(card, require=["speed<=3"])))
    with pytest.raises(UsageError) as refused:
        planned(model=carded)
    assert str(carded / CARD_FILE) in refused.value.message


@pytest.mark.parametrize(
    ("text", "speed_only", "message", "hint"),
    [
        ("f1>=90", False, "text-classification has no such metric", "Choose from: quality, accuracy"),
        ("acuracy>=90", False, "there is no acuracy", "Did you mean accuracy?"),
        ("accuracy>=90", True, "--speed-only skips quality", "Leave out one of the two."),
        ("quality>=90", True, "--speed-only skips quality", "Leave out one of the two."),
        ("first_token.p50<=9", False, "only an encoder-decoder pair has this metric", "Limit total.p90 instead."),
    ],
)
def test_what_no_run_could_show_is_refused_before_it(text: str, speed_only: bool, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        planned(text, speed_only=speed_only)
    assert message in refused.value.message
    assert hint in refused.value.hint


def test_quality_needs_right_answers(tmp_path: Path) -> None:
    data = tmp_path / "texts.jsonl"
    data.write_text('{"text": "a fine day"}\n')
    with pytest.raises(UsageError, match="the data has no right answers"):
        planned("accuracy>=90", data=data)
    assert planned("answers>=90", data=data).limits
