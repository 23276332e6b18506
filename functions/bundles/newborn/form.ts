/** A guardian starts the package if the hospital sent nothing (`POST /v1/cases`); names as in `birth.certified`. */
import * as z from 'zod'
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
import { innerSource } from '../../../events/wire.ts'
import { addMs, compareInstants, type Instant } from '../../../shared/calendar/index.ts'
import { Gend, PsnCertType, relationName } from '../../../shared/codes/index.ts'
import { type Keys, type Pid, sameName } from '../../../shared/identity/index.ts'
import { certifyBirth } from '../../../shared/registers/apply/birth.ts'
import type { Apply } from '../../../shared/registers/applying.ts'
import { unconfirmedRequester } from '../../../shared/registers/family/birth-notices.ts'
import { type PersonFile, put } from '../../../shared/registers/file.ts'
import type { GuardianNamed, Link } from '../../../shared/registers/rows.ts'
import { birthCases, firstCase } from './reference.ts'
import { texts } from './texts.ts'

const relation = oneOf('与新生儿的关系', relationName)

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

const resident = PsnCertType.residentIdentityCard

/** A guardian as the birth notice needs them. */
interface NamedGuardian {
  psn_cert_type?: string
  certno?: string
  psn_name: string
  tel?: string
  relation: GuardianNamed['relation']
}

/**
 * What the system already knows of the guardian who fills in: nothing of it is asked. The relation is proposed by sex
 * and can be changed.
 */
export function prefill(file: PersonFile): { guardians?: [NamedGuardian & { certno: string }] } {
  const { person } = file
  if (!person?.private.certno) return {}
  const { psn_cert_type = resident, certno: number, psn_name, tel: phone } = person.private
  return {
    guardians: [
      {
        ...(psn_cert_type === resident ? {} : { psn_cert_type }),
        certno: number,
        psn_name,
        ...(phone ? { tel: phone } : {}),
        relation: person.gend === Gend.female ? 'mother' : person.gend === Gend.male ? 'father' : 'other',
      },
    ],
  }
}

/** What is wrong with a form, field by field. */
export interface FormError {
  field: string
  message: string
}

/** A start: what it does to the guardian's own file, and after that to the child's. */
export interface FormStart {
  /** Refused with 409 `too-many-unconfirmed`. */
  note: Apply
  /** Refused with 409 `already-enrolled` if the child has a case. */
  certify: Apply
}

/**
 * Who fills in which form, for which child, when. `id` names the request: the same request twice is the same notice.
 */
export interface FormRequest {
  guardian: PersonFile
  child: { pid: Pid; psn_no: string }
  form: NewbornForm
  id: string
  now: Instant
}

/** Most cases of one requester that no hospital has confirmed (RULES.md 2.5). */
const mostUnconfirmed = 3
/** A request noted this long ago that has not reached the child's file died on the way. */
const onItsWayMs = 3_600_000

/**
 * Makes the birth notice of a guardian's form; pure. Only a guardian can start: one of those named must be who fills
 * in.
 */
export function startFromForm(keys: Keys, request: FormRequest): { ok: FormStart } | { errors: FormError[] } {
  const { guardian, child, form, id, now } = request
  const { person } = guardian
  const [self] = prefill(guardian).guardians ?? []
  if (!self || person?.cert_hash === undefined) {
    return { errors: [{ field: 'guardians', message: '还没有您的身份证信息，请先在医保窗口登记' }] }
  }
  if (compareInstants(form.brdy, now) > 0) return { errors: [{ field: 'brdy', message: '出生时间不能晚于现在' }] }
  const named = completed(form.guardians ?? [], self)
  const errors = named.flatMap((one) => ('errors' in one ? one.errors : []))
  const guardians = named.flatMap((one) => ('ok' in one ? [one.ok] : []))
  if (errors.length > 0) return { errors }
  const own = guardians.find(({ certno }) => certno === self.certno)
  if (!own) return { errors: [{ field: 'guardians', message: '监护人里要有您本人' }] }
  const event = {
    type: 'birth.certified' as const,
    id,
    source: innerSource,
    time: now,
    data: { ...form, guardians },
  }
  const requester = { pid: guardian.pid, psn_no: person.psn_no, cert_hash: person.cert_hash }
  return {
    ok: {
      note: noteRequest(child),
      certify: (file) =>
        firstCase(file) || file.one('alias', 'self')
          ? { refused: { status: 409, code: 'already-enrolled', detail: texts.alreadyEnrolled() } }
          : certifyBirth(keys, file, event, { id, psn_no: child.psn_no, by: 'citizen', requester }),
    },
  }
}

/**
 * Ties the child to who asks for it, in their own file and before it is asked for: of requests at the same time each
 * counts the others.
 */
function noteRequest(child: { pid: Pid; psn_no: string }): Apply {
  return (file, { now, look }) => {
    const held = file.one('link', child.pid)
    const isUnconfirmed = ({ pid, asked }: Link): boolean => {
      if (asked === undefined || pid === child.pid) return false
      const other = look.file(pid)
      if (!firstCase(other)) return compareInstants(addMs(asked, onItsWayMs), now) > 0
      return unconfirmedRequester(other, birthCases) === file.person?.cert_hash
    }
    if (file.all('link').filter(isUnconfirmed).length >= mostUnconfirmed) {
      return {
        refused: { status: 409, code: 'too-many-unconfirmed', detail: texts.tooManyUnconfirmed(mostUnconfirmed) },
      }
    }
    return {
      ok: { change: [put('link', { ...child, role: 'dependant', ...held, asked: held?.asked ?? now })] },
    }
  }
}

/** What is left out of the guardian's own entry is what is known of them; of another's entry it is asked. */
function completed(
  given: readonly FormGuardian[],
  self: NamedGuardian,
): ({ ok: NamedGuardian } | { errors: FormError[] })[] {
  const isEmpty = ({ certno, psn_name }: FormGuardian) => certno === undefined && psn_name === undefined
  const isSelf = ({ certno, psn_name }: FormGuardian) =>
    certno === undefined ? psn_name !== undefined && sameName(psn_name, self.psn_name) : certno === self.certno
  const all = given.length > 0 ? given : [{}]
  const own = all.find(isSelf) ?? all.find(isEmpty)
  return all.flatMap((one, index) => {
    if (one === own) return [{ ok: { ...self, ...one } }]
    return isEmpty(one) ? [] : [complete(one, index)]
  })
}

function complete(given: FormGuardian, index: number): { ok: NamedGuardian } | { errors: FormError[] } {
  const { psn_name, relation: as, ...rest } = given
  if (psn_name !== undefined && as !== undefined) return { ok: { ...rest, psn_name, relation: as } }
  const at = (field: string, message: string) => ({ field: `guardians.${index}.${field}`, message })
  return {
    errors: [
      ...(psn_name === undefined ? [at('psn_name', '缺少姓名')] : []),
      ...(as === undefined ? [at('relation', '缺少与新生儿的关系')] : []),
    ],
  }
}
