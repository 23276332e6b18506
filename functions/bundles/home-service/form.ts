/** What a citizen fills in to be visited, and what is known already (RULES.md 1.1). */
import * as z from 'zod'
import { oneOf } from '../../../events/fields.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import type { Names } from '../../../shared/codes/coded.ts'
import { tell } from '../../../shared/registers/apply/hear.ts'
import type { Apply } from '../../../shared/registers/applying.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { residenceOn } from '../../../shared/registers/residence.ts'
import type { CaseForm } from '../../manifest.ts'
import { visitCase } from './chain.ts'
import { visitAsked, visitsIn, wanted } from './rules/asked.ts'

const formOver = (matters: Names) => z.object({ matter: oneOf('要办的事', matters, 'matter'), ...wanted })
type HomeServiceForm = z.output<ReturnType<typeof formOver>>

/** Takes it down. Of one moment the how-manieth it is tells it from all else; its case is found again by the request. */
export const asks =
  (form: HomeServiceForm, request: { id: string; time: Instant }): Apply =>
  (file, at) => {
    const before = visitsIn(file).filter(({ time }) => time === request.time).length
    return tell(visitAsked, { ...form, key: `${request.time} ${before}` }, request)(file, at)
  }

/** The form over the matters there are, and how it starts a case. */
export const homeServiceForm = (matters: Names): CaseForm<HomeServiceForm> => ({
  schema: formOver(matters),
  told: { community: { hint: '十二位编号，问村（社区）就知道，也可以打 12393' } },
  prefilled(own, today) {
    const phone = own.person?.private.tel
    const lives = residenceOn(own, today)
    return { ...(lives ? { community: lives.community } : {}), ...(phone === undefined ? {} : { tel: phone }) }
  },
  start: {
    problems: {},
    example: {
      matter: 'account',
      community: '130102001001',
      address: '示例路1号2单元301',
      tel: '0311-00000000',
      reason: 'elder',
      wish: '上午来',
    },
    async begin({ applicant, form, id, now }) {
      if (!applicant.person) return { refused: { status: 404, code: 'not-found', detail: '没有查到这个人' } }
      const apply = asks(form, { id, time: now })
      const find = (file: PersonFile) => visitCase(file, id)
      return { inputs: [{ pid: applicant.pid, apply }], pid: applicant.pid, find }
    },
  },
})
