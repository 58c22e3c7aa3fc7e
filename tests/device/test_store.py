"""Files on a device are known by their content: sent once, checked there, and kept while there is room."""

import hashlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench.device.adb import Device
from devbench.device.store import READ_ONLY, RESERVE_BYTES, STORE, DeviceStore, StoreFile, choose_evicted
from devbench.device.sync import Stat
from devbench.errors import DeviceError, DeviceFull, DeviceLost
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice
from tests.kinds import present

MEGABYTE = 1_000_000


Ensure = Callable[..., list[str]]
"""From files to the names of those that had to be sent."""


class Progress:
    """Remembers what was sent: names to the bytes told."""

    def __init__(self) -> None:
        self.sent: dict[str, list[int]] = {}

    def pushing(self, name: str, size_bytes: int) -> None:
        self.sent[name] = []

    def pushed(self, sent_bytes: int) -> None:
        self.sent[list(self.sent)[-1]].append(sent_bytes)


@pytest.fixture
def make_file(tmp_path: Path) -> Callable[[str, int], StoreFile]:
    def make(name: str, size: int) -> StoreFile:
        content = random.Random(name).randbytes(size)
        (tmp_path / name).write_bytes(content)
        return StoreFile(tmp_path / name, hashlib.sha256(content).hexdigest())

    return make


@pytest.fixture
def ensure(device: Device) -> Iterator[Ensure]:
    """Ensures files and returns what had to be sent; they are deleted after the test."""
    seen: set[str] = set()

    def ensure(*files: StoreFile) -> list[str]:
        seen.update(file.sha256 for file in files)
        progress = Progress()
        paths = DeviceStore(device).ensure(files, progress)
        assert paths == [f"{STORE}/{file.sha256}" for file in files]
        return list(progress.sent)

    yield ensure
    for sha256 in seen:
        device.shell("rm", "-f", f"{STORE}/{sha256}")


def names(device: Device) -> set[str]:
    return set(device.list(STORE))


def test_a_file_is_sent_once(device: Device, ensure: Ensure, make_file: Callable[[str, int], StoreFile]) -> None:
    model, vocabulary = make_file("model", MEGABYTE), make_file("vocabulary", 100)
    assert ensure(model, vocabulary) == ["model", "vocabulary"]
    assert device.read(f"{STORE}/{vocabulary.sha256}") == vocabulary.path.read_bytes()
    assert present(device.stat(f"{STORE}/{model.sha256}")).mode & 0o777 == READ_ONLY

    assert ensure(model, vocabulary) == []


def test_the_same_content_under_two_names_is_sent_once(
    ensure: Ensure, make_file: Callable[[str, int], StoreFile], tmp_path: Path
) -> None:
    file = make_file("model", 1000)
    copy = StoreFile(tmp_path / "copy", file.sha256)
    copy.path.write_bytes(file.path.read_bytes())
    assert len(ensure(file, copy)) == 1


def test_progress_is_told_up_to_the_end(
    device: Device, ensure: Ensure, make_file: Callable[[str, int], StoreFile]
) -> None:
    file, progress = make_file("model", 3 * MEGABYTE), Progress()
    DeviceStore(device).ensure([file], progress)
    told = progress.sent["model"]
    assert told == sorted(told)
    assert told[-1] == 3 * MEGABYTE
    ensure(file)


def test_a_file_of_the_wrong_size_is_sent_again(
    device: Device, ensure: Ensure, make_file: Callable[[str, int], StoreFile]
) -> None:
    file = make_file("model", 1000)
    device.push_bytes(b"cut short", f"{STORE}/{file.sha256}")
    assert ensure(file) == ["model"]
    assert device.read(f"{STORE}/{file.sha256}") == file.path.read_bytes()


def test_what_an_earlier_push_left_behind_is_deleted(
    device: Device, ensure: Ensure, make_file: Callable[[str, int], StoreFile]
) -> None:
    device.push_bytes(b"half", f"{STORE}/{'0' * 64}.part")
    ensure(make_file("model", 1000))
    assert not any(name.endswith(".part") for name in names(device))


def test_a_link_that_breaks_once_does_no_harm(
    virtual: Device, virtual_device: FaultyDevice, ensure: Ensure, make_file: Callable[[str, int], StoreFile]
) -> None:
    virtual_device.faults = Faults(cut_push_at_bytes=MEGABYTE)
    file = make_file("model", 3 * MEGABYTE)
    assert ensure(file) == ["model"]
    assert virtual.read(f"{STORE}/{file.sha256}") == file.path.read_bytes()


def test_a_link_that_breaks_again_and_again_is_told(
    virtual: Device, virtual_device: FaultyDevice, ensure: Ensure, make_file: Callable[[str, int], StoreFile]
) -> None:
    virtual_device.faults = Faults(cut_push_at_bytes=MEGABYTE, cuts=2)
    with pytest.raises(DeviceLost, match=virtual.serial):
        ensure(make_file("model", 3 * MEGABYTE))
    virtual_device.faults = Faults()
    assert ensure(make_file("model", 3 * MEGABYTE)) == ["model"]


@pytest.mark.parametrize("missing", [frozenset(), frozenset({"sha256sum"})], ids=["Android 8", "before Android 8"])
def test_a_push_that_is_spoilt_is_noticed_and_nothing_of_it_is_kept(
    virtual: Device,
    virtual_device: FaultyDevice,
    ensure: Ensure,
    make_file: Callable[[str, int], StoreFile],
    missing: frozenset[str],
) -> None:
    virtual_device.faults = Faults(corrupt_push_at_byte=500, missing_programs=missing)
    with pytest.raises(DeviceError, match=rf"{virtual.serial} stored a corrupted copy of model"):
        ensure(make_file("model", 1000))
    assert names(virtual) == set()

    virtual_device.faults = Faults(missing_programs=missing)
    assert ensure(make_file("model", 1000)) == ["model"]


def test_a_file_that_changed_since_it_was_read_is_noticed(
    device: Device, ensure: Ensure, make_file: Callable[[str, int], StoreFile]
) -> None:
    file = make_file("model", 1000)
    file.path.write_bytes(b"other content")
    with pytest.raises(DeviceError, match="model"):
        ensure(file)
    assert file.sha256 not in names(device)


def test_what_was_used_least_recently_makes_room(
    virtual: Device, virtual_device: FaultyDevice, ensure: Ensure, make_file: Callable[[str, int], StoreFile]
) -> None:
    old, used, new = make_file("old", 5 * MEGABYTE), make_file("used", 5 * MEGABYTE), make_file("new", 5 * MEGABYTE)
    ensure(old, used)
    for age_s, file in enumerate([used, old]):
        virtual.push_bytes(file.path.read_bytes(), f"{STORE}/{file.sha256}", mtime_s=1_000_000_000 - age_s)
    ensure(used)
    virtual_device.faults = Faults(disk_capacity_bytes=RESERVE_BYTES + 12 * MEGABYTE)

    assert ensure(used, new) == ["new"]

    assert names(virtual) == {used.sha256, new.sha256}


def test_a_full_device_is_told_and_nothing_is_deleted_or_left(
    virtual: Device, virtual_device: FaultyDevice, ensure: Ensure, make_file: Callable[[str, int], StoreFile]
) -> None:
    kept = make_file("kept", MEGABYTE)
    ensure(kept)
    virtual_device.faults = Faults(disk_capacity_bytes=2 * MEGABYTE)
    with pytest.raises(
        DeviceFull, match=r"has too little space for 5.0 MB to push and .* results \(.* of 2.0 MB free, by df\)"
    ):
        ensure(make_file("large", 5 * MEGABYTE))
    assert names(virtual) == {kept.sha256}


def take(virtual_device: FaultyDevice, size_bytes: int) -> None:
    """What others hold of the disk."""
    with (virtual_device.root / "data/local/tmp/others").open("wb") as others:
        others.truncate(size_bytes)


def test_what_old_devices_keep_for_root_is_room_for_nobody(
    virtual: Device, virtual_device: FaultyDevice, ensure: Ensure, make_file: Callable[[str, int], StoreFile]
) -> None:
    """Android 5's df counts it as free; whether there is room is known when it is pushed."""
    old = make_file("old", 4 * MEGABYTE)
    ensure(old)
    capacity_bytes, reserved_bytes = 400 * MEGABYTE, 20 * MEGABYTE
    take(virtual_device, capacity_bytes - reserved_bytes - RESERVE_BYTES - 8 * MEGABYTE)
    virtual_device.faults = Faults(disk_capacity_bytes=capacity_bytes, reserved_bytes=reserved_bytes, toolbox_df=True)

    fits, not_ = make_file("fits", 6 * MEGABYTE), make_file("not", 26 * MEGABYTE)
    assert ensure(fits) == ["fits"]
    assert names(virtual) == {fits.sha256}, "the old one is in the way, whatever df says"
    with pytest.raises(DeviceFull, match=r"No space left on device \(at most .* free, by df\)"):
        ensure(not_)


def test_a_push_that_ends_early_for_want_of_room_is_a_full_disk(
    virtual: Device, virtual_device: FaultyDevice, ensure: Ensure, make_file: Callable[[str, int], StoreFile]
) -> None:
    file = make_file("model", MEGABYTE)
    virtual_device.faults = Faults(truncate_push_at_bytes=500_000)
    with pytest.raises(DeviceError, match="stored a corrupted copy of model") as caught:
        ensure(file)
    assert not isinstance(caught.value, DeviceFull), "there is room"
    take(virtual_device, 380 * MEGABYTE)
    virtual_device.faults = Faults(disk_capacity_bytes=400 * MEGABYTE, toolbox_df=True, truncate_push_at_bytes=500_000)
    with pytest.raises(DeviceFull, match=r"stored 500.0 kB of the 1.0 MB of model \(at most .* free, by df\)"):
        ensure(file)
    assert names(virtual) == set()


SIZES = st.integers(0, 1000)
ENTRIES = st.dictionaries(st.text("abcdef", min_size=1), st.builds(Stat, st.just(0o100444), SIZES, SIZES))


@given(ENTRIES, st.sets(st.text("abcdef", min_size=1)), st.integers(-100, 3000))
def test_no_more_is_deleted_than_needed_and_never_what_is_in_use(
    present: dict[str, Stat], keep: set[str], wanted: int
) -> None:
    evicted = choose_evicted(present, keep, wanted)
    idle = present.keys() - keep
    if evicted is None:
        assert sum(present[name].size_bytes for name in idle) < wanted
        return
    assert set(evicted) <= idle
    assert sum(present[name].size_bytes for name in evicted) >= wanted
    assert sum(present[name].size_bytes for name in evicted[:-1]) < wanted or not evicted
    kept = idle - set(evicted)
    assert all(present[gone].mtime_s <= present[stays].mtime_s for gone in evicted for stays in kept)
