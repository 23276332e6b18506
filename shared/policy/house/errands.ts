/** What agents of points may do, for how long, and what is paid for it (decision 0099): of the point's area. */
import { NATION } from '../../codes/index.ts'
import { expects, parameter, values } from '../parameter.ts'

const own = (source: string) => ({ standing: 'to-confirm', source: `本系统参数：${source}` }) as const

/** Days after a training through which an agent works. */
export const trainingDays = parameter({
  name: 'training_days',
  title: '帮办员培训一次管多少天',
  expects: expects.days,
  value: values.days,
  rows: [{ admdvs: NATION, value: 365, ...own('一年一训') }],
})

/** Hours for which a person's consent to an errand holds. */
export const errandHours = parameter({
  name: 'errand_hours',
  title: '一次委托帮办管几个小时',
  expects: '1 至 720 的整数（小时）',
  value: (z) => z.int().min(1).max(720),
  rows: [{ admdvs: NATION, value: 24, ...own('一天之内办完') }],
})

/** Errands that an agent opens in a day at most. */
export const agentADay = parameter({
  name: 'agent_a_day',
  title: '一个帮办员一天最多帮多少人次',
  expects: '1 至 1000 的整数',
  value: (z) => z.int().min(1).max(1000),
  rows: [{ admdvs: NATION, value: 50, ...own('一天五十人次') }],
})

/** Acts of agents that wait for a clerk: names of actions, and `acceptance` of a mandate. */
export const errandHigh = parameter({
  name: 'errand_high',
  title: '帮办员做的、要经办机构核对的操作',
  words: { 'provide-bank-account': '提供银行账户', choose: '作选择', withdraw: '撤回', acceptance: '同意授权' },
  expects: '操作名称的列表，如 ["provide-bank-account", "acceptance"]',
  value: (z) => z.array(z.string().regex(/^[a-z][a-z-]{0,63}$/)).max(50),
  rows: [
    {
      admdvs: NATION,
      value: ['provide-bank-account', 'choose', 'withdraw', 'acceptance'],
      ...own('瑞安“高风险事项由中心核对”的做法'),
    },
  ],
})

/** What a point is paid for an act that was done, by matter. */
export const errandFee = parameter({
  name: 'errand_fee',
  title: '帮办一次付多少钱，按事项',
  expects: '{ 事项: 金额 }，如 { "filing": "10.00" }；没有写的不付',
  value: (z) => z.record(z.string().regex(/^[a-z][a-z-]{0,63}$/), values.money(z)),
  rows: [{ admdvs: NATION, value: {}, ...own('各地没有规定的不付') }],
})

/** All of them. */
export const errandParameters = [trainingDays, errandHours, agentADay, errandHigh, errandFee] as const
