"""A supervisor's own key: made once, kept sealed with a pass phrase; its public half is given to whoever sends packets.

The file is a sealed identity as the program ``age`` keeps it; beside it lies the public half, which opens nothing.
"""

from __future__ import annotations

from pathlib import Path

from vig_annotator.errors import ExportError, PacketError
from vig_annotator.exchange import sealing
from vig_annotator.exchange.sealing import Key
from vig_annotator.reels.whole_file import whole_file, write_trouble
from vig_annotator.services.packet_opening import read_sealed
from vig_annotator.settings import settings_file

_NAME, _PUBLIC = "supervision-key.age", ".pub"


def own_key_file() -> Path:
    """Where this person's key is kept on this computer."""
    return settings_file().with_name(_NAME)


def own_public_key(file: Path | None = None) -> str:
    """The public half of this person's key; empty if they have none."""
    try:
        return _beside(file or own_key_file()).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def make_key(pass_phrase: str, file: Path | None = None) -> str:
    """Make a key and keep it; answers its public half. A key that is there is never replaced.

    Args:
        pass_phrase: opens it from now on.
        file: where it is kept; the usual place if not given.

    Raises:
        UsageError: the pass phrase is too short.
        ExportError: there is one already, or it can't be written.
    """
    out = file or own_key_file()
    if out.exists():
        raise ExportError(
            f"There is a key in “{out.name}” already.", "Use that one; packets may wait for it."
        )
    secret, public = sealing.new_key()
    sealed = sealing.seal(f"# public key: {public}\n{secret}\n".encode("ascii"), Key(pass_phrase))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        for path, content in ((_beside(out), f"{public}\n".encode("ascii")), (out, sealed)):
            with whole_file(path, overwrite=True, sources=()) as part:
                part.write_bytes(content)
        out.chmod(0o600)
    except OSError as error:
        raise write_trouble(error, out) from error
    return public


def open_key(pass_phrase: str, file: Path | None = None) -> Key:
    """The key in a file, ready to open packets.

    Args:
        pass_phrase: of the key; not looked at where the file is not sealed.
        file: as `make_key`.

    Raises:
        WrongKey: the pass phrase is another.
        PacketError: there is no key.
    """
    path = file or own_key_file()
    if not path.exists():
        raise PacketError(
            "This packet was sealed for a key, and there is none on this computer.", "Show where the key is."
        )
    content = read_sealed(path)
    if sealing.is_sealed(content):
        content = sealing.unseal(content, Key(pass_phrase))
    lines = content.decode("ascii", "replace").splitlines()
    found = next((line.strip() for line in lines if line.strip().startswith(sealing.SECRET)), None)
    if found is None:
        raise PacketError(f"“{path.name}” holds no key.", "Choose the file of your key.")
    return Key(text=found)


def is_key_sealed(file: Path) -> bool:
    """Whether a key's file asks for a pass phrase.

    Raises:
        PacketError: it can't be read.
    """
    return sealing.is_sealed(read_sealed(file))


def _beside(file: Path) -> Path:
    return file.with_name(file.name + _PUBLIC)
