import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Verifies events of Mianshen (SM2 with SM3, GB/T 32918.2, over RFC 8785). Java 17 or later, nothing else.
 *
 * <pre>
 * curl -s $API/v1/signing-keys > keys.json
 * java Verify.java keys.json < events.jsonl      one event a line; "ok KEY_ID" or "not ok" for each
 * curl -s $API/asyncapi.json > asyncapi.json
 * java Verify.java asyncapi.json                 checks this program against the published example
 * </pre>
 */
public class Verify {
    // The curve of SM2 (GB/T 32918.5); a is p - 3.
    static final BigInteger P = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF");
    static final BigInteger A = P.subtract(BigInteger.valueOf(3));
    static final BigInteger B = hex("28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93");
    static final BigInteger N = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123");
    static final Point G = new Point(
        hex("32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"),
        hex("BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0"));
    static final byte[] USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

    /** Whether the signature of an event (as it was parsed) is that of a public key ("04" and the point, hexadecimal). */
    static boolean verify(Map<String, Object> event, String publicKey) {
        if (!"SM2".equals(event.get("signtype"))) return false;
        if (!(event.get("signature") instanceof String signature) || !signature.matches("[0-9a-fA-F]{128}")) return false;
        String text;
        try {
            text = canonical(unsigned(event));
        } catch (IllegalArgumentException halfOfALetter) {
            return false; // No canonical form, so nobody signed it.
        }
        BigInteger r = hex(signature.substring(0, 64));
        BigInteger s = hex(signature.substring(64));
        BigInteger t = r.add(s).mod(N);
        if (r.signum() == 0 || r.compareTo(N) >= 0 || s.signum() == 0 || s.compareTo(N) >= 0 || t.signum() == 0) return false;
        Point point = addMultiples(s, G, t, pointOf(publicKey));
        BigInteger e = new BigInteger(1, digest(text, publicKey));
        return point != null && e.add(point.x).mod(N).equals(r);
    }

    static Map<String, Object> unsigned(Map<String, Object> event) {
        Map<String, Object> rest = new TreeMap<>(event);
        rest.remove("signature");
        return rest;
    }

    /** SM3 of Z and the text; Z is SM3 of user id, curve and public key. */
    static byte[] digest(String text, String publicKey) {
        Point key = pointOf(publicKey);
        byte[] z = sm3(join(new byte[] {0, (byte) (USER_ID.length * 8)}, USER_ID,
            bytes(A), bytes(B), bytes(G.x), bytes(G.y), bytes(key.x), bytes(key.y)));
        return sm3(join(z, text.getBytes(StandardCharsets.UTF_8)));
    }

    // --- Canonical JSON (RFC 8785): members sorted by UTF-16 code units, which is how Java compares strings and a TreeMap
    // sorts them; no blanks; numbers as ECMAScript writes them.

    static String canonical(Object value) {
        if (value == null || value instanceof Boolean) return String.valueOf(value);
        if (value instanceof Double number) return numberText(number);
        if (value instanceof String text) return stringText(text);
        List<String> parts = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) parts.add(canonical(item));
            return "[" + String.join(",", parts) + "]";
        }
        for (Map.Entry<String, Object> member : members(value).entrySet()) {
            parts.add(stringText(member.getKey()) + ":" + canonical(member.getValue()));
        }
        return "{" + String.join(",", parts) + "}";
    }

    static String stringText(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int plain = "\"\\\b\f\n\r\t".indexOf(c);
            if (plain >= 0) out.append('\\').append("\"\\bfnrt".charAt(plain));
            else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
            int letter = text.codePointAt(at);
            if (letter >= 0xD800 && letter <= 0xDFFF) throw new IllegalArgumentException("half of a letter");
            if (letter > 0xFFFF) out.append(text.charAt(++at));
        }
        return out.append('"').toString();
    }

    static String numberText(double number) {
        if (number == 0) return "0";
        BigDecimal shortest = shortest(Math.abs(number)).stripTrailingZeros();
        String sign = number < 0 ? "-" : "";
        String digits = shortest.unscaledValue().toString();
        int count = digits.length();
        int point = count - shortest.scale();
        if (count <= point && point <= 21) return sign + digits + "0".repeat(point - count);
        if (0 < point && point <= 21) return sign + digits.substring(0, point) + "." + digits.substring(point);
        if (-6 < point && point <= 0) return sign + "0." + "0".repeat(-point) + digits;
        String rest = count > 1 ? "." + digits.substring(1) : "";
        return sign + digits.charAt(0) + rest + "e" + (point > 0 ? "+" : "-") + Math.abs(point - 1);
    }

    /** The fewest digits that read back as the same number; Double.toString has not always the fewest before Java 19. */
    static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int precision = 1; ; precision++) {
            // The nearest; or else the next, for below a power of two the numbers lie closer together than above it.
            for (RoundingMode mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.CEILING)) {
                BigDecimal rounded = exact.round(new MathContext(precision, mode));
                if (rounded.doubleValue() == number) return rounded;
            }
        }
    }

    // --- SM3 (GB/T 32905)

    static byte[] sm3(byte[] message) {
        int[] state = {0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E};
        byte[] padded = new byte[(message.length + 72) / 64 * 64];
        System.arraycopy(message, 0, padded, 0, message.length);
        padded[message.length] = (byte) 0x80;
        for (int at = 0; at < 8; at++) padded[padded.length - 1 - at] = (byte) (message.length * 8L >>> 8 * at);
        for (int begin = 0; begin < padded.length; begin += 64) {
            int[] w = new int[68];
            for (int j = 0; j < 64; j++) w[j / 4] = w[j / 4] << 8 | padded[begin + j] & 0xFF;
            for (int j = 16; j < 68; j++) {
                int x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15);
                w[j] = x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6];
            }
            int a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
            for (int j = 0; j < 64; j++) {
                int ss1 = rotate(rotate(a, 12) + e + rotate(j < 16 ? 0x79CC4519 : 0x7A879D8A, j), 7);
                int ss2 = ss1 ^ rotate(a, 12);
                int ff = j < 16 ? a ^ b ^ c : a & b | a & c | b & c;
                int gg = j < 16 ? e ^ f ^ g : e & f | ~e & g;
                int tt1 = ff + d + ss2 + (w[j] ^ w[j + 4]);
                int tt2 = gg + h + ss1 + w[j];
                d = c;
                c = rotate(b, 9);
                b = a;
                a = tt1;
                h = g;
                g = rotate(f, 19);
                f = e;
                e = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17);
            }
            int[] now = {a, b, c, d, e, f, g, h};
            for (int at = 0; at < 8; at++) state[at] ^= now[at];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int word : state) for (int shift = 24; shift >= 0; shift -= 8) out.write(word >>> shift);
        return out.toByteArray();
    }

    static int rotate(int word, int by) {
        return Integer.rotateLeft(word, by);
    }

    // --- Points of the curve; null is the point at infinity.

    record Point(BigInteger x, BigInteger y) {}

    static Point add(Point one, Point other) {
        if (one == null || other == null) return one == null ? other : one;
        BigInteger slope;
        if (one.x.equals(other.x)) {
            if (one.y.add(other.y).mod(P).signum() == 0) return null;
            slope = one.x.pow(2).multiply(BigInteger.valueOf(3)).add(A).multiply(one.y.shiftLeft(1).modInverse(P));
        } else {
            slope = other.y.subtract(one.y).multiply(other.x.subtract(one.x).modInverse(P));
        }
        BigInteger x = slope.pow(2).subtract(one.x).subtract(other.x).mod(P);
        return new Point(x, slope.multiply(one.x.subtract(x)).subtract(one.y).mod(P));
    }

    /** k times one point plus m times another, bit by bit from the highest. */
    static Point addMultiples(BigInteger k, Point one, BigInteger m, Point other) {
        Point both = add(one, other);
        Point result = null;
        for (int bit = 255; bit >= 0; bit--) {
            result = add(result, result);
            if (k.testBit(bit) && m.testBit(bit)) result = add(result, both);
            else if (k.testBit(bit)) result = add(result, one);
            else if (m.testBit(bit)) result = add(result, other);
        }
        return result;
    }

    static Point pointOf(String publicKey) {
        if (!publicKey.matches("04[0-9a-fA-F]{128}")) throw new IllegalStateException("not a public key: " + publicKey);
        Point point = new Point(hex(publicKey.substring(2, 66)), hex(publicKey.substring(66)));
        BigInteger right = point.x.pow(3).add(A.multiply(point.x)).add(B);
        if (point.y.pow(2).subtract(right).mod(P).signum() != 0) throw new IllegalStateException("not on the curve: " + publicKey);
        return point;
    }

    static BigInteger hex(String text) {
        return new BigInteger(text, 16);
    }

    /** 32 bytes of a number. */
    static byte[] bytes(BigInteger number) {
        byte[] out = new byte[32];
        byte[] given = number.toByteArray();
        int count = Math.min(given.length, 32);
        System.arraycopy(given, given.length - count, out, 32 - count, count);
        return out;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    // --- JSON: null, Boolean, Double, String, List, Map. Whoever has a library reads with that, numbers as double.

    static final class Json {
        private final String text;
        private int at = 0;

        private Json(String text) {
            this.text = text;
        }

        static Object parse(String text) {
            Json json = new Json(text);
            Object value = json.value();
            if (json.next() != 0) throw new IllegalStateException("not JSON");
            return value;
        }

        private Object value() {
            char c = next();
            if (c == '{') return object();
            if (c == '[') return list();
            if (c == '"') return string();
            int begin = at;
            while (at < text.length() && "]},: \t\r\n".indexOf(text.charAt(at)) < 0) at++;
            String word = text.substring(begin, at);
            return switch (word) {
                case "null" -> null;
                case "true" -> true;
                case "false" -> false;
                default -> Double.valueOf(word);
            };
        }

        private Map<String, Object> object() {
            Map<String, Object> members = new TreeMap<>();
            at++;
            while (next() != '}') {
                if (next() == ',') at++;
                next();
                String name = string();
                if (next() != ':') throw new IllegalStateException("not JSON");
                at++;
                members.put(name, value());
            }
            at++;
            return members;
        }

        private List<Object> list() {
            List<Object> items = new ArrayList<>();
            at++;
            while (next() != ']') {
                if (next() == ',') at++;
                items.add(value());
            }
            at++;
            return items;
        }

        private String string() {
            StringBuilder out = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                char c = text.charAt(at);
                if (c != '\\') {
                    out.append(c);
                    continue;
                }
                char escaped = text.charAt(++at);
                int plain = "bfnrt".indexOf(escaped);
                if (escaped == 'u') {
                    out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                } else out.append(plain >= 0 ? "\b\f\n\r\t".charAt(plain) : escaped);
            }
            at++;
            return out.toString();
        }

        /** The next character that is no blank; 0 at the end. */
        private char next() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
            return at < text.length() ? text.charAt(at) : 0;
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> members(Object value) {
        return (Map<String, Object>) value;
    }

    // --- The command

    static boolean checkExample(Map<String, Object> example) {
        Map<String, Object> event = members(example.get("event"));
        String key = (String) example.get("public_key");
        String text = canonical(unsigned(event));
        String digest = String.format("%064x", new BigInteger(1, digest(text, key)));
        return say(text.equals(example.get("canonical")), "canonical")
            & say(digest.equals(example.get("digest")), "digest")
            & say(verify(event, key) && event.get("signature").equals(example.get("signature")), "signature");
    }

    static boolean checkEvents(List<?> keys, List<String> lines) {
        boolean good = true;
        for (String line : lines) {
            Map<String, Object> event = members(Json.parse(line));
            Object signer = keys.stream().filter(key -> verify(event, (String) members(key).get("public_key"))).findFirst()
                .map(key -> members(key).get("key_id")).orElse(null);
            good &= say(signer != null, signer == null ? "" : signer.toString());
        }
        return good;
    }

    static boolean say(boolean good, String what) {
        System.out.println(((good ? "ok " : "not ok ") + what).trim());
        return good;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> document = members(Json.parse(Files.readString(Path.of(arguments[0]))));
        boolean good = !document.containsKey("x-signing-example") || checkExample(members(document.get("x-signing-example")));
        if (document.get("keys") instanceof List<?> keys) {
            String events = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            good &= checkEvents(keys, events.lines().toList());
        }
        System.exit(good ? 0 : 1);
    }
}
