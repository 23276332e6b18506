/** The bundle `feedback`. */
import { NATION } from '../../../shared/codes/index.ts'
import { withdraw } from '../../../shared/tasks/action.ts'
import { type Manifest, type Service, workingDays } from '../../manifest.ts'
import { confirm } from './actions.ts'
import { feedbackChain } from './chain.ts'
import { hears } from './events.ts'
import { type Kind, kindNames } from './kinds.ts'
import { feedbackOutcome } from './outcome.ts'
import { confirmDays, feedbackDays, feedbackExtensionDays, parameters } from './parameters.ts'
import { handleFeedback, reviewFeedback } from './tasks.ts'
import { notices } from './texts.ts'

const national = feedbackDays.rows.find(({ admdvs }) => admdvs === NATION)?.value
const limits = (Object.entries(kindNames) as [Kind, string][])
  .map(([kind, name]) => `${name}${workingDays(national?.[kind] ?? 0)}`)
  .join('，')
const toConfirm = `${confirmDays.rows[0]?.value}天内`

const service: Service = {
  items: [
    { name: 'complaint', title: '投诉和办不成的事' },
    { name: 'question', title: '咨询和建议' },
    { name: 'rating', title: '办完以后的评价' },
  ],
  application_needed: false,
  materials: [],
  time_limit: `${limits}；当地另定期限的按当地的`,
  guide:
    '事情没办好、办不成、不明白，在这里说一声，不用交材料。说的事由没有经手过的工作人员查清、改正，答复您；您说没解决，由上级复核。同样的问题多了，作为一类问题改掉。',
  happens: [
    '收到以后转给当地经办人员，第一个工作日内有人受理。',
    '查清原因，改正或说明，把结果告诉您。',
    '您说解决了没有、满不满意；没解决的，由上级复核一次。',
  ],
  asks: [
    {
      who: '经办人员',
      what: '查清、改正、答复',
      within: `${limits}；可以延长一次，${workingDays(feedbackExtensionDays.rows[0]?.value ?? 0)}`,
    },
    { who: '本人', what: '说解决了没有、满不满意', within: toConfirm },
    { who: '经办负责人', what: '复核本人说没解决的', within: workingDays(5) },
  ],
}

export const feedback: Manifest = {
  chain: feedbackChain,
  hears,
  tasks: [handleFeedback, reviewFeedback],
  actions: [confirm, withdraw],
  notices,
  outcome: feedbackOutcome,
  parameters,
  service,
}
