/** Newborn package (“出生一件事”, RULES.md), its steps in reading order. */
import { dueOn } from '../../../shared/calendar/index.ts'
import { holdingNotice, secondNotices } from '../../../shared/registers/family/birth-notices.ts'
import { anew } from './anew.ts'
import { ended, overrides } from './overrides.ts'
import { aboutFirst, aboutSecond, birthCases, firstCase, newbornBundle } from './reference.ts'
import { lastRetrospectDay } from './rules/cover.ts'
import { chain, opening } from './state.ts'
import { awaitPremium, linkAllowance } from './steps/await-premium.ts'
import { countPayments } from './steps/collect.ts'
import { enrolChild, enrolmentArea, readCertificate } from './steps/enrol.ts'
import { offerYears } from './steps/offer.ts'
import { refundPayments } from './steps/refund.ts'
import { compareCertificates } from './steps/second-notice.ts'
import { remindFamily, tellFamily } from './steps/tell.ts'
import { texts } from './texts.ts'

/**
 * The bundle `newborn`: one case a child, and one for each further notice of the same certificate (RULES.md 1.1, 2.2).
 */
export const newbornChain = chain({
  ...newbornBundle,
  title: '出生一件事',
  first: 'readCertificate',
  steps: {
    readCertificate,
    compareCertificates,
    enrolChild,
    offerYears,
    countPayments,
    refundPayments,
    tellFamily,
    remindFamily,
    linkAllowance,
    awaitPremium,
  },
  starts(file, { look, today }) {
    const notice = holdingNotice(file, birthCases)
    if (!notice) return []
    const first = firstCase(file)
    if (!first) {
      const admdvs = enrolmentArea(notice, { file, look, today })
      const due = dueOn(lastRetrospectDay(notice.brdy))
      const actor = notice.by
      return [
        {
          about: aboutFirst(notice),
          state: opening('first', notice.id),
          admdvs,
          begins: notice.brdy,
          due,
          say: texts.opened(admdvs),
          actor,
        },
      ]
    }
    return secondNotices(file, birthCases).map((second) => ({
      about: aboutSecond(second),
      state: opening('second', second.id),
      admdvs: first.admdvs,
      begins: notice.brdy,
      say: texts.openedAgain(),
      actor: second.by,
    }))
  },
  overrides,
  ended,
  anew,
})
