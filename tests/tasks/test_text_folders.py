"""The livedoor news corpus as it is unpacked, in the size of the published case, and what is refused."""

from collections import Counter
from pathlib import Path

import pytest

from devbench import tasks
from devbench.bench.plan import File
from devbench.errors import UsageError
from devbench.tasks import settings
from devbench.tasks.base import Task
from tests.cases import corpora

CLASSES = tasks.create(settings.TextClassificationSettings(), labels=corpora.CATEGORIES)
ENTITIES = tasks.create(settings.TokenClassificationSettings(labels=corpora.NER_LABELS))
ARTICLES, SENTENCES = 1474, 2140
ARTICLE = "http://news.livedoor.com/article/detail/1/\n2012-09-01T12:00:00+0900\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpora.livedoor(tmp_path_factory.mktemp("ldcc") / "text", ARTICLES)


def test_each_article_is_its_title_and_its_folder(corpus: Path) -> None:
    examples = {example.id: example for example in CLASSES.read(corpus)}

    assert len(examples) == ARTICLES
    found = examples["it-life-hack/it-life-hack-4000001"]
    assert found.device == {"id": found.id, "text": "鈴木さんが大阪で4000001回"}
    assert corpora.CATEGORIES[found.gold] == "it-life-hack"


def test_the_first_examples_are_a_sample_of_all_labels(corpus: Path, tmp_path: Path) -> None:
    first = CLASSES.read(corpus)[:180]

    shares = Counter(example.gold for example in first)
    assert set(shares) == set(range(9))
    assert max(shares.values()) < 40
    moved = corpora.livedoor(tmp_path / "elsewhere", ARTICLES)
    assert [example.id for example in CLASSES.read(moved)[:180]] == [example.id for example in first]


def test_sentences_are_read_as_stockmark_publishes_them(tmp_path: Path) -> None:
    examples = ENTITIES.read(corpora.stockmark(tmp_path / "ner.json", SENTENCES))

    assert len(examples) == SENTENCES
    assert [ENTITIES.expected(example) for example in examples[:2]] == ["(no entities)", "佐藤 (人名), 大阪 (地名)"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("smax/smax-1.txt", "title\nbody\n", r"smax-1.txt line 1: an article of the livedoor news corpus begins with"),
        ("smax/smax-1.txt", "", r"smax-1.txt line 1: an article of the livedoor news corpus begins with"),
        ("smax/smax-1.txt", ARTICLE, r"smax-1.txt line 3: there is no title"),
        ("smax/smax-1.txt", f"{ARTICLE}\u3000\nbody\n", r"smax-1.txt line 3: there is no title"),
        ("smax/smax-1.txt", f"{ARTICLE}お腹\n".encode("shift-jis"), r"smax-1.txt is not UTF-8 in line 3"),
        ("sports/sports-1.txt", f"{ARTICLE}title\n", r"sports-1.txt line 3: the label 'sports' is none of dokujo"),
        ("smax/other-1.txt", f"{ARTICLE}title\n", r"other-1.txt is neither smax-….txt nor LICENSE.txt"),
        ("text/smax/smax-1.txt", f"{ARTICLE}title\n", r"text/smax is neither text-….txt nor LICENSE.txt"),
        ("smax-1.txt", f"{ARTICLE}title\n", "has no folders of texts"),
        ("smax/LICENSE.txt", "free\n", "has no folders of texts"),
    ],
)
def test_what_is_no_article_is_named(tmp_path: Path, name: str, content: str | bytes, words: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(UsageError, match=words) as refused:
        CLASSES.read(tmp_path)
    assert str(tmp_path) in refused.value.message


def test_hidden_files_are_no_articles(tmp_path: Path) -> None:
    corpora.livedoor(tmp_path, 9)
    before = File.read_data(tmp_path)
    (tmp_path / "smax" / ".DS_Store").write_bytes(b"")

    assert len(CLASSES.read(tmp_path)) == 9
    assert File.read_data(tmp_path) == before


def test_a_folder_is_known_by_what_its_files_are_called_and_hold(tmp_path: Path) -> None:
    here, there = corpora.livedoor(tmp_path / "here", 9), corpora.livedoor(tmp_path / "there", 9)
    digest = File.read_data(here).sha256
    assert File.read_data(there).sha256 == digest

    article = next((there / "smax").glob("smax-*.txt"))
    renamed = article.rename(article.with_name("smax-1.txt"))
    assert File.read_data(there).sha256 != digest
    renamed.rename(article).write_text(f"{ARTICLE}another title\n")
    assert File.read_data(there).sha256 != digest


def test_the_current_folder_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(corpora.livedoor(tmp_path / "text", 9))
    assert File.read_data(Path()).path.name == "text"


@pytest.mark.parametrize("name", ["text", "text.jsonl"])
@pytest.mark.parametrize(
    "task",
    [
        ENTITIES,
        tasks.create(settings.QuestionAnsweringSettings()),
        tasks.create(settings.FeatureExtractionSettings()),
        tasks.create(settings.FillMaskSettings()),
        tasks.create(settings.MultipleChoiceSettings(choices=2)),
    ],
)
def test_other_tasks_have_no_folders(tmp_path: Path, task: Task, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with pytest.raises(UsageError, match="is a folder; only text-classification reads folders"):
        task.read(folder)
