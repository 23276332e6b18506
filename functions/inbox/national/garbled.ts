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

/** The surnames of the Hundred Families that have one letter, and those that are common today. */
const surnames = new Set(
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖覃代闫涂付冼敬丘丛兰朴迟佟海樊邸盘',
)

const HAN = /^\p{Script=Han}$/u

/**
 * Whether it is such a name. Of an ordinary name the bytes in GBK are no UTF-8, but by the rarest chance; so what is read
 * back must be made of everyday letters, and the name itself must not. Two letters are what chance makes of three (妫鸿彧, a
 * name, is read back as 棺菪): they must begin with a surname. What ends in the mark of a lost byte is no name anyway.
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
  const isLikely = han.length > 2 || others !== '' || surnames.has(han[0] ?? '')
  return isName && isLikely && han.every(isPlain) && !letters.every((letter) => isPlain(letter) || letter < '\x80')
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
