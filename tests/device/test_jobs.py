"""A job outlives the cable and the adb server, and its end is never a riddle."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from devbench.device.adb import Device
from devbench.device.jobs import JOBS, REATTACH_S, JobFolder, left_over
from devbench.device.store import STORE
from devbench.errors import DeviceError, DeviceFull, DeviceLost
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice
from tests.kinds import present

UNTIL_TOLD = "sh -c 'echo waiting; while [ ! -f go ]; do sleep 0.02; done; echo done'"
"""Prints a line, and another one after `tell`."""


@pytest.fixture
def job(device: Device) -> Iterator[JobFolder]:
    job = JobFolder(device, "contract", poll_s=0.02)
    job.create({}, {})
    yield job
    job.remove()
    assert "contract" not in device.list(JOBS)


def tell(device: Device, job: JobFolder) -> None:
    device.push_bytes(b"", f"{job.path}/go")


class FastClock:
    """A second goes by at each look at it."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        self.now_s += 1
        return self.now_s


# -- how a job runs ---------------------------------------------------------------------------------------------------


def test_lines_and_exit_code_come_back(job: JobFolder) -> None:
    lines: list[bytes] = []
    job.start("sh -c 'echo one; echo two; exit 7'")
    assert job.follow(lines.append) == 7
    assert lines == [b"one", b"two"]


def test_a_job_has_its_files_and_links_to_the_store(device: Device) -> None:
    device.push_bytes(b"the model", f"{STORE}/contract-model")
    job = JobFolder(device, "contract-links", poll_s=0.02)
    try:
        job.create({"model": f"{STORE}/contract-model", "parts/model": f"{STORE}/contract-model"}, {"job.json": b"{}"})
        job.start("cat model parts/model job.json $PWD/model")
        assert job.follow(lambda line: None) == 0
        assert device.read(f"{job.path}/events.jsonl") == b"the modelthe model{}the model"
        assert not present(device.stat(f"{job.path}/model")).is_file, "it is a link"
    finally:
        job.remove()
        device.shell("rm", "-f", f"{STORE}/contract-model")


def test_a_result_is_fetched(job: JobFolder, tmp_path: Path) -> None:
    job.start("sh -c 'echo content >result.jsonl'")
    assert job.follow(lambda line: None) == 0
    job.fetch("result.jsonl", tmp_path / "result.jsonl")
    assert (tmp_path / "result.jsonl").read_text() == "content\n"


def test_a_line_that_was_not_finished_is_none(job: JobFolder) -> None:
    lines: list[bytes] = []
    job.start("sh -c 'echo whole; echo -n half'")
    assert job.follow(lines.append) == 0
    assert lines == [b"whole"]


def test_lines_come_while_the_job_runs(device: Device, job: JobFolder) -> None:
    lines: list[bytes] = []

    def on_line(line: bytes) -> None:
        lines.append(line)
        if line == b"waiting":
            tell(device, job)

    job.start(UNTIL_TOLD)
    assert job.follow(on_line) == 0
    assert lines == [b"waiting", b"done"]


@pytest.mark.parametrize("name", ["", "..", "a/b", "a b", "-rf", "$HOME", "a\n"])
def test_what_is_no_name_is_no_job(virtual: Device, name: str) -> None:
    with pytest.raises(ValueError, match="is no name for a job"):
        JobFolder(virtual, name)


def test_a_job_that_is_there_is_not_made_again(device: Device, job: JobFolder) -> None:
    with pytest.raises(DeviceError, match="could not make the job's folder"):
        JobFolder(device, "contract").create({}, {})


# -- how it outlives the link -----------------------------------------------------------------------------------------


def test_a_job_outlives_the_cable(virtual: Device, virtual_device: FaultyDevice, job: JobFolder) -> None:
    lines: list[bytes] = []

    def on_line(line: bytes) -> None:
        lines.append(line)
        if line == b"waiting":
            virtual_device.faults = Faults(unplugged=True)

    def plug_in_again(_seconds: float) -> None:
        if virtual_device.faults.unplugged:
            virtual_device.faults = Faults()
            tell(virtual, job)

    following = JobFolder(virtual, "contract", sleep=plug_in_again)
    job.start(UNTIL_TOLD)
    assert following.follow(on_line) == 0
    assert lines == [b"waiting", b"done"]


def test_a_job_outlives_the_adb_server(virtual: Device, job: JobFolder) -> None:
    lines: list[bytes] = []

    def on_line(line: bytes) -> None:
        lines.append(line)
        if line == b"waiting":
            with virtual.server.open("host:kill"):
                pass

    def come_back(_seconds: float) -> None:
        virtual.server.wait_for(virtual.serial, timeout_s=10)
        tell(virtual, job)

    following = JobFolder(virtual, "contract", sleep=come_back)
    job.start(UNTIL_TOLD)
    assert following.follow(on_line) == 0
    assert lines == [b"waiting", b"done"]


def test_a_result_outlives_the_cable(
    virtual: Device, virtual_device: FaultyDevice, job: JobFolder, tmp_path: Path
) -> None:
    content = bytes(range(256)) * 1000
    virtual.push_bytes(content, f"{job.path}/result.jsonl")
    virtual_device.faults = Faults(cut_pull_at_bytes=100_000)
    job.fetch("result.jsonl", tmp_path / "result.jsonl")
    assert (tmp_path / "result.jsonl").read_bytes() == content


def test_a_device_that_stays_away_is_given_up(virtual: Device, virtual_device: FaultyDevice, job: JobFolder) -> None:
    job.start("sleep 60")
    virtual_device.faults = Faults(unplugged=True)
    following = JobFolder(virtual, "contract", poll_s=0, clock=FastClock())
    with pytest.raises(DeviceLost, match=f"{virtual.serial} was unreachable for {REATTACH_S} s"):
        following.follow(lambda line: None)
    virtual_device.faults = Faults()


# -- how it ends badly ------------------------------------------------------------------------------------------------


def test_a_job_that_was_killed_says_so_with_its_last_words(device: Device, job: JobFolder) -> None:
    def kill(_line: bytes) -> None:
        device.perform("kill", f"kill -9 $(cat {job.path}/pid)")

    job.start("sh -c 'echo out of memory >&2; echo started; sleep 60'")
    assert job.follow(kill) == 128 + 9
    assert "    out of memory" in job.post_mortem().last_words


def test_a_job_that_said_nothing_has_no_last_words(job: JobFolder) -> None:
    job.start("true")
    assert job.follow(lambda line: None) == 0
    assert job.post_mortem().last_words == ""


def test_a_job_that_is_gone_without_an_exit_code_is_noticed(device: Device, job: JobFolder) -> None:
    job.start("sh -c 'echo last words >&2; sleep 60'")
    device.perform("kill", f"kill -9 $(cat {job.path}/supervisor)")
    following = JobFolder(device, "contract", poll_s=0, clock=FastClock())
    assert following.follow(lambda line: None) is None
    assert "    last words" in job.post_mortem().last_words
    device.perform("kill", f"kill -9 $(cat {job.path}/pid)")


def test_a_device_that_was_restarted_is_noticed(device: Device, job: JobFolder) -> None:
    job.start("sleep 60")
    boot_id = device.read(f"{job.path}/boot_id")
    device.push_bytes(b"another boot\n", f"{job.path}/boot_id")
    following = JobFolder(device, "contract", poll_s=0, clock=FastClock())
    with pytest.raises(DeviceLost, match=f"{device.serial} restarted"):
        following.follow(lambda line: None)
    device.push_bytes(boot_id, f"{job.path}/boot_id")


@pytest.mark.slow
def test_silence_is_no_death(device: Device, job: JobFolder) -> None:
    asked = []

    def sleep(_seconds: float) -> None:
        asked.append(job.is_alive())
        if len(asked) == 30:
            tell(device, job)

    job.start("sh -c 'while [ ! -f go ]; do sleep 0.02; done'")
    assert JobFolder(device, "contract", clock=FastClock(), sleep=sleep).follow(lambda line: None) == 0
    assert asked[:30] == [True] * 30


def test_removing_a_job_stops_it(device: Device) -> None:
    job = JobFolder(device, "contract-running")
    job.create({}, {})
    job.start("sleep 60")
    pid = device.read(f"{job.path}/pid").decode().strip()
    assert [other.path for other in left_over(device) if other.is_alive()] == [job.path]

    job.remove()

    assert device.script(f"while kill -0 {pid} 2>/dev/null; do sleep 0.02; done", timeout_s=10).exit_code == 0
    assert left_over(device) == []


def test_a_process_that_does_not_end_is_named_with_the_way_to_end_it(
    virtual: Device, virtual_device: FaultyDevice, job: JobFolder
) -> None:
    job.start("sleep 60")
    pid = virtual.read(f"{job.path}/pid").decode().strip()
    virtual_device.faults = Faults(unkillable=True)
    stuck = JobFolder(virtual, "contract", poll_s=0, clock=FastClock())
    with pytest.raises(DeviceError, match=f"{virtual.serial} still runs as process {pid}") as caught:
        stuck.remove()
    assert f"adb -s {virtual.serial} shell kill -9 {pid}" in caught.value.hint
    assert [left.id for left in left_over(virtual)] == ["contract"], "the next run has to know of it"
    virtual_device.faults = Faults()


# -- without room -----------------------------------------------------------------------------------------------------


def test_nothing_runs_where_there_is_no_room_to_know_of_it(
    virtual: Device, virtual_device: FaultyDevice, job: JobFolder
) -> None:
    virtual_device.faults = Faults(disk_capacity_bytes=0)
    with pytest.raises(DeviceFull, match=r"could not start the harness: .*No space left on device"):
        job.start("sleep 60")
    assert not job.is_alive()
    assert not job.has_room()
    virtual_device.faults = Faults()
    assert job.has_room()


def test_an_exit_code_that_there_was_no_room_for_is_none(
    virtual: Device, virtual_device: FaultyDevice, job: JobFolder
) -> None:
    def fill(_line: bytes) -> None:
        virtual.push_bytes(b"", f"{job.path}/exit")

    job.start("sh -c 'echo started; sleep 60'")
    assert job.follow(fill) is None
    virtual.shell("rm", f"{job.path}/exit")
