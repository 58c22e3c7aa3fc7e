"""What is checked of a device before anything is pushed to it."""

import struct
from pathlib import Path

import pytest

from devbench.bench.device_executor import check_page_size
from devbench.bench.job_folder import harness_files
from devbench.device.elf import load_alignment_bytes
from devbench.errors import UsageError


def elf(alignments: list[int], *, bits: int) -> bytes:
    """A library with one loaded segment for each alignment, after one that is not loaded."""
    header, entry = (64, 56) if bits == 64 else (52, 32)
    count = len(alignments) + 1
    content = bytearray(header + entry * count)
    content[:5] = b"\x7fELF" + (b"\x02" if bits == 64 else b"\x01")
    if bits == 64:
        struct.pack_into("<Q", content, 32, header)
        struct.pack_into("<HH", content, 54, entry, count)
    else:
        struct.pack_into("<I", content, 28, header)
        struct.pack_into("<HH", content, 42, entry, count)
    for index, (kind, alignment) in enumerate([(4, 1), *((1, alignment) for alignment in alignments)]):
        start = header + index * entry
        struct.pack_into("<I", content, start, kind)
        struct.pack_into("<Q" if bits == 64 else "<I", content, start + (48 if bits == 64 else 28), alignment)
    return bytes(content)


@pytest.mark.parametrize("bits", [32, 64])
def test_the_least_aligned_segment_counts(bits: int) -> None:
    assert load_alignment_bytes(elf([0x4000, 0x1000], bits=bits)) == 0x1000
    assert load_alignment_bytes(elf([0x4000], bits=bits)) == 0x4000


@pytest.mark.kotlin
@pytest.mark.parametrize("abi", ["arm64-v8a", "armeabi-v7a", "x86", "x86_64"])
def test_the_bundled_libraries_fit_pages_of_4_kb(abi: str) -> None:
    library = harness_files([abi])["libtensorflowlite_jni.so"]
    check_page_size(library, 4096, "a phone")


def test_a_device_with_larger_pages_is_told_what_to_do(tmp_path: Path) -> None:
    library = tmp_path / "lib.so"
    library.write_bytes(elf([0x1000], bits=64))
    with pytest.raises(UsageError, match="pages of 16 KB, but this build of TFLite supports only 4 KB"):
        check_page_size(library, 0x4000, "a phone")


@pytest.mark.kotlin
def test_the_first_abi_that_there_is_a_library_for_is_taken() -> None:
    assert harness_files(["riscv64", "x86"])["libtensorflowlite_jni.so"].parent.name == "x86"


@pytest.mark.kotlin
def test_an_abi_without_a_library_is_named() -> None:
    with pytest.raises(UsageError, match=r"no TFLite for riscv64; it has arm64-v8a"):
        harness_files(["riscv64"])
