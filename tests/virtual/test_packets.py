"""Framing of packets and the check of signatures."""

import base64
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from devbench.virtual.adb.packets import HEADER, MAX_PAYLOAD_BYTES, Command, Packet, PacketReader, ProtocolError
from devbench.virtual.adb.packets import signature_is_valid as is_valid

WORDS = st.integers(0, 0xFFFFFFFF)
PACKETS = st.builds(Packet, st.sampled_from(Command) | WORDS, WORDS, WORDS, st.binary(max_size=200))

VECTOR = Path(__file__).with_name("signature.txt")
"""Made with openssl: an ``adbkey.pub``, and what its key makes of the token 0, 1, ... 19 (PKCS #1, SHA-1)."""
TOKEN = bytes(range(20))


def encoded(packet: Packet) -> bytes:
    return packet.header() + bytes(packet.payload)


def read(data: bytes, sizes: list[int]) -> list[Packet]:
    """Feeds the data in pieces of these sizes, the rest whole."""
    reader, packets, position = PacketReader(), [], 0
    pieces = iter(sizes)
    while position < len(data):
        buffer = reader.buffer()
        count = min(len(buffer), len(data) - position, next(pieces, len(data)))
        buffer[:count] = data[position : position + count]
        position += count
        if packet := reader.received(count):
            packets.append(Packet(packet.command, packet.arg0, packet.arg1, bytes(packet.payload)))
    return packets


def test_a_packet_is_laid_out_as_adb_says() -> None:
    open_ = Packet(Command.OPEN, 1, 2, b"shell:\0")
    assert encoded(open_).hex() == "4f50454e 01000000 02000000 07000000 00000000 b0afbab1 7368656c6c3a00".replace(
        " ", ""
    )


def test_a_server_that_does_not_know_our_version_yet_gets_checksums() -> None:
    assert HEADER.unpack(Packet(Command.CNXN, 0, 0, b"\x01\xff").header())[4] == 0x100


@given(st.lists(PACKETS, max_size=5), st.lists(st.integers(1, 40)))
def test_packets_come_out_as_they_went_in_however_they_are_cut(packets: list[Packet], sizes: list[int]) -> None:
    assert read(b"".join(map(encoded, packets)), sizes) == packets


@given(st.lists(PACKETS, min_size=1, max_size=3))
def test_byte_by_byte(packets: list[Packet]) -> None:
    data = b"".join(map(encoded, packets))
    assert read(data, [1] * len(data)) == packets


@given(st.binary(min_size=HEADER.size, max_size=200))
def test_what_is_no_packet_is_refused(data: bytes) -> None:
    command, *_, magic = HEADER.unpack_from(data)
    assume(magic != command ^ 0xFFFFFFFF)
    with pytest.raises(ProtocolError):
        read(data, [])


def test_a_header_that_contradicts_itself_is_refused() -> None:
    header = HEADER.pack(Command.WRTE, 1, 2, 0, 0, Command.WRTE)
    with pytest.raises(ProtocolError):
        read(header, [])


def test_a_payload_larger_than_agreed_is_refused_before_it_is_read() -> None:
    header = HEADER.pack(Command.WRTE, 1, 2, MAX_PAYLOAD_BYTES + 1, 0, Command.WRTE ^ 0xFFFFFFFF)
    with pytest.raises(ProtocolError):
        read(header, [])


@pytest.fixture(scope="module")
def vector() -> tuple[str, bytes]:
    public_key, signature = VECTOR.read_text().splitlines()
    return public_key, bytes.fromhex(signature)


def test_a_signature_of_the_key_is_taken(vector: tuple[str, bytes]) -> None:
    public_key, signature = vector
    assert is_valid(public_key, TOKEN, signature)


def test_a_signature_of_another_token_is_refused(vector: tuple[str, bytes]) -> None:
    public_key, signature = vector
    assert not is_valid(public_key, TOKEN[::-1], signature)


@given(position=st.integers(0, 255), bit=st.integers(0, 7))
def test_a_signature_with_a_wrong_bit_is_refused(vector: tuple[str, bytes], position: int, bit: int) -> None:
    public_key, signature = vector
    wrong = bytearray(signature)
    wrong[position] ^= 1 << bit
    assert not is_valid(public_key, TOKEN, bytes(wrong))


@given(st.binary(max_size=300))
def test_what_is_no_signature_is_refused(vector: tuple[str, bytes], signature: bytes) -> None:
    assert not is_valid(vector[0], TOKEN, signature)


@given(st.text() | st.binary(max_size=600).map(lambda blob: base64.b64encode(blob).decode()))
def test_what_is_no_key_lets_nobody_in(public_key: str) -> None:
    assert not is_valid(public_key, TOKEN, bytes(256))
