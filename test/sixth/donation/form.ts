/** A donor tells of a donation that no blood centre has reported (donation/RULES.md 1.2). */
import * as z from 'zod'
import type { CaseForm } from '../../../functions/manifest.ts'
import { tell } from '../../../shared/registers/apply/hear.ts'
import { donation, donationReported } from './events.ts'
import { donationCase } from './reference.ts'

const form = z.object(donation)

/** The form, and how it starts a case. */
export const donationForm: CaseForm<z.output<typeof form>> = {
  schema: form,
  prefilled: (_own, today) => ({ donated_on: today }),
  start: {
    problems: {},
    example: { donation_no: 'D2026031000001', donated_on: '2026-03-10', ml: 400, admdvs: '130100' },
    async begin({ applicant, form: told, id, now }) {
      const psn_no = applicant.person?.psn_no ?? ''
      const apply = tell(donationReported, { psn_no, ...told }, { id, time: now })
      const find = (file: typeof applicant) => donationCase(file, told.donation_no)
      return { inputs: [{ pid: applicant.pid, apply }], pid: applicant.pid, find }
    },
  },
}
