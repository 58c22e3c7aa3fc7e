"""The device's half of adb's transport protocol, packet by packet."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench.virtual.adb.connection import (
    WINDOW_BYTES,
    Accepted,
    Authorize,
    Closed,
    Connection,
    Event,
    Opened,
    Received,
    Writable,
)
from devbench.virtual.adb.packets import MAX_PAYLOAD_BYTES, VERSION, Auth, Command, Packet

HOST, DEVICE = 70, 1
"""The ids of a stream that the host opened: its own, and the first of ours."""
TOKEN = b"t" * 20


Sent = tuple[int, int, int, bytes]


class Peer:
    """A connection and the adb server at its other end."""

    def __init__(self, features: str = "shell_v2", authorize: Authorize | None = None) -> None:
        self.connection = Connection(
            banner=lambda features: b"device::features=" + ",".join(sorted(features)).encode(),
            features=frozenset({"shell_v2", "delayed_ack"}),
            authorize=authorize,
            new_token=lambda: TOKEN,
        )
        self.features = features

    def send(self, command: Command, arg0: int = 0, arg1: int = 0, payload: bytes = b"") -> list[Event]:
        return self.connection.receive(Packet(command, arg0, arg1, payload))

    def receive(self) -> list[Sent]:
        """What the device has sent since the last time."""
        packets, self.connection.outgoing = self.connection.outgoing, []
        return [(packet.command, packet.arg0, packet.arg1, bytes(packet.payload)) for packet in packets]

    def hello(self) -> list[Sent]:
        self.send(Command.CNXN, VERSION, MAX_PAYLOAD_BYTES, f"host::features={self.features}".encode())
        return self.receive()

    def open(self, window_bytes: int = 0) -> None:
        """An accepted stream."""
        self.hello()
        self.send(Command.OPEN, HOST, window_bytes, b"shell:\0")
        self.connection.accept(DEVICE)
        self.receive()


@pytest.fixture
def peer() -> Peer:
    return Peer()


@pytest.fixture
def stream(peer: Peer) -> Connection:
    peer.open()
    return peer.connection


# -- who may connect --------------------------------------------------------------------------------------------------


def test_a_trusted_host_is_told_what_the_device_is(peer: Peer) -> None:
    banner = b"device::features=delayed_ack,shell_v2"
    assert peer.hello() == [(Command.CNXN, VERSION, MAX_PAYLOAD_BYTES, banner)]
    assert peer.connection.online


def test_a_host_has_to_sign_a_token() -> None:
    peer = Peer(authorize=lambda token, signature: (token, signature) == (TOKEN, b"signed"))
    assert peer.hello() == [(Command.AUTH, Auth.TOKEN, 0, TOKEN)]

    peer.send(Command.AUTH, Auth.SIGNATURE, 0, b"another key's")
    assert peer.receive() == [(Command.AUTH, Auth.TOKEN, 0, TOKEN)]
    assert not peer.connection.online

    peer.send(Command.AUTH, Auth.SIGNATURE, 0, b"signed")
    assert [command for command, *_ in peer.receive()] == [Command.CNXN]


def test_a_host_that_offers_its_public_key_waits_for_ever() -> None:
    peer = Peer(authorize=lambda token, signature: True)
    peer.hello()
    peer.send(Command.AUTH, Auth.PUBLIC_KEY, 0, b"key")
    assert peer.receive() == []
    assert not peer.connection.online


def test_a_signature_that_nobody_asked_for_opens_nothing() -> None:
    peer = Peer(authorize=lambda token, signature: True)
    peer.send(Command.AUTH, Auth.SIGNATURE, 0, b"signed")
    assert not peer.connection.online


@pytest.mark.parametrize("command", [Command.OPEN, Command.OKAY, Command.WRTE, Command.CLSE])
def test_nothing_is_served_before_the_host_is_trusted(command: Command) -> None:
    peer = Peer(authorize=lambda token, signature: False)
    peer.hello()
    assert peer.send(command, HOST, DEVICE, b"shell:\0") == []
    assert peer.receive() == []


# -- streams ----------------------------------------------------------------------------------------------------------


def test_a_stream_is_opened_accepted_used_and_closed(peer: Peer) -> None:
    peer.hello()
    assert peer.send(Command.OPEN, HOST, 0, b"shell:ls\0") == [Opened(DEVICE, "shell:ls")]
    assert not peer.connection.is_writable(DEVICE)
    peer.connection.accept(DEVICE)
    peer.connection.write(DEVICE, b"file")
    assert peer.receive() == [(Command.OKAY, DEVICE, HOST, b""), (Command.WRTE, DEVICE, HOST, b"file")]
    assert peer.send(Command.OKAY, HOST, DEVICE) == [Writable(DEVICE)]
    peer.connection.close(DEVICE)
    assert peer.receive() == [(Command.CLSE, DEVICE, HOST, b"")]


def test_a_refusal_has_no_id_of_ours_or_the_client_hangs(peer: Peer) -> None:
    peer.hello()
    peer.send(Command.OPEN, HOST, 0, b"nosuch:\0")
    peer.connection.close(DEVICE)
    assert peer.receive() == [(Command.CLSE, 0, HOST, b"")]


def test_one_write_at_a_time(peer: Peer, stream: Connection) -> None:
    stream.write(DEVICE, b"a")
    assert not stream.is_writable(DEVICE)
    peer.send(Command.OKAY, HOST, DEVICE)
    assert stream.is_writable(DEVICE)


def test_a_close_does_not_overtake_the_answer_to_the_last_write(peer: Peer, stream: Connection) -> None:
    stream.write(DEVICE, b"last")
    stream.close(DEVICE)
    assert [command for command, *_ in peer.receive()] == [Command.WRTE]
    assert peer.send(Command.OKAY, HOST, DEVICE) == []
    assert peer.receive() == [(Command.CLSE, DEVICE, HOST, b"")]


def test_what_is_used_up_is_acknowledged_and_nothing_before(peer: Peer, stream: Connection) -> None:
    assert peer.send(Command.WRTE, HOST, DEVICE, b"input") == [Received(DEVICE, b"input")]
    assert peer.receive() == []
    stream.acknowledge(DEVICE, 5)
    assert peer.receive() == [(Command.OKAY, DEVICE, HOST, b"")]


def test_a_stream_that_the_host_closed_is_gone(peer: Peer, stream: Connection) -> None:
    assert peer.send(Command.CLSE, HOST, DEVICE) == [Closed(DEVICE)]
    stream.acknowledge(DEVICE, 5)
    stream.close(DEVICE)
    assert peer.receive() == []
    assert not stream.is_writable(DEVICE)


def test_a_write_to_no_stream_is_answered_by_a_close(peer: Peer) -> None:
    peer.hello()
    assert peer.send(Command.WRTE, HOST, 99, b"x") == []
    assert peer.receive() == [(Command.CLSE, 0, HOST, b"")]


def test_the_device_opens_streams_too(peer: Peer) -> None:
    peer.hello()
    stream = peer.connection.open("tcp:80")
    assert peer.receive() == [(Command.OPEN, stream, 0, b"tcp:80\0")]
    assert not peer.connection.is_writable(stream)
    assert peer.send(Command.OKAY, HOST, stream) == [Accepted(stream)]
    peer.connection.write(stream, b"GET")
    assert peer.receive() == [(Command.WRTE, stream, HOST, b"GET")]


def test_a_host_may_refuse_what_the_device_opens(peer: Peer) -> None:
    peer.hello()
    stream = peer.connection.open("tcp:1")
    assert peer.send(Command.CLSE, 0, stream) == [Closed(stream)]


def test_a_new_handshake_ends_the_streams_of_the_old_one(peer: Peer, stream: Connection) -> None:
    peer.hello()
    assert peer.send(Command.WRTE, HOST, DEVICE, b"x") == []


# -- delayed acknowledgement ------------------------------------------------------------------------------------------


@pytest.fixture
def windowed() -> Peer:
    peer = Peer("shell_v2,delayed_ack")
    peer.open(window_bytes=10)
    return peer


def test_the_window_is_told_when_a_stream_is_accepted() -> None:
    peer = Peer("delayed_ack")
    peer.hello()
    peer.send(Command.OPEN, HOST, 10, b"sync:\0")
    peer.connection.accept(DEVICE)
    assert peer.receive() == [(Command.OKAY, DEVICE, HOST, struct.pack("<i", WINDOW_BYTES))]


def test_several_writes_go_until_the_window_is_full(windowed: Peer) -> None:
    connection = windowed.connection
    connection.write(DEVICE, b"four")
    assert connection.is_writable(DEVICE)
    connection.write(DEVICE, b"seven..")
    assert not connection.is_writable(DEVICE)
    windowed.send(Command.OKAY, HOST, DEVICE, struct.pack("<i", 4))
    assert connection.is_writable(DEVICE)


def test_acknowledgements_count_bytes(windowed: Peer) -> None:
    windowed.connection.acknowledge(DEVICE, 1234)
    assert windowed.receive() == [(Command.OKAY, DEVICE, HOST, struct.pack("<i", 1234))]


# -- whatever comes ---------------------------------------------------------------------------------------------------

WORDS = st.integers(0, 3) | st.integers(0, 0xFFFFFFFF)
PACKETS = st.builds(Packet, st.sampled_from(Command) | WORDS, WORDS, WORDS, st.binary(max_size=8))


@given(st.lists(PACKETS), st.booleans())
def test_no_packet_breaks_a_connection(packets: list[Packet], delayed: bool) -> None:
    peer = Peer("delayed_ack" if delayed else "")
    peer.hello()
    for packet in packets:
        for event in peer.connection.receive(packet):
            if isinstance(event, Opened):
                peer.connection.accept(event.stream)
            if isinstance(event, Received):
                peer.connection.acknowledge(event.stream, len(event.data))
    assert all(len(payload) <= MAX_PAYLOAD_BYTES for *_, payload in peer.receive())
