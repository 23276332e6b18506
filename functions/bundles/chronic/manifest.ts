/** The bundle `chronic`. */
import { daysInTurn, type Manifest, type Service, workingDays } from '../../manifest.ts'
import { choose } from './actions.ts'
import { chronicChain } from './chain.ts'
import { hears } from './events.ts'
import { form } from './form.ts'
import { chronicOutcome } from './outcome.ts'
import { chronicDays, expertDays, maxSupplyDays, parameters } from './parameters.ts'
import { clerkDays } from './rules/draw.ts'
import { entitlements } from './rules/kinds.ts'
import { answerDays, reminderDays } from './steps/choose.ts'
import { secondReviewDays } from './steps/review.ts'
import { entitlementDoubtful, reviewChronic } from './tasks.ts'
import { notices } from './texts.ts'

const limit = workingDays(chronicDays.rows[0]?.value ?? 0)
const expertLimit = workingDays(expertDays.rows[0]?.value ?? 0)

const service: Service = {
  items: [
    { name: 'recognition', title: '门诊慢特病认定' },
    { name: 'two-diseases', title: '没有通过的，高血压、糖尿病转为“两病”用药保障' },
    { name: 'dose-watch', title: '跨医院重复开药提醒' },
  ],
  application_needed: false,
  materials: [],
  time_limit: `${limit}；当地更快的按当地的`,
  guide: `得了恶性肿瘤、做了器官移植、有高血压糖尿病等慢性病，住院结算后系统自动看您符不符合门诊慢特病的条件，符合的直接认定或者问您一句，不用交病历。要评审的，随机抽一位专家看病情，专家不知道您是谁。没有住过院的也可以自己申请。同一种药手里最多${maxSupplyDays.rows[0]?.value}天的量，多开的部分自费。`,
  happens: [
    '收到住院结算，按诊断筛出符合条件的；有的地方直接认定，有的地方先问您要不要办。',
    '不能直接认定的，您愿意就请专家评审；当地承认的医院认定了的，当天生效。',
    '随机抽一位专家，不抽给您看过病的医院的；没有按时评审的另抽一位。',
    '通过了，马上享受待遇；没有通过的，告诉您理由，可以要求再评审一次。',
  ],
  asks: [
    {
      who: '本人',
      what: '说要不要办',
      within: `${answerDays}天；第${daysInTurn(reminderDays)}天提醒`,
    },
    { who: '评审专家', what: '评审', within: `${expertLimit}；当地另定期限的按当地的` },
    { who: '本人', what: '没有通过的，说要不要再评审一次', within: workingDays(secondReviewDays) },
    { who: '经办人员', what: '没有专家可抽的，由经办人员评审', within: workingDays(clerkDays) },
  ],
}

export const chronic: Manifest = {
  chain: chronicChain,
  hears,
  tasks: [reviewChronic, entitlementDoubtful],
  actions: [choose],
  notices,
  entitlements,
  outcome: chronicOutcome,
  parameters,
  service,
  form,
}
