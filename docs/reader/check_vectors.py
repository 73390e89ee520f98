"""Checks the reader's ciphers against the test vectors of ../vault-format.md.

    python3 check_vectors.py [quick]

quick leaves out the key derivation at full cost, which takes minutes.
"""

import pathlib
import re
import struct
import sys

sys.dont_write_bytecode = True
import read_vault as r  # noqa: E402

page = (pathlib.Path(__file__).resolve().parent.parent / "vault-format.md").read_text(encoding="utf-8")
vectors = dict(re.findall(r"^\| (.+?) \| `([0-9A-Za-z-]+)` \|$", page, re.M))
wrong = 0


def same(begins, got):
    """Compares with the vector whose name begins so."""
    global wrong
    (name, value), = [(n, v) for n, v in vectors.items() if n.startswith(begins)]
    if got != value:
        wrong += 1
        print("differs:", name, got, "is not", value, file=sys.stderr)


def up(first, n):
    return bytes(range(first, first + n))


salt = up(0x20, 16)
same("key of the passphrase “ ﬁne", r.argon2id(r.passphrase_bytes(" ﬁne lantern orchard "), salt, 1, 8, 1).hex())
if "quick" not in sys.argv:
    words = r.passphrase_bytes("lantern orchard violet harbour")
    same("key of the passphrase “lantern", r.argon2id(words, salt, 3, 65536, 4).hex())
raw = up(0, 20)
if r.recovery_bytes(vectors["the recovery key of the bytes 00 to 13, printed"]) != raw:
    sys.exit("the recovery key is read wrongly")
key = r.hkdf(raw, salt, b"needsbook vault v1 recovery")
same("its key", key.hex())
same("its public key", r.x25519(key, r.NINE).hex())

# A header with that one slot opens with the recovery key and is proved by its HMAC.
slot = bytes.fromhex(vectors["its slot, whose once-only private key is d0 to ef"])
(mac,) = [bytes.fromhex(v) for n, v in vectors.items() if n.startswith("HMAC of a header")]
header = (b"NEEDSBK1" + struct.pack("<H6x", 1) + up(0x10, 16) + struct.pack("<QQ", 3, 0) + up(0x60, 32)).ljust(128, b"\0")
header = (header + slot).ljust(4032, b"\0") + mac
dek = r.data_key(header, {"recovery": raw})
if dek != up(0xA0, 32):
    sys.exit("the slot opens to another data key")
same("header key", r.derived(dek, None, b"header").hex())
same("frame key", r.derived(dek, up(0x60, 32), b"frames").hex())
same("anchor key", r.derived(dek, None, b"anchor").hex())

(frame,) = [bytes.fromhex(v) for n, v in vectors.items() if n.startswith("frame 1, a picture")]
if list(r.frames(bytes(r.BODY) + frame, header, dek)) != [(1, b"needsbook")]:
    sys.exit("the frame does not open")
(paper,) = [bytes.fromhex(v) for n, v in vectors.items() if n.startswith("the paper “a letter”")]
digest = r.hashlib.sha256(b"a letter").digest()
bound = b"needsbook paper v1" + b"0f" * 16 + digest + struct.pack("<Q", 8)
if r.unseal(up(0x40, 32), struct.pack("<QB15x", 0, 1), paper[8:], bound) != b"a letter":
    sys.exit("the paper does not open")
if wrong:
    sys.exit("%d vectors differ" % wrong)
print("the reader agrees with the vectors of docs/vault-format.md")
