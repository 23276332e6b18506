/** Names in UTF-8 that were read as GBK are told from names, whatever letters these are written with. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isGarbled } from '../../../../functions/inbox/national/garbled.ts'

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈濮宓妫姒澹璩岑',
]
const everyday = [
  ...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉力华建国红梅雪琴宁波洪峰锋鸿虹宏恒光广凡福海欢江',
]
const rare = [...'喆旻昉曌翀赟彧祎頔韡堃淼犇煜玥珺琛晞暄瞳䶮𠮷㛃']

const asGbk = (text: string) => new TextDecoder('gbk').decode(new TextEncoder().encode(text))

it('an ordinary name never is one', () => {
  const given = fc.array(fc.constantFrom(...everyday, ...rare), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.constantFrom(...surnames), given, (surname, letters) => {
      expect(isGarbled(surname + letters.join(''))).toBe(false)
    }),
    { numRuns: 2000 },
  )
  const others = [
    '阿依古丽·买买提',
    'Li Wei',
    "O'Neil",
    '김철수',
    'José',
    '〇',
    '',
    '?',
    '𠮷田',
    '测试1',
    '欧阳娜娜',
    '妫鸿彧',
    '姒峰晞',
  ]
  for (const name of others) expect(isGarbled(name), name).toBe(false)
})

it('the rarest letters of the first plane, three at a time, are none', () => {
  const letter = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code))
  const names = fc.sample(fc.tuple(letter, letter, letter), { numRuns: 5000, seed: 7 })
  expect(names.filter((letters) => isGarbled(letters.join('')))).toEqual([])
})

it.each(['张三', '李四', '王五', '赵小雪', '张小满', '测试1', '欧阳娜娜', '李伟', '石家庄春风机械厂'])(
  '%s read in the wrong encoding is one',
  (name) => {
    expect(isGarbled(asGbk(name)), asGbk(name)).toBe(true)
    expect(isGarbled(asGbk(name).replaceAll('\ufffd', '?'))).toBe(true)
    expect(isGarbled(name)).toBe(false)
  },
)

it('so is what a lost letter becomes', () => {
  expect(isGarbled('锟斤拷')).toBe(true)
})
