/** The bundle `donation`: a case for each donation that is told of. */
import type { Start } from '../../../shared/chain/chain.ts'
import { heardIn } from '../../../shared/registers/apply/hear.ts'
import { donationReported } from './events.ts'
import { donationBundle } from './reference.ts'
import { chain, type DonationState } from './state.ts'
import { review } from './steps/review.ts'
import { awaitChoice, thank } from './steps/thank.ts'

/** The chain of the bundle. */
export const donationChain = chain({
  ...donationBundle,
  title: '无偿献血慰问',
  first: 'review',
  steps: { review, thank, awaitChoice },
  starts: (file, { today }): Start<DonationState>[] =>
    heardIn(file, donationReported).map(({ key, data }) => ({
      about: key,
      state: { donation_no: key, openedOn: today },
      admdvs: data.admdvs,
      begins: data.donated_on,
    })),
})
