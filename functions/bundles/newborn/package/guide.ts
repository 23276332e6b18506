/** The rest of the seven maternity matters, in plain words (Guangzhou offers the seven as one). */

import { retrospectDays } from '../rules/cover.ts'

/** One matter: what it is, and what a family does or need not do. */
export interface Matter {
  name: string
  title: string
  text: string
}

/** The seven matters; the last two are items of the package itself. */
export const sevenMatters: readonly Matter[] = [
  {
    name: 'antenatal-hospital',
    title: '选产前检查的医院',
    text: '怀孕后到想去的定点医院建档时，带上身份证，请医院登记为您的产前检查医院，之后产检费直接结算。换医院要重新登记一次。',
  },
  {
    name: 'childbirth-elsewhere',
    title: '去外地生孩子',
    text: '去参保地以外的地方生孩子，住院前在小程序里做异地就医备案，填要去的地方就行。本省内不用备案。',
  },
  {
    name: 'maternity-costs',
    title: '生孩子的医药费',
    text: '出院时在医院直接结算，您只付自己该付的部分。不用先垫钱再报销。',
  },
  {
    name: 'reimbursement',
    title: '没能直接结算的费用',
    text: '急着在外地生、没来得及结算的，留好发票、费用清单和出院记录，回参保地医保窗口或小程序报销。',
  },
  {
    name: 'family-planning',
    title: '计划生育手术',
    text: '放环、取环、流产等手术，参加了生育保险的在定点医院直接结算，不用申请。职工因流产休假，津贴也会自动发。',
  },
  {
    name: 'maternity-allowance',
    title: '生育津贴',
    text: '参加职工医保的妈妈出院后自动办理，单位核实后付款，不用申请。居民医保没有这一项。',
  },
  {
    name: 'newborn-enrolment',
    title: '新生儿参保',
    text: `拿到出生医学证明就自动登记，您只需缴费，出生${retrospectDays}天内缴上，从出生那天起报销。有的地方出生当年免缴，登记好就生效。`,
  },
]

/** What is not an item of the package. */
export const restOfTheMatters: readonly Matter[] = sevenMatters.slice(0, 5)
