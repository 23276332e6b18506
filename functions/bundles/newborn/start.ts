/** A guardian starts the package (`POST /v1/cases`) because the hospital has reported nothing. */
import { type Day, dayOf } from '../../../shared/calendar/index.ts'
import { childPsnNo, type Keys } from '../../../shared/identity/index.ts'
import { fileOfBirthCert } from '../../../shared/registers/apply/reissue.ts'
import { guardianTo } from '../../../shared/registers/family/guardians.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Begun, CaseForm, LoadFile, Refused } from '../../manifest.ts'
import { type NewbornForm, newbornForm, prefill, startFromForm } from './form.ts'
import { birthCases, firstCase } from './reference.ts'
import { texts } from './texts.ts'

/** The child's file, also that of a certificate issued anew; an empty one if no certificate of this number is known. */
export async function childFile(keys: Keys, load: LoadFile, birthCertNo: string): Promise<PersonFile> {
  let pid = fileOfBirthCert(keys, birthCertNo)
  for (;;) {
    const file = await load(pid)
    const alias = file.one('alias', 'self')
    if (!alias) return file
    pid = alias.pid
  }
}

/** The form, and how it starts the package. */
export const newbornStart: CaseForm<NewbornForm> = {
  schema: newbornForm,
  prefilled: prefill,
  start: {
    problems: ['case-exists', 'already-enrolled', 'too-many-unconfirmed'],
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
