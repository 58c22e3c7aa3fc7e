"""What an ELF file says of itself: the page size that a shared library is made for."""

from __future__ import annotations


def load_alignment_bytes(elf: bytes) -> int:
    """The least alignment of an ELF file's loaded segments, 32 or 64 bit, little-endian (System V ABI, chapter 5)."""
    is_64 = elf[4] == 2

    def number(offset: int, size: int) -> int:
        return int.from_bytes(elf[offset : offset + size], "little")

    table, word = (number(32, 8), 8) if is_64 else (number(28, 4), 4)
    entry_bytes, count = (number(54, 2), number(56, 2)) if is_64 else (number(42, 2), number(44, 2))
    align_at = 48 if is_64 else 28
    entries = range(table, table + count * entry_bytes, entry_bytes)
    return min(number(entry + align_at, word) for entry in entries if number(entry, 4) == 1)
