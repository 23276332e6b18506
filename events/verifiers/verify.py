"""Verifies events of Mianshen (SM2 with SM3, GB/T 32918.2, over RFC 8785). Python 3.8 or later, nothing else.

    curl -s $API/v1/signing-keys > keys.json
    python3 verify.py keys.json < events.jsonl      one event a line; "ok KEY_ID" or "not ok" for each
    curl -s $API/asyncapi.json > asyncapi.json
    python3 verify.py asyncapi.json                 checks this program against the published example
"""
import json
import sys

# The curve of SM2 (GB/T 32918.5); a is p - 3.
P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
     0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)
USER_ID = b"1234567812345678"


def verify(event, public_key):
    """Whether the signature of an event (a dict, as it was parsed) is that of a public key ("04" and the point, hex)."""
    signature = event.get("signature")
    if event.get("signtype") != "SM2" or not is_hex(signature, 128):
        return False
    try:
        digest_of = digest(canonical({name: value for name, value in event.items() if name != "signature"}), public_key)
    except ValueError:  # half of a letter: no canonical form, so nobody signed it
        return False
    r, s = int(signature[:64], 16), int(signature[64:], 16)
    t = (r + s) % N
    if not (0 < r < N and 0 < s < N) or t == 0:
        return False
    point = add_multiples(s, G, t, point_of(public_key))
    return point is not None and (int.from_bytes(digest_of, "big") + point[0]) % N == r


def digest(text, public_key):
    """SM3 of Z and the text; Z is SM3 of user id, curve and public key."""
    curve = b"".join(number.to_bytes(32, "big") for number in (A, B) + G)
    z = sm3((len(USER_ID) * 8).to_bytes(2, "big") + USER_ID + curve + bytes.fromhex(public_key[2:]))
    return sm3(z + text.encode("utf-8"))


# --- Canonical JSON (RFC 8785): members sorted by UTF-16 code units, no blanks, numbers as ECMAScript writes them.

ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def canonical(value):
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return number_text(float(value))
    if isinstance(value, str):
        return '"' + "".join(ESCAPES.get(c) or ("\\u%04x" % ord(c) if c < " " else c) for c in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"


def number_text(number):
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = repr(abs(number)).partition("e")  # the shortest digits that read back as the same number
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    rest = "." + digits[1:] if count > 1 else ""
    return "%s%s%se%+d" % (sign, digits[0], rest, point - 1)


# --- SM3 (GB/T 32905)

def rotate(word, by):
    by %= 32
    return ((word << by) | (word >> (32 - by))) & 0xFFFFFFFF


def sm3(message):
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = message + b"\x80" + b"\0" * ((55 - len(message)) % 64) + (len(message) * 8).to_bytes(8, "big")
    for begin in range(0, len(padded), 64):
        w = [int.from_bytes(padded[at:at + 4], "big") for at in range(begin, begin + 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15)
            w.append(x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            constant = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = rotate((rotate(a, 12) + e + rotate(constant, j)) & 0xFFFFFFFF, 7)
            ss2 = ss1 ^ rotate(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, rotate(b, 9), c
            e, f, g, h = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17), e, rotate(f, 19), g
        state = [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(word.to_bytes(4, "big") for word in state)


# --- Points of the curve; None is the point at infinity.

def add(one, other):
    if one is None or other is None:
        return one or other
    if one[0] == other[0]:
        if (one[1] + other[1]) % P == 0:
            return None
        slope = (3 * one[0] * one[0] + A) * pow(2 * one[1], -1, P)
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P)
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def add_multiples(k, one, m, other):
    """k times one point plus m times another, bit by bit from the highest."""
    both, result = add(one, other), None
    for bit in range(255, -1, -1):
        result = add(result, result)
        which = (k >> bit & 1) + 2 * (m >> bit & 1)
        result = add(result, (None, one, other, both)[which])
    return result


def point_of(public_key):
    if not is_hex(public_key, 130) or not public_key.startswith("04"):
        raise SystemExit("not a public key: " + str(public_key))
    x, y = int(public_key[2:66], 16), int(public_key[66:], 16)
    if (y * y - x * x * x - A * x - B) % P != 0:
        raise SystemExit("not a point of the curve: " + public_key)
    return x, y


def is_hex(text, length):
    return isinstance(text, str) and len(text) == length and all(c in "0123456789abcdefABCDEF" for c in text)


# --- The command

def check_example(example):
    event, key = example["event"], example["public_key"]
    text = canonical({name: value for name, value in event.items() if name != "signature"})
    checks = {
        "canonical": text == example["canonical"],
        "digest": digest(text, key).hex() == example["digest"],
        "signature": verify(event, key) and event["signature"] == example["signature"],
    }
    for name, good in checks.items():
        print(("ok " if good else "not ok ") + name)
    return all(checks.values())


def check_events(keys, lines):
    all_good = True
    for line in lines:
        event = json.loads(line)
        key_id = next((key["key_id"] for key in keys if verify(event, key["public_key"])), None)
        print("not ok" if key_id is None else "ok " + key_id)
        all_good = all_good and key_id is not None
    return all_good


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    with open(sys.argv[1], encoding="utf-8") as file:
        document = json.load(file)
    good = check_example(document["x-signing-example"]) if "x-signing-example" in document else True
    if "keys" in document:
        good = check_events(document["keys"], sys.stdin) and good
    sys.exit(0 if good else 1)
