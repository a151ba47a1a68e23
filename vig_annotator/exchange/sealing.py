"""Sealing bytes in the age format (age-encryption.org/v1), through pyrage; nothing here knows what is sealed, or touches a file.

What is wrong with a sealed text is told apart as far as it can be: another pass phrase, cut off, changed, a form that is newer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from vig_annotator.errors import PacketError, UsageError, WrongKey

PUBLIC, SECRET = "age1", "AGE-SECRET-KEY-1"
"""How a key that seals and a key that opens begin."""

SHORTEST = 12
"""A pass phrase has at least so many letters."""

_AGE = b"age-encryption.org/"
_VERSION = b"v1\n"
_HEADER_BYTES = 4096
_SCRYPT = re.compile(rb"^-> scrypt \S+ (\d{1,3})$", re.MULTILINE)
_TOO_SLOW = "Excessive work"
_TRIES = 20
"""The library measures for a few milliseconds how fast the computer is, and refuses what it thinks would take minutes. While other work goes
on it takes a good computer for a slow one, so it is asked again; each try costs those milliseconds."""
_MOST_WORK = 21
"""Working out a key costs 2 to this power kB of memory: 2 GB. Who asks for more wants to bring the computer down."""


@dataclass(frozen=True, slots=True)
class Key:
    """What opens or seals: exactly one of the two.

    Attributes:
        pass_phrase: agreed on by another way than the packet's.
        text: for sealing a public key (``age1...``), for opening a secret one (``AGE-SECRET-KEY-1...``).
    """

    pass_phrase: str = ""
    text: str = ""


def seal(content: bytes, key: Key) -> bytes:
    """Seal bytes for a pass phrase or for the owner of a public key.

    Raises:
        UsageError: the pass phrase is too short, or the key is no public key.
    """
    import pyrage  # here and below: the window is not to wait for it when the program starts

    check_sealing(key)
    if key.text:
        return bytes(pyrage.encrypt(content, [_recipient(key.text)]))
    return bytes(pyrage.passphrase.encrypt(content, key.pass_phrase))


def check_sealing(key: Key) -> None:
    """See that something can be sealed with a key, before the work begins.

    Raises:
        UsageError: the pass phrase is too short, or the key is no public key.
    """
    if key.text:
        _recipient(key.text)
    elif len(key.pass_phrase) < SHORTEST:
        raise UsageError(
            f"The pass phrase is shorter than {SHORTEST} letters.",
            "Take several words that don’t belong together, or have some suggested.",
        )


def unseal(sealed: bytes, key: Key) -> bytes:
    """What was sealed.

    Raises:
        PacketError: it is nothing sealed, of a newer form, was changed or cut off on the way.
        WrongKey: this pass phrase or key does not open it.
        UsageError: the key is no secret key.
    """
    import pyrage

    _check_head(sealed)
    identity = _identity(key.text) if key.text else None
    for left in reversed(range(_TRIES)):
        try:
            if identity is None:
                return bytes(pyrage.passphrase.decrypt(sealed, key.pass_phrase))
            return bytes(pyrage.decrypt(sealed, [identity]))
        except pyrage.DecryptError as error:
            if left and _TOO_SLOW in str(error):
                continue
            raise _told(str(error), bool(key.text)) from error
    raise AssertionError("the last try answers or raises")


def for_pass_phrase(sealed: bytes) -> bool:
    """Whether a sealed text is opened by a pass phrase, not by a key; to be seen without opening it."""
    return _SCRYPT.search(sealed[:_HEADER_BYTES]) is not None


def is_sealed(head: bytes) -> bool:
    """Whether a file that begins like this is sealed in the age format, of whatever version."""
    return head.startswith(_AGE)


def new_key() -> tuple[str, str]:
    """A fresh pair of keys: the secret one, and the public one."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def public_of(secret: str) -> str:
    """The public key that belongs to a secret one.

    Raises:
        UsageError: that is no secret key.
    """
    return str(_identity(secret).to_public())


def check_public(text: str) -> str:
    """A public key as it is to be kept.

    Raises:
        UsageError: it is none.
    """
    return str(_recipient(text))


def _identity(text: str) -> Any:
    import pyrage

    try:
        return pyrage.x25519.Identity.from_str(text.strip())
    except Exception as error:  # pyrage raises types of its own for each kind of nonsense
        raise UsageError("That is no key that opens packets.", f"It begins with {SECRET}.") from error


def _recipient(text: str) -> Any:
    import pyrage

    try:
        return pyrage.x25519.Recipient.from_str("".join(text.split()))
    except Exception as error:
        raise UsageError(
            "That is no supervisor’s key.", f"It begins with {PUBLIC} and has 62 letters; copy it whole."
        ) from error


def _check_head(sealed: bytes) -> None:
    if not is_sealed(sealed):
        if sealed and _AGE.startswith(sealed[: len(_AGE)]):
            raise _cut_off()
        raise PacketError("This file is no sealed packet.", "Choose the file that ends with .vigpacket.")
    if not sealed[len(_AGE) :].startswith(_VERSION) and len(sealed) > len(_AGE) + len(_VERSION):
        raise PacketError(
            "This packet is sealed in a form that this version of VIG Annotator does not know.",
            "Update the program, then open it again; if it is up to date, ask for the packet again.",
        )
    work = _SCRYPT.search(sealed[:_HEADER_BYTES])
    if work is not None and int(work[1]) > _MOST_WORK:
        raise _changed()


def _told(words: str, by_key: bool) -> PacketError:
    """What the library's sentence means for a person."""
    if "No matching keys" in words or words == "Decryption failed":
        if by_key:
            return WrongKey(
                "This packet was not sealed for this key.", "Ask the sender which key they sealed it for."
            )
        return WrongKey(
            "The pass phrase does not open this packet.",
            "Check each word and the hyphens between them, then try again.",
        )
    if _TOO_SLOW in words:
        return PacketError(
            "This computer is too slow, or too busy, to open this packet.",
            "Close other programs and try again; if that does not help, open it on another computer.",
        )
    if "truncated" in words or "Incomplete" in words or "whole buffer" in words:
        return _cut_off()
    return _changed()


def _cut_off() -> PacketError:
    return PacketError(
        "This packet was cut off on the way, so nothing of it was opened.", "Copy or download it again."
    )


def _changed() -> PacketError:
    return PacketError(
        "This packet was changed or cut off on the way, so nothing of it was opened.",
        "Copy or download it again; if that does not help, ask for it again.",
    )
