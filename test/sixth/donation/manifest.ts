/** The bundle `donation`. */
import { type Manifest, type Service, workingDays } from '../../../functions/manifest.ts'
import { takeGift } from './actions.ts'
import { donationChain } from './chain.ts'
import { hears } from './events.ts'
import { donationForm } from './form.ts'
import { parameters } from './parameters.ts'
import { choiceDays } from './rules/choice.ts'
import { donationOutcome } from './state.ts'
import { clerkWorkingDays, reviewDonation } from './tasks.ts'
import { notices } from './texts.ts'

const service: Service = {
  items: [{ name: 'gift', title: '纪念品' }],
  application_needed: false,
  materials: [],
  time_limit: '马上',
  guide: '您献了血，系统会谢谢您，您可以选一样纪念品。血站没有上报的，您自己说一声就行。',
  happens: ['血站上报献血，系统向您道谢。', '您选一样纪念品，我们寄给您。'],
  asks: [
    { who: '本人', what: '选一样纪念品', within: `${choiceDays}天内，不选也没关系` },
    { who: '经办人员', what: '献血量比平常多的，核对一下', within: workingDays(clerkWorkingDays) },
  ],
}

export const donation: Manifest = {
  chain: donationChain,
  hears,
  tasks: [reviewDonation],
  actions: [takeGift],
  notices,
  outcome: donationOutcome,
  parameters,
  service,
  form: donationForm,
}
