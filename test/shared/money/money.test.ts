import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addFen,
  fen,
  formatDecimal,
  formatYuan,
  mulDivRound,
  mulRatio,
  negFen,
  parseRatio,
  parseYuan,
  ratio,
  subFen,
  sumFen,
  yuan,
  ZERO,
} from '../../../shared/money/index.ts'

const amount = fc.maxSafeInteger().map(fen)
const small = fc.integer({ min: -10_000_000_00, max: 10_000_000_00 }).map(fen)

describe('yuan', () => {
  it('are read with exactly two decimals', () => {
    expect(parseYuan('2177.04')).toBe(217704)
    expect(parseYuan('0.00')).toBe(0)
    expect(parseYuan('-0.05')).toBe(-5)
    for (const wrong of [
      '1',
      '1.0',
      '1.000',
      '.50',
      '1,000.00',
      ' 1.00',
      '1.00 ',
      '+1.00',
      '1e2.00',
      '１.00',
      '',
      1.5,
      null,
    ]) {
      expect(parseYuan(wrong)).toBeUndefined()
    }
  })

  it('have no negative zero', () => {
    expect(Object.is(parseYuan('-0.00'), 0)).toBe(true)
    expect(Object.is(negFen(ZERO), 0)).toBe(true)
  })

  it('too large to hold exactly are refused, not rounded', () => {
    expect(parseYuan('90071992547409.91')).toBe(Number.MAX_SAFE_INTEGER)
    expect(parseYuan('90071992547409.92')).toBeUndefined()
    expect(() => yuan('1')).toThrow(RangeError)
  })

  it('written and read again are the same amount', () => {
    fc.assert(
      fc.property(amount, (a) => {
        expect(parseYuan(formatYuan(a))).toBe(a)
      }),
    )
  })

  it('read and written again are the same text', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 12), fc.nat(99), (whole, cents) => {
        const text = `${whole}.${String(cents).padStart(2, '0')}`
        expect(formatYuan(yuan(text))).toBe(text)
      }),
    )
  })
})

describe('sums', () => {
  it('are exact', () => {
    expect(formatYuan(sumFen([yuan('0.10'), yuan('0.20')]))).toBe('0.30')
    expect(sumFen([])).toBe(ZERO)
  })

  it('taken back leave what there was', () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(subFen(addFen(a, b), b)).toBe(a)
      }),
    )
  })

  it('beyond what a number holds exactly throw', () => {
    expect(() => addFen(fen(Number.MAX_SAFE_INTEGER), fen(1))).toThrow(RangeError)
    expect(() => fen(0.5)).toThrow(RangeError)
  })
})

describe('rounding', () => {
  it('is half up to the fen, once', () => {
    expect(mulDivRound(fen(1), 1, 2)).toBe(1)
    expect(mulDivRound(fen(1), 1, 3)).toBe(0)
    expect(mulDivRound(fen(5), 1, 10)).toBe(1)
    expect(mulDivRound(fen(49), 1, 100)).toBe(0)
  })

  it('gives the allowances of maternity-allowance/RULES.md 5.3', () => {
    expect(formatYuan(mulDivRound(yuan('7530.00'), 173, 30))).toBe('43423.00')
    expect(formatYuan(mulDivRound(yuan('8123.45'), 173, 30))).toBe('46845.23')
  })

  it('gives the lump sum of retirement/RULES.md 5.4', () => {
    expect(formatYuan(mulRatio(yuan('6000.00'), ratio('0.0800'), 10))).toBe('4800.00')
  })

  it('is never further than half a fen from the exact result, and up where it is just half', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 9).map(fen), fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (a, n, d) => {
        const doubled = 2n * BigInt(a) * BigInt(n) - 2n * BigInt(mulDivRound(a, n, d)) * BigInt(d)
        expect(doubled >= -BigInt(d) && doubled < BigInt(d)).toBe(true)
      }),
    )
  })

  it('of the opposite amount is the opposite', () => {
    fc.assert(
      fc.property(small, fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (a, n, d) => {
        expect(mulDivRound(negFen(a), n, d)).toBe(negFen(mulDivRound(a, n, d)))
      }),
    )
  })

  it('refuses to divide by zero', () => {
    expect(() => mulDivRound(fen(1), 1, 0)).toThrow(RangeError)
  })
})

describe('decimals', () => {
  it('have so many places, rounded half up', () => {
    expect(formatDecimal(753000, 3000, 4)).toBe('251.0000')
    expect(formatDecimal(812345, 3000, 4)).toBe('270.7817')
    expect(formatDecimal(1, 20000, 4)).toBe('0.0001')
    expect(formatDecimal(-1, 4, 1)).toBe('-0.3')
    expect(formatDecimal(5, 2, 0)).toBe('3')
  })

  it('of fen over a hundred are yuan', () => {
    fc.assert(
      fc.property(small, (a) => {
        expect(formatDecimal(a, 100, 2)).toBe(formatYuan(a))
      }),
    )
  })
})

describe('ratios', () => {
  it('are exact', () => {
    expect(parseRatio('0.0800')).toEqual({ num: 800n, den: 10_000n })
    expect(parseRatio('0.72')).toEqual({ num: 72n, den: 100n })
    expect(parseRatio('0.0800', 4)).toBeDefined()
  })

  it('of another form are refused', () => {
    for (const wrong of ['8%', '.08', '-0.08', '0,08', '', 0.08]) expect(parseRatio(wrong)).toBeUndefined()
    expect(parseRatio('0.08', 4)).toBeUndefined()
    expect(() => ratio('1')).toThrow(RangeError)
  })
})
