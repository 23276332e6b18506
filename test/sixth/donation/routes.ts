/** What a donor may ask at any time, whatever became of their cases (donation/RULES.md 3.2). */
import * as z from 'zod'
import { called } from '../../../functions/calls/called.ts'
import { date } from '../../../functions/calls/fields.ts'
import { type Route, route } from '../../../functions/calls/route.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { heardIn } from '../../../shared/registers/apply/hear.ts'
import { loadWholeSnapshot } from '../../../shared/table/files.ts'
import { donationReported } from './events.ts'

const donations = z.array(z.object({ donation_no: z.string(), donated_on: date, ml: z.int() }))

export const routes: readonly Route[] = [
  route('GET /v1/me/donations', {
    access: { citizen: 'own' },
    tag: '献血',
    summary: '我献过的血',
    answer: called('Donations', z.object({ donations })),
    async handler({ ports, subject }) {
      const file = await loadWholeSnapshot(ports, pidOf(ports.keys, subject.psn_no))
      const told = heardIn(file, donationReported).map(({ data: { donation_no, donated_on, ml } }) => {
        return { donation_no, donated_on, ml }
      })
      return { body: { donations: told } }
    },
  }),
]
