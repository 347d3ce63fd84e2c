"""A receipt verifies in implementations that are not ours, and theirs in ours."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path

import playwright
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from infrasketch_desktop.credits.documents import DocumentType
from tests.support.forgery import b64, forge, header, payload, signature_of
from tests.support.needs import miss
from tests.support.vendor import Vendor, key

RECEIPT = Vendor().receipt()
SIGNED = RECEIPT.rpartition(".")[0].encode()
PRIVATE = Ed25519PrivateKey.from_private_bytes(key("server").seed)
PUBLIC_PEM = PRIVATE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

NODE = """
const {createPublicKey, verify} = require("node:crypto");
const [token, jwk] = process.argv.slice(1);
const [header, payload, signature] = token.split(".");
const key = createPublicKey({key: JSON.parse(jwk), format: "jwk"});
const good = verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"));
console.log(JSON.stringify({good, payload: JSON.parse(Buffer.from(payload, "base64url"))}));
"""


def openssl() -> str:
    return shutil.which("openssl") or miss("openssl", packages="openssl")


def node() -> str:
    """Node.js of the machine, or the one that comes with the driver of the browser tests."""
    driver = Path(playwright.__file__).parent / "driver" / "node"
    for found in (shutil.which("node"), str(driver)):
        if found and Path(found).exists() and run(found, "--version").returncode == 0:
            return found
    return miss("node.js", packages="nodejs")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def openssl_verifies(folder: Path, content: bytes, signature: bytes) -> bool:
    for name, data in {"key.pem": PUBLIC_PEM, "content": content, "signature": signature}.items():
        (folder / name).write_bytes(data)
    files = ["-inkey", str(folder / "key.pem"), "-in", str(folder / "content"), "-sigfile", str(folder / "signature")]
    done = run(openssl(), "pkeyutl", "-verify", "-pubin", "-rawin", *files)
    assert ("Signature Verified Successfully" in done.stdout) == (done.returncode == 0)
    return done.returncode == 0


def test_openssl_verifies_a_receipt_and_not_a_changed_one(tmp_path: Path) -> None:
    signature = signature_of(RECEIPT)
    assert openssl_verifies(tmp_path, SIGNED, signature)
    assert not openssl_verifies(tmp_path, SIGNED + b"x", signature)


def test_we_accept_a_receipt_that_openssl_signed(tmp_path: Path) -> None:
    first, second = b64(json.dumps(header(key("server"))).encode()), b64(json.dumps(payload(), **CANONICAL).encode())
    pem = PRIVATE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(pem)
    (tmp_path / "content").write_text(f"{first}.{second}")
    out = tmp_path / "signature"
    done = run(
        *(openssl(), "pkeyutl", "-sign", "-rawin", "-inkey", str(tmp_path / "key.pem")),
        *("-in", str(tmp_path / "content"), "-out", str(out)),
    )
    assert done.returncode == 0, done.stderr
    token = f"{first}.{second}.{b64(out.read_bytes())}"
    assert Vendor().trust().read_new(token, DocumentType.RECEIPT) == payload()
    assert token == forge(), "Ed25519 leaves nothing to chance: both signed the same bytes"


CANONICAL = {"separators": (",", ":"), "sort_keys": True}
"""For payloads of plain ASCII, Python's own JSON can write the canonical form."""


def test_node_verifies_a_receipt_and_not_a_changed_one() -> None:
    jwk = json.dumps(key("server").public.jwk())
    good = run(node(), "-e", NODE, RECEIPT, jwk)
    assert json.loads(good.stdout) == {"good": True, "payload": payload()}, good.stderr
    changed = f"{RECEIPT[:-4]}{'AAAA' if RECEIPT[-4:] != 'AAAA' else 'BBBA'}"
    assert json.loads(run(node(), "-e", NODE, changed, jwk).stdout)["good"] is False


def test_the_bare_signature_verifies_without_any_jose_library() -> None:
    listed = json.loads(_payload(json.loads(Vendor().signed_keyset())["signatures"][0]))["keys"][0]
    public = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(listed["x"] + "="))
    public.verify(signature_of(RECEIPT), SIGNED)
    with pytest.raises(InvalidSignature):
        public.verify(signature_of(RECEIPT), SIGNED + b"x")


def test_both_signatures_of_a_key_list_verify_without_any_jose_library() -> None:
    root, keyset = Vendor().signed_root(), Vendor().signed_keyset()
    keys = [each["x"] for each in json.loads(_payload(json.loads(root)["signatures"][0]))["keys"]]
    for token in json.loads(keyset)["signatures"]:
        assert any(_verifies(x, token) for x in keys)


def _payload(token: str) -> bytes:
    text = token.split(".")[1]
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _verifies(x: str, token: str) -> bool:
    public = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(x + "="))
    try:
        public.verify(signature_of(token), token.rpartition(".")[0].encode())
    except InvalidSignature:
        return False
    return True
