#!/usr/bin/env python3
"""Reads a Needsbook school file without Needsbook.

Written from ../vault-format.md alone, with nothing but Python's standard library, so
that a school can always get at its records. What comes out is not encrypted.
See README.md.
"""

import argparse
import getpass
import hashlib
import hmac
import os
import sqlite3
import struct
import sys
import unicodedata


class Refused(Exception):
    """Why a file was not read, in a sentence for a person."""


# --- Ciphers -----------------------------------------------------------------------

M32, M64 = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF


def quarter_round(v, a, b, c, d, mask):
    """ChaCha's quarter round on words that each hold one lane for every block."""
    for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        v[x] = (v[x] + v[y]) & mask
        w = v[z] ^ v[x]
        v[z] = ((w << turn) | (w >> (32 - turn))) & mask


def rounds(v, mask):
    for _ in range(10):
        for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                           (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter_round(v, a, b, c, d, mask)


SIGMA = struct.unpack("<4I", b"expand 32-byte k")


def hchacha20(key, nonce16):
    v = [*SIGMA, *struct.unpack("<8I", key), *struct.unpack("<4I", nonce16)]
    rounds(v, M32)
    return struct.pack("<8I", *v[:4], *v[12:])


def key_stream(key, nonce8, blocks):
    """ChaCha20 from block 0. All blocks go through the rounds at once, 64 bits of a
    large integer each, which makes Python fast enough for a school's file."""
    ones = int.from_bytes(b"\1\0\0\0\0\0\0\0" * blocks, "little")
    mask = M32 * ones
    words = [*SIGMA, *struct.unpack("<8I", key)]
    counter = int.from_bytes(struct.pack("<%dQ" % blocks, *range(blocks)), "little")
    start = [w * ones for w in words] + [counter, 0] + [w * ones for w in struct.unpack("<2I", nonce8)]
    v = list(start)
    rounds(v, mask)
    out = bytearray(64 * blocks)
    for i in range(16):
        lanes = ((v[i] + start[i]) & mask).to_bytes(8 * blocks, "little")
        for k in range(4):
            out[4 * i + k::64] = lanes[k::8]
    return bytes(out)


def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total, p = 0, (1 << 130) - 5
    for i in range(0, len(message), 16):
        total = (total + int.from_bytes(message[i:i + 16] + b"\1", "little")) * r % p
    return ((total + int.from_bytes(key[16:], "little")) & ((1 << 128) - 1)).to_bytes(16, "little")


def unseal(key, nonce, sealed, bound):
    """XChaCha20-Poly1305; None when the tag does not fit."""
    body, tag = sealed[:-16], sealed[-16:]
    stream = key_stream(hchacha20(key, nonce[:16]), nonce[16:], 1 + (len(body) + 63) // 64)

    def padded(b):
        return b + bytes(-len(b) % 16)

    proof = poly1305(stream[:32], padded(bound) + padded(body) + struct.pack("<QQ", len(bound), len(body)))
    if not hmac.compare_digest(proof, tag):
        return None
    mix = int.from_bytes(body, "little") ^ int.from_bytes(stream[64:64 + len(body)], "little")
    return mix.to_bytes(len(body), "little")


def hkdf(secret, salt, info):
    """32 bytes of HKDF-SHA-256."""
    middle = hmac.new(salt or bytes(32), secret, hashlib.sha256).digest()
    return hmac.new(middle, info + b"\1", hashlib.sha256).digest()


def x25519(private, public):
    """RFC 7748."""
    p = 2 ** 255 - 19
    k = bytearray(private)
    k[0] &= 248
    k[31] = k[31] & 127 | 64
    k = int.from_bytes(k, "little")
    u = int.from_bytes(public, "little") % 2 ** 255
    x2, z2, x3, z3 = 1, 0, u, 1
    for bit in range(254, -1, -1):
        on = k >> bit & 1
        if on:
            x2, z2, x3, z3 = x3, z3, x2, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a, b * b, d * a, c * b
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % p, u * (da - cb) ** 2 % p
        x2, z2 = aa * bb % p, e * (aa + 121665 * e) % p
        if on:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, p - 2, p) % p).to_bytes(32, "little")


NINE = (9).to_bytes(32, "little")


# --- Argon2id (RFC 9106) -----------------------------------------------------------

def blake_long(data, size):
    data = struct.pack("<I", size) + data
    if size <= 64:
        return hashlib.blake2b(data, digest_size=size).digest()
    part = hashlib.blake2b(data).digest()
    out = part[:32]
    while size - len(out) > 64:
        part = hashlib.blake2b(part).digest()
        out += part[:32]
    return out + hashlib.blake2b(part, digest_size=size - len(out)).digest()


def blamka(v, a, b, c, d):
    for x, y, z, turn in ((a, b, d, 32), (c, d, b, 24), (a, b, d, 16), (c, d, b, 63)):
        s = v[x] = (v[x] + v[y] + 2 * (v[x] & M32) * (v[y] & M32)) & M64
        w = v[z] ^ s
        v[z] = (w >> turn | w << (64 - turn)) & M64


ROWS = [[16 * i + j for j in range(16)] for i in range(8)]
COLUMNS = [[2 * i + 16 * (j // 2) + j % 2 for j in range(16)] for i in range(8)]
QUARTERS = [(p[a], p[b], p[c], p[d]) for p in ROWS + COLUMNS
            for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                               (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))]


def compress(x, y):
    mixed = int.from_bytes(x, "little") ^ int.from_bytes(y, "little")
    v = list(struct.unpack("<128Q", mixed.to_bytes(1024, "little")))
    for q in QUARTERS:
        blamka(v, *q)
    return (int.from_bytes(struct.pack("<128Q", *v), "little") ^ mixed).to_bytes(1024, "little")


def argon2id(password, salt, passes, memory, lanes, told=lambda part: None):
    def u32(*n):
        return struct.pack("<%dI" % len(n), *n)

    seed = hashlib.blake2b(u32(lanes, 32, memory, passes, 0x13, 2, len(password)) + password
                           + u32(len(salt)) + salt + u32(0, 0)).digest()
    segment = max(memory // (4 * lanes), 2)
    width = 4 * segment
    blocks = [[None] * width for _ in range(lanes)]
    for lane in range(lanes):
        for i in (0, 1):
            blocks[lane][i] = blake_long(seed + u32(i, lane), 1024)
    for turn in range(passes):
        for piece in range(4):
            for lane in range(lanes):
                told((turn * 4 * lanes + piece * lanes + lane) / (passes * 4 * lanes))
                fill_segment(blocks, turn, piece, lane, segment, width, passes)
    last = 0
    for lane in range(lanes):
        last ^= int.from_bytes(blocks[lane][-1], "little")
    return blake_long(last.to_bytes(1024, "little"), 32)


def fill_segment(blocks, turn, piece, lane, segment, width, passes):
    lanes, zero = len(blocks), bytes(1024)
    by_counter = turn == 0 and piece < 2  # otherwise by what the last block holds
    for i in range(2 if turn == piece == 0 else 0, segment):
        at = piece * segment + i
        before = blocks[lane][at - 1]
        if by_counter:
            if i % 128 == 0 or i == 2 and piece == 0:
                head = struct.pack("<7Q", turn, lane, piece, width * lanes, passes, 2, i // 128 + 1)
                addresses = struct.unpack("<128Q", compress(zero, compress(zero, head.ljust(1024, b"\0"))))
            word = addresses[i % 128]
        else:
            word = int.from_bytes(before[:8], "little")
        source = lane if turn == piece == 0 else (word >> 32) % lanes
        done = piece * segment if turn == 0 else width - segment
        area = done + i - 1 if source == lane else done - (i == 0)
        start = 0 if turn == 0 else (piece + 1) * segment % width
        back = area * ((word & M32) ** 2 >> 32) >> 32
        new = compress(before, blocks[source][(start + area - 1 - back) % width])
        if turn:
            new = (int.from_bytes(new, "little") ^ int.from_bytes(blocks[lane][at], "little")).to_bytes(1024, "little")
        blocks[lane][at] = new


# --- Secrets -----------------------------------------------------------------------

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def recovery_bytes(text):
    text = "".join(c for c in unicodedata.normalize("NFKC", text).upper()
                   if not c.isspace() and unicodedata.category(c) != "Pd")
    text = text.replace("O", "0").replace("I", "1").replace("L", "1")
    if len(text) != 36 or any(c not in ALPHABET for c in text):
        raise Refused("This is not a recovery key: it has nine groups of four characters.")
    number = 0
    for c in text[:32]:
        number = number << 5 | ALPHABET.index(c)
    raw = number.to_bytes(20, "big")
    check = int.from_bytes(hashlib.sha256(b"needsbook recovery check v1" + raw).digest()[:3], "big") >> 4
    if text[32:] != "".join(ALPHABET[check >> s & 31] for s in (15, 10, 5, 0)):
        raise Refused("The recovery key was mistyped: its last group does not fit the others.")
    return raw


def passphrase_bytes(text):
    return unicodedata.normalize("NFKC", text.strip()).encode()


# --- The file ----------------------------------------------------------------------

HEADER, BODY, PAGE = 4096, 8192, 4096


def sound(copy):
    return len(copy) == HEADER and copy[:8] == b"NEEDSBK1" and hashlib.sha256(copy[:4064]).digest() == copy[4064:]


def header_of(file):
    copies = [c for c in (file[:HEADER], file[HEADER:BODY]) if sound(c)]
    if not copies:
        raise Refused("The file is damaged, or is no Needsbook file: neither copy of its header is whole.")
    if len(copies) == 2 and copies[0] != copies[1]:
        raise Refused("The file was altered: the two copies of its header differ.")
    if len(copies) == 1:
        warn("One copy of the header is damaged. The other was used.")
    version = struct.unpack_from("<H", copies[0], 8)[0]
    if version != 1:
        raise Refused("The file has format %d. This reader reads format 1." % version)
    return copies[0]


def slot_key(slot, secret, told):
    """The key that a secret makes for a slot, or None when it is for another kind."""
    kind, threads, passes, memory = slot[0], slot[1], *struct.unpack_from("<2I", slot, 4)
    salt = slot[16:32]
    if "recovery" in secret:
        return hkdf(secret["recovery"], salt, b"needsbook vault v1 recovery") if kind == 2 else None
    if kind not in ((3,) if secret.get("person") else (1, 3)):
        return None
    if not (1 <= passes <= 20 and memory <= 1 << 20 and 1 <= threads <= 64):
        raise Refused("The file was altered: it asks for more work to check a passphrase than Needsbook ever does.")
    return argon2id(secret["passphrase"], salt, passes, memory, threads, told)


def data_key(header, secret, told=lambda part: None):
    slots = [header[128 + 128 * i:256 + 128 * i] for i in range(6)]
    for slot in slots:
        key = slot_key(slot, secret, told) if slot[0] else None
        if key is None:
            continue
        bound = b"needsbook slot v1" + header[16:32] + slot[:32]
        if slot[2] == 0:
            opened = unseal(key, slot[32:56], slot[56:104], bound)
        elif slot[2] == 1:
            once, mine = slot[32:64], x25519(key, NINE)
            sealing = hkdf(x25519(key, once), slot[16:32], b"needsbook vault v1 slot" + once + mine)
            opened = unseal(sealing, bytes(24), slot[64:112], bound)
        else:
            raise Refused("The file was altered: a key slot has a form that Needsbook does not write.")
        if opened is None:
            continue
        proof = hmac.new(derived(opened, None, b"header"), header[:4032], hashlib.sha256).digest()
        if not hmac.compare_digest(proof, header[4032:4064]):
            raise Refused("The file was altered: its header is not proved by its key.")
        return opened
    raise Refused("This passphrase or recovery key does not open the file.")


def derived(key, salt, purpose):
    return hkdf(key, salt, b"needsbook vault v1 " + purpose)


def head_at(file, at):
    """Kind, number and length of the frame whose whole head stands at a byte, or None."""
    head = file[at:at + 24]
    if len(head) < 24 or head[:4] != b"FRM1" or hashlib.sha256(head[:20]).digest()[:4] != head[20:]:
        return None
    return head[4], *struct.unpack_from("<QI", head, 8)


def frames(file, header, key):
    """Yields the kind and the plain bytes of each frame; returns where they stop."""
    key = derived(key, header[48:80], b"frames")
    chain = hashlib.sha256(b"needsbook chain v1" + header[16:40] + header[48:80]).digest()
    at, number = BODY, 0
    while found := head_at(file, at):
        kind, n, length = found
        end = at + 24 + 24 + length + 16
        if n != number + 1 or end > len(file):
            break
        head, nonce = file[at:at + 24], file[at + 24:at + 48]
        plain = unseal(key, nonce, file[at + 48:end], head + chain)
        if plain is None:
            break
        chain = hashlib.sha256(chain + head + nonce + file[end - 16:end]).digest()
        at, number = end, n
        yield kind, plain
    if at < len(file):
        unfinished(file, at, number + 1)


def unfinished(file, at, number):
    """Tells damage from one change that was not saved to its end."""
    here = head_at(file, at)
    damaged = here and here[1] == number and at + 64 + here[2] < len(file)
    i = file.find(b"FRM1", at)
    while i >= 0 and not damaged:
        later = head_at(file, i)
        damaged = later and later[1] > number
        i = file.find(b"FRM1", i + 1)
    if damaged:
        raise Refused("The file is damaged at byte %d. Use a backup." % at)
    warn("The last %d bytes are one change that was not saved to its end, or do not belong to the file. They were left out." % (len(file) - at))


def database(file, header, key):
    """The SQLite image that the file holds."""
    image, whole = bytearray(), False
    for kind, plain in frames(file, header, key):
        if kind == 1 and not whole:
            image += plain
        elif kind == 4 and not whole:
            pass  # the public keys; only needed to write
        elif kind == 2 and not whole and struct.unpack_from("<Q", plain)[0] == len(image) > 0:
            whole = True
        elif kind == 3 and whole:
            apply(image, plain)
        else:
            raise Refused("The file is damaged: its parts are not in order. Use a backup.")
    if not whole:
        raise Refused("The file is damaged: its main part is not complete. Use a backup.")
    return bytes(image)


def apply(image, change):
    pages, count, label = struct.unpack_from("<IIH", change, 8)
    if len(change) != 18 + label + count * (4 + PAGE):
        raise Refused("The file is damaged: a change does not hold together. Use a backup.")
    size = pages * PAGE
    del image[size:]
    image.extend(bytes(size - len(image)))
    for at in range(18 + label, len(change), 4 + PAGE):
        number = struct.unpack_from("<I", change, at)[0]
        if not 1 <= number <= pages:
            raise Refused("The file is damaged: a change names a page that is not there. Use a backup.")
        image[(number - 1) * PAGE:number * PAGE] = change[at + 4:at + 4 + PAGE]


def check(image):
    db = sqlite3.connect(":memory:")
    db.deserialize(image)
    answer = db.execute("PRAGMA quick_check").fetchone()[0]
    if answer != "ok":
        raise Refused("The database inside does not hold together: %s. Use a backup." % answer)
    return db


# --- Papers ------------------------------------------------------------------------

def paper(folder, digest, name, key, size):
    """The content of a sealed paper, proved."""
    path = os.path.join(folder, name + ".paper")
    if not os.path.exists(path):
        raise Refused("A paper is missing beside the file: %s.paper" % name)
    with open(path, "rb") as f:
        sealed = f.read()
    broken = Refused("A paper is damaged: %s.paper. Use the copy in the folder of a backup." % name)
    pieces = (size + 65535) // 65536
    if sealed[:8] != b"NBPAPER1" or len(sealed) != 8 + size + 16 * pieces:
        raise broken
    bound = b"needsbook paper v1" + name.encode() + bytes.fromhex(digest) + struct.pack("<Q", size)
    content = b""
    for i in range(pieces):
        piece = sealed[8 + i * 65552:8 + (i + 1) * 65552]
        plain = unseal(key, struct.pack("<QB15x", i, i == pieces - 1), piece, bound)
        if plain is None:
            raise broken
        content += plain
    if hashlib.sha256(content).hexdigest() != digest:
        raise broken
    return content


def papers(db, file_path, header, out):
    if not db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sealed_paper'").fetchone()[0]:
        return 0
    folder = os.path.join(os.path.dirname(os.path.abspath(file_path)), "Needsbook papers " + header[16:20].hex())
    found = 0
    for digest, name, key, size in db.execute("SELECT digest, name, key, size FROM sealed_paper ORDER BY digest"):
        content = paper(folder, digest, name, key, size)
        found += 1
        if out:
            write_new(os.path.join(out, digest), content)
    return found


# --- The command -------------------------------------------------------------------

def warn(text):
    print(text, file=sys.stderr)


def write_new(path, content):
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
            f.write(content)
    except FileExistsError:
        raise Refused("%s is there already. It was not touched." % path) from None


def ask(options):
    if options.secret_file:
        with open(options.secret_file, encoding="utf-8") as f:
            text = f.read().strip("\r\n")
    else:
        text = getpass.getpass("Recovery key: " if options.recovery else "Passphrase: ")
    if options.recovery:
        return {"recovery": recovery_bytes(text)}
    return {"passphrase": passphrase_bytes(text), "person": options.person}


def progress(part):
    if sys.stderr.isatty():
        print("\rChecking the passphrase: %3d %%" % (100 * part), end="", file=sys.stderr)


def main():
    p = argparse.ArgumentParser(description="Reads a Needsbook school file. What comes out is not encrypted.")
    p.add_argument("file")
    p.add_argument("--recovery", action="store_true", help="open it with the printed recovery key (quick)")
    p.add_argument("--person", action="store_true", help="the passphrase is a further person's: do not try the main one")
    p.add_argument("--secret-file", help="read the passphrase or recovery key from this file instead of asking")
    p.add_argument("--database", metavar="OUT", help="write the SQLite database here")
    p.add_argument("--papers", metavar="FOLDER", help="write the papers into this folder, which must be there")
    options = p.parse_args()
    try:
        with open(options.file, "rb") as f:
            file = f.read()
        header = header_of(file)
        image = database(file, header, data_key(header, ask(options), progress))
        db = check(image)
        count = papers(db, options.file, header, options.papers)
        if options.database:
            write_new(options.database, image)
    except (Refused, OSError) as why:
        sys.exit(str(why))
    print("%d bytes of database and %d papers, all proved." % (len(image), count))


if __name__ == "__main__":
    main()
