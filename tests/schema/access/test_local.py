"""Our own issuer: one key for all who start at once, which nobody else can read."""

import stat
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from schema.access import local, tokens


def kid_of(directory: Path) -> str:
    return local.read(directory).kid


async def test_a_signed_token_is_read_back(tmp_path: Path):
    issuer = local.read(tmp_path / "new")

    token = issuer.sign("staff:7", {"role": "COUNTY", "county": "141124"}, hours=2)

    claims = await tokens.claims(token.text, local.read(tmp_path / "new"))
    assert (claims["sub"], claims["role"], claims["county"]) == ("staff:7", "COUNTY", "141124")
    left = token.expires - datetime.now(UTC)
    assert timedelta(minutes=119) < left <= timedelta(hours=2)


def test_the_key_is_its_owners_alone(tmp_path: Path):
    local.read(tmp_path)

    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_processes_that_start_at_once_agree_on_a_key(tmp_path: Path):
    with ProcessPoolExecutor(4, get_context("spawn")) as processes:
        kids = set(processes.map(kid_of, [tmp_path] * 16))

    assert len(kids) == 1
    assert [path.name for path in tmp_path.iterdir()] == [local.NAME]


def test_who_is_slower_takes_the_key_that_is_there(tmp_path: Path):
    first = local.read(tmp_path)

    local.make(tmp_path / local.NAME)

    assert local.read(tmp_path).kid == first.kid
    assert len(list(tmp_path.iterdir())) == 1


def test_a_key_that_others_may_read_is_refused_by_name(tmp_path: Path):
    local.read(tmp_path)
    (tmp_path / local.NAME).chmod(0o640)

    with pytest.raises(PermissionError, match="0600"):
        local.read(tmp_path)


def test_a_link_is_not_followed(tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    local.read(tmp_path / "elsewhere")
    (tmp_path / local.NAME).symlink_to(tmp_path / "elsewhere" / local.NAME)

    with pytest.raises(OSError, match="symbolic"):
        local.read(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no key"])
def test_a_file_that_is_no_key_is_said(content: bytes, tmp_path: Path):
    written(tmp_path, content)

    with pytest.raises(OSError, match="Ed25519"):
        local.read(tmp_path)


def test_a_key_of_another_kind_is_said(tmp_path: Path):
    key = ec.generate_private_key(ec.SECP256R1())
    written(tmp_path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    with pytest.raises(OSError, match="Ed25519"):
        local.read(tmp_path)


def written(directory: Path, content: bytes) -> None:
    file = directory / local.NAME
    file.write_bytes(content)
    file.chmod(0o600)
