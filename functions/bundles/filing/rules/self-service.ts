/**
 * Self-service filing on commitment (承诺制, RULES.md 4): no documents, no clerk, in force at once. What makes a
 * filing and what ends it are functions over the person's file; what is not allowed is an answer, not an exception.
 */
import { addDays, compareInstants, type Day, dayOf, minDay } from '../../../../shared/calendar/index.ts'
import { bundleOff, openingOf } from '../../../../shared/chain/switches/switches.ts'
import { areaName } from '../../../../shared/codes/index.ts'
import type { Apply, ApplyResult } from '../../../../shared/registers/applying.ts'
import { type PersonFile, put } from '../../../../shared/registers/file.ts'
import { refOf } from '../../../../shared/registers/ids.ts'
import type { At } from '../../../../shared/registers/look.ts'
import type { Filing } from '../../../../shared/registers/rows.ts'
import { dayInWords } from '../../../acts/words.ts'
import type { FilingForm } from '../form.ts'
import { filingBundle } from '../reference.ts'
import { kindName } from '../texts.ts'
import { overlap } from './cover.ts'
import { turnedByFiling } from './decide.ts'
import { insuredOn } from './insured.ts'
import { type Longest, longestOf } from './longest.ts'
import { isOver } from './view.ts'

/** Days that `from` may lie back at most (RULES.md 4.3). */
const furthestBackDays = 180
/** Years that `from` may lie ahead at most: only a slip of the pen sets a limit (RULES.md 4.3). */
const furthestAheadYears = 10

/** Filings of one person that may be in force, or to come, at a time (RULES.md 4.6). */
const mostActive = 50
/** Filings of one person that may be made in so many days, those ended again included. */
const mostInYear = 100
const countedDays = 365

/** Visits turned in the commit that makes the filing; the cases of more turn theirs as they are asked. */
const mostTurned = 20

/** The person's filings, the one made last first; of those made at one moment the number in their ids says which. */
export function filingsOf(file: PersonFile): Filing[] {
  const filings = file.all('filing')
  const numbers = new Map(filings.map((_, number) => [filingIdOf(file, number), number]))
  const number = (one: Filing) => numbers.get(one.filing_id) ?? -1
  return filings.sort((a, b) => compareInstants(b.made_at, a.made_at) || number(b) - number(a))
}

/** The filing made last; the one that `openFiling` has just made. */
export const lastFiling = (file: PersonFile): Filing | undefined =>
  file.one('filing', filingIdOf(file, madeByHand(file) - 1))

/** How many the person has made: they are never taken away, so that this makes the next one's id. */
export const madeByHand = (file: PersonFile): number => file.all('filing').filter(({ reported }) => !reported).length

/** The id of the `number`th filing that the person made. */
export const filingIdOf = (file: PersonFile, number: number) => refOf('FL', file.pid, `self#${number}`)

/**
 * Makes a filing, in force at once, and turns to `on-file` every visit decided `required` that it covers and that is
 * not yet discharged. Refused with 400 (and the field) for dates that are not allowed, with 409 `filing-overlaps` for
 * a second one of the same kind and place, and with 409 `too-many-filings`.
 */
export function openFiling(form: FilingForm): Apply {
  return (file, at) => {
    if (!file.person) return { needs: 'needs-person' }
    const wrong = fromRefused(form.from, at.today)
    if (wrong) return wrong
    const longest = form.kind === 'long-term' ? undefined : longestOf(file, form.from, at.look.policy)
    const filing = filingOf(file, form, longest, at)
    const refusal =
      toRefused(filing, longest) ??
      homeRefused(file, filing) ??
      offRefused(file, form.from, at) ??
      overlapRefused(file, filing) ??
      crowdRefused(file, at.today)
    if (refusal) return refusal
    const made = put('filing', filing)
    const asked = { pid: file.pid, now: at.now, asked_by: 'event' as const }
    const turned = turnedByFiling(file.with([made]), at.look.policy, asked)
    return { ok: { change: [made, ...turned.slice(0, mostTurned).map((visit) => put('visit', visit))] } }
  }
}

function filingOf(file: PersonFile, form: FilingForm, longest: Longest | undefined, { now }: At): Filing {
  const { kind, to_admdvs, from, to = longest?.to } = form
  const filing_id = filingIdOf(file, madeByHand(file))
  return { filing_id, kind, to_admdvs, from, ...(to === undefined ? {} : { to }), made_at: now }
}

const badField = (field: string, detail: string): ApplyResult => ({
  refused: { code: 'bad-request', status: 400, field, detail },
})

function fromRefused(from: Day, today: Day): ApplyResult | undefined {
  const earliest = addDays(today, -furthestBackDays)
  if (from < earliest) {
    return badField('from', `开始日期最多往前${furthestBackDays}天，最早可以填${dayInWords(earliest)}`)
  }
  if (from <= addDays(today, furthestAheadYears * 366)) return undefined
  return badField('from', `开始日期太远了，最多可以提前${furthestAheadYears}年`)
}

function toRefused({ kind, from, to }: Filing, longest: Longest | undefined): ApplyResult | undefined {
  if (to !== undefined && to < from) return badField('to', '结束日期不能早于开始日期')
  if (kind === 'long-term') return undefined
  // Where no row says how long, nobody can be told an end: the person says it.
  if (to === undefined) return badField('to', '参保地没有规定有效期，请填写结束日期')
  if (longest === undefined || to <= longest.to) return undefined
  return badField('to', `${kindName[kind]}最长${longest.months}个月，最晚可以填${dayInWords(longest.to)}`)
}

/** Nobody files for going where they are insured: there every visit is `local` (RULES.md 4.4). */
function homeRefused(file: PersonFile, { to_admdvs, from }: Filing): ApplyResult | undefined {
  if (insuredOn(file, from)?.admdvs !== to_admdvs) return undefined
  return badField('to_admdvs', `${dayInWords(from)}的参保地就是${areaName(to_admdvs)}，在参保地就医不用备案`)
}

/** Where filing is not live, whoever is in charge there is asked (bundles/RULES.md 9.6). */
function offRefused(file: PersonFile, begins: Day, at: At): ApplyResult | undefined {
  const admdvs = insuredOn(file, begins)?.admdvs
  if (!admdvs || openingOf(file, filingBundle.bundle, { admdvs, begins }, at) === 'open') return undefined
  return { refused: bundleOff }
}

/**
 * Whoever goes to many places needs a few; what is beyond it makes every question at a desk dearer for no one's good.
 */
function crowdRefused(file: PersonFile, today: Day): ApplyResult | undefined {
  const filings = file.all('filing')
  if (filings.filter((filing) => !isOver(filing, today)).length >= mostActive) {
    return crowded(`同时有效的备案最多${mostActive}个，请先结束用不着的备案`)
  }
  const yearAgo = addDays(today, -countedDays)
  if (filings.filter(({ made_at }) => dayOf(made_at) > yearAgo).length < mostInYear) return undefined
  return crowded(`${countedDays}天之内最多办理${mostInYear}个备案，确实需要的请联系参保地医保经办机构`)
}

const crowded = (detail: string): ApplyResult => ({ refused: { code: 'too-many-filings', status: 409, detail } })

/** One that was ended stands in nobody's way: it could not be made again on the day it was ended (RULES.md 4.5). */
function overlapRefused(file: PersonFile, filing: Filing): ApplyResult | undefined {
  const { kind, to_admdvs } = filing
  const first = filingsOf(file)
    .filter((f) => f.ended_at === undefined && f.kind === kind && f.to_admdvs === to_admdvs && overlap(f, filing))
    .at(-1)
  if (!first) return undefined
  const until = first.to === undefined ? '长期有效' : `到${dayInWords(first.to)}为止`
  const detail = `到${areaName(to_admdvs)}的${kindName[kind]}已经办过，编号${first.filing_id}，从${dayInWords(first.from)}起，${until}，不用重复办理`
  return { refused: { code: 'filing-overlaps', status: 409, detail, more: { filing_id: first.filing_id } } }
}

/**
 * Ends a filing (RULES.md 4.9): today is still covered, and visits already decided keep their decision. One that has
 * not begun never covers a day: its last day is the day before its first. One whose time is over, or that was ended
 * before, stays as it is. 404 if the person has none of this id.
 */
export function endFiling(filingId: string): Apply {
  return (file, { now, today }) => {
    const filing = file.one('filing', filingId)
    if (!filing) return { refused: { code: 'not-found', status: 404, detail: '没有这个备案' } }
    if (isOver(filing, today)) return { ok: {} }
    const last = filing.to === undefined ? today : minDay(filing.to, today)
    const to = filing.from > today ? addDays(filing.from, -1) : last
    return { ok: { change: [put('filing', { ...filing, to, ended_at: now })] } }
  }
}
