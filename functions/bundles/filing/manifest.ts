/** The bundle `filing`. */
import type { Manifest, Service } from '../../manifest.ts'
import { filingChain } from './chain.ts'
import { filingForm } from './form.ts'
import { parameters } from './parameters.ts'
import { filingOutcome } from './state.ts'
import { filingDays, filingMade } from './steps/await-filing.ts'
import { notices } from './texts.ts'

const service: Service = {
  items: [
    { name: 'automatic', title: '免备案和自动备案' },
    { name: 'self-service', title: '自助备案（承诺制）' },
  ],
  application_needed: false,
  materials: [],
  time_limit: '马上',
  guide:
    '去外地看病，大多数情况不用备案，医院一问系统就知道能不能直接结算。要备案的，您在这里填去哪里、从哪天起，作个承诺就行，不用交材料，马上生效；出院结算前都可以补办，结算以后补办的，已经自费的凭票据手工报销。',
  happens: [
    '医院登记就诊，系统当场判定能不能直接结算、按什么待遇。',
    '要备案的，告诉您；出院前办好，这次就按备案结算。',
    '备案记录发给参保地和就医地。',
  ],
  asks: [
    {
      who: '本人',
      what: '要备案的，自助备案并作承诺',
      within: `出院结算前；${filingDays}天内没办的，凭票据回参保地报销`,
    },
  ],
}

export const filing: Manifest = {
  chain: filingChain,
  tasks: [],
  actions: [],
  notices,
  awaits: [filingMade],
  outcome: filingOutcome,
  parameters,
  service,
  form: {
    schema: filingForm,
    prefilled: (own, today) => ({ kind: 'temporary', from: today, psn_no: own.person?.psn_no }),
  },
}
