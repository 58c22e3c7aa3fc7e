"""What a model needs of the runtime, against what runtimes really do."""

import json
import subprocess
import sys
from pathlib import Path

import flatbuffers
import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema
from numpy.typing import NDArray

from devbench.models import flatbuffer, requirements
from devbench.models.contents import Contents
from devbench.models.export.graph_builder import GraphBuilder
from devbench.models.graph import Operator, Subgraph
from devbench.models.op_versions import FIRST_RUNTIME
from devbench.models.requirements import IssueKind, Severity
from tests.kinds import Exported
from tests.models import interpreters

needs_old_runtime = pytest.mark.skipif(
    "tflite-runtime" not in interpreters.RUNTIMES, reason="tflite-runtime has no wheel for this platform"
)


def model(*operators: str | tuple[str, int]) -> Contents:
    """A model of operators alone: names, or names with versions."""
    named = [(operator, 1) if isinstance(operator, str) else operator for operator in operators]
    parts = [Operator(name, version, not name.isupper(), (), ()) for name, version in named]
    return Contents(0, "", [Subgraph([], parts, (), ())], [], {})


def kinds(findings: list[requirements.ModelIssue]) -> list[IssueKind]:
    return [finding.kind for finding in findings]


def test_the_newest_operator_decides() -> None:
    assert requirements.oldest_runtime([("ADD", 1), ("GELU", 1), ("BATCH_MATMUL", 1)]) == "2.9.0"
    assert requirements.oldest_runtime([("GELU", 1), ("BITCAST", 1)]) == "2.13.0"


def test_an_operator_that_nobody_knows_has_no_runtime() -> None:
    assert requirements.oldest_runtime_of(model(("ADD", 99))) is None


def test_an_operator_newer_than_the_runtime_is_found() -> None:
    (finding,) = requirements.check(model(("FULLY_CONNECTED", 12), "GELU"), ["2.16.1"])
    assert finding.kind is IssueKind.OPERATOR_TOO_NEW
    assert finding.severity is Severity.FATAL
    assert finding.summary == "FULLY_CONNECTED version 12 needs TFLite 2.17; TFLite 2.16.1 lacks it."
    assert not requirements.check(model(("FULLY_CONNECTED", 12)), ["2.17.0"])


def test_operators_of_others_are_found() -> None:
    findings = requirements.check(model("FlexErf", "FlexErf", "my_tokenizer"))
    assert kinds(findings) == [IssueKind.FLEX_OPERATOR, IssueKind.CUSTOM_OPERATOR]
    assert "my_tokenizer" in findings[1].summary


@pytest.mark.parametrize("quantize", ["fp32", "fp16", "int8"])
def test_what_devbench_exports_runs_everywhere(exported: Exported, quantize: str) -> None:
    contents = flatbuffer.read(exported("bert-fill-mask", quantize).models[0])
    assert not requirements.check(contents, ["2.9.0", "2.14.0", "2.16.1"])


@pytest.mark.parametrize(
    ("tokens", "expected"), [(96, []), (97, [IssueKind.VOCABULARY_TOO_LARGE]), (95, [IssueKind.EMBEDDING_PADDED])]
)
def test_the_vocabulary_must_fit_the_embedding(exported: Exported, tokens: int, expected: list[IssueKind]) -> None:
    contents = flatbuffer.read(exported("bert-fill-mask").models[0])
    assert kinds(requirements.check_vocabulary(contents, tokens)) == expected


@pytest.mark.parametrize(
    ("tokens", "kind", "severity"),
    [
        (30_394, IssueKind.EMBEDDING_PADDED, Severity.REMARK),
        (30_393, IssueKind.VOCABULARY_TOO_SMALL, Severity.FATAL),
        (28_996, IssueKind.VOCABULARY_TOO_SMALL, Severity.FATAL),  # bert-base-cased beside bert-base-uncased
        (30_523, IssueKind.VOCABULARY_TOO_LARGE, Severity.FATAL),
    ],
)
def test_an_embedding_may_be_padded_and_no_more(tokens: int, kind: IssueKind, severity: Severity) -> None:
    contents = Contents(0, "", [], [], {})
    contents.__dict__["embedding_rows"] = 30_522  # a cached property
    (found,) = requirements.check_vocabulary(contents, tokens)
    assert (found.kind, found.severity) == (kind, severity)


def test_a_model_without_embedding_takes_any_vocabulary() -> None:
    assert not requirements.check_vocabulary(model("ADD"), 12)


# -- against the runtimes themselves, in a process of their own


@pytest.fixture
def per_channel_model(tmp_path: Path) -> tuple[Path, NDArray[np.float32], NDArray[np.float32]]:
    """A dynamic FULLY_CONNECTED with a scale for each channel that says an old version, with input and right output."""
    random = np.random.default_rng(0)
    weights = (random.standard_normal((8, 64)) * np.logspace(-2, 1, 8)[:, None]).astype(np.float32)
    scales = np.abs(weights).max(axis=1) / 127
    graph = GraphBuilder()
    x = graph.input("x", (1, 64), np.float32)
    matrix = graph.constant(np.rint(weights / scales[:, None]).astype(np.int8), "weights", scale=1.0)
    quantization = graph._writer._tensors[matrix.index].quantization
    quantization.scale, quantization.zeroPoint = scales, np.zeros(8, np.int64)
    graph.output("y", graph.fully_connected(x, matrix, None))
    path = tmp_path / "per_channel.tflite"
    path.write_bytes(graph.finish("per-channel"))
    value = random.standard_normal((1, 64)).astype(np.float32)
    return path, value, value @ weights.T


def test_per_channel_int8_under_an_old_version_is_found(
    per_channel_model: tuple[Path, NDArray[np.float32], NDArray[np.float32]],
) -> None:
    path, _, _ = per_channel_model
    contents = flatbuffer.read(path)
    assert contents.quantization_kinds == {"int8 per-channel dynamic": 1}
    (finding,) = requirements.check(contents, ["2.16.1"])
    assert finding.kind is IssueKind.SILENTLY_WRONG
    assert not requirements.check(contents, ["2.17.0"])


@needs_old_runtime
def test_per_channel_int8_under_an_old_version_is_really_wrong(
    per_channel_model: tuple[Path, NDArray[np.float32], NDArray[np.float32]],
) -> None:
    path, value, expected = per_channel_model
    program = (
        "import json, sys, numpy; from tflite_runtime.interpreter import Interpreter\n"
        "runner = Interpreter(model_path=sys.argv[1]).get_signature_runner()\n"
        "print(json.dumps(runner(x=numpy.array(json.loads(sys.argv[2]), numpy.float32))['y'].tolist()))"
    )
    found = json.loads(run(program, str(path), json.dumps(value.tolist())))
    assert np.abs(np.array(found) - expected).max() > 1


@needs_old_runtime
def test_the_table_of_versions_is_that_of_tflite_2_14(tmp_path: Path) -> None:
    """Each version of each operator, and the first that the table does not have, offered to the runtime itself."""
    newest = {name: max(v for n, v in FIRST_RUNTIME if n == name) for name, _ in FIRST_RUNTIME}
    offered = sorted({*FIRST_RUNTIME, *((name, version + 1) for name, version in newest.items())})
    for number, (name, version) in enumerate(offered):
        (tmp_path / f"{number}.tflite").write_bytes(model_of_one_operator(name, version))
    program = (
        "import sys; from tflite_runtime.interpreter import Interpreter\n"
        "for number in range(int(sys.argv[2])):\n"
        "    try: Interpreter(model_path=f'{sys.argv[1]}/{number}.tflite')\n"
        "    except ValueError: print(0)\n"
        "    else: print(1)"
    )
    accepted = [line == "1" for line in run(program, str(tmp_path), str(len(offered))).split()]
    expected = [not requirements.check(model(operator), ["2.14.0"]) for operator in offered]
    wrong = [operator for operator, a, b in zip(offered, accepted, expected, strict=True) if a != b]
    assert not wrong


def run(program: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def model_of_one_operator(name: str, version: int) -> bytes:
    subgraph = schema.SubGraphT()
    subgraph.tensors, subgraph.operators, subgraph.inputs, subgraph.outputs = [], [], [], []
    code = schema.OperatorCodeT()
    code.builtinCode = getattr(schema.BuiltinOperator, name)
    code.deprecatedBuiltinCode, code.version = min(code.builtinCode, 127), version
    content = schema.ModelT()
    content.version, content.subgraphs, content.buffers = 3, [subgraph], [schema.BufferT()]
    content.operatorCodes = [code]
    file = flatbuffers.Builder(1024)
    file.Finish(content.Pack(file), b"TFL3")
    return bytes(file.Output())


@pytest.mark.parametrize("masked", [True, False])
def test_a_model_that_cannot_tell_padding_is_doubted(tmp_path: Path, masked: bool) -> None:
    graph = GraphBuilder()
    ids = graph.input("input_ids", (1, 8))
    rows = graph.gather(graph.constant(np.ones((50, 4), np.float32)), graph.reshape(ids, (8,)))
    if masked:
        is_text = graph.cast(graph.not_equal(ids, graph.constant(np.array(0, np.int32))))
        rows = graph.multiply(rows, graph.reshape(is_text, (8, 1)))
    graph.output("logits", rows)
    path = tmp_path / "model.tflite"
    path.write_bytes(graph.finish("of ids alone"))
    found = requirements.check(flatbuffer.read(path))
    assert kinds(found) == ([] if masked else [IssueKind.PADDING_IS_TEXT])
    assert all(finding.severity is Severity.REMARK for finding in found)


def test_exported_models_tell_padding(exported: Exported) -> None:
    """Those with a mask, and parts of pairs."""
    for case in ("distilbert-fill-mask", "bert2bert"):
        assert not any(flatbuffer.read(model).sees_padding_as_text for model in exported(case).models)
