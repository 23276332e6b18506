/** What a citizen fills in to have a disease recognized (RULES.md 1.3). */
import * as z from 'zod'
import { number, psnNo } from '../../../events/fields.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { tell } from '../../../shared/registers/apply/hear.ts'
import type { Apply } from '../../../shared/registers/applying.ts'
import { caseAbout } from '../../../shared/registers/cases.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { mainRelationOn } from '../../../shared/registers/relation.ts'
import { isOpen } from '../../../shared/registers/rows/cases.ts'
import type { Problems } from '../../calls/problem-codes.ts'
import type { CaseForm } from '../../manifest.ts'
import { diseaseIn, diseasesIn } from './parameters.ts'
import { chronicBundle } from './reference.ts'
import { chronicAsked } from './rules/asked.ts'
import { isInForce } from './rules/rights.ts'
import { aboutOf } from './rules/starts.ts'
import { casesOf } from './state.ts'

const problems = {
  'not-insured': {
    status: 409,
    name: '没有正常参保',
    when: '今天没有正常的医保关系',
    remedy: '先参保，或者恢复缴费',
    en: { when: 'No relation is in normal state today', remedy: 'Enrol, or pay again' },
  },
  'disease-unknown': {
    status: 409,
    name: '当地没有这个病种',
    when: '参保地的门诊慢特病里没有这个病种',
    remedy: '核对病种代码，或者问当地医保有哪些病种',
    en: { when: 'The insured area lists no such disease', remedy: 'Check the code against the diseases of the area' },
  },
  'already-entitled': {
    status: 409,
    name: '已经认定过了',
    when: '这个病已经认定，正在享受待遇',
    remedy: '不用再申请',
    en: { when: 'The disease is recognized and in force', remedy: 'Nothing is left to do' },
  },
  'case-open': {
    status: 409,
    name: '正在办理',
    when: '这个病的认定正在办理',
    remedy: '看正在办的那一件，按上面的提示来',
    en: { when: 'A case of this disease is going on', remedy: 'Go on with that case' },
  },
} as const satisfies Problems

/** What is filled in. */
const chronicForm = z.object({ psn_no: psnNo.exactOptional(), opsp_dise_code: number('门诊慢特病病种代码') })
type ChronicForm = z.output<typeof chronicForm>

const refusal = (code: keyof typeof problems, detail: string) => ({ refused: { status: 409 as const, code, detail } })

/** The request as it stands in the file: by its moment and disease, of which there is one open case at a time. */
const keyOf = (code: string, time: Instant): string => `${code} ${time}`

/** Takes it down, or says why not (RULES.md 1.3). */
const asks =
  (code: string, request: { id: string; time: Instant }): Apply =>
  (file, at) => {
    const main = mainRelationOn(file, at.today)
    if (!main) return refusal('not-insured', '今天没有正常的医保关系，不能申请。')
    const { insu_admdvs, insutype } = main.relation
    if (!diseaseIn(at.look, insu_admdvs, at.today, code)) {
      return refusal('disease-unknown', '参保地的门诊慢特病里没有这个病种。')
    }
    if (isInForce(file, insu_admdvs, code, at.today)) return refusal('already-entitled', '这个病已经认定，不用再申请。')
    if (casesOf(file, insu_admdvs, code).some(isOpen)) return refusal('case-open', '这个病的认定正在办理。')
    const data = { key: keyOf(code, request.time), insu_admdvs, insutype, opsp_dise_code: code }
    return tell(chronicAsked, data, request)(file, at)
  }

/** The form, and how it starts a case. */
export const form: CaseForm<ChronicForm> = {
  schema: chronicForm,
  prefilled: (own) => (own.person ? { psn_no: own.person.psn_no } : {}),
  told: { opsp_dise_code: { label: '哪种病', hint: '六位代码，打 12393 问当地有哪些病种' } },
  choices(family, { look, today }) {
    const areas = family.flatMap((file) => mainRelationOn(file, today)?.relation.insu_admdvs ?? [])
    const listed = areas.flatMap((area) => diseasesIn(look, area, today))
    const names = Object.fromEntries(listed.map((one) => [one.opsp_dise_code, one.opsp_dise_name]))
    return listed.length === 0 ? {} : { opsp_dise_code: names }
  },
  start: {
    problems,
    example: { opsp_dise_code: 'M03900' },
    async begin({ keys, applicant, form: { psn_no, opsp_dise_code: code }, id, now, load, mayActFor }) {
      const pid = psn_no === undefined ? applicant.pid : pidOf(keys, psn_no)
      const file = await load(pid)
      if (!file.person || !(await mayActFor(file))) {
        return { refused: { status: 404, code: 'not-found', detail: '没有查到这个人' } }
      }
      const find = (whose: PersonFile) =>
        whose
          .all('heard')
          .filter((fact) => fact.type === chronicAsked.type && fact.id === id)
          .flatMap(({ key }) => caseAbout(whose, chronicBundle.prefix, aboutOf.asked(key)) ?? [])[0]
      return { inputs: [{ pid: file.pid, apply: asks(code, { id, time: now }) }], pid: file.pid, find }
    },
  },
}
