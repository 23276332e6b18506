/**
 * Counting a screening (screening/RULES.md 2). By communities alone, so that streets, counties and the area are sums of them; who
 * came to be insured or is no more is counted where they lived both times: in the smallest place that holds both. Pure.
 */
import type { EnrolmentState } from '../../shared/registers/residence.ts'

/** How somebody stood in a screening. */
export interface Stood {
  readonly community: string
  readonly state: EnrolmentState
}

/** How many of a place are what. */
export interface Figures {
  readonly insured: number
  readonly exempt: number
  readonly not_insured: number
  /** Insured in this screening and not in the one before, of those who lived there in both; and the other way round. */
  readonly new: number
  readonly lost: number
}

/** Nobody. */
export const nobody: Figures = { insured: 0, exempt: 0, not_insured: 0, new: 0, lost: 0 }

/** Both together. */
const plus = (a: Figures, b: Figures): Figures => ({
  insured: a.insured + b.insured,
  exempt: a.exempt + b.exempt,
  not_insured: a.not_insured + b.not_insured,
  new: a.new + b.new,
  lost: a.lost + b.lost,
})

/** All who live there. */
export const residentsOf = ({ insured, exempt, not_insured }: Omit<Figures, 'new' | 'lost'>): number =>
  insured + exempt + not_insured

/** Figures by place: communities, and the larger places in which somebody moved. */
export type Tally = Readonly<Record<string, Figures>>

/** How many digits of a community's code its county, its street and itself have; none: the pooling area. */
const levels = [0, 6, 9, 12] as const

/** The smallest place that holds both communities, of one pooling area. */
function placeOfBoth(a: string, b: string): string {
  const digits = levels.findLast((length) => a.slice(0, length) === b.slice(0, length)) ?? 0
  return a.slice(0, digits)
}

/** The tally with somebody who stands so, and stood so in the screening before, if they lived in the area then. */
export function counted(tally: Record<string, Figures>, now: Stood, before: Stood | undefined): void {
  const add = (place: string, field: keyof Figures) => {
    const held = tally[place] ?? nobody
    tally[place] = { ...held, [field]: held[field] + 1 }
  }
  add(now.community, now.state)
  if (!before || (now.state === 'insured') === (before.state === 'insured')) return
  add(placeOfBoth(now.community, before.community), now.state === 'insured' ? 'new' : 'lost')
}

/** Tallies of several parts as one. */
export function together(tallies: readonly Tally[]): Tally {
  const all: Record<string, Figures> = {}
  for (const tally of tallies)
    for (const [place, figures] of Object.entries(tally)) all[place] = plus(all[place] ?? nobody, figures)
  return all
}

/** A place with what lies one level down. */
export interface PlaceFigures extends Figures {
  readonly parts: ReadonlyMap<string, Figures>
}

/** What a tally comes to for every place of its area, of each level; the area itself is the empty place. */
export function places(tally: Tally): ReadonlyMap<string, PlaceFigures> {
  const sums = new Map<string, Figures & { parts: Map<string, Figures> }>([['', { ...nobody, parts: new Map() }]])
  for (const [place, figures] of Object.entries(tally)) {
    for (const [level, length] of levels.entries()) {
      if (length > place.length) break
      const name = place.slice(0, length)
      const held = sums.get(name) ?? { ...nobody, parts: new Map() }
      const next = levels[level + 1] ?? 99
      if (next <= place.length) {
        const part = place.slice(0, next)
        held.parts.set(part, plus(held.parts.get(part) ?? nobody, figures))
      }
      sums.set(name, { ...plus(held, figures), parts: held.parts })
    }
  }
  return sums
}
