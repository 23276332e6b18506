/** The bundle `home-service`. */
import { withdraw } from '../../../shared/tasks/action.ts'
import { type Declared, type Service, workingDays } from '../../manifest.ts'
import { homeServiceChain } from './chain.ts'
import { homeServiceForm } from './form.ts'
import { homeClaimHours, homeDays, parameters } from './parameters.ts'
import { homeServiceOutcome } from './state.ts'
import { assignHomeService, homeVisit } from './tasks.ts'
import { notices } from './texts.ts'

const days = workingDays(homeDays.rows[0]?.value ?? 0)
const hours = `${homeClaimHours.rows[0]?.value}小时内`

const service: Service = {
  items: [{ name: 'visit', title: '工作人员上门办医保的事' }],
  application_needed: true,
  materials: [],
  time_limit: `${days}；当地另定期限的按当地的`,
  guide:
    '年纪大、残疾、生病出不了门，或者住得偏远的，说一声，附近帮办点的工作人员上门来办，不收费，不用先交材料。谁上门、电话多少，先告诉您。',
  happens: [
    '您说要办什么事、住在哪里、怎么联系，其余的系统都知道。',
    `请附近能上门的网点，${hours}没有人认领的另请一家；都去不了的，由经办人员安排。`,
    '认领以后告诉您是哪个网点、电话多少，上门办好或者把材料收回去办。',
  ],
  asks: [
    { who: '帮办员', what: '认领这次上门', within: hours },
    { who: '帮办员或经办人员', what: '上门服务', within: days },
  ],
}

export const homeService: Declared = {
  chain: homeServiceChain,
  tasks: [homeVisit, assignHomeService],
  actions: [withdraw],
  notices,
  outcome: homeServiceOutcome,
  parameters,
  service,
  form: homeServiceForm,
}
