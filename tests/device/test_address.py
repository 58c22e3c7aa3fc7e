"""The adb server is found where adb itself would look for it."""

import pytest

from devbench.device import address
from devbench.errors import UsageError


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ("127.0.0.1", 5037)),
        ({"ANDROID_ADB_SERVER_PORT": "5038"}, ("127.0.0.1", 5038)),
        ({"ANDROID_ADB_SERVER_PORT": ""}, ("127.0.0.1", 5037)),
        ({"ANDROID_ADB_SERVER_ADDRESS": "lab-1", "ANDROID_ADB_SERVER_PORT": "5038"}, ("lab-1", 5038)),
        ({"ADB_SERVER_SOCKET": "tcp:5039", "ANDROID_ADB_SERVER_PORT": "5038"}, ("127.0.0.1", 5039)),
        ({"ADB_SERVER_SOCKET": "tcp:lab-1:5039"}, ("lab-1", 5039)),
        ({"ADB_SERVER_SOCKET": "tcp:[::1]:5039"}, ("::1", 5039)),
    ],
)
def test_the_variables_of_adb_are_obeyed(environment: dict[str, str], expected: tuple[str, int]) -> None:
    assert address.from_environment(environment) == expected


@pytest.mark.parametrize(
    "environment",
    [
        {"ANDROID_ADB_SERVER_PORT": "none"},
        {"ANDROID_ADB_SERVER_PORT": "0"},
        {"ANDROID_ADB_SERVER_PORT": "65536"},
        {"ADB_SERVER_SOCKET": "localfilesystem:/tmp/adb"},
        {"ADB_SERVER_SOCKET": "tcp:lab-1:"},
    ],
)
def test_nonsense_is_told_with_the_variable_that_holds_it(environment: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=next(iter(environment))):
        address.from_environment(environment)
