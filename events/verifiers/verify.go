// Verifies events of Mianshen (SM2 with SM3, GB/T 32918.2, over RFC 8785). Go 1.19 or later, nothing else.
//
//	curl -s $API/v1/signing-keys > keys.json
//	go run verify.go keys.json < events.jsonl      one event a line; "ok KEY_ID" or "not ok" for each
//	curl -s $API/asyncapi.json > asyncapi.json
//	go run verify.go asyncapi.json                 checks this program against the published example
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"math/bits"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
)

// The curve of SM2 (GB/T 32918.5); a is p - 3.
var (
	p = number("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF")
	a = new(big.Int).Sub(p, big.NewInt(3))
	b = number("28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93")
	n = number("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123")
	g = &point{
		number("32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"),
		number("BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0"),
	}
	userID     = []byte("1234567812345678")
	signatures = regexp.MustCompile(`^[0-9a-fA-F]{128}$`)
	publicKeys = regexp.MustCompile(`^04[0-9a-fA-F]{128}$`)
)

// verify says whether the signature of an event (as it was parsed) is that of a public key ("04" and the point, hex).
func verify(event map[string]any, publicKey string) bool {
	signature, _ := event["signature"].(string)
	if event["signtype"] != "SM2" || !signatures.MatchString(signature) {
		return false
	}
	r, s := number(signature[:64]), number(signature[64:])
	t := mod(new(big.Int).Add(r, s), n)
	if r.Sign() == 0 || r.Cmp(n) >= 0 || s.Sign() == 0 || s.Cmp(n) >= 0 || t.Sign() == 0 {
		return false
	}
	sum := addMultiples(s, g, t, pointOf(publicKey))
	e := new(big.Int).SetBytes(digest(canonical(unsigned(event)), publicKey))
	return sum != nil && mod(e.Add(e, sum.x), n).Cmp(r) == 0
}

func unsigned(event map[string]any) map[string]any {
	rest := map[string]any{}
	for name, value := range event {
		if name != "signature" {
			rest[name] = value
		}
	}
	return rest
}

// digest is SM3 of Z and the text; Z is SM3 of user id, curve and public key.
func digest(text, publicKey string) []byte {
	key := pointOf(publicKey)
	z := []byte{0, byte(len(userID) * 8)}
	z = append(z, userID...)
	for _, part := range []*big.Int{a, b, g.x, g.y, key.x, key.y} {
		z = append(z, part.FillBytes(make([]byte, 32))...)
	}
	return sm3(append(sm3(z), text...))
}

// --- Canonical JSON (RFC 8785): members sorted by UTF-16 code units, no blanks, numbers as ECMAScript writes them.

func canonical(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case bool:
		return strconv.FormatBool(value)
	case float64:
		return numberText(value)
	case string:
		return stringText(value)
	case []any:
		parts := []string{}
		for _, item := range value {
			parts = append(parts, canonical(item))
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	members := value.(map[string]any)
	names, parts := []string{}, []string{}
	for name := range members {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return utf16Less(names[i], names[j]) })
	for _, name := range names {
		parts = append(parts, stringText(name)+":"+canonical(members[name]))
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func utf16Less(one, other string) bool {
	x, y := utf16.Encode([]rune(one)), utf16.Encode([]rune(other))
	for at := 0; at < len(x) && at < len(y); at++ {
		if x[at] != y[at] {
			return x[at] < y[at]
		}
	}
	return len(x) < len(y)
}

// stringText escapes what RFC 8785 escapes and nothing else: encoding/json escapes more.
func stringText(text string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, letter := range text {
		if plain := strings.IndexRune("\"\\\b\f\n\r\t", letter); plain >= 0 {
			out.WriteString(`\` + `"\bfnrt`[plain:plain+1])
		} else if letter < ' ' {
			fmt.Fprintf(&out, `\u%04x`, letter)
		} else {
			out.WriteRune(letter)
		}
	}
	return out.String() + `"`
}

func numberText(value float64) string {
	if value == 0 {
		return "0"
	}
	// The shortest digits that read back as the same number, as -d.ddde±xx.
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(value, 'e', -1, 64), "e")
	sign := ""
	if strings.HasPrefix(mantissa, "-") {
		sign, mantissa = "-", mantissa[1:]
	}
	power, _ := strconv.Atoi(exponent)
	digits, point := strings.Replace(mantissa, ".", "", 1), power+1
	count := len(digits)
	switch {
	case count <= point && point <= 21:
		return sign + digits + strings.Repeat("0", point-count)
	case 0 < point && point <= 21:
		return sign + digits[:point] + "." + digits[point:]
	case -6 < point && point <= 0:
		return sign + "0." + strings.Repeat("0", -point) + digits
	}
	return fmt.Sprintf("%s%se%+d", sign, mantissa, power)
}

// --- SM3 (GB/T 32905)

func sm3(message []byte) []byte {
	state := [8]uint32{0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E}
	padded := append(append([]byte{}, message...), 0x80)
	for len(padded)%64 != 56 {
		padded = append(padded, 0)
	}
	padded = binary.BigEndian.AppendUint64(padded, uint64(len(message))*8)
	for ; len(padded) > 0; padded = padded[64:] {
		var w [68]uint32
		for j := 0; j < 16; j++ {
			w[j] = binary.BigEndian.Uint32(padded[4*j:])
		}
		for j := 16; j < 68; j++ {
			x := w[j-16] ^ w[j-9] ^ bits.RotateLeft32(w[j-3], 15)
			w[j] = x ^ bits.RotateLeft32(x, 15) ^ bits.RotateLeft32(x, 23) ^ bits.RotateLeft32(w[j-13], 7) ^ w[j-6]
		}
		a, b, c, d, e, f, g, h := state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]
		for j := 0; j < 64; j++ {
			constant, ff, gg := uint32(0x79CC4519), a^b^c, e^f^g
			if j >= 16 {
				constant, ff, gg = 0x7A879D8A, a&b|a&c|b&c, e&f|^e&g
			}
			ss1 := bits.RotateLeft32(bits.RotateLeft32(a, 12)+e+bits.RotateLeft32(constant, j), 7)
			ss2 := ss1 ^ bits.RotateLeft32(a, 12)
			tt1 := ff + d + ss2 + (w[j] ^ w[j+4])
			tt2 := gg + h + ss1 + w[j]
			a, b, c, d = tt1, a, bits.RotateLeft32(b, 9), c
			e, f, g, h = tt2^bits.RotateLeft32(tt2, 9)^bits.RotateLeft32(tt2, 17), e, bits.RotateLeft32(f, 19), g
		}
		for at, word := range []uint32{a, b, c, d, e, f, g, h} {
			state[at] ^= word
		}
	}
	out := []byte{}
	for _, word := range state {
		out = binary.BigEndian.AppendUint32(out, word)
	}
	return out
}

// --- Points of the curve; nil is the point at infinity.

type point struct{ x, y *big.Int }

func add(one, other *point) *point {
	if one == nil {
		return other
	}
	if other == nil {
		return one
	}
	var above, below *big.Int
	if one.x.Cmp(other.x) == 0 {
		if mod(new(big.Int).Add(one.y, other.y), p).Sign() == 0 {
			return nil
		}
		above = new(big.Int).Add(times(big.NewInt(3), times(one.x, one.x)), a)
		below = new(big.Int).Lsh(one.y, 1)
	} else {
		above = new(big.Int).Sub(other.y, one.y)
		below = new(big.Int).Sub(other.x, one.x)
	}
	slope := mod(times(above, new(big.Int).ModInverse(mod(below, p), p)), p)
	x := times(slope, slope)
	x = mod(x.Sub(x, new(big.Int).Add(one.x, other.x)), p)
	y := times(slope, new(big.Int).Sub(one.x, x))
	return &point{x, mod(y.Sub(y, one.y), p)}
}

// addMultiples is k times one point plus m times another, bit by bit from the highest.
func addMultiples(k *big.Int, one *point, m *big.Int, other *point) *point {
	choices := []*point{nil, one, other, add(one, other)}
	var result *point
	for bit := 255; bit >= 0; bit-- {
		result = add(result, result)
		result = add(result, choices[k.Bit(bit)+2*m.Bit(bit)])
	}
	return result
}

func pointOf(publicKey string) *point {
	if !publicKeys.MatchString(publicKey) {
		panic("not a public key: " + publicKey)
	}
	x, y := number(publicKey[2:66]), number(publicKey[66:])
	right := new(big.Int).Add(times(times(x, x), x), new(big.Int).Add(times(a, x), b))
	if mod(right.Sub(right, times(y, y)), p).Sign() != 0 {
		panic("not a point of the curve: " + publicKey)
	}
	return &point{x, y}
}

func number(hexadecimal string) *big.Int {
	value, _ := new(big.Int).SetString(hexadecimal, 16)
	return value
}

func times(x, y *big.Int) *big.Int { return new(big.Int).Mul(x, y) }

func mod(x, m *big.Int) *big.Int { return new(big.Int).Mod(x, m) }

// --- The command

type document struct {
	Keys []struct {
		KeyID     string `json:"key_id"`
		PublicKey string `json:"public_key"`
	} `json:"keys"`
	Example *struct {
		PublicKey string         `json:"public_key"`
		Event     map[string]any `json:"event"`
		Canonical string         `json:"canonical"`
		Digest    string         `json:"digest"`
		Signature string         `json:"signature"`
	} `json:"x-signing-example"`
}

func main() {
	var read document
	text, err := os.ReadFile(os.Args[1])
	check(err)
	check(json.Unmarshal(text, &read))
	good := true
	if example := read.Example; example != nil {
		event, key := example.Event, example.PublicKey
		canonicalText := canonical(unsigned(event))
		good = say(canonicalText == example.Canonical, "canonical") && good
		good = say(hex.EncodeToString(digest(canonicalText, key)) == example.Digest, "digest") && good
		good = say(verify(event, key) && event["signature"] == example.Signature, "signature") && good
	}
	if read.Keys != nil {
		events, err := io.ReadAll(bufio.NewReader(os.Stdin))
		check(err)
		for _, line := range bytes.Split(bytes.TrimSpace(events), []byte("\n")) {
			good = checkEvent(read, line) && good
		}
	}
	if !good {
		os.Exit(1)
	}
}

func checkEvent(read document, line []byte) bool {
	var event map[string]any
	check(json.Unmarshal(line, &event))
	for _, key := range read.Keys {
		if verify(event, key.PublicKey) {
			return say(true, key.KeyID)
		}
	}
	return say(false, "")
}

func say(good bool, what string) bool {
	answer := "not ok "
	if good {
		answer = "ok "
	}
	fmt.Println(strings.TrimSpace(answer + what))
	return good
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
