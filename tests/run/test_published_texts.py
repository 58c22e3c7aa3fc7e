"""The two published texts of docs/cases.md, asked of a checkpoint with the published layout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from devbench.cli import devbench as command_line
from devbench.results.answers import AnsweredExample
from tests.cases import cl_tohoku
from tests.conftest import FaultyDevice
from tests.kinds import Devbench
from tests.pages import DOCS, blocks, commands

PAGE = DOCS / "cases.md"
NINE = ["お", "##腹", "が", "痛", "##い", "ので", "遅れ", "ます", "。"]


@pytest.fixture
def checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return cl_tohoku.write(tmp_path / "bert-base-japanese", size=cl_tohoku.SMALL)


@pytest.fixture
def tokenizer(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import transformers

    named = {"mecab_dic": "ipadic"}  # as the export is told; the published files name none
    return transformers.BertJapaneseTokenizer.from_pretrained(checkpoint, mecab_kwargs=named)


@pytest.mark.parametrize("number", [0, 1])
def test_a_published_text_gets_the_tokens_of_transformers_and_one_answer_on_both_sides(
    devbench: Devbench, virtual_device: FaultyDevice, tokenizer: Any, number: int
) -> None:
    exported = CliRunner().invoke(command_line, commands(PAGE, "export")[number])
    assert exported.exit_code == 0, exported.output
    *arguments, virtual = commands(PAGE, "ask")[number]
    assert virtual == "--virtual"

    done = devbench(*arguments, "--serial", virtual_device.serial, "--json", "-", "-q")

    assert done.returncode == 0, done.stderr
    asked = msgspec.json.decode(done.stdout, type=AnsweredExample)
    assert asked.tokens_equal
    assert asked.answers_equal
    assert asked.device.token_ids == [tokenizer(arguments[2])["input_ids"]]
    (tokens,) = asked.device.tokens
    shown = "  ".join(f"{token} {id_}" for token, id_ in zip(tokens, asked.device.token_ids[0], strict=True))
    if number == 0:
        assert tokens[1:-1] == NINE
        assert f"tokens  {shown}\n" in "".join(blocks(PAGE))
    else:
        assert len({each["id"] for each in asked.device.answer["tokens"]}) == 5
        assert [each["id"] for each in asked.host.answer["tokens"]] == [
            each["id"] for each in asked.device.answer["tokens"]
        ]
