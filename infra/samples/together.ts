/** Stories that two bundles tell together: what one does shows in the other's case. */

import type { SamplePerson } from '../../events/samples/people.ts'
import type { Kinds, Script, Stories } from '../../events/samples/script.ts'
import { delivery, expectPaid, verifies } from '../../functions/bundles/maternity-allowance/stories/mothers.ts'
import { insuredAtOnce } from '../../functions/bundles/newborn/stories.ts'
import { expectRetired, pension } from '../../functions/bundles/retirement/stories/retirees.ts'
import {
  approved,
  arrives,
  expectTransfer,
  monthsOf,
  mover,
  tellHistory,
} from '../../functions/bundles/transfer/stories/movers.ts'
import type { Day } from '../../shared/calendar/index.ts'

/** The child of the delivery is known too: two cases that know of each other. */
function withChild(script: Script, which: number): void {
  const child = insuredAtOnce(script, which * 2)
  const { mother, area, certificate, born: dscg_date } = child
  const d = delivery(script, 'with the child', { mother, area, facts: { birth_cert_nos: [certificate], dscg_date } })
  verifies(script, d)
  expectPaid(script, d)
}

/** Has just moved: the transfer comes first, then the retirement in the new place. */
function afterTransfer(script: Script): void {
  const balance = 123_456
  const person = script.people.someone({ gend: '1', brdy: '1965-02-02' })
  const m = mover(script, 'retires after a transfer', {
    person,
    balance,
    joined: '1999-01-01' as Day,
    gap: 0,
    enrolled: '2026-02-24' as Day,
  })
  tellHistory(script, m)
  arrives(script, script.at(0, '08:20'), m)
  const paid = monthsOf([m.joined, m.paused])
  const r = { story: m.story, person, area: m.to, emp_no: `E${m.to}`, paid, deemed: 40 }
  pension(script, r, { at: script.at(0, '09:00') })
  approved(script, m, 'noon')
  rates(script, person)
  expectTransfer(script, m, 'transferred', { amt: balance })
  expectRetired(script, r, '2026-03-01')
}

/** Says how the transfer went, once the account is there. */
function rates(script: Script, { psn_no }: SamplePerson): void {
  const as = { role: 'citizen', psn_no } as const
  const keep = script.number('R')
  script.call(script.at(0, '12:20'), { as, method: 'GET', path: '/v1/cases?bundle=transfer', keep })
  script.call(script.at(0, '12:40'), {
    as,
    method: 'POST',
    path: `/v1/cases/{${keep}.cases.0.case_id}/rating`,
    body: { score: 5, text: '一趟没跑，钱就到了。' },
    expect: { score: 5 },
  })
}

/** How many there are at full scale; two of each at least. */
const kinds: Kinds = [
  [withChild, 4],
  [afterTransfer, 2],
]

/** Writes them. */
export const together: Stories = (script, scale) => script.tell(kinds, scale, 2)
