/** How much was taken away, by kind. */

/** What each kind is called. */
export const countNames = {
  cases: '办结的办件',
  visits: '没有办件的就诊',
  texts: '办理经过和消息',
  refused: '没有接收的事件',
  dead: '去世的人',
} as const
/** One of them. */
type CountName = keyof typeof countNames
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
