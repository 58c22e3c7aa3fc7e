"""Which results a suite takes instead of measuring again."""

from dataclasses import replace
from pathlib import Path

import pytest

from devbench.bench.plan import Plan
from devbench.results.findings import Finding
from devbench.results.schema import Verdict
from devbench.suites.kept_cells import unsound_words
from tests.suites.stand_ins import CELLS, FACTS, MakeSuite, Sessions, Told, verdict


def throttled(plan: Plan) -> Verdict:
    return verdict(Finding.THROTTLED, Finding.BUSY_DEVICE)


def test_cells_of_a_throttled_busy_device_are_measured_again_once_it_is_cool(suite: MakeSuite, tmp_path: Path) -> None:
    hot = suite(Sessions(judging=throttled)).run(Told())
    assert {cell.verdict.timing for cell in hot.cells if cell.verdict} == {"THROTTLED"}

    told, cool = Told(), Sessions()
    report = suite(cool).run(told)
    assert not told.kept_titles
    assert list(told.unsound_words.values()) == [["timing THROTTLED"]] * CELLS
    assert sum(map(len, cool.plans)) == CELLS
    assert {cell.verdict.timing for cell in report.cells if cell.verdict} == {"STEADY"}
    stored = {path.stem for path in (tmp_path / "results").glob("*.json")}
    assert stored >= {cell.run for cell in (*hot.cells, *report.cells)}  # nothing that was measured is lost


def test_sound_cells_are_not_measured_again(suite: MakeSuite) -> None:
    first = suite(Sessions()).run(Told())
    told, later = Told(), Sessions()
    again = suite(later).run(told)
    assert not later.plans
    assert len(told.kept_titles) == CELLS
    assert again == first


def test_an_unsound_cell_takes_its_row_along_so_that_their_repeats_alternate(suite: MakeSuite) -> None:
    """Alone it would be compared with what another session measured."""
    noisy = verdict(Finding.HUMP)
    suite(Sessions(judging=lambda plan: noisy if plan.model.quantization == "int8" else verdict())).run(Told())
    told, later = Told(), Sessions()
    report = suite(later).run(told)
    assert [len(plans) for plans in later.plans] == [1, 2]
    assert list(told.unsound_words) == ["Quantized, questions", "Quantized, choices"]
    assert all(decision.speed_up and decision.speed_up.paired for decision in report.decisions)


def test_fresh_measures_sound_cells_again(suite: MakeSuite) -> None:
    suite(Sessions()).run(Told())
    later = Sessions()
    suite(later).run(Told(), fresh=True)
    assert sum(map(len, later.plans)) == CELLS


@pytest.mark.parametrize(
    ("judged", "words"),
    [
        (verdict(), []),
        (verdict(Finding.NOT_WATCHED), []),
        (verdict(Finding.VIRTUAL_DEVICE, kind="virtual"), []),
        (verdict(Finding.EMULATOR, kind="emulator"), []),
        (verdict(Finding.FEW_REPEATS), []),  # of the suite's own choice: more tries would not better it
        (verdict(Finding.ONE_REPEAT), []),
        (verdict(Finding.CHARGING), []),
        (verdict(Finding.WARMUP_UNCONVERGED), ["timing TOO_SHORT"]),
        (verdict(Finding.FEW_REPEATS, Finding.TOO_FEW_SAMPLES), ["timing TOO_SHORT"]),
        (verdict(Finding.BUSY_DEVICE, Finding.VIRTUAL_DEVICE, kind="virtual"), ["timing NOISY"]),
        (verdict(Finding.THROTTLED), ["timing THROTTLED"]),
        (verdict(Finding.OUTPUTS_DIFFER), ["answers WRONG"]),
        (verdict(Finding.HOST_INCOMPLETE, Finding.EXAMPLES_MISSING), ["answers UNCHECKED", "partial"]),
        (verdict(Finding.TOKENS_DIFFER, Finding.DRIFT), ["answers WRONG", "timing NOISY"]),
    ],
)
def test_a_result_is_kept_if_measuring_again_could_not_better_it(judged: Verdict, words: list[str]) -> None:
    assert unsound_words(judged) == words


@pytest.mark.parametrize(
    ("serial", "facts", "is_kept"),
    [
        ("R59N", FACTS, True),  # another phone of the same build
        ("192.0.2.7:5555", FACTS, True),  # the same phone over Wi-Fi
        ("R58M", replace(FACTS, fingerprint="maker/phone/phone:15/UP2A/1:user/release-keys"), False),  # after an update
        ("R58M", replace(FACTS, cores=4), False),
        ("R58M", replace(FACTS, abis=("armeabi-v7a",)), False),
    ],
)
def test_cells_are_of_a_kind_of_device(suite: MakeSuite, serial: str, facts: object, is_kept: bool) -> None:
    suite(Sessions()).run(Told())
    later = Sessions()
    suite(later, serial=serial, facts=facts).run(Told())
    assert (not later.plans) == is_kept


def test_a_device_without_a_fingerprint_is_known_by_its_serial(suite: MakeSuite) -> None:
    unknown = replace(FACTS, fingerprint=None)
    suite(Sessions(), facts=unknown).run(Told())
    same, other = Sessions(), Sessions()
    suite(same, facts=unknown).run(Told())
    suite(other, serial="R59N", facts=unknown).run(Told())
    assert (len(same.plans), sum(map(len, other.plans))) == (0, CELLS)


def test_cells_of_two_phones_are_shown_but_their_times_not_compared(suite: MakeSuite, tmp_path: Path) -> None:
    first = suite(Sessions()).run(Told())
    missing = next(cell for cell in first.cells if (cell.row, cell.column) == ("choice", "int8"))
    (tmp_path / "results" / f"{missing.run}.json").unlink()
    report = suite(Sessions(serial="R59N"), serial="R59N").run(Told())
    assert {cell.device for cell in report.cells if cell.row == "choice"} == {"R58M", "R59N"}
    assert [decision.speed_up for decision in report.decisions] == [None]
    assert report.overall == []
