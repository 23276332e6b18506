/** How alike texts are, and what is kept of a question (decision 0102). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alike, maskNumbers } from '../../../functions/answers/asked.ts'
import { formatScore, keptCharacters, pairsOf, readScore, scoreOf } from '../../../functions/answers/score.ts'

const score = (a: string, b: string) => formatScore(scoreOf(pairsOf(a), pairsOf(b)))

describe('the score of two texts', () => {
  it.each([
    ['异地就医怎么备案', '异地备案', '0.4364'],
    ['异地就医怎么备案？', '异地 就医，怎么备案', '1.0000'],
    ['ＡＢＣ１２', 'abc12', '1.0000'],
    ['今天天气', '异地就医怎么备案', '0.0000'],
    ['医', '医', '0.0000'],
    ['？？', '', '0.0000'],
    // Each pair counts once: 哈哈 of the one and of the other.
    ['哈哈哈哈', '哈哈', '1.0000'],
    // Letters beyond the basic plane are one character each.
    ['𠮷野家', '𠮷野', '0.7071'],
  ])('%s, %s: %s', (a, b, expected) => {
    expect(score(a, b)).toBe(expected)
    expect(score(b, a)).toBe(expected)
  })

  it('is what arithmetic of whole numbers says, half up', () => {
    const text = fc.string({ unit: fc.constantFrom(...'异地就医备案ab1'), maxLength: 40 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [one, other] = [pairsOf(a), pairsOf(b)]
        const common = BigInt([...one].filter((pair) => other.has(pair)).length)
        const product = BigInt(one.size * other.size)
        // s ≤ x + 1/2 < s + 1, where x² = 10^8 × common² ÷ product.
        const s = BigInt(scoreOf(one, other))
        if (product === 0n) return s === 0n
        const fourfold = 4n * 10n ** 8n * common ** 2n
        return (s === 0n || (2n * s - 1n) ** 2n * product <= fourfold) && (2n * s + 1n) ** 2n * product > fourfold
      }),
      { numRuns: 300 },
    )
  })

  it('is read and written alike', () => {
    for (const text of ['0.0000', '0.3500', '0.4364', '1.0000']) expect(formatScore(readScore(text))).toBe(text)
  })
})

describe('what is kept of a question', () => {
  it.each([
    ['卡号6222021234567890怎么查', '卡号＊怎么查'],
    ['身份证11010519491231002X能查吗', '身份证＊能查吗'],
    ['６２２２０２１２３４５６', '＊'],
    ['卡号 6222 0212 3456 7890 呢', '卡号 ＊ 呢'],
    ['电话138-0013-8000', '电话＊'],
    ['12345 和 2026-03-02', '12345 和 2026-03-02'],
    ['123456', '＊'],
  ])('%s is kept as %s', (text, expected) => expect(maskNumbers(text)).toBe(expected))

  it('holds no run of six digits, nor does what it is told from others by', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789Xx -卡号'), maxLength: 60 })
    fc.assert(
      fc.property(text, (one) => {
        expect(maskNumbers(one)).not.toMatch(/\d{6}/)
        expect(alike(one)).not.toMatch(/\d{6}/)
      }),
    )
  })

  it('is told from others by its kept characters alone', () => {
    expect(alike('卡号6222021234567890怎么查')).toBe(alike('卡号 6228480000000000？怎么查'))
    expect(keptCharacters('〇医保！Ａ１ ')).toBe('〇医保a1')
  })
})
