"""What devbench.toml says gives way in silence if it has no effect, or contradicts the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from devbench import api, assets
from devbench.bench.prepare import Request
from devbench.errors import UsageError
from tests.cli.project_calls import Asked, call, refused

pytestmark = pytest.mark.usefixtures("project")


def test_a_default_that_has_no_effect_is_no_mistake(asked: Asked) -> None:
    Path("devbench.toml").write_text('tolerance = ["quality=5%"]\nmax-temperature = 30\nvirtual = true\n')
    assert asked()[1]["virtual"] is True
    assert asked("-s", "R5CT1")[1]["virtual"] is False


def test_allow_gives_way_where_it_has_no_effect(asked: Asked) -> None:
    """`virtual` is a permission, and may be one that is not needed."""
    Path("devbench.toml").write_text('allow = ["runtime", "virtual"]\n')
    assert asked()[0].allow_virtual
    assert "--allow runtime has no effect without --against." in refused("run", "--allow", "runtime").message
    Path("devbench.toml").write_text('allow = ["runtime"]\n')
    assert not asked()[0].allow_virtual


@pytest.mark.parametrize("named", [("--all",), ("qa-en-tiny", "ner-en-tiny"), ("--threads", "1,2")])
def test_a_baseline_gives_way_to_several_models_or_numbers_of_threads(asked: Asked, named: tuple[str, ...]) -> None:
    """`asked` sees only runs without a baseline."""
    Path("devbench.toml").write_text('against = "main"\n')
    asked(*named)
    assert "--against" in refused("run", "--against", "main", *named).message


def test_a_list_of_threads_gives_way_where_one_number_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("devbench.toml").write_text("threads = [1, 2]\n")
    seen: list[Request] = []

    def stop(_baseline: str, request: Request, **_: object) -> None:
        seen.append(request)
        raise UsageError("Enough was seen.")

    monkeypatch.setattr(api, "run_against", stop)
    monkeypatch.setattr(api, "write_job", lambda request, *_, **__: seen.append(request))
    assert refused("run", "--against", "latest").message == "Enough was seen."
    assert call("job", "folder").exception is None
    assert [request.settings.threads for request in seen] == [1, 1]
    assert "There is no result a" in refused("compare", "a", "b").message


def test_several_models_of_the_file_have_no_baseline(asked: Asked) -> None:
    Path("devbench.toml").write_text('model = ["a.tflite", "b.tflite"]\n')
    error = refused("run", "--against", "main")
    assert error.message == "--against compares one model with a baseline, and 2 are named."
    assert error.hint == "Name one --model. devbench.toml sets model."


def test_what_the_card_of_a_named_model_says_comes_before_a_file_without_a_model(asked: Asked) -> None:
    Path("devbench.toml").write_text('task = "fill-mask"\nvocab = "v.txt"\nuncased = true\ndata = "dev.json"\n')
    shutil.copy(assets.model_folder("qa-en-tiny") / "model.int8.tflite", "bare.tflite")
    bare = asked("./bare.tflite")[0]
    assert (bare.task, bare.vocabulary, bare.cased, bare.data) == ("fill-mask", Path("v.txt"), False, Path("dev.json"))
    own = asked("qa-en-tiny")[0]
    assert (own.task, own.vocabulary, own.cased, own.data) == (None, None, None, Path("dev.json"))
    assert asked("--all")[0].data is None


def test_a_variant_gives_way_to_a_file(asked: Asked) -> None:
    Path("devbench.toml").write_text('variant = "int8"\n')
    shutil.copy(assets.model_folder("qa-en-tiny") / "model.int8.tflite", "bare.tflite")
    assert asked("./bare.tflite")[0].variant is None
    assert [asked(*named)[0].variant for named in (("qa-en-tiny",), ("--all",))] == ["int8", "int8"]


def test_a_refusal_names_the_file_that_sets_the_option() -> None:
    Path("devbench.toml").write_text('model = "bare.tflite"\nvariant = "int8"\n')
    shutil.copy(assets.model_folder("qa-en-tiny") / "model.int8.tflite", "bare.tflite")
    error = refused("run")
    assert "so the variant int8 has no effect on it." in error.message
    assert error.hint.endswith("devbench.toml sets variant.")
    assert "devbench.toml" not in refused("run", "--variant", "fp32").hint


@pytest.mark.parametrize("check", [("--require", "f1>=90"), ("--expect", "f1=90")])
def test_a_check_of_quality_overrules_speed_only(asked: Asked, check: tuple[str, str]) -> None:
    Path("devbench.toml").write_text("speed-only = true\n")
    assert not asked(*check)[0].settings.speed_only
    assert asked("--require", "invoke.p50<=1s")[0].settings.speed_only
    error = refused("run", "--speed-only", *check)
    assert error.message == f"--speed-only and {check[0]} cannot be used together: --speed-only computes no quality."
    Path("devbench.toml").write_text('require = ["f1>=90", "invoke.p50<=1s"]\nexpect = "f1=90"\n')
    request = asked("--speed-only")[0]
    assert ([limit.metric for limit in request.require], request.expected) == (["invoke.p50"], ())
