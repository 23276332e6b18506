/** A guardian starts the package (`POST /v1/cases`) because the hospital has reported nothing. */
import { type Day, dayOf } from '../../../shared/calendar/index.ts'
import { childPsnNo, type Keys } from '../../../shared/identity/index.ts'
import { fileOfCertificate } from '../../../shared/registers/apply/reissue.ts'
import { guardianTo } from '../../../shared/registers/family/guardians.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Problems } from '../../calls/problem-codes.ts'
import type { Begun, CaseForm, LoadFile, Refused } from '../../manifest.ts'
import { type NewbornForm, newbornForm, prefill, startFromForm } from './form.ts'
import { birthCases, firstCase } from './reference.ts'
import { texts } from './texts.ts'

/** The child's file, also that of a certificate issued anew; an empty one if no certificate of this number is known. */
export async function childFile(keys: Keys, load: LoadFile, birthCertNo: string): Promise<PersonFile> {
  let pid = fileOfCertificate(keys, birthCertNo)
  for (;;) {
    const file = await load(pid)
    const alias = file.one('alias', 'self')
    if (!alias) return file
    pid = alias.pid
  }
}

/** Why a start may be refused (RULES.md 2). */
const startProblems = {
  'case-exists': {
    status: 409,
    name: '自己的孩子已经有办件',
    when: '自己的孩子已经有办件，case_id 里写明是哪一个',
    remedy: '打开 case_id 所指的办件',
    en: { when: 'One’s own child has a case already; case_id says which', remedy: 'Open the case that case_id names' },
  },
  'already-enrolled': {
    status: 409,
    name: '这张出生医学证明已经有人在办',
    when: '这张出生医学证明已经有人在办',
    remedy: '核对证号；确是自己的孩子的，联系经办机构',
    en: {
      when: 'Somebody has a case for this birth certificate already',
      remedy: 'Check the certificate’s number; if the child is yours, ask the office',
    },
  },
  'too-many-unconfirmed': {
    status: 409,
    name: '医院还没有上报的办件太多',
    when: '同一人发起而医院还没有上报的新生儿办件已经太多',
    remedy: '等医院上报，或先撤回不需要的办件',
    en: {
      when: 'One person has begun too many cases that no hospital has confirmed',
      remedy: 'Wait for the hospital’s notice, or withdraw cases that are not needed',
    },
  },
} as const satisfies Problems

/** The form, and how it starts the package. */
export const newbornStart: CaseForm<NewbornForm> = {
  schema: newbornForm,
  told: {
    birth_cert_no: { hint: '一个字母加九位数字，在出生医学证明上' },
    psn_name: { label: '孩子姓名' },
    gend: { label: '孩子性别' },
    fixmedins_code: { label: '出生医院的编号', hint: '字母 H 开头，问接生的医院就知道' },
    insu_admdvs: { hint: '六位编号，不填就跟妈妈一样' },
  },
  prefilled: prefill,
  start: {
    problems: startProblems,
    example: {
      birth_cert_no: 'Z530000001',
      brdy: '2026-03-10T08:15:00+08:00',
      gend: '2',
      psn_name: '李春芽',
      fixmedins_code: 'H53010200001',
    },
    async begin({ keys, applicant: guardian, form, id, now, repeated, load }): Promise<Begun> {
      const before = await childFile(keys, load, form.birth_cert_no)
      const child = { pid: before.pid, psn_no: childPsnNo(keys, form.birth_cert_no) }
      const started = startFromForm(keys, { guardian, child, form, id, now })
      if ('errors' in started) return started
      const today = dayOf(now)
      if (!repeated && firstCase(before)) return { refused: alreadyThere(before, guardian, today) }
      const { note, certify } = started.ok
      return {
        inputs: [
          { pid: guardian.pid, apply: note },
          {
            pid: child.pid,
            apply: certify,
            whenRefused: async () => alreadyThere(await childFile(keys, load, form.birth_cert_no), guardian, today),
          },
        ],
        pid: child.pid,
        find: firstCase,
      }
    },
  },
}

/** The child has a case: a guardian is told which, a stranger nothing of it. */
function alreadyThere(child: PersonFile, asking: PersonFile, today: Day): Refused {
  const row = firstCase(child)
  return row && guardianTo(child, asking, today, birthCases) !== undefined
    ? { status: 409, code: 'case-exists', detail: texts.caseExists(), more: { case_id: row.case_id } }
    : { status: 409, code: 'already-enrolled', detail: texts.alreadyEnrolled() }
}
