/** Self-service filings on commitment (RULES.md 4): made, listed and ended by the person or a guardian. */
import * as z from 'zod'
import { dayOf } from '../../../shared/calendar/index.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { handle } from '../../../shared/engine/handle.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { pidIn } from '../../../shared/registers/ids.ts'
import type { Filing } from '../../../shared/registers/rows.ts'
import { loadSnapshot, loadWholeSnapshot } from '../../../shared/table/files.ts'
import { called } from '../../calls/called.ts'
import { errandOn } from '../../calls/errands.ts'
import { code6, date } from '../../calls/fields.ts'
import { mayActFor, wholeHousehold } from '../../calls/household.ts'
import { pageOf, paging } from '../../calls/paging.ts'
import { badRequest, notFound, type Problem, problem } from '../../calls/problem.ts'
import { bundleOffProblem, type Problems } from '../../calls/problem-codes.ts'
import { type Route, route } from '../../calls/route.ts'
import { type FilingForm, filingForm } from './form.ts'
import { filingBundle } from './reference.ts'
import { endFiling, filingsOf, lastFiling, openFiling } from './rules/self-service.ts'
import { filingView } from './rules/view.ts'
import { kindName } from './texts.ts'

const tag = '异地就医'

/** Why a filing may be refused (RULES.md 4.5, 4.6). */
const filingProblems = {
  'filing-overlaps': {
    status: 409,
    name: '同样的备案已经有了',
    when: '同类、同地、时间重叠的备案已经有了，detail 里写明是哪一个',
    remedy: '用已有的备案；要改的先撤销它',
    en: {
      when: 'A filing of this kind, place and time exists; detail says which',
      remedy: 'Use the one that exists, or end it first',
    },
  },
  'too-many-filings': {
    status: 409,
    name: '备案太多了',
    when: '一个人的备案太多了，detail 里写明最多几个',
    remedy: '先撤销不用的备案',
    en: {
      when: 'One person has too many filings; detail says how many are allowed',
      remedy: 'End filings that are not needed first',
    },
  },
} as const satisfies Problems

/** FILING. */
const filingSchema = called(
  'Filing',
  z.object({
    filing_id: z.string(),
    psn_no: z.string(),
    kind: codeOf(kindName),
    to_admdvs: code6,
    from: date,
    to: date.optional(),
    status: codeOf({ active: '有效', ended: '已结束' }),
    claim_by_hand: z
      .array(z.string())
      .optional()
      .meta({ description: '备案之前已经自费结算的就诊（mdtrt_id），凭票据手工报销' }),
    message: z.string().optional(),
  }),
)

const filingsSchema = called('Filings', z.object({ filings: z.array(filingSchema), cursor: z.string().optional() }))

export const routes: readonly Route[] = [
  route('POST /v1/filings', {
    access: { citizen: 'household' },
    tag,
    summary: '自助备案：作出承诺，马上生效，出院结算以后也可以补办；也可以替所监护的家人办',
    body: called('NewFiling', filingForm),
    answer: filingSchema,
    errand: errandOn(filingBundle.bundle),
    status: 201,
    problems: { ...filingProblems, ...bundleOffProblem },
    example: { kind: 'temporary', to_admdvs: '110000', from: '2026-03-10', commitment: true },
    async handler({ ports, births, rules, subject, body, attempt: { repeated, mark } }) {
      const pid = pidOf(ports.keys, body.psn_no ?? subject.psn_no)
      const before = await loadWholeSnapshot(ports, pid)
      if (!before.person || !(await mayActFor({ ports, births }, subject.psn_no, before))) return notFound()
      const today = dayOf(ports.clock.now())
      const made = repeated ? madeBefore(before, body) : undefined
      if (made) return { body: filingView(before, made, today) }
      const handled = await handle(ports, rules, pid, { apply: openFiling(body), ...mark })
      if (handled.result === 'refused') return refusal(handled)
      const file = await loadWholeSnapshot(ports, pid)
      const filing = lastFiling(file)
      return filing ? { body: filingView(file, filing, today) } : notFound()
    },
  }),

  route('GET /v1/filings', {
    access: { citizen: 'household' },
    tag,
    summary: '我和家人的自助备案，新的在前',
    query: z.object(paging),
    answer: filingsSchema,
    errand: errandOn(filingBundle.bundle),
    async handler({ ports, births, subject, query }) {
      const today = dayOf(ports.clock.now())
      const all = (await wholeHousehold({ ports, births }, subject.psn_no)).flatMap((file) =>
        // Of those made at the same moment the one made last comes first.
        filingsOf(file).map((filing, index) => ({
          file,
          filing,
          order: `${filing.made_at}#${String(1e6 - index).padStart(8, '0')}`,
        })),
      )
      const { items, cursor } = pageOf(all, ({ file, order }) => `${order}#${file.pid}`, query.limit, query.cursor)
      const filings = items.map(({ file, filing }) => filingView(file, filing, today))
      return { body: { filings, ...(cursor ? { cursor } : {}) } }
    },
  }),

  route('DELETE /v1/filings/{filing_id}', {
    access: { citizen: 'household' },
    tag,
    summary: '结束一个备案：当天仍有效，已经判定的就诊不受影响',
    answer: filingSchema,
    errand: errandOn(filingBundle.bundle),
    async handler({ ports, births, rules, subject, params: { filing_id }, attempt: { mark } }) {
      const pid = pidIn(filing_id)
      if (!pid) return notFound()
      const before = await loadSnapshot(ports, pid)
      if (!before.one('filing', filing_id) || !(await mayActFor({ ports, births }, subject.psn_no, before)))
        return notFound()
      const handled = await handle(ports, rules, pid, { apply: endFiling(filing_id), ...mark })
      if (handled.result === 'refused') return refusal(handled)
      const file = await loadWholeSnapshot(ports, pid)
      const filing = file.one('filing', filing_id)
      return filing ? { body: filingView(file, filing, dayOf(ports.clock.now())) } : notFound()
    },
  }),
]

/** The filing that an attempt made which died before it answered: of one kind and place there is one at a time. */
function madeBefore(file: PersonFile, { kind, to_admdvs, from }: FilingForm): Filing | undefined {
  return filingsOf(file).find((one) => one.kind === kind && one.to_admdvs === to_admdvs && one.from === from)
}

function refusal(refused: {
  status: 400 | 403 | 404 | 409
  code: string
  detail: string
  field?: string
  more?: Record<string, unknown>
}): Problem {
  const { status, code, detail, field, more } = refused
  if (status === 400 && field) return badRequest([{ field, message: detail }])
  return problem(status, code, detail, more ? { more } : {})
}
