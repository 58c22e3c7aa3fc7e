"""The packets of a shell stream, and what the name of the service asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench.virtual.adb.shell_protocol import ShellPacket, ShellReader, ShellRequest, encode

PACKETS = st.lists(st.tuples(st.sampled_from(ShellPacket), st.binary(max_size=50)), max_size=6)


@given(PACKETS, st.lists(st.integers(1, 20)))
def test_packets_come_out_as_they_went_in_however_they_are_cut(
    packets: list[tuple[ShellPacket, bytes]], sizes: list[int]
) -> None:
    data = b"".join(encode(kind, payload) for kind, payload in packets)
    reader = ShellReader()
    read: list[tuple[ShellPacket, bytes]] = []
    for size in [*sizes, len(data)]:
        read += reader.feed(data[:size])
        data = data[size:]
    assert read == packets


def test_a_packet_is_laid_out_as_adb_says() -> None:
    assert encode(ShellPacket.EXIT, b"\7") == b"\3\1\0\0\0\7"


def test_packets_of_kinds_to_come_are_left_out() -> None:
    assert list(ShellReader().feed(b"\x63\2\0\0\0??" + encode(ShellPacket.STDIN, b"x"))) == [(ShellPacket.STDIN, b"x")]


@pytest.mark.parametrize(
    ("service", "request_"),
    [
        ("shell:ls -l", ShellRequest("ls -l")),
        ("exec:cat", ShellRequest("cat")),
        ("shell:", ShellRequest("", pty=True)),
        ("shell,v2,raw:echo a:b", ShellRequest("echo a:b", v2=True)),
        ("shell,v2,TERM=xterm,pty:", ShellRequest("", v2=True, pty=True)),
        ("shell,v2,raw:", ShellRequest("", v2=True)),
    ],
)
def test_services(service: str, request_: ShellRequest) -> None:
    assert ShellRequest.parse(service) == request_
