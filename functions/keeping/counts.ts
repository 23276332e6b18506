/** How much was taken away, by kind. */

/** Cases with all that is theirs, visits without a case, words said in cases, events that were not taken, persons long dead. */
type CountName = 'cases' | 'visits' | 'texts' | 'refused' | 'dead'
/** How much of each. */
export type Counts = Readonly<Record<CountName, number>>

/** Nothing. */
export const none: Counts = { cases: 0, visits: 0, texts: 0, refused: 0, dead: 0 }

/** All together. */
export const sumOf = (all: readonly Partial<Counts>[]): Counts =>
  all.reduce<Counts>(
    (sum, one) =>
      Object.fromEntries(
        Object.entries(sum).map(([name, count]) => [name, count + (one[name as CountName] ?? 0)]),
      ) as unknown as Counts,
    none,
  )
