"""One interrupt stops a run; clean-up is not cut short by another."""

import signal
import threading

import pytest

from devbench.interrupts import heeded_once, put_off

BOTH = [signal.SIGINT, signal.SIGTERM]


@pytest.mark.parametrize("number", BOTH)
def test_the_first_signal_interrupts_and_those_that_follow_change_nothing(number: signal.Signals) -> None:
    cleaned_up: list[signal.Signals] = []

    def run() -> None:
        with heeded_once():
            try:
                signal.raise_signal(number)
            finally:
                for again in BOTH:
                    signal.raise_signal(again)
                    cleaned_up.append(again)

    with pytest.raises(KeyboardInterrupt):
        run()
    assert cleaned_up == BOTH


@pytest.mark.parametrize("number", BOTH)
def test_a_signal_in_the_midst_of_clean_up_counts_when_that_is_done(number: signal.Signals) -> None:
    done = []

    def run() -> None:
        with heeded_once():
            with put_off():
                with put_off():
                    signal.raise_signal(number)
                    done.append("inner")
                done.append("outer")
            done.append("never")

    with pytest.raises(KeyboardInterrupt):
        run()
    assert done == ["inner", "outer"]


def test_signals_are_as_before_when_it_is_over() -> None:
    before = [signal.getsignal(number) for number in BOTH]
    with heeded_once():
        assert [signal.getsignal(number) for number in BOTH] != before
    assert [signal.getsignal(number) for number in BOTH] == before


def test_a_program_that_handles_a_signal_itself_still_does() -> None:
    seen = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: seen.append(number))
    try:
        with heeded_once():
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert seen == [signal.SIGTERM]


def test_another_thread_than_the_main_one_gets_no_signals_and_may_run_all_the_same() -> None:
    ran: list[bool] = []

    def run() -> None:
        with heeded_once(), put_off():
            ran.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert ran == [True]
