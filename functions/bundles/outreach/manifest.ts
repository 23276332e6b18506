/** The bundle `outreach`. */
import { type Manifest, type Service, workingDays } from '../../manifest.ts'
import { newbornBundle } from '../newborn/reference.ts'
import { retirementBundle } from '../retirement/reference.ts'
import { transferBundle } from '../transfer/reference.ts'
import { outreachChain, whenScreened } from './chain.ts'
import { parameters } from './parameters.ts'
import { outreachOutcome } from './state.ts'
import { enrolDays } from './steps/visit.ts'
import { visitUninsured } from './tasks.ts'
import { notices } from './texts.ts'

const visitDays = 20

const service: Service = {
  items: [{ name: 'enrolment', title: '查到没有参保的，告诉怎样参保' }],
  application_needed: false,
  materials: [],
  time_limit: workingDays(visitDays),
  guide:
    '筛查发现您没有参保的，告诉您怎样参保，再请附近帮办点的工作人员上门问问：愿意参保的帮着办，在别处参保了的、不用在这里参保的记下来，这一年不再问。什么都不用您交。',
  happens: [
    '筛查发现居民没有参保，发消息告诉怎样参保；没满18岁的，告诉监护人。',
    '附近帮办点的工作人员上门了解情况；没有帮办点的，由经办人员联系。',
    '参保了，事情就办结；查明不用在这里参保的，到年底不再问。',
  ],
  asks: [
    { who: '帮办员或经办人员', what: '上门问问没有参保的原因', within: workingDays(visitDays) },
    { who: '本人', what: '愿意参保的，去办参保', within: `${enrolDays}天内，不办也没有别的后果` },
  ],
}

export const outreach: Manifest = {
  chain: outreachChain,
  after: [newbornBundle.bundle, transferBundle.bundle, retirementBundle.bundle],
  tasks: [visitUninsured],
  actions: [],
  notices,
  outcome: outreachOutcome,
  parameters,
  service,
  whenScreened,
}
