"""The settings, read once from the environment. Each stands in the README."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from starlette.config import Config

config = Config()


def whole(name: str, default: int, lowest: int, highest: int) -> int:
    """Return a whole number; ends the program with a line that says what would do."""
    text = config(name, default=str(default))
    if text.isdecimal() and lowest <= int(text) <= highest:
        return int(text)
    raise SystemExit(
        f"{name}={text!r}: 应为 {lowest} 到 {highest} 的整数"
        f" · has to be a whole number from {lowest} to {highest}"
    )


def is_safe(url: str) -> bool:
    """Tell whether nobody between can read or change what comes from there."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme == "https":
            return bool(host)
        return parts.scheme == "http" and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:
        return False


def issuer(name: str) -> str:
    """Return the address of an OpenID Connect issuer, empty without one; ends as `whole` does."""
    url = config(name, default="")
    if not url or (is_safe(url) and not {"?", "#"} & set(url)):
        return url
    raise SystemExit(
        f"{name}={url!r}: 应为 https:// 开头的签发方地址，如其发现文档中的 issuer"
        " · has to be the issuer's https:// address, as its discovery document has it"
    )


def audience(name: str, issuer: str) -> str:
    """Return whom tokens have to be meant for, which an issuer needs; ends as `whole` does."""
    found = config(name, default="")
    if found or not issuer:
        return found
    raise SystemExit(
        f"{name}: 设置了 OIDC_ISSUER 时必须指明令牌的受众（aud）"
        " · with OIDC_ISSUER it has to name the audience (aud) of its tokens"
    )


DATABASE_URL = config("DATABASE_URL", default="")
DATA_DIR = config("DATA_DIR", cast=Path, default=Path(".data"))
HOST = config("HOST", default="127.0.0.1")
PORT = whole("PORT", 8000, 1, 65_535)
OIDC_ISSUER = issuer("OIDC_ISSUER")
OIDC_AUDIENCE = audience("OIDC_AUDIENCE", OIDC_ISSUER)
POOL_SIZE = whole("POOL_SIZE", 10, 1, 1_000)
SAMPLE_LINES = whole("SAMPLE_LINES", 3_000, 0, 1_000_000)
STATEMENT_SECONDS = whole("STATEMENT_SECONDS", 10, 1, 3_600)
