"""What devices tell of themselves: real ones since Android 5, whose words are kept here, and those that are at hand."""

import os
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench.device.adb import Device
from devbench.device.disk import DiskSpace, parse_df, said_full
from devbench.device.facts import check_api, parse_facts, parse_getprop, read_facts
from devbench.errors import DeviceUnavailable
from tests.kinds import present

PIXEL_7 = """\
devbench-section:properties
[dalvik.vm.heapsize]: [512m]
[persist.sys.timezone]: [Asia/Tokyo]
[ro.board.platform]: [gs201]
[ro.boot.hardware]: [panther]
[ro.build.fingerprint]: [google/panther/panther:14/UQ1A.240205.002/11224170:user/release-keys]
[ro.build.version.release]: [14]
[ro.build.version.sdk]: [34]
[ro.debuggable]: [0]
[ro.hardware]: [panther]
[ro.kernel.qemu]: []
[ro.product.cpu.abilist]: [arm64-v8a,armeabi-v7a,armeabi]
[ro.product.manufacturer]: [Google]
[ro.product.model]: [Pixel 7]
[ro.soc.manufacturer]: [Google]
[ro.soc.model]: [GS201]
[ro.vendor.notes]: [first line
second: line]
devbench-section:possible_cpus
0-7
devbench-section:cpuinfo
processor\t: 0
BogoMIPS\t: 49.15
Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp
CPU implementer\t: 0x41

processor\t: 1
BogoMIPS\t: 49.15
devbench-section:meminfo
MemTotal:        7716656 kB
MemFree:          216508 kB
devbench-section:page_size
4096
"""

NEXUS_5_ON_ANDROID_5 = """\
devbench-section:properties\r
[ro.board.platform]: [msm8974]\r
[ro.build.fingerprint]: [google/hammerhead/hammerhead:5.1.1/LMY48B/1863243:user/release-keys]\r
[ro.build.version.release]: [5.1.1]\r
[ro.build.version.sdk]: [22]\r
[ro.debuggable]: [0]\r
[ro.hardware]: [hammerhead]\r
[ro.product.cpu.abi]: [armeabi-v7a]\r
[ro.product.cpu.abilist]: [armeabi-v7a,armeabi]\r
[ro.product.manufacturer]: [LGE]\r
[ro.product.model]: [Nexus 5]\r
devbench-section:possible_cpus\r
0-3\r
devbench-section:cpuinfo\r
Processor\t: ARMv7 Processor rev 0 (v7l)\r
processor\t: 0\r
BogoMIPS\t: 38.40\r
\r
Features\t: swp half thumb fastmult vfp edsp neon vfpv3 tls vfpv4 idiva idivt\r
Hardware\t: Qualcomm MSM 8974 HAMMERHEAD (Flattened Device Tree)\r
devbench-section:meminfo\r
MemTotal:        1899548 kB\r
devbench-section:page_size\r
"""

EMULATOR = """\
devbench-section:properties
[ro.boot.qemu]: [1]
[ro.build.version.sdk]: [35]
[ro.hardware]: [ranchu]
[ro.product.cpu.abilist]: [x86_64,arm64-v8a]
[ro.product.model]: [sdk_gphone16k_x86_64]
[ro.debuggable]: [1]
devbench-section:possible_cpus
0-3
devbench-section:page_size
16384
"""


def test_a_recent_phone() -> None:
    assert asdict(parse_facts(PIXEL_7)) == {
        "kind": "physical",
        "fingerprint": "google/panther/panther:14/UQ1A.240205.002/11224170:user/release-keys",
        "manufacturer": "Google",
        "model": "Pixel 7",
        "abis": ("arm64-v8a", "armeabi-v7a", "armeabi"),
        "api": 34,
        "release": "14",
        "soc": "Google GS201",
        "cores": 8,
        "memory_bytes": 7716656 * 1024,
        "page_size_bytes": 4096,
        "debuggable": False,
    }


def test_a_phone_of_android_5_with_a_terminals_line_ends() -> None:
    facts = parse_facts(NEXUS_5_ON_ANDROID_5)
    assert (facts.kind, facts.model, facts.api, facts.abis) == ("physical", "Nexus 5", 22, ("armeabi-v7a", "armeabi"))
    assert (facts.soc, facts.cores, facts.memory_bytes) == ("msm8974", 4, 1899548 * 1024)
    assert facts.page_size_bytes is None, "it has no getconf, and nothing is invented"


def test_an_emulator_of_16_kilobyte_pages() -> None:
    facts = parse_facts(EMULATOR)
    assert (facts.kind, facts.page_size_bytes, facts.debuggable) == ("emulator", 16384, True)
    assert (facts.soc, facts.fingerprint, facts.memory_bytes) == (None, None, None)


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ("[ro.devbench.virtual]: [1]\n[ro.hardware]: [ranchu]", "virtual"),
        ("[ro.kernel.qemu]: [1]", "emulator"),
        ("[ro.hardware]: [goldfish]", "emulator"),
        ("[ro.boot.hardware]: [cutf_cvm]", "emulator"),
        ("[ro.hardware]: [qcom]\n[ro.boot.qemu]: [0]", "physical"),
    ],
)
def test_the_kind_of_a_device(properties: str, kind: str) -> None:
    assert parse_facts(f"devbench-section:properties\n{properties}\n").kind == kind


@pytest.mark.parametrize(
    ("properties", "soc"),
    [
        ("[ro.soc.model]: [SM8550]\n[ro.soc.manufacturer]: [QTI]\n[ro.board.platform]: [kalama]", "QTI SM8550"),
        ("[ro.hardware.chipname]: [exynos9820]\n[ro.board.platform]: [exynos5]", "exynos9820"),
        ("[ro.mediatek.platform]: [MT6765]", "MT6765"),
        ("", "Amlogic"),
    ],
)
def test_each_maker_names_the_soc_in_its_own_way(properties: str, soc: str) -> None:
    text = f"devbench-section:properties\n{properties}\ndevbench-section:cpuinfo\nHardware\t: Amlogic\n"
    assert parse_facts(text).soc == soc


def test_cores_are_counted_in_cpuinfo_where_nothing_better_is_there() -> None:
    text = "devbench-section:cpuinfo\nprocessor\t: 0\nprocessor\t: 1\n"
    assert parse_facts(text).cores == 2


def test_a_device_that_says_nothing_has_no_facts() -> None:
    facts = asdict(parse_facts(""))
    assert facts.pop("kind") == "physical"
    assert facts.pop("abis") == ()
    assert set(facts.values()) == {None}


@pytest.mark.slow
@given(st.text())
def test_no_output_breaks_the_parser(text: str) -> None:
    assert parse_facts(text).kind in ("physical", "emulator", "virtual")
    assert parse_facts(f"devbench-section:properties\n{text}").kind in ("physical", "emulator", "virtual")


NAMES = st.text(st.characters(whitelist_categories=["Ll", "Nd"], whitelist_characters="._-"), min_size=1)
VALUES = st.text(st.characters(blacklist_characters="[]\r", blacklist_categories=["Cs"])).map(str.strip).filter(bool)


@pytest.mark.slow
@given(st.dictionaries(NAMES, VALUES))
def test_properties_of_any_value_are_read(properties: dict[str, str]) -> None:
    assert parse_getprop("".join(f"[{name}]: [{value}]\n" for name, value in properties.items())) == properties


@pytest.mark.parametrize(
    ("df", "free", "words"),
    [
        (
            "Filesystem       1K-blocks     Used Available Use% Mounted on\n"
            "/dev/block/dm-44 113196012 58402212  54662728  52% /data/user/0\n",
            54662728 * 1024,
            "55.97 GB of 115.91 GB free",
        ),
        (
            "Filesystem               Size     Used     Free   Blksize\n"
            "/data                   12.0G     3.1G     8.9G   4096\n",
            int(8.9 * 2**30),
            "at most 9.56 GB of 12.88 GB free",
        ),
        (
            "Filesystem               Size     Used     Free   Blksize\n/data   512.0M   512.0M     0.0K   4096\n",
            0,
            "0 B of 536.9 MB free",
        ),
    ],
    ids=["toybox", "toolbox", "full"],
)
def test_how_full_a_device_is(df: str, free: int, words: str) -> None:
    space = present(parse_df(df))
    assert (space.free_bytes, str(space)) == (free, words)


def test_what_old_devices_keep_for_root_is_not_counted_on() -> None:
    space = present(parse_df("Filesystem   Size   Used   Free   Blksize\n/data   2000.0M   1890.0M   110.0M   4096\n"))
    assert (space.free_bytes, space.likely_bytes) == (110 << 20, 10 << 20)
    assert present(parse_df("Filesystem 1K-blocks Available\n/dev 2000 110\n")).likely_bytes == 110 << 10


@pytest.mark.parametrize(
    "df",
    [
        "df: /data/local: Permission denied\n",
        "Filesystem 1K-blocks Used Available Use% Mounted on\n/dev/x - - - - /data\n",
        "",
    ],
    ids=["denied", "no figures", "silent"],
)
def test_a_df_that_cannot_be_made_out_gives_no_figures(df: str) -> None:
    assert parse_df(df) is None


def test_a_device_that_says_it_is_full_is_not_contradicted_by_df() -> None:
    def words(free_bytes: int) -> str:
        space = DiskSpace(free_bytes, 128_000_000_000, with_reserve=False)
        return said_full("R5CT1", "could not make a folder: No space left on device", space).message

    assert words(0) == "R5CT1 could not make a folder: No space left on device (0 B of 128.00 GB free, by df)."
    assert words(65_800_000_000) == (
        "R5CT1 could not make a folder: No space left on device, but df reports 65.80 GB free; "
        "its inodes or a quota may be used up."
    )


@pytest.mark.parametrize(("api", "release"), [("19", "4.4.2"), ("20", "4.4W")])
def test_an_android_before_5_is_refused_by_name(api: str, release: str) -> None:
    section = f"devbench-section:properties\n[ro.build.version.sdk]: [{api}]\n[ro.build.version.release]: [{release}]\n"
    with pytest.raises(DeviceUnavailable) as refused:
        check_api(parse_facts(section), "R5CT1")
    wanted = f"R5CT1 runs Android {release} (API {api}); devbench needs Android 5.0 (API 21) or newer."
    assert refused.value.message == wanted


ONLY_RELEASE = "devbench-section:properties\n[ro.build.version.sdk]: []\n[ro.build.version.release]: [9]\n"


@pytest.mark.parametrize("output", [NEXUS_5_ON_ANDROID_5, PIXEL_7, ONLY_RELEASE, ONLY_RELEASE.replace("9", "R")])
def test_an_android_that_is_new_enough_as_far_as_it_says_is_taken(output: str) -> None:
    check_api(parse_facts(output), "R5CT1")


def test_an_android_before_5_that_tells_its_release_alone_is_refused() -> None:
    with pytest.raises(DeviceUnavailable, match=r"^R5CT1 runs Android 4\.4\.4; devbench needs Android 5\.0"):
        check_api(parse_facts(ONLY_RELEASE.replace("9", "4.4.4")), "R5CT1")


@pytest.mark.parametrize("output", ["", "devbench-section:properties\n[ro.build.version.sdk]: []\n"])
def test_a_device_that_does_not_say_what_it_runs_is_refused(output: str) -> None:
    with pytest.raises(DeviceUnavailable) as refused:
        check_api(parse_facts(output), "R5CT1")
    wanted = "R5CT1 does not report its Android version (ro.build.version.sdk is empty)."
    assert refused.value.message == wanted
    assert "getprop ro.build.version.sdk" in refused.value.hint


def test_the_virtual_device_says_what_it_is_and_that_it_is_virtual(virtual: Device) -> None:
    facts = read_facts(virtual)
    assert facts.kind == "virtual"
    assert present(facts.fingerprint).startswith("devbench/virtual/")
    assert facts.page_size_bytes == os.sysconf("SC_PAGE_SIZE")
    assert facts.abis


def test_every_device_tells_what_a_run_depends_on(device: Device) -> None:
    facts = read_facts(device)
    assert facts.api is None or facts.api >= 21
    assert present(facts.cores) >= 1
    assert present(facts.memory_bytes) > 100_000_000
