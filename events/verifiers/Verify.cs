// Verifies events of Mianshen (SM2 with SM3, GB/T 32918.2, over RFC 8785). C# 7.0, nothing else; .NET Core 3.0 or later,
// for double.Parse of .NET Framework and Mono may be wrong in the last of 16 digits (our events write money as text).
//
//     curl -s $API/v1/signing-keys > keys.json
//     dotnet run -- keys.json < events.jsonl      one event a line; "ok KEY_ID" or "not ok" for each
//     curl -s $API/asyncapi.json > asyncapi.json
//     dotnet run -- asyncapi.json                 checks this program against the published example
//
// With Mono: mcs -r:System.Numerics.dll -out:verify.exe Verify.cs && mono verify.exe keys.json < events.jsonl
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

static class Verify
{
    // The curve of SM2 (GB/T 32918.5); a is p - 3.
    static readonly BigInteger P = Hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF");
    static readonly BigInteger A = P - 3;
    static readonly BigInteger B = Hex("28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93");
    static readonly BigInteger N = Hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123");
    static readonly Point G = new Point(
        Hex("32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"),
        Hex("BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0"));
    static readonly byte[] UserId = Encoding.ASCII.GetBytes("1234567812345678");

    /// <summary>Whether the signature of an event is that of a public key ("04" and the point, hexadecimal).</summary>
    static bool IsSignedBy(Dictionary<string, object> e, string publicKey)
    {
        var signature = e.TryGetValue("signature", out var given) ? given as string : null;
        var isSm2 = e.TryGetValue("signtype", out var signtype) && "SM2".Equals(signtype);
        if (!isSm2 || signature == null || !Regex.IsMatch(signature, "^[0-9a-fA-F]{128}\\z")) return false;
        byte[] digest;
        try { digest = Digest(Canonical(Unsigned(e)), publicKey); }
        catch (EncoderFallbackException) { return false; } // Half of a letter: no canonical form, so nobody signed it.
        var r = Hex(signature.Substring(0, 64));
        var s = Hex(signature.Substring(64));
        var t = Mod(r + s, N);
        if (r.IsZero || r >= N || s.IsZero || s >= N || t.IsZero) return false;
        var point = AddMultiples(s, G, t, PointOf(publicKey));
        return point != null && Mod(Number(digest) + point.X, N) == r;
    }

    static Dictionary<string, object> Unsigned(Dictionary<string, object> e) =>
        e.Where(member => member.Key != "signature").ToDictionary(member => member.Key, member => member.Value);

    /// <summary>SM3 of Z and the text; Z is SM3 of user id, curve and public key.</summary>
    static byte[] Digest(string text, string publicKey)
    {
        var key = PointOf(publicKey);
        var z = new List<byte> { 0, (byte)(UserId.Length * 8) };
        z.AddRange(UserId);
        foreach (var part in new[] { A, B, G.X, G.Y, key.X, key.Y }) z.AddRange(Bytes(part));
        return Sm3(Sm3(z.ToArray()).Concat(new UTF8Encoding(false, true).GetBytes(text)).ToArray());
    }

    // --- Canonical JSON (RFC 8785): members sorted by UTF-16 code units, which is how ordinal comparison sorts; no blanks;
    // numbers as ECMAScript writes them.

    static string Canonical(object value)
    {
        if (value == null) return "null";
        if (value is bool) return (bool)value ? "true" : "false";
        if (value is double) return NumberText((double)value);
        if (value is string) return StringText((string)value);
        if (value is List<object>) return "[" + string.Join(",", ((List<object>)value).Select(Canonical)) + "]";
        var members = ((Dictionary<string, object>)value).OrderBy(member => member.Key, StringComparer.Ordinal);
        return "{" + string.Join(",", members.Select(member => StringText(member.Key) + ":" + Canonical(member.Value))) + "}";
    }

    static string StringText(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            var plain = "\"\\\b\f\n\r\t".IndexOf(c);
            if (plain >= 0) result.Append('\\').Append("\"\\bfnrt"[plain]);
            else if (c < ' ') result.Append("\\u").Append(((int)c).ToString("x4"));
            else result.Append(c);
        }
        return result.Append('"').ToString();
    }

    static string NumberText(double number)
    {
        if (number == 0) return "0";
        var sign = number < 0 ? "-" : "";
        var digits = ShortestDigits(Math.Abs(number), out var power);
        var point = digits.Length + power;
        digits = digits.TrimEnd('0');
        var count = digits.Length;
        if (count <= point && point <= 21) return sign + digits + new string('0', point - count);
        if (0 < point && point <= 21) return sign + digits.Substring(0, point) + "." + digits.Substring(point);
        if (-6 < point && point <= 0) return sign + "0." + new string('0', -point) + digits;
        var rest = count > 1 ? "." + digits.Substring(1) : "";
        return sign + digits[0] + rest + "e" + (point > 0 ? "+" : "-") + Math.Abs(point - 1);
    }

    /// <summary>
    /// The fewest digits, times ten to the power, that read back as the same number: reckoned in whole numbers, for what
    /// double.Parse and ToString say of the last digit differs between versions of .NET.
    /// </summary>
    static string ShortestDigits(double number, out int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var field = (int)(bits >> 52);
        var fraction = (bits & (1L << 52) - 1) | (field > 0 ? 1L << 52 : 0);
        var exponent = Math.Max(field, 1) - 1075; // The number is fraction times two to this.
        for (power = (int)Math.Floor(Math.Log10(number)) + 1; ; power--)
        {
            // Value and one of the last digit, in a unit in which both and the gaps between numbers are whole.
            var gap = BigInteger.Pow(2, Math.Max(exponent, 0) + 2) * BigInteger.Pow(10, Math.Max(-power, 0));
            var value = fraction * gap;
            var one = BigInteger.Pow(2, Math.Max(-exponent, 0) + 2) * BigInteger.Pow(10, Math.Max(power, 0));
            // The nearest; or else the next, for below a power of two the numbers lie closer together than above it.
            var nearest = BigInteger.DivRem(value, one, out var rest);
            if (2 * rest > one || 2 * rest == one && !nearest.IsEven) nearest++;
            foreach (var digits in new[] { nearest, nearest + 1 })
            {
                var beyond = digits * one - value;
                var half = gap / (fraction == 1L << 52 && field > 1 && beyond.Sign < 0 ? 4 : 2);
                var distance = BigInteger.Abs(beyond);
                if (distance < half || distance == half && fraction % 2 == 0) return digits.ToString();
            }
        }
    }

    // --- SM3 (GB/T 32905)

    static byte[] Sm3(byte[] message)
    {
        var state = new uint[] { 0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E };
        var padded = new byte[(message.Length + 72) / 64 * 64];
        message.CopyTo(padded, 0);
        padded[message.Length] = 0x80;
        for (var at = 0; at < 8; at++) padded[padded.Length - 1 - at] = (byte)((ulong)message.Length * 8 >> 8 * at);
        for (var begin = 0; begin < padded.Length; begin += 64)
        {
            var w = new uint[68];
            for (var j = 0; j < 64; j++) w[j / 4] = w[j / 4] << 8 | padded[begin + j];
            for (var j = 16; j < 68; j++)
            {
                var x = w[j - 16] ^ w[j - 9] ^ Rotate(w[j - 3], 15);
                w[j] = x ^ Rotate(x, 15) ^ Rotate(x, 23) ^ Rotate(w[j - 13], 7) ^ w[j - 6];
            }
            uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
            for (var j = 0; j < 64; j++)
            {
                var ss1 = Rotate(unchecked(Rotate(a, 12) + e + Rotate(j < 16 ? 0x79CC4519u : 0x7A879D8Au, j)), 7);
                var ss2 = ss1 ^ Rotate(a, 12);
                var ff = j < 16 ? a ^ b ^ c : a & b | a & c | b & c;
                var gg = j < 16 ? e ^ f ^ g : e & f | ~e & g;
                var tt1 = unchecked(ff + d + ss2 + (w[j] ^ w[j + 4]));
                var tt2 = unchecked(gg + h + ss1 + w[j]);
                d = c;
                c = Rotate(b, 9);
                b = a;
                a = tt1;
                h = g;
                g = Rotate(f, 19);
                f = e;
                e = tt2 ^ Rotate(tt2, 9) ^ Rotate(tt2, 17);
            }
            var now = new[] { a, b, c, d, e, f, g, h };
            for (var at = 0; at < 8; at++) state[at] ^= now[at];
        }
        return state.SelectMany(word => new[] { (byte)(word >> 24), (byte)(word >> 16), (byte)(word >> 8), (byte)word }).ToArray();
    }

    static uint Rotate(uint word, int by)
    {
        by %= 32;
        return by == 0 ? word : word << by | word >> (32 - by);
    }

    // --- Points of the curve; null is the point at infinity.

    sealed class Point
    {
        public readonly BigInteger X, Y;
        public Point(BigInteger x, BigInteger y) { X = x; Y = y; }
    }

    static Point Add(Point one, Point other)
    {
        if (one == null || other == null) return one ?? other;
        BigInteger slope;
        if (one.X == other.X)
        {
            if (Mod(one.Y + other.Y, P).IsZero) return null;
            slope = (3 * one.X * one.X + A) * Inverse(2 * one.Y);
        }
        else slope = (other.Y - one.Y) * Inverse(other.X - one.X);
        slope = Mod(slope, P);
        var x = Mod(slope * slope - one.X - other.X, P);
        return new Point(x, Mod(slope * (one.X - x) - one.Y, P));
    }

    /// <summary>k times one point plus m times another, bit by bit from the highest.</summary>
    static Point AddMultiples(BigInteger k, Point one, BigInteger m, Point other)
    {
        var choices = new[] { null, one, other, Add(one, other) };
        Point result = null;
        for (var bit = 255; bit >= 0; bit--)
        {
            result = Add(result, result);
            result = Add(result, choices[(int)(k >> bit & 1) + 2 * (int)(m >> bit & 1)]);
        }
        return result;
    }

    static Point PointOf(string publicKey)
    {
        if (!Regex.IsMatch(publicKey, "^04[0-9a-fA-F]{128}\\z")) throw new FormatException("not a public key: " + publicKey);
        var point = new Point(Hex(publicKey.Substring(2, 64)), Hex(publicKey.Substring(66)));
        var difference = point.Y * point.Y - point.X * point.X * point.X - A * point.X - B;
        if (!Mod(difference, P).IsZero) throw new FormatException("not a point of the curve: " + publicKey);
        return point;
    }

    static BigInteger Mod(BigInteger x, BigInteger m)
    {
        var rest = x % m;
        return rest.Sign < 0 ? rest + m : rest;
    }

    /// <summary>By Euclid: what x times it leaves 1 over P.</summary>
    static BigInteger Inverse(BigInteger x)
    {
        BigInteger high = P, low = Mod(x, P), u = 0, v = 1;
        while (low > 1)
        {
            var quotient = BigInteger.DivRem(high, low, out var rest);
            high = low;
            low = rest;
            var next = u - quotient * v;
            u = v;
            v = next;
        }
        return Mod(v, P);
    }

    static BigInteger Hex(string text) => BigInteger.Parse("0" + text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    static BigInteger Number(byte[] bytes) => new BigInteger(bytes.Reverse().Concat(new byte[] { 0 }).ToArray());

    /// <summary>32 bytes of a number.</summary>
    static byte[] Bytes(BigInteger number) => number.ToByteArray().Concat(new byte[32]).Take(32).Reverse().ToArray();

    // --- JSON: null, bool, double, string, List, Dictionary. Whoever has a library reads with that, numbers as double.

    sealed class Json
    {
        readonly string text;
        int at;

        Json(string text) { this.text = text; }

        public static object Parse(string text)
        {
            var json = new Json(text);
            var value = json.Value();
            if (json.Next() != '\0') throw new FormatException("not JSON");
            return value;
        }

        object Value()
        {
            var c = Next();
            if (c == '{') return Members();
            if (c == '[') return Items();
            if (c == '"') return String();
            var begin = at;
            while (at < text.Length && "]},: \t\r\n".IndexOf(text[at]) < 0) at++;
            var word = text.Substring(begin, at - begin);
            switch (word)
            {
                case "null": return null;
                case "true": return true;
                case "false": return false;
            }
            return double.Parse(word, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        Dictionary<string, object> Members()
        {
            var members = new Dictionary<string, object>();
            for (at++; Next() != '}';)
            {
                if (Next() == ',') at++;
                Next();
                var name = String();
                if (Next() != ':') throw new FormatException("not JSON");
                at++;
                members[name] = Value();
            }
            at++;
            return members;
        }

        List<object> Items()
        {
            var items = new List<object>();
            for (at++; Next() != ']';)
            {
                if (Next() == ',') at++;
                items.Add(Value());
            }
            at++;
            return items;
        }

        string String()
        {
            var result = new StringBuilder();
            for (at++; text[at] != '"'; at++)
            {
                if (text[at] != '\\')
                {
                    result.Append(text[at]);
                    continue;
                }
                var escaped = text[++at];
                var plain = "bfnrt".IndexOf(escaped);
                if (escaped == 'u')
                {
                    result.Append((char)Convert.ToInt32(text.Substring(at + 1, 4), 16));
                    at += 4;
                }
                else result.Append(plain >= 0 ? "\b\f\n\r\t"[plain] : escaped);
            }
            at++;
            return result.ToString();
        }

        /// <summary>The next character that is no blank; 0 at the end.</summary>
        char Next()
        {
            while (at < text.Length && " \t\r\n".IndexOf(text[at]) >= 0) at++;
            return at < text.Length ? text[at] : '\0';
        }
    }

    // --- The command

    static bool CheckExample(Dictionary<string, object> example)
    {
        var e = (Dictionary<string, object>)example["event"];
        var key = (string)example["public_key"];
        var text = Canonical(Unsigned(e));
        var digest = string.Concat(Digest(text, key).Select(one => one.ToString("x2")));
        return Say(text.Equals(example["canonical"]), "canonical")
            & Say(digest.Equals(example["digest"]), "digest")
            & Say(IsSignedBy(e, key) && e["signature"].Equals(example["signature"]), "signature");
    }

    static bool CheckEvent(IEnumerable<Dictionary<string, object>> keys, string line)
    {
        var e = (Dictionary<string, object>)Json.Parse(line);
        var signer = keys.FirstOrDefault(key => IsSignedBy(e, (string)key["public_key"]));
        return Say(signer != null, signer == null ? "" : (string)signer["key_id"]);
    }

    static bool Say(bool good, string what)
    {
        Console.WriteLine(((good ? "ok " : "not ok ") + what).Trim());
        return good;
    }

    static int Main(string[] arguments)
    {
        var document = (Dictionary<string, object>)Json.Parse(File.ReadAllText(arguments[0], Encoding.UTF8));
        var good = true;
        if (document.TryGetValue("x-signing-example", out var example)) good = CheckExample((Dictionary<string, object>)example);
        if (!document.TryGetValue("keys", out var listed)) return good ? 0 : 1;
        var keys = ((List<object>)listed).Cast<Dictionary<string, object>>().ToList();
        using (var lines = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8))
        {
            for (var line = lines.ReadLine(); line != null; line = lines.ReadLine()) good &= CheckEvent(keys, line);
        }
        return good ? 0 : 1;
    }
}
