"""Nothing leads out of the device's folder."""

import errno
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devbench.virtual.filesystem import Filesystem

HOME = "/data/local/tmp"


@pytest.fixture
def files(tmp_path: Path) -> Filesystem:
    (tmp_path / "secret").write_text("the host's")
    return Filesystem(tmp_path / "root")


@pytest.mark.parametrize(
    ("path", "cwd", "resolved"),
    [
        ("/", "/", "/"),
        ("a", "/x", "/x/a"),
        ("/a//b/./c/", "/x", "/a/b/c"),
        ("..", "/x/y", "/x"),
        ("../../../../secret", "/x", "/secret"),
        ("/../secret", "/", "/secret"),
        ("", "/x", "/x"),
    ],
)
def test_paths_are_the_devices_own(files: Filesystem, path: str, cwd: str, resolved: str) -> None:
    assert files.resolve(path, cwd) == resolved


@pytest.mark.parametrize("target", ["/secret", "../../../../secret", "../" * 40 + "secret", "/../../secret"])
def test_a_link_cannot_point_out_of_the_device(files: Filesystem, target: str) -> None:
    link = files.root / HOME[1:] / "link"
    link.symlink_to(target)
    assert files.host(f"{HOME}/link") == files.root / "secret"
    assert not files.host(f"{HOME}/link").exists()


def test_a_link_to_a_host_path_is_a_path_of_the_device(files: Filesystem, tmp_path: Path) -> None:
    link = files.root / HOME[1:] / "link"
    link.symlink_to(tmp_path)
    assert not files.host(f"{HOME}/link/secret").exists()


def test_a_link_that_is_not_to_be_followed_is_the_link(files: Filesystem) -> None:
    link = files.root / HOME[1:] / "link"
    link.symlink_to("/etc/passwd")
    assert files.host(f"{HOME}/link", follow=False) == link


def test_links_in_a_circle_end(files: Filesystem) -> None:
    for here, there in (("a", "b"), ("b", "a")):
        (files.root / HOME[1:] / here).symlink_to(there)
    with pytest.raises(OSError) as error:
        files.host(f"{HOME}/a")
    assert error.value.errno == errno.ELOOP


def test_a_name_that_cannot_be_one_is_refused(files: Filesystem) -> None:
    with pytest.raises(OSError) as error:
        files.host("a\0b")
    assert error.value.errno == errno.EINVAL


@pytest.mark.parametrize("path", ["/", "/system/bin/sh", "/data/local/other", "/proc/cpuinfo", "/dev/zero", "/data"])
def test_only_the_shell_users_folders_can_be_written(files: Filesystem, path: str) -> None:
    with pytest.raises(PermissionError):
        files.host(path, write=True)


@pytest.mark.parametrize("path", [f"{HOME}/a", "/sdcard/a", "/storage/emulated/0/a", "/dev/null"])
def test_those_can(files: Filesystem, path: str) -> None:
    files.host(path, write=True)


def test_a_link_gives_no_right_to_write(files: Filesystem) -> None:
    (files.root / HOME[1:] / "link").symlink_to("/system")
    with pytest.raises(PermissionError):
        files.host(f"{HOME}/link/sh", write=True)


def test_a_read_only_folder_says_so(tmp_path: Path) -> None:
    files = Filesystem(tmp_path / "root", read_only=lambda: (HOME,))
    with pytest.raises(OSError) as error:
        files.host(f"{HOME}/a", write=True)
    assert error.value.errno == errno.EROFS
    files.host("/sdcard/a", write=True)


@pytest.mark.skipif(not Path("/proc/cpuinfo").exists(), reason="the host has no /proc")
class TestWhatTheHostTells:
    def test_its_processor_is_told(self, files: Filesystem) -> None:
        assert files.host("/proc/cpuinfo").read_bytes() == Path("/proc/cpuinfo").read_bytes()
        assert "cpuinfo" in files.listing("/proc")

    @pytest.mark.parametrize(
        "path",
        [
            "/proc/self/root/etc/passwd",
            "/proc/self/cwd",
            "/proc/self/environ",
            "/proc/self/fd/0",
            "/etc/passwd",
            "/sys/devices/system/cpu/../../../../etc/passwd",
            "/sys/devices/system/cpu/cpu0/subsystem/uevent",
        ],
    )
    def test_nothing_else_is(self, files: Filesystem, path: str) -> None:
        with pytest.raises(FileNotFoundError):
            files.host(path).lstat()

    def test_its_own_processes_are(self, files: Filesystem) -> None:
        mine = os.getpid()
        assert files.host(f"/proc/{mine}").is_dir()
        assert f"{mine}" in files.host("/proc/self/stat").read_text()
        assert str(mine) in files.listing("/proc")

    def test_those_of_others_are_not(self, files: Filesystem) -> None:
        other = subprocess.Popen(["sleep", "600"], start_new_session=True)
        try:
            assert str(other.pid) not in files.listing("/proc")
            with pytest.raises(FileNotFoundError):
                files.host(f"/proc/{other.pid}/status").lstat()
        finally:
            other.kill()
            other.wait()


def test_each_boot_has_a_name_of_its_own(files: Filesystem) -> None:
    boot_id = files.host("/proc/sys/kernel/random/boot_id")
    before = boot_id.read_text()
    Filesystem(files.root)
    assert len(before.strip()) == 36
    assert boot_id.read_text() != before


def test_a_small_disk_fills_up(tmp_path: Path) -> None:
    files = Filesystem(tmp_path / "root", capacity=lambda: (1000, 400))
    file = files.root / HOME[1:] / "file"
    file.write_bytes(bytes(300))
    usage = files.usage()
    assert (usage.total_bytes, usage.used_bytes, usage.free_bytes, usage.available_bytes) == (1000, 300, 700, 300)
    assert files.has_room()
    file.write_bytes(bytes(600))
    assert (files.usage().free_bytes, files.usage().available_bytes, files.has_room()) == (400, 0, False)


NAMES = st.sampled_from(["a", "b", "..", ".", "", "link", "..link"]) | st.text(max_size=3)
PATHS = st.lists(NAMES, max_size=6).map("/".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(links=st.lists(st.tuples(st.sampled_from(["link", "..link"]), PATHS), max_size=2), path=PATHS)
def test_no_path_leads_out(tmp_path_factory: pytest.TempPathFactory, links: list[tuple[str, str]], path: str) -> None:
    files = Filesystem(tmp_path_factory.mktemp("device"))
    for name, target in dict(links).items():
        if target and "\0" not in target:
            (files.root / HOME[1:] / name).symlink_to(target)
    try:
        host = files.host(path, HOME)
    except OSError:
        return
    assert host == files.root or files.root in host.parents
    assert os.path.realpath(host).startswith(str(files.root))
