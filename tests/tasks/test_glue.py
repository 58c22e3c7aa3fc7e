"""GLUE's nine tasks from their files as they are, with the metrics that GLUE reports (Wang et al. 2018, table 1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scipy import stats
from sklearn import metrics

from devbench import tasks
from devbench.errors import UsageError
from devbench.tasks import settings
from devbench.tasks.base import Task

MNLI = (
    "index\tpromptID\tpairID\tgenre\tsentence1_binary_parse\tsentence2_binary_parse\tsentence1_parse\tsentence2_parse"
    "\tsentence1\tsentence2"
)
NOT_ENTAILMENT = ["not_entailment", "entailment"]
"""In another order than in GLUE's own lists: a model's labels are the card's."""


def classes(*labels: str) -> Task:
    return tasks.create(settings.TextClassificationSettings(), labels=labels)


TWO = classes("no", "yes")
THREE = classes("contradiction", "entailment", "neutral")
ENTAILMENT = classes(*NOT_ENTAILMENT)
SCORES = tasks.create(settings.TextClassificationSettings(problem_type="regression"))

Row = tuple[str, str | None, Any]

DEV: dict[str, tuple[Task, str, list[Row]]] = {
    "CoLA": (
        TWO,
        'gj04\t1\t\tHe said, "go.\ngj04\t0\t*\tThe was go.\n',
        [('He said, "go.', None, 1), ("The was go.", None, 0)],
    ),
    "SST-2": (TWO, "sentence\tlabel\nit 's \"fun \t1\ndull . \t0\n", [("it 's \"fun ", None, 1), ("dull . ", None, 0)]),
    "MRPC": (
        TWO,
        '\ufeffQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\r\n1\t70\t71\tHe said "a\tHe "b" said\r\n',
        [('He said "a', 'He "b" said', 1)],
    ),
    "STS-B": (
        SCORES,
        "index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore\n"
        '0\tmain-captions\tMSRvid\t2012test\t0000\tnone\tnone\tA "man.\tA plane.\t5.000\n'
        "1\tmain-captions\tMSRvid\t2012test\t0002\tnone\tnone\tA man.\tA cat.\t0.8\n",
        [('A "man.', "A plane.", 5.0), ("A man.", "A cat.", 0.8)],
    ),
    "QQP": (
        TWO,
        "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate\n133273\t213221\t213222\tHow?\tWhy?\t0\n"
        # one question holds a line break
        '5\t6\t7\tWhat?\t"Was he real? \n"\tWas he real? What evidence is there?\t0\n'
        "402555\t536040\t536041\tHow much?\tHow many?\t1\n",
        [("How?", "Why?", 0), ("How much?", "How many?", 1)],
    ),
    "MNLI": (
        THREE,
        f"{MNLI}\tlabel1\tlabel2\tlabel3\tlabel4\tlabel5\tgold_label\n"
        "0\t63735\t63735n\tslate\t( a )\t( b )\t(ROOT a)\t(ROOT b)\tA new\tEveryone\tneutral\tentailment\tneutral\t"
        "neutral\tneutral\tneutral\n",
        [("A new", "Everyone", 2)],
    ),
    "QNLI": (
        ENTAILMENT,
        "index\tquestion\tsentence\tlabel\n0\tWhat came?\tIt came.\tentailment\n",
        [("What came?", "It came.", 1)],
    ),
    "RTE": (
        ENTAILMENT,
        "index\tsentence1\tsentence2\tlabel\n0\tDana died.\tDana lives.\tnot_entailment\n",
        [("Dana died.", "Dana lives.", 0)],
    ),
    "WNLI": (
        TWO,
        "index\tsentence1\tsentence2\tlabel\n0\tThe drain.\tThe hair.\t1\n",
        [("The drain.", "The hair.", 1)],
    ),
}

TEST: dict[str, tuple[Task, str, Row]] = {
    "CoLA": (TWO, "index\tsentence\n0\tBill won.\n", ("Bill won.", None, None)),
    "MRPC": (TWO, "index\t#1 ID\t#2 ID\t#1 String\t#2 String\n0\t1\t2\ta\tb\n", ("a", "b", None)),
    "STS-B": (
        SCORES,
        "index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\n0\tg\tf\t1\t2\t3\t4\ta\tb\n",
        ("a", "b", None),
    ),
    "QQP": (TWO, "id\tquestion1\tquestion2\n0\ta\tb\n", ("a", "b", None)),
    "MNLI": (THREE, f"{MNLI}\n0\t1\t2\tg\t3\t4\t5\t6\ta\tb\n", ("a", "b", None)),
    "QNLI": (ENTAILMENT, "index\tquestion\tsentence\n0\ta\tb\n", ("a", "b", None)),
    "RTE": (ENTAILMENT, "index\tsentence1\tsentence2\n0\ta\tb\n", ("a", "b", None)),
}


def read(task: Task, path: Path, content: str) -> list[Row]:
    path.write_bytes(content.encode())
    return [(each.device["text"], each.device.get("text_pair"), each.gold) for each in task.read(path)]


@pytest.mark.parametrize("name", DEV)
def test_dev_files_are_read_as_they_are(tmp_path: Path, name: str) -> None:
    task, content, rows = DEV[name]
    assert read(task, tmp_path / "dev.tsv", content) == rows


@pytest.mark.parametrize("name", TEST)
def test_test_files_have_no_right_answers(tmp_path: Path, name: str) -> None:
    task, content, row = TEST[name]
    assert read(task, tmp_path / "test.tsv", content) == [row]


def test_the_score_of_sentence_pairs_serves_embeddings_too(tmp_path: Path) -> None:
    path = tmp_path / "dev.tsv"
    path.write_text(DEV["STS-B"][1])
    examples = tasks.create(settings.FeatureExtractionSettings()).read(path)
    assert [(each.id, each.device["text"]) for each in examples[:2]] == [("2/1", 'A "man.'), ("2/2", "A plane.")]
    assert examples[0].gold.score == 5.0
    path.write_text(TEST["STS-B"][1])
    assert [each.gold for each in tasks.create(settings.FeatureExtractionSettings()).read(path)] == [None, None]


@pytest.mark.parametrize(
    ("task", "content", "words"),
    [
        (classes("LABEL_0", "LABEL_1", "LABEL_2"), DEV["MNLI"][1], "line 2: the label 'neutral' is none of LABEL_0"),
        (classes("ENTAILMENT", "NEUTRAL"), DEV["QNLI"][1], "line 2: the label 'entailment' is none of ENTAILMENT"),
        (TWO, DEV["STS-B"][1], "line 2: there is no label, .*; rename 'score'"),
        (SCORES, DEV["QNLI"][1], "line 2: the score 'entailment' is not a number"),
        # SNLI's train.tsv has five labels under a header of one, so that columns are not what they are called
        (THREE, f"{MNLI}\tlabel1\tgold_label\n" + "a\t" * 15 + "neutral\n", "line 2: there are 16 columns, .* has 12"),
        (TWO, "index\tsentence\tlabel\n0\ta\n", "line 2: there are 2 columns, the header has 3"),
    ],
)
def test_what_would_be_guessed_is_refused(tmp_path: Path, task: Task, content: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as refused:
        read(task, tmp_path / "dev.tsv", content)
    if "none of" in words:
        assert "--task-set labels=" in refused.value.hint


@pytest.mark.parametrize(
    ("labels", "label", "index"), [(("1", "2", "3"), 1, 0), (("1", "2", "3"), "3", 2), ("ab", 1, 1)]
)
def test_a_number_is_a_name_where_names_are_numbers(
    tmp_path: Path, labels: tuple[str, ...], label: object, index: int
) -> None:
    content = f'{{"text": "a", "label": {label!r}}}'.replace("'", '"')
    assert read(classes(*labels), tmp_path / "a.json", content) == [("a", None, index)]
    with pytest.raises(UsageError, match="line 1: the label 0 is none of 1, 2, 3"):
        read(classes("1", "2", "3"), tmp_path / "a.json", '{"text": "a", "label": 0}')


# -- metrics -----------------------------------------------------------------------------------------------------------


def scored(task: Task, tmp_path: Path, golds: list[Any], answers: list[dict[str, Any]]) -> dict[str, float]:
    path = tmp_path / "a.tsv"
    path.write_text("text\tlabel\n" + "".join(f"a\t{gold}\n" for gold in golds))
    return task.score(task.read(path), answers)


def test_two_labels_are_scored_with_the_f1_of_the_positive_one(tmp_path: Path) -> None:
    golds, found = [1, 1, 1, 0, 0, 1], [1, 0, 1, 1, 0, 1]
    quality = scored(TWO, tmp_path, golds, [{"label": label} for label in found])
    assert list(quality) == ["accuracy", "f1", "macro_f1", "matthews"]
    assert quality["f1"] == pytest.approx(100 * metrics.f1_score(golds, found))
    assert quality["matthews"] == pytest.approx(100 * metrics.matthews_corrcoef(golds, found))


def test_three_labels_have_no_positive_one(tmp_path: Path) -> None:
    assert "f1" not in scored(THREE, tmp_path, ["neutral"], [{"label": 2}])


def test_values_are_scored_with_both_correlations(tmp_path: Path) -> None:
    golds, found = [5.0, 0.8, 2.4, 2.4, 3.75], [4.1, 1.2, 2.0, 3.3, 3.1]
    quality = scored(SCORES, tmp_path, golds, [{"value": value} for value in found])
    assert list(quality) == ["pearson", "spearman"]
    assert quality["pearson"] == pytest.approx(100 * stats.pearsonr(golds, found).statistic)
    assert quality["spearman"] == pytest.approx(100 * stats.spearmanr(golds, found).statistic)
