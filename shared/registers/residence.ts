/**
 * Where somebody lives, and how they stand there (decision 0100). On a day the residence with the latest beginning not after
 * it holds, unless its last day is past. What a screening has to know of a person is kept with the index of people
 * (shared/table/people.ts) by every commit that changes it; as times, so that it says the same on any later day without a
 * further commit. All pure, so that the same reports in any order say the same.
 */
import { addDays, compareInstants, type Day } from '../calendar/index.ts'
import { areaOfCommunity } from '../codes/communities.ts'
import { type Admdvs, Insutype } from '../codes/index.ts'
import type { ApplyResult } from './applying.ts'
import type { EventOf } from './events.ts'
import { type Change, type PersonFile, put } from './file.ts'
import { periodsOf } from './relation.ts'
import type { Residence } from './rows.ts'

export { areaOfCommunity }

/** `residence.registered`: writes the report, unless a later one of the same beginning holds. */
export function registerResidence(file: PersonFile, event: EventOf<'residence.registered'>): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { community, from, to } = event.data
  const held = file.one('residence', from)
  if (held && compareInstants(held.time, event.time) > 0) return { ok: {} }
  const row = { community, from, ...(to === undefined ? {} : { to }), time: event.time }
  return { ok: { change: [put('residence', row)] } }
}

/** The residence that holds on a day. */
export function residenceOn(file: PersonFile, on: Day): Residence | undefined {
  const latest = file.all('residence').findLast(({ from }) => from <= on)
  return latest?.to !== undefined && latest.to < on ? undefined : latest
}

/** A time during which somebody lives in a community; without `to` it goes on. Both ends are days of it. */
interface Stay {
  readonly community: string
  readonly from: Day
  readonly to?: Day
}

/** The times in which each residence holds: to its last day, or to the day before the next begins. Oldest first. */
function staysOf(file: PersonFile): Stay[] {
  const all = file.all('residence')
  return all.map(({ community, from, to }, index) => {
    const next = all[index + 1]
    const ends = [to, next && addDays(next.from, -1)].flatMap((day) => day ?? []).sort()
    return { community, from, ...(ends[0] === undefined ? {} : { to: ends[0] }) }
  })
}

/** Residences of a file that was merged into this one, where this one has none, or an earlier report, of their beginning. */
export const laterResidences = (file: PersonFile, from: PersonFile): Change[] =>
  from
    .all('residence')
    .filter(({ from: begins, time }) => {
      const held = file.one('residence', begins)
      return !held || compareInstants(time, held.time) > 0
    })
    .map((row) => put('residence', row))

/** A time, both ends included; without an end it goes on. */
type Span = readonly [from: Day, to?: Day]

/** What is known of somebody alive who lives in an area, or will. */
export interface Living {
  readonly lives: readonly Stay[]
  /** When a 310 or 390 relation is in normal state, anywhere. */
  readonly insured: readonly Span[]
  readonly exempt: readonly Span[]
}

/** How somebody stands on a day: insured, else exempt, else neither (decision 0100). */
export type EnrolmentState = 'insured' | 'exempt' | 'not_insured'

/** Pooling areas in which somebody has a relation or a residence, in order; none once their file was closed. */
export function areasOf(file: PersonFile): Admdvs[] {
  if (file.into !== undefined) return []
  return [...new Set([...file.derived('relation', insuredIn), ...file.derived('residence', livedIn)])].sort()
}

const insuredIn = (rows: readonly { insu_admdvs: Admdvs }[]) => rows.map(({ insu_admdvs }) => insu_admdvs)
const livedIn = (rows: readonly { community: string }[]) => rows.map(({ community }) => areaOfCommunity(community))

/** What a screening of the area on `today` or later has to know; undefined of who is dead, or does not live there any more. */
export function livingIn(file: PersonFile, area: Admdvs, today: Day): Living | undefined {
  if (file.died !== undefined || file.into !== undefined || file.count('residence') === 0) return undefined
  const lives = staysOf(file).filter(({ community, to }) => areaOfCommunity(community) === area && isAhead(to, today))
  if (lives.length === 0) return undefined
  return { lives, insured: insuredFrom(file, today), exempt: exemptFrom(file, today) }
}

const isAhead = (to: Day | undefined, today: Day) => to === undefined || to >= today

const insuring: readonly string[] = [Insutype.employee, Insutype.resident]

const insuredFrom = (file: PersonFile, today: Day): Span[] =>
  file
    .all('relation')
    .filter(({ insutype }) => insuring.includes(insutype))
    .flatMap(periodsOf)
    .filter(({ to }) => isAhead(to, today))
    .map(({ from, to }): Span => (to === undefined ? [from] : [from, to]))

const exemptFrom = (file: PersonFile, today: Day): Span[] =>
  file.all('exemption').flatMap(({ from, to }): Span[] => (isAhead(to, today) ? [[from, to]] : []))

/** Where somebody lives on a day, and how they stand; undefined if they do not live in the area. */
export function standingOn({ lives, insured, exempt }: Living, on: Day) {
  const home = lives.find(({ from, to }) => holds([from, to] as Span, on))
  if (!home) return undefined
  const has = (spans: readonly Span[]) => spans.some((span) => holds(span, on))
  const state: EnrolmentState = has(insured) ? 'insured' : has(exempt) ? 'exempt' : 'not_insured'
  return { community: home.community, state }
}

const holds = ([from, to]: Span, on: Day) => from <= on && isAhead(to, on)
