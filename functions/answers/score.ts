/** How alike two texts are, by the pairs of neighbouring characters that both have; a bureau can count it by hand (bundles/RULES.md 11.1). Pure. */

/** What a text consists of to be compared: its letters, digits and Chinese characters, in one width and case. */
export const keptCharacters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}\p{Script=Han}]/gu, '')

/** Sequences of two neighbouring characters, each once. */
export type Pairs = ReadonlySet<string>

/** The pairs of a text; none of one that keeps fewer than two characters. */
export function pairsOf(text: string): Pairs {
  const characters = [...keptCharacters(text)]
  return new Set(characters.slice(1).map((character, before) => `${characters[before]}${character}`))
}

/** In a score of 1 there are so many: scores have four decimals. */
const whole = 10_000

/** |a ∩ b| ÷ √(|a| × |b|) in ten-thousandths, half up; 0 if one is empty. Exact: the root is never taken, only compared. */
export function scoreOf(a: Pairs, b: Pairs): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  const product = a.size * b.size
  let common = 0
  for (const pair of few) if (many.has(pair)) common++
  if (common === 0) return 0
  // The largest s with s - 1/2 ≤ common × 10,000 ÷ √product: both sides doubled and squared stay below 2^53.
  const limit = (2 * whole * common) ** 2
  const fits = (s: number) => (2 * s - 1) ** 2 * product <= limit
  let score = Math.floor((common * whole) / Math.sqrt(product))
  while (fits(score + 1)) score++
  while (!fits(score)) score--
  return score
}

/** A score as the contract writes it: `"0.4364"`. */
export const formatScore = (score: number): string => (score / whole).toFixed(4)

/** A score as a parameter writes it (`"0.3500"`), in ten-thousandths. */
export const readScore = (text: string): number => Math.round(Number(text) * whole)
