/**
 * Names that were written in UTF-8 and read as GBK (张三 as 寮犱笁): read back, they are names again. Refused at the door,
 * for what stands in a register under such a name nobody finds any more.
 */

/** Every letter of two bytes in GBK, by the letter. Made when a name is first looked at: the platform only decodes. */
let bytesOf: ReadonlyMap<string, number> | undefined

function gbk(): ReadonlyMap<string, number> {
  const decoder = new TextDecoder('gbk')
  const letters = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const letter = decoder.decode(Uint8Array.of(lead, trail))
      if (letter.length === 1 && letter !== '\ufffd') letters.set(letter, lead * 256 + trail)
    }
  }
  return letters
}

/** GB 2312, where almost every letter of almost every name stands. */
const isEveryday = (bytes: number): boolean =>
  bytes >= 0xb0a1 && bytes <= 0xf7fe && (bytes & 0xff) >= 0xa1 && (bytes & 0xff) <= 0xfe

const HAN = /^\p{Script=Han}$/u

/**
 * Whether it is such a name. Of an ordinary name the bytes in GBK are no UTF-8, but by the rarest chance; so what is read
 * back must be made of everyday letters, and the name itself must not. What ends in the mark of a lost byte is no name
 * anyway.
 */
export function isGarbled(name: string): boolean {
  bytesOf ??= gbk()
  const marked = name.replace(/[?\ufffd]+$/, '')
  const letters = [...marked]
  const bytes: number[] = []
  for (const letter of letters) {
    const code = letter.charCodeAt(0)
    const pair = bytesOf.get(letter)
    if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff)
    else if (code < 0x80) bytes.push(code)
    else return false
  }
  const back = [...readBack(Uint8Array.from(bytes))]
  const han = back.filter((letter) => HAN.test(letter))
  if (back.includes('\ufffd')) return marked.includes('锟斤拷')
  // Whatever is no Han stood there before: half of a letter may look like a Latin one.
  const others = back.filter((letter) => !HAN.test(letter)).join('')
  const isName = han.length > 0 && others === letters.filter((letter) => letter < '\x80').join('')
  const isPlain = (letter: string) => isEveryday(bytesOf?.get(letter) ?? 0)
  return isName && han.every(isPlain) && !letters.every((letter) => isPlain(letter) || letter < '\x80')
}

/**
 * The bytes as UTF-8; a mark for what is none. Of an odd number of bytes the last was lost when they were read in pairs, and
 * with it the rest of its letter.
 */
function readBack(bytes: Uint8Array): string {
  const [lead = 0, next = 0] = bytes.subarray(-2)
  const isCut = bytes.length >= 8 && lead >= 0xe4 && lead <= 0xe9 && next >= 0x80 && next <= 0xbf
  return new TextDecoder().decode(isCut ? bytes.subarray(0, -2) : bytes)
}
