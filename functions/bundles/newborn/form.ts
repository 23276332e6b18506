/** A guardian starts the package if the hospital sent nothing (`POST /v1/cases`); names as in `birth.certified`. */
import * as z from 'zod'
import { isAhead } from '../../../events/ahead.ts'
import {
  birthCertNo,
  certno,
  certnoFits,
  certType,
  fixmedinsCode,
  gend,
  insuArea,
  oneOf,
  psnName,
  tel,
  time,
} from '../../../events/fields.ts'
import { ourSource } from '../../../events/wire.ts'
import { addMs, compareInstants, type Instant } from '../../../shared/calendar/index.ts'
import type { Apply } from '../../../shared/chain/settle.ts'
import { certHash, childPsnNo, type Keys, type Pid, pidOf } from '../../../shared/identity/index.ts'
import { certifyBirth } from '../../../shared/registers/apply/birth.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { refOf } from '../../../shared/registers/ids.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { aboutSecond, firstCase } from './certificate.ts'

const relation = oneOf('与新生儿的关系', ['mother', 'father', 'other'])

const guardian = z
  .object({
    psn_cert_type: certType.exactOptional(),
    certno: certno.exactOptional(),
    psn_name: psnName.exactOptional(),
    tel: tel.exactOptional(),
    relation: relation.exactOptional(),
  })
  .check(certnoFits)

/** What a guardian fills in; guardians left out are pre-filled with the one who fills in. */
export const newbornForm = z.object({
  birth_cert_no: birthCertNo,
  brdy: time('出生时间'),
  gend,
  psn_name: psnName,
  fixmedins_code: fixmedinsCode,
  insu_admdvs: insuArea.exactOptional(),
  guardians: z.array(guardian).max(10, { error: '监护人最多十位' }).exactOptional(),
})

/** A form that was filled in right. */
export type NewbornForm = z.output<typeof newbornForm>
type FormGuardian = NonNullable<NewbornForm['guardians']>[number]

/** A guardian as the birth notice needs them. */
interface NamedGuardian {
  certno: string
  psn_name: string
  tel?: string
  relation: 'mother' | 'father' | 'other'
}

/**
 * What the system already knows of the guardian who fills in: nothing of it is asked. The relation is proposed by sex
 * and can be changed.
 */
export function prefill(file: PersonFile): { guardians?: NamedGuardian[] } {
  const { person } = file
  if (!person?.private.certno) return {}
  const { certno: number, psn_name, tel: phone } = person.private
  return {
    guardians: [
      {
        certno: number,
        psn_name,
        ...(phone ? { tel: phone } : {}),
        relation: person.gend === '2' ? 'mother' : 'father',
      },
    ],
  }
}

/** What is wrong with a form, field by field. */
export interface FormError {
  field: string
  message: string
}

/** A start: the child's file it goes to, and what it does there. */
export interface FormStart {
  pid: Pid
  psn_no: string
  apply: Apply
}

/** Who fills in which form, when. `id` names the request: the same request twice is the same notice. */
export interface FormRequest {
  guardian: PersonFile
  form: NewbornForm
  id: string
  now: Instant
}

/**
 * Makes the birth notice of a guardian's form; pure. Only a guardian can start: one of those named must be who fills in.
 * Of a certificate that already names others as guardians, a stranger learns nothing and becomes none.
 */
export function startFromForm(keys: Keys, request: FormRequest): { ok: FormStart } | { errors: FormError[] } {
  const { guardian: starter, form, id, now } = request
  const [self] = prefill(starter).guardians ?? []
  if (!self) return { errors: [{ field: 'guardians', message: '还没有您的身份证信息，请先在医保窗口登记' }] }
  if (isAhead(form.brdy, now)) return { errors: [{ field: 'brdy', message: '出生时间不能晚于现在' }] }
  const named = (form.guardians?.length ? form.guardians : [{}]).map((given) => complete(given, self))
  const errors = named.flatMap((one, index) => ('errors' in one ? one.errors.map((e) => at(index, e)) : []))
  const guardians = named.flatMap((one) => ('ok' in one ? [one.ok] : []))
  if (errors.length > 0) return { errors }
  if (!guardians.some((one) => one.certno === self.certno)) {
    return { errors: [{ field: 'guardians', message: '监护人里要有您本人' }] }
  }
  const psn_no = childPsnNo(keys, form.birth_cert_no)
  const apply: Apply = (file) => {
    const stranger = isStranger(file, certHash(keys, self.certno))
    const { birth_cert_no, brdy, gend: sex, psn_name, fixmedins_code, insu_admdvs } = form
    const data = {
      birth_cert_no,
      brdy,
      gend: sex,
      psn_name,
      fixmedins_code,
      ...(insu_admdvs ? { insu_admdvs } : {}),
      guardians: stranger ? [] : guardians,
    }
    const event = { type: 'birth.certified' as const, id, source: ourSource(), time: afterAll(file, now), data }
    return certifyBirth(keys, file, event, { id, psn_no, by: 'citizen' })
  }
  return { ok: { pid: pidOf(keys, psn_no), psn_no, apply } }
}

/** The time of a request: now, but after every notice there is, so that no request takes the place of an earlier notice. */
function afterAll(file: PersonFile, now: Instant): Instant {
  const times = file.all('birth').map(({ time }) => addMs(time, 1))
  return [...times, now].sort(compareInstants).at(-1) as Instant
}

/** Somebody whom the notices there are do not name. */
function isStranger(file: PersonFile, cert_hash: string): boolean {
  const named = file.all('birth').flatMap(({ guardians }) => guardians)
  return named.length > 0 && !named.some((one) => one.cert_hash === cert_hash)
}

/** What is left out of the guardian's own entry is what is known of them; of another's entry it is asked. */
function complete(given: FormGuardian, self: NamedGuardian): { ok: NamedGuardian } | { errors: FormError[] } {
  const own = given.certno === undefined || given.certno === self.certno
  const { certno: number, psn_name, tel: phone, relation: as } = { ...(own ? self : {}), ...given }
  if (number !== undefined && psn_name !== undefined && as !== undefined) {
    return { ok: { certno: number, psn_name, ...(phone ? { tel: phone } : {}), relation: as } }
  }
  const errors: FormError[] = []
  if (psn_name === undefined) errors.push({ field: 'psn_name', message: '缺少姓名' })
  if (as === undefined) errors.push({ field: 'relation', message: '缺少与新生儿的关系' })
  return { errors }
}

const at = (index: number, error: FormError): FormError => ({ ...error, field: `guardians.${index}.${error.field}` })

/** The case a request led to: the child's, or that of a second notice. */
export function startedCase(file: PersonFile, id: string): CaseRow | undefined {
  const notice = file.one('birth', id)
  return (notice && file.one('case', refOf('NB', file.pid, aboutSecond(notice)))) ?? firstCase(file)
}
