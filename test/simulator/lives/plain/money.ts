/** Money as the models reckon it: whole fen in bigints, rounded half up once. */

/** Fen of a text such as `2177.04`. */
export const fenOf = (yuan: string): bigint => BigInt(yuan.replace('.', ''))

/** As it is written. */
export function yuanOf(fen: bigint): string {
  const digits = String(fen).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** A quotient rounded half up; neither is negative. */
export const halfUp = (dividend: bigint, divisor: bigint): bigint => (2n * dividend + divisor) / (2n * divisor)

/** A ratio such as `0.0800` as a fraction of a million. */
export const millionths = (ratio: string): bigint => {
  const [whole = '0', part = ''] = ratio.split('.')
  return BigInt(whole + part.padEnd(6, '0'))
}
