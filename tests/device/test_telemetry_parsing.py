"""What devices print of themselves, as series and as heat. The texts were recorded on real devices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench.device import quantities, telemetry
from devbench.device.cpus import parse_cpus
from devbench.device.telemetry import Recording, Snapshot

BATTERY = """Current Battery Service state:
  AC powered: false
  USB powered: true
  Wireless powered: false
  Max charging current: 500000
  Max charging voltage: 5000000
  Charge counter: 3270000
  status: 5
  health: 2
  present: true
  level: 100
  scale: 100
  voltage: 4352
  temperature: 274
  technology: Li-ion
"""
BATTERY_WITH_A_LOG = """Current Battery Service state:
  status: 2
  health: 2
  level: 75
  scale: 100
  voltage: 4156
  temperature: 357
  Capacity level: -1
[EventLogBuffer]
08-11 18:34:14.721  Sending ACTION_BATTERY_CHANGED: level:72, health:2, voltage:4120, temperature:345
"""
GALAXY_A52_ANDROID_12 = """IsStatusOverride: false
ThermalEventListeners:
\tcallbacks: 1
\tkilled: false
\tbroadcasts count: -1
Thermal Status: 0
Cached temperatures:
\tTemperature{mValue=0.0, mType=2, mName=SUBBAT, mStatus=0}
\tTemperature{mValue=99.0, mType=0, mName=AP, mStatus=0}
HAL Ready: true
HAL connection:
\tThermalHAL 2.0 connected: yes
Current temperatures from HAL:
\tTemperature{mValue=25.6, mType=0, mName=AP, mStatus=0}
\tTemperature{mValue=23.8, mType=2, mName=BAT, mStatus=0}
\tTemperature{mValue=-99.9, mType=6, mName=TYPE_POWER_AMPLIFIER, mStatus=0}
Current cooling devices from HAL:
\tCoolingDevice{mValue=0, mType=2, mName=TYPE_CPU}
Temperature static thresholds from HAL:
"""
NO_THERMAL_SERVICE = "Can't find service: thermalservice\n"  # before Android 10

LOG = """devbench:once
scripted:
/sys/class/thermal/thermal_zone0/type:cpu-0-0
/sys/class/thermal/thermal_zone1/type:battery
/sys/class/thermal/thermal_zone2/type:cpu-0-0
/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor:schedutil
/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor:performance
/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq:1766400
/sys/devices/system/cpu/cpu1/cpufreq/cpuinfo_max_freq:2841600
devbench:battery
  temperature: 274
devbench:thermal
Thermal Status: 1
devbench:turn 100.25
{"event":"loaded","load_ns":8087318,"first_inference_ns":3191363}
/proc/uptime:100.30 800.00
/proc/stat:cpu  100 20 30 1434590 7126 4 5 6 0 0
/proc/stat:cpu0 50 10 15 769994 1762 2 2 3 0 0
/proc/4242/status:Name:\tapp_process64
/proc/4242/status:VmHWM:\t   61440 kB
/proc/4242/status:VmRSS:\t   51200 kB
/proc/4242/status:Cpus_allowed_list:\t0-1,4
/proc/4242/smaps_rollup:Pss:               40960 kB
/proc/4242/task/4242/stat:4242 (app_process64) S 1 1 1 0 -1 4194304 2387 0 3 0 150 50 0 0 20 0 2 0 1238881
/proc/4242/task/4250/stat:4250 (a) (b) R 1 1 1 0 -1 4194304 2387 0 3 0 30 3 0 0 20 0 2 0 1238881
/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq:1209600
/sys/class/power_supply/battery/capacity:87
/sys/class/power_supply/battery/status:Charging
/sys/class/thermal/thermal_zone0/temp:41300
/sys/class/thermal/thermal_zone1/temp:29
/sys/class/thermal/thermal_zone2/temp:42000
devbench:turn 101.31
/proc/uptime:101.36 801.00
/proc/sta"""


@pytest.fixture(scope="module")
def recording() -> Recording:
    return telemetry.parse(LOG)


def heat(battery: str = "", thermal: str = "") -> quantities.Heat:
    return quantities.heat(Snapshot(0, 0, battery=battery, thermal=thermal))


@pytest.mark.parametrize(
    ("battery", "thermal", "expected"),
    [
        (BATTERY, GALAXY_A52_ANDROID_12, (27.4, 0)),
        (BATTERY_WITH_A_LOG, NO_THERMAL_SERVICE, (35.7, None)),
        ("Can't find service: battery\n", "Thermal Status: 3\n", (None, 3)),
        ("", "", (None, None)),
        ("  temperature: -999\n", "", (None, None)),
    ],
)
def test_heat_is_what_the_services_tell_and_absent_else(
    battery: str, thermal: str, expected: tuple[float | None, ...]
) -> None:
    found = heat(battery, thermal)
    assert (found.temperature_c, found.thermal_status) == expected


def test_a_full_battery_at_the_cable_is_not_charging_and_its_level_is_of_its_scale() -> None:
    full = quantities.readings(Snapshot(0, 0, battery=BATTERY), {})
    odd = quantities.readings(Snapshot(0, 0, battery="  status: 2\n  level: 100\n  scale: 200\n"), {})
    assert (full["charging", "0/1"], full["battery_level", "%"]) == (0, 100)
    assert (odd["charging", "0/1"], odd["battery_level", "%"]) == (1, 50)


def test_the_thermal_services_current_temperatures_stand_in_for_zones_that_may_not_be_read() -> None:
    found = quantities.readings(Snapshot(0, 0, thermal=GALAXY_A52_ANDROID_12), {})
    zones = {name: value for (name, _), value in found.items() if name.startswith("zone_temperature:")}
    assert zones == {"zone_temperature:AP": 25.6, "zone_temperature:BAT": 23.8}


def test_a_log_is_read_up_to_where_it_was_cut(recording: Recording) -> None:
    assert [(snapshot.before_s, snapshot.after_s) for snapshot in recording.snapshots] == [
        (100.25, 100.30),
        (101.31, 101.36),
    ]
    assert recording.snapshots[0].last_event.startswith(b'{"event":"loaded"')
    assert recording.snapshots[1].files.keys() == {"/proc/uptime"}
    assert recording.snapshots[1].thermal == ""


def test_files_become_quantities(recording: Recording) -> None:
    assert quantities.readings(recording.snapshots[0], recording.once) == {
        ("battery_temperature", "C"): 27.4,
        ("battery_level", "%"): 87,
        ("charging", "0/1"): 1,
        ("thermal_status", "0-6"): 1,
        ("vm_rss", "bytes"): 51200 * 1024,
        ("zone_temperature:cpu-0-0#0", "C"): 41.3,
        ("zone_temperature:battery", "C"): 29,
        ("zone_temperature:cpu-0-0#2", "C"): 42,
        ("cpu0_frequency", "kHz"): 1209600,
    }


def test_times_of_processors_and_threads_are_the_systems(recording: Recording) -> None:
    snapshot = recording.snapshots[0]
    assert quantities.busy_ticks(snapshot) == 100 + 20 + 30 + 4 + 5 + 6
    assert quantities.thread_ticks(snapshot) == {4242: 200, 4250: 33}
    assert quantities.allowed_cpus(snapshot) == [0, 1, 4]
    assert quantities.memory_bytes(snapshot, "VmHWM") == 61440 * 1024
    assert quantities.memory_bytes(snapshot, "Pss") == 40960 * 1024


def test_a_kernel_that_does_not_add_up_the_mappings_has_them_added_up_here() -> None:
    mappings = Snapshot(0, 0, {"/proc/7/smaps": "Pss:          40 kB\nPss:           2 kB\n"})
    assert quantities.memory_bytes(mappings, "Pss") == 42 * 1024


def test_topology_is_told_whole_or_not_at_all(recording: Recording) -> None:
    assert quantities.core_max_khz(recording.once) == [1766400, 2841600]
    assert quantities.governors(recording.once) == {0: "schedutil", 1: "performance"}
    assert quantities.core_max_khz({}) is None
    without_first = {path: text for path, text in recording.once.items() if "cpu0" not in path}
    assert quantities.core_max_khz(without_first) is None


@pytest.mark.parametrize(
    ("text", "cores"), [("0-3,6", [0, 1, 2, 3, 6]), ("0,2,4-5\n", [0, 2, 4, 5]), ("0", [0]), ("", None), ("all", None)]
)
def test_lists_of_cores(text: str, cores: list[int] | None) -> None:
    assert parse_cpus(text) == cores


@given(cut=st.integers(0, len(LOG)), noise=st.text(max_size=20))
def test_no_log_is_too_broken_to_be_read(cut: int, noise: str) -> None:
    found = telemetry.parse(LOG[:cut] + noise)
    for snapshot in found.snapshots:
        quantities.heat(snapshot)
        quantities.readings(snapshot, found.once)
        quantities.thread_ticks(snapshot)
        quantities.busy_ticks(snapshot)
        quantities.allowed_cpus(snapshot)


@given(st.dictionaries(st.sampled_from(telemetry.EACH), st.text(max_size=30)), st.text(max_size=60))
def test_no_file_is_too_broken_to_be_read(files: dict[str, str], output: str) -> None:
    paths = {path.replace("{pid}", "7").replace("[0-9]*", "0").replace("*", "0"): text for path, text in files.items()}
    snapshot = Snapshot(0, 0, paths, battery=output, thermal=output)
    quantities.readings(snapshot, paths)
    quantities.thread_ticks(snapshot)
    quantities.busy_ticks(snapshot)
