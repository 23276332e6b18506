/** What this bundle alone hears: donations of blood, as a blood centre or the donor tells of them. */
import * as z from 'zod'
import { area, count, day, number, psnNo } from '../../../events/fields.ts'
import { heardEvent } from '../../../events/heard.ts'

/** A donation; its number tells one from another (donation/RULES.md 1.1). */
export const donation = {
  donation_no: number('献血编号'),
  donated_on: day('献血日期'),
  ml: count('献血量（毫升）', 1, 2000),
  admdvs: area('献血地'),
}

/** A blood centre reports a donation. */
export const donationReported = heardEvent({
  type: 'donation.reported',
  title: '无偿献血',
  about: '有人无偿献血，系统据此慰问。',
  from: ['health'],
  lane: 'steady',
  movesMoney: false,
  past: ['donated_on'],
  concerns: ['admdvs'],
  reports: ({ donation_no }) => ({ fact: 'donation', key: donation_no }),
  data: z.object({ psn_no: psnNo, ...donation }),
  example: {
    psn_no: '13000000000000100001',
    donation_no: 'D2026031000001',
    donated_on: '2026-03-10',
    ml: 400,
    admdvs: '130100',
  },
})

/** All of them, for the index. */
export const hears = [donationReported] as const
