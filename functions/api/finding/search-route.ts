/** `POST /v1/search`: by a body, for numbers in addresses end up in logs. */
import * as z from 'zod'
import { words } from '../../../events/fields.ts'
import { named } from '../../../shared/codes/coded.ts'
import { audited } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { missesOf } from '../../calls/misses.ts'
import { type Route, route } from '../../calls/route.ts'
import { foundNames, search } from './search.ts'

const [first, ...others] = Object.keys(foundNames) as [keyof typeof foundNames]

const foundSchema = called(
  'Found',
  z.object({
    results: z.array(
      z.object({
        kind: named(z.enum([first, ...others]), foundNames),
        id: z.string(),
        psn_no: z.string(),
        psn_name: z.string().meta({ description: '只留第一个字' }),
      }),
    ),
  }),
)

export const searchRoute: Route = route('POST /v1/search', {
  access: { clerk: 'area', operator: 'all' },
  tag: '办件',
  summary:
    '凭编号找人找事：证件号码、人员编号、办件、待办、出生医学证明、缴费单、付款、备案；经办人员只找得到在本统筹区参保、居住或有办件的人；留痕',
  body: called('Search', z.object({ q: words('编号', 64) })),
  answer: foundSchema,
  idempotent: false,
  example: { q: 'Z130000001' },
  async handler({ ports, subject, body: { q } }) {
    const misses = missesOf(ports.table, ports.clock)
    const refusal = await misses.refusal('search', subject.id)
    if (refusal) return refusal
    const hits = await search(ports, subject, q)
    const people = [...new Set(hits.map(({ pid }) => pid))]
    // What was asked for stands nowhere: a number is what it asks for.
    if (people.length === 0)
      await audited(ports, subject, 'search.miss', subject.role === 'clerk' ? subject.area : 'all')
    await Promise.all(people.map((pid) => audited(ports, subject, 'search.hit', pid)))
    const tooMany = people.length === 0 && (await misses.miss('search', subject.id))
    return tooMany || { body: { results: hits.map(({ pid: _pid, ...found }) => found) } }
  },
})
