/** Settlement without card: what a hospital's desk asks about a newborn (newborn/RULES.md 8). */
import * as z from 'zod'
import { day } from '../../../events/fields.ts'
import { dayOf } from '../../../shared/calendar/index.ts'
import { areaOfInstitution, NATION } from '../../../shared/codes/index.ts'
import { checkBirthCertNo } from '../../../shared/identity/index.ts'
import { loadSnapshot } from '../../../shared/table/files.ts'
import { cardless } from '../../bundles/newborn/rules/cardless.ts'
import { childFile } from '../../bundles/newborn/start.ts'
import { audited } from '../../calls/audit.ts'
import { missesOf } from '../../calls/misses.ts'
import { type Route, route } from '../../calls/route.ts'
import { cardlessSchema } from '../schemas-services.ts'

export const cardlessRoutes: readonly Route[] = [
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
