"""Bits from the head of a coded picture, first bit first."""

from __future__ import annotations


class EndOfBits(ValueError):
    """The header is shorter than it claims."""


class BitReader:
    """Reads numbers from bytes, bit by bit.

    Args:
        data: the bytes.
        escaped: whether they are a NAL unit of H.264 or H.265, in which a 3 after two zeros is no data (ITU-T H.264,
            7.4.1).
    """

    def __init__(self, data: bytes, escaped: bool = False) -> None:
        if escaped:
            data = data.replace(b"\x00\x00\x03", b"\x00\x00")
        self._value = int.from_bytes(data, "big")
        self._left = len(data) * 8

    def bits(self, count: int) -> int:
        """The next `count` bits as a number.

        Raises:
            EndOfBits: there are fewer.
        """
        self._left -= count
        if self._left < 0:
            raise EndOfBits
        return (self._value >> self._left) & ((1 << count) - 1)

    def flag(self) -> bool:
        """The next bit."""
        return self.bits(1) == 1

    def golomb(self) -> int:
        """The next Exp-Golomb number without sign, ue(v)."""
        zeros = 0
        while not self.bits(1):
            zeros += 1
            if zeros > 32:
                raise EndOfBits
        return (1 << zeros) - 1 + self.bits(zeros)

    def signed_golomb(self) -> int:
        """The next Exp-Golomb number with sign, se(v)."""
        code = self.golomb()
        return (code + 1) // 2 if code % 2 else -(code // 2)
