/**
 * Money is an integer of fen inside the code and a string in yuan with two decimals outside (contract.md, Conventions).
 * Every calculation that divides rounds half up exactly once, at its end.
 */

/** An amount in fen: always a safe integer, never negative zero. */
export type Fen = number & { readonly __brand: 'Fen' }

/** A ratio such as `"0.0800"`, exact: numerator over a power of ten. */
export type Ratio = { readonly num: bigint; readonly den: bigint }

const YUAN = /^-?\d+\.\d{2}$/
const RATIO = /^(\d+)\.(\d+)$/

/** Nothing. */
export const ZERO = 0 as Fen

/** Makes an amount of a number of fen. Throws a RangeError unless it is a safe integer. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole, safe number of fen: ${amount}`)
  return (amount === 0 ? 0 : amount) as Fen
}

/** Reads yuan as partners write them (`"2177.04"`). Undefined if malformed or too large to hold exactly. */
export function parseYuan(text: unknown): Fen | undefined {
  if (typeof text !== 'string' || !YUAN.test(text)) return undefined
  const amount = Number(text.replace('.', ''))
  return Number.isSafeInteger(amount) ? fen(amount) : undefined
}

/** Makes an amount of yuan written in the code or in checked data. Throws a RangeError if malformed. */
export function yuan(text: string): Fen {
  const amount = parseYuan(text)
  if (amount === undefined) throw new RangeError(`not an amount in yuan with two decimals: ${text}`)
  return amount
}

/** Writes an amount in yuan with two decimals, as the contract has it. */
export function formatYuan(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Adds two amounts. Throws beyond safe integers. */
export function addFen(a: Fen, b: Fen): Fen {
  return fen(a + b)
}

/** Takes b from a. Throws beyond safe integers. */
export function subFen(a: Fen, b: Fen): Fen {
  return fen(a - b)
}

/** The opposite amount, for reversing entries. */
export function negFen(amount: Fen): Fen {
  return fen(-amount)
}

/** Adds up amounts; nothing for none. Throws beyond safe integers. */
export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = ZERO
  for (const amount of amounts) total = addFen(total, amount)
  return total
}

/**
 * amount × numerator ÷ denominator, rounded half up to the fen once. A negative result rounds as its opposite would,
 * so that a reversal is exact. Throws a RangeError for a denominator of zero or a result beyond safe integers.
 */
export function mulDivRound(amount: Fen, numerator: bigint | number, denominator: bigint | number = 1n): Fen {
  return fen(Number(divideHalfUp(BigInt(amount) * BigInt(numerator), BigInt(denominator))))
}

/**
 * numerator ÷ denominator as a decimal string with so many places, rounded half up once: an employer's base of
 * `753000` fen a month is `formatDecimal(753000, 3000, 4)` = `"251.0000"` yuan a day.
 */
export function formatDecimal(numerator: bigint | number, denominator: bigint | number, places: number): string {
  const scaled = divideHalfUp(BigInt(numerator) * 10n ** BigInt(places), BigInt(denominator))
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, '0')
  const sign = scaled < 0n ? '-' : ''
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** Reads a ratio (`"0.72"`, `"0.0800"`) exactly; with `places`, only that many decimals. Undefined if malformed. */
export function parseRatio(text: unknown, places?: number): Ratio | undefined {
  const match = typeof text === 'string' && text.length <= 30 ? RATIO.exec(text) : null
  const [, whole, decimals] = match ?? []
  if (whole === undefined || decimals === undefined) return undefined
  if (places !== undefined && decimals.length !== places) return undefined
  return { num: BigInt(whole + decimals), den: 10n ** BigInt(decimals.length) }
}

/** Makes a ratio of text in the code or in checked data. Throws a RangeError if malformed. */
export function ratio(text: string): Ratio {
  const parsed = parseRatio(text)
  if (!parsed) throw new RangeError(`not a decimal ratio: ${text}`)
  return parsed
}

/** amount × times × ratio, rounded half up to the fen once: a top-up is `mulRatio(base, ratio('0.0800'), months)`. */
export function mulRatio(amount: Fen, by: Ratio, times: bigint | number = 1n): Fen {
  return mulDivRound(amount, by.num * BigInt(times), by.den)
}

function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero')
  const negative = numerator < 0n !== denominator < 0n
  const n = numerator < 0n ? -numerator : numerator
  const d = denominator < 0n ? -denominator : denominator
  const rounded = (2n * n + d) / (2n * d)
  return negative ? -rounded : rounded
}
