/** Settlement without card: what a hospital's desk asks about a newborn (RULES.md 8). */
import * as z from 'zod'
import { day } from '../../../events/fields.ts'
import { dayOf } from '../../../shared/calendar/index.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { areaOfInstitution, NATION } from '../../../shared/codes/index.ts'
import { checkBirthCertNo } from '../../../shared/identity/index.ts'
import { loadSnapshot } from '../../../shared/table/files.ts'
import { audited } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { code6, date } from '../../calls/fields.ts'
import { missesOf } from '../../calls/misses.ts'
import { type Route, route } from '../../calls/route.ts'
import { cardless, cardlessReasons } from './rules/cardless.ts'
import { childFile } from './start.ts'

const cardlessSchema = called(
  'Cardless',
  z.object({
    eligible: z.boolean(),
    reason: codeOf(cardlessReasons).optional(),
    pay_by: date.optional(),
    psn_no: z.string().optional(),
    insu_admdvs: code6.optional(),
    valid_to: date.optional(),
  }),
)

export const routes: readonly Route[] = [
  route('GET /v1/cardless/{birth_cert_no}', {
    access: { institution: 'asked' },
    tag: '新生儿',
    summary: '凭出生医学证明编号能否直接结算',
    query: z.object({ date: day('就医日期').optional() }),
    answer: cardlessSchema,
    async handler({ ports, subject, params: { birth_cert_no }, query }) {
      const today = dayOf(ports.clock.now())
      const institutionArea = areaOfInstitution(subject.fixmedins_code) ?? NATION
      const question = { on: query.date ?? today, institutionArea, today }
      const checked = checkBirthCertNo(birth_cert_no.toUpperCase())
      if (!checked.ok) return { body: cardless(undefined, question) }
      const misses = missesOf(ports.table, ports.clock)
      const refusal = await misses.refusal('cardless', subject.fixmedins_code)
      if (refusal) return refusal
      const file = await childFile(ports.keys, (pid) => loadSnapshot(ports, pid), birth_cert_no)
      await audited(ports, subject, 'cardless.read', file.pid)
      const answer = cardless(file, question)
      // Certificate numbers can't be tried out either.
      const isMiss = !answer.eligible && answer.reason === 'unknown-certificate'
      const tooMany = isMiss && (await misses.miss('cardless', subject.fixmedins_code))
      return tooMany || { body: answer }
    },
  }),
]
