/** 好差评 (RULES.md 2.1, 2.2): a matter that is over is rated once, and a bad rating is looked into. */
import { borneBy, type HeardEvent } from '../../../../events/heard.ts'
import { innerSource } from '../../../../events/wire.ts'
import { addDays, dayOf, type Instant } from '../../../../shared/calendar/index.ts'
import { openingUnder, switchIn } from '../../../../shared/chain/switches/switches.ts'
import { type Keys, pidOfNobody } from '../../../../shared/identity/index.ts'
import { tell } from '../../../../shared/registers/apply/hear.ts'
import type { Applied, Apply, ApplyResult } from '../../../../shared/registers/applying.ts'
import { type PersonFile, put } from '../../../../shared/registers/file.ts'
import { type Ref, refOf } from '../../../../shared/registers/ids.ts'
import type { At } from '../../../../shared/registers/look.ts'
import { recall } from '../../../../shared/registers/rest.ts'
import { endOf } from '../../../../shared/registers/rows/cases.ts'
import { type Counted, countedKey } from '../../../../shared/registers/rows/counted.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { ratingDays, valueIn } from '../parameters.ts'
import { feedbackBundle } from '../reference.ts'
import { feedbackGiven } from './given.ts'

/** Grades up to this one are bad: 不满意, 非常不满意. */
const worst = 2

/** What ratings are counted as. */
export const ratingsCounted = 'rating'

/** A rating as its person gives it. `id` names the request. */
export interface Rating {
  case_id: Ref
  score: number
  text?: string | undefined
  anonymous: boolean
  id: string
  time: Instant
}

const refused = (code: string, detail: string): ApplyResult => ({ refused: { status: 409, code, detail } })

/** Writes the rating, and opens feedback of a bad one: in a file of nobody, if its person does not want to be known. */
export function rate(keys: Keys, rating: Rating): Apply {
  return (file, at) => {
    const row = recall(file, at, 'case', rating.case_id)
    if (!row) return { refused: { status: 404, code: 'not-found', detail: '没有找到，或者不是您的。' } }
    if (ratingOf(file, rating.case_id)) return refused('already-rated', '这件事您已经评价过了。')
    const ended = endOf(row)
    if (!ended) return refused('not-ended', '这件事还没有办完，办完以后再评价。')
    const days = valueIn(at.look, ratingDays, row.admdvs, dayOf(row.started_at))
    if (at.today > addDays(dayOf(ended), days)) return refused('too-late', `办完超过${days}天，不能再评价了。`)
    return { ok: written(keys, file, at, { rating, row }) }
  }
}

function written(keys: Keys, file: PersonFile, at: At, { rating, row }: { rating: Rating; row: CaseRow }): Applied {
  const { score, text, anonymous, id, time, case_id } = rating
  const isBad = score <= worst && isLive(row, at)
  const said = { kind: 'rating' as const, matter: row.bundle, admdvs: row.admdvs, score, ...(text ? { text } : {}) }
  const nobody = `rating ${case_id}`
  const opens = anonymous ? caseOfNobody(keys, nobody) : refOf(feedbackBundle.prefix, file.pid, `feedback#${nobody}`)
  const secret = { ...(text ? { text } : {}), ...(isBad ? { case_id: opens } : {}) }
  const what = { what: ratingsCounted, key: case_id, admdvs: row.admdvs }
  const change = [put('counted', { ...what, at: time, figures: { score }, private: secret })]
  if (!isBad) return { change }
  if (!anonymous) {
    const told = tell(feedbackGiven, { ...said, key: nobody, case_id }, { id, time })(file, at)
    return { change: [...change, ...('ok' in told ? (told.ok.change ?? []) : [])] }
  }
  const data = { ...said, key: keyOfNobody, hidden: case_id, nobody }
  const type = feedbackGiven.type as HeardEvent['type']
  const event: HeardEvent = { type, id, source: innerSource, time, data, heard: borneBy(feedbackGiven, data) }
  return { change, forward: [{ to: pidOfNobody(keys, nobody), event }] }
}

/** In the clear: of somebody who does not want to be known it names nothing. */
const keyOfNobody = 'rating'
const caseOfNobody = (keys: Keys, name: string): Ref =>
  refOf(feedbackBundle.prefix, pidOfNobody(keys, name), `feedback#${keyOfNobody}`)

/** Whether feedback is handled here in the case's area. */
const isLive = ({ admdvs }: CaseRow, { look, today }: At): boolean =>
  openingUnder(switchIn(look.setting(admdvs), feedbackBundle.bundle), today, today) === 'open'

/** The rating of a case, if there is one. */
export const ratingOf = (file: PersonFile, caseId: string): Counted | undefined =>
  file.one('counted', countedKey({ what: ratingsCounted, key: caseId }))
