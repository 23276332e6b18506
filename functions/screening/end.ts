/** The end of a screening: the figures of every place, written once all parts are done; twice they are the same. */
import type { Day } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import { enrolledKey, enrolledPartsKey, peopleShards, screeningKey } from '../../shared/table/keys.ts'
import type { Item } from '../../shared/table/table.ts'
import { loadPart, type Screening } from './screening.ts'
import { type Figures, type PlaceFigures, places, together } from './tally.ts'

/** What a pooling area is called in the keys of its figures: its code may be that of a county in it. */
export const areaPlace = (area: Admdvs): string => `area#${area}`

/** Figures as they are kept; few letters, for a day has some thousand of them. */
export type KeptFigures = readonly [insured: number, exempt: number, notInsured: number, isNew: number, lost: number]
const keptOf = ({ insured, exempt, not_insured, new: isNew, lost }: Figures): KeptFigures => [
  insured,
  exempt,
  not_insured,
  isNew,
  lost,
]
/** Figures as they were kept. */
export const figuresIn = ([insured, exempt, not_insured, isNew, lost]: KeptFigures): Figures => ({
  insured,
  exempt,
  not_insured,
  new: isNew,
  lost,
})

/** Items written together: a call that the table is slow to take is not made anew from the beginning. */
const atOnce = 100

/** Writes the figures and that the screening is done, if all of its parts are. */
export async function endScreening(ports: Ports, { screening_id, admdvs, on }: Screening): Promise<void> {
  const { table } = ports
  const parts = await Promise.all(
    Array.from({ length: peopleShards }, (_, part) => loadPart(table, screening_id, part)),
  )
  const states = parts.flatMap((part) => (part?.state.done ? [part.state] : []))
  if (states.length < peopleShards) return
  const all = [...places(together(states.map(({ tally }) => tally)))]
  const items = all.flatMap(([place, figures]) => itemsOf(place === '' ? areaPlace(admdvs) : place, on, figures))
  for (let from = 0; from < items.length; from += atOnce) await table.putMany(items.slice(from, from + atOnce))
  // Before it is done: who dies in between sends for them once more, and never not at all.
  await pass(ports, [{ kind: 'screened', screening_id, part: 0 }])
  const head = screeningKey(admdvs, on)
  await table.write({
    update: head,
    set: { st: 'done' },
    unset: ['due', 'due_at', 'tries'],
    if: { attr: 'st', equals: 'running' },
  })
}

function itemsOf(place: string, on: Day, { parts, ...figures }: PlaceFigures): Item[] {
  const own: Item = { ...enrolledKey(place, on), d: JSON.stringify(keptOf(figures)) }
  if (parts.size === 0) return [own]
  const down = [...parts].map(([code, one]) => [code, ...keptOf(one)])
  return [own, { ...enrolledPartsKey(place, on), d: JSON.stringify(down) }]
}
