/** A donor, on the whole system in memory. */
import { apiOf } from '../../../support/api.ts'
import { register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'

/** `donation.reported`: a usual amount, unless told otherwise. */
export const told = (psn_no: string, more: object = {}) => ({
  psn_no,
  donation_no: 'D1',
  donated_on: '2026-03-10',
  ml: 400,
  admdvs: '130102',
  ...more,
})

/** The system on the day of the donation. */
export const donationStack = () => makeStack({ now: '2026-03-10T09:00:00+08:00' })

/** The same with a donor, and what their first donation came to. */
export async function scene() {
  const stack = await donationStack()
  const psnNo = await register(stack, 1)
  const api = apiOf(stack)
  const outcome = async () => (await stack.cases(psnNo))[0]?.outcome
  return { stack, psnNo, api, outcome }
}
