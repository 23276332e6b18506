/** The bundle `family-sharing`: pay (the sum leaves the account, the bank is told) → awaitBank → done. Shares make no case. */
import { dayOf } from '../../../shared/calendar/index.ts'
import type { Start } from '../../../shared/chain/chain.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { yuan } from '../../../shared/money/index.ts'
import { dueIn } from '../../../shared/policy/due.ts'
import { heardIn, type Told } from '../../../shared/registers/apply/hear.ts'
import { type PersonFile, put } from '../../../shared/registers/file.ts'
import type { Ref } from '../../../shared/registers/ids.ts'
import type { At } from '../../../shared/registers/look.ts'
import { isLongAgo, type Matter } from '../../../shared/registers/rest.ts'
import { endOf } from '../../../shared/registers/rows/cases.ts'
import { heardKey } from '../../../shared/registers/rows/heard.ts'
import { familySharingBundle } from './reference.ts'
import { premiumAsked } from './rules/premium.ts'
import { chain, type FamilySharingState, stateIn } from './state.ts'
import { afterEnd, awaitBank, pay, takenSums } from './steps/pay.ts'
import { texts } from './texts.ts'

/** Working days from the call to the end (RULES.md 5.4). */
export const premiumWorkingDays = 2

function startOf({ key, time, data }: Told<(typeof premiumAsked.data)['_output']>, at: At): Start<FamilySharingState> {
  const area = data.admdvs as Admdvs
  const about = heardKey({ fact: 'family-premium', key })
  const begins = dayOf(time)
  const amt = yuan(data.amt)
  return {
    about,
    state: {
      about,
      bill_no: data.bill_no as Ref,
      share_id: data.share_id as Ref,
      user_psn_no: data.user_psn_no,
      area,
      amt,
      times: 0,
    },
    admdvs: area,
    begins,
    since: time,
    due: dueIn(at, area, premiumWorkingDays, begins),
    say: texts.premiumAsked(amt),
    actor: 'citizen',
  }
}

/** Cases that were paid a while ago, each with what was asked for; of one that came back the user's bill asks how it ended. */
const restingCases = (file: PersonFile, at: At): Matter[] =>
  file.all('case').flatMap((row) => {
    const isPaid = row.bundle === familySharingBundle.bundle && row.outcome?.result === 'paid'
    const ended = isPaid ? endOf(row) : undefined
    if (ended === undefined || !isLongAgo(at, 'settled', ended)) return []
    const fact = file.one('heard', stateIn(row).about)
    return [{ cases: [row], rows: fact ? [put('heard', fact)] : [] }]
  })

/** The chain of the bundle. */
export const familySharingChain = chain({
  ...familySharingBundle,
  title: '个人账户家庭共济',
  first: 'pay',
  steps: { pay, awaitBank },
  starts: (file, at) => heardIn(file, premiumAsked).map((asked) => startOf(asked, at)),
  ended: afterEnd,
  // The account pays what the bill says: that rests on no parameter.
  anew: () => undefined,
  sums: takenSums,
  atEnd: restingCases,
})
