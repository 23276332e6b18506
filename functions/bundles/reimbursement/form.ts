/** What a person fills in who claims a receipt, and how that starts or answers its case (RULES.md 1.3). */
import * as z from 'zod'
import { flag, psnNo } from '../../../events/fields.ts'
import { addMs, compareInstants, dayOf, type Instant } from '../../../shared/calendar/index.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { tell } from '../../../shared/registers/apply/hear.ts'
import type { Apply, ApplyResult } from '../../../shared/registers/applying.ts'
import { ownerOf } from '../../../shared/registers/care/receipts.ts'
import { caseAbout, caseEver, casesBefore, isOverForGood } from '../../../shared/registers/cases.ts'
import { guardianTo } from '../../../shared/registers/family/guardians.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { At } from '../../../shared/registers/look.ts'
import { isOpen } from '../../../shared/registers/rows/cases.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import type { Problems } from '../../calls/problem-codes.ts'
import type { Begun, CaseForm } from '../../manifest.ts'
import { birthCases } from '../newborn/reference.ts'
import { claimMade, endBeforeBeginning, endsAfterBeginning, visitFields } from './events.ts'
import { mayClaimAgain } from './overrides.ts'
import { reimbursementBundle } from './reference.ts'
import { receiptOf } from './rules/receipts.ts'
import { stateIn } from './state.ts'

const form = z
  .object({
    psn_no: psnNo.exactOptional(),
    ...visitFields,
    mdtrt_id: visitFields.mdtrt_id.exactOptional(),
    third_party: flag('有没有别人该负责'),
  })
  .refine(endsAfterBeginning, endBeforeBeginning)
/** A form that was filled in right. */
export type ReimbursementForm = z.output<typeof form>

const startProblems = {
  'already-claimed': {
    status: 409,
    name: '这张票据已经申请过',
    when: '这张票据本人或家里人已经申请过，case_id 里写明是哪一个办件',
    remedy: '打开 case_id 所指的办件',
    en: {
      when: 'Oneself or a dependant has claimed the receipt; case_id says in which case',
      remedy: 'Open the case that case_id names',
    },
  },
  'receipt-taken': {
    status: 409,
    name: '这张票据在别人名下',
    when: '这张票据登记在别人名下，或者别人申请过',
    remedy: '核对票据代码和号码；确是自己的，请开票的医院更正',
    en: {
      when: 'The receipt is somebody else’s, or they claim it',
      remedy: 'Check its two numbers; if it is yours, ask the institution to correct it',
    },
  },
} as const satisfies Problems

const claimed = (case_id?: string): ApplyResult => ({
  refused: {
    status: 409,
    code: 'already-claimed',
    detail: '这张票据已经申请过报销。',
    ...(case_id === undefined ? {} : { more: { case_id } }),
  },
})
const taken: ApplyResult = {
  refused: {
    status: 409,
    code: 'receipt-taken',
    detail: '这张票据登记在别人名下，不能申请。如果不对，请找开票的医院更正。',
  },
}

/** What is wrong with the check code where the institution has uploaded another. */
const wrongCode = { field: 'elec_bill_chkcode', message: '校验码和票据上的不一样' }
const isWrongCode = (file: PersonFile, said: ReimbursementForm): boolean => {
  const { upload } = receiptOf(file, said)
  return upload !== undefined && upload.data.elec_bill_chkcode !== said.elec_bill_chkcode
}

/** Whether it is claimed already: one that waits for the person's choice, or may be claimed again, is not. */
const isInClaim = (row: CaseRow): boolean => (isOpen(row) ? stateIn(row).claim !== undefined : !mayClaimAgain(row))

/** The claim, as it is put to the person's file: refused where the receipt is claimed, or another's, this very moment. */
export const claiming =
  (said: ReimbursementForm, applicant: PersonFile, request: { id: string; time: Instant }): Apply =>
  (file, at) => {
    const { psn_no: _, ...data } = said
    const { key } = receiptOf(file, said)
    const own = caseEver(file, reimbursementBundle.prefix, key, at)
    if (own && isInClaim(own)) return claimed(own.case_id)
    if (!own && isOverForGood(file, reimbursementBundle, key, at)) {
      return claimed(casesBefore(file, reimbursementBundle.prefix, key)[0])
    }
    const others = refusedByOwner(file, said, applicant, at)
    if (others) return others
    if (isWrongCode(file, said)) {
      return { refused: { status: 400, code: 'bad-request', detail: wrongCode.message, field: wrongCode.field } }
    }
    return tell(claimMade, data, { ...request, time: after(receiptOf(file, said).claim, request.time) })(file, at)
  }

/** Claimed again in the same second it is another claim all the same. */
const after = (last: { time: Instant } | undefined, time: Instant): Instant =>
  last && compareInstants(last.time, time) >= 0 ? addMs(last.time, 1000) : time

/** It is another's: of a dependant it is said in which case, of anybody else nothing. */
function refusedByOwner(
  file: PersonFile,
  said: ReimbursementForm,
  applicant: PersonFile,
  at: At,
): ApplyResult | undefined {
  const owner = ownerOf(file, said, at)
  if (!owner || owner.pid === file.pid) return undefined
  const isTheirs = owner.pid === applicant.pid || guardianTo(owner, applicant, at.today, birthCases) !== undefined
  const row = isTheirs ? caseAbout(owner, reimbursementBundle.prefix, receiptOf(owner, said).key) : undefined
  return row ? claimed(row.case_id) : taken
}

/** The form, and how it claims. */
export const reimbursementForm: CaseForm<ReimbursementForm> = {
  schema: form,
  prefilled: () => ({}),
  told: {
    fixmedins_code: { label: '医院（药店）的编号', hint: '字母 H 或 P 开头，问医院就知道，也可以打 12393' },
    mdtrt_id: { label: '这次看病的编号', hint: '结算单上有就写' },
    med_type: { label: '看病的类别' },
    begntime: { label: '什么时候去看的（住院的写入院时间）' },
    endtime: { label: '什么时候看完的（住院的写出院时间）' },
    elec_bill_code: { hint: '在电子票据最上面' },
    elec_billno_code: { hint: '在电子票据最上面' },
    elec_bill_chkcode: { hint: '六位，在电子票据最上面' },
    medfee_sumamt: { label: '一共花了多少元' },
    third_party: { label: '有没有别人该负责（比如交通事故、工伤）' },
  },
  start: {
    problems: startProblems,
    example: { ...claimMade.example },
    async begin({ keys, applicant, form: said, id, now, repeated, load }): Promise<Begun> {
      const notFound = { refused: { status: 404, code: 'not-found', detail: '没有找到，或者不是您的。' } } as const
      if (!applicant.person) return notFound
      const { psn_no } = said
      const file = psn_no === undefined ? applicant : await load(pidOf(keys, psn_no))
      const isMine = file.pid === applicant.pid || guardianTo(file, applicant, dayOf(now), birthCases) !== undefined
      if (!isMine) return notFound
      if (!repeated && isWrongCode(file, said)) return { errors: [wrongCode] }
      const { key } = receiptOf(file, said)
      return {
        inputs: [{ pid: file.pid, apply: claiming(said, applicant, { id, time: now }) }],
        pid: file.pid,
        find: (found) => caseAbout(found, reimbursementBundle.prefix, key),
      }
    },
  },
}
