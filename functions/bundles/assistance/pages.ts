/** 「医疗救助」 as a citizen sees it: what they bore themselves, who gives how much of it, and what is still to come. */
import { dayInWords, yearOf } from '../../../shared/calendar/index.ts'
import type { Answer } from '../../../shared/client/index.ts'
import { areaName } from '../../../shared/codes/index.ts'
import type { OwnEntry, OwnPage } from '../../own-page.ts'
import { deptNames, identityNames } from './rules/words.ts'

type Year = Answer<'GET /v1/me/assistance'>

const named = (names: Readonly<Record<string, string>>, code: string): string => names[code] ?? code

/** The page. */
export const pages: readonly OwnPage[] = [
  {
    name: 'assistance',
    title: '医疗救助',
    lead: '特困、低保、低保边缘等人员看病，医保结算以后自己负担的部分，医疗救助再给一部分。系统自动算，每月底付一次，不用申请。',
    async show(ask, today) {
      const me = await ask('GET /v1/me')
      const family = me ? [{ psn_no: me.psn_no, psn_name: '' }, ...me.dependants] : []
      const years = [yearOf(today), yearOf(today) - 1]
      const asked = family.flatMap(({ psn_no, psn_name }) =>
        years.map(async (year) => {
          const told = await ask('GET /v1/me/assistance', { query: { year, psn_no } })
          return told ? listsOf(told, psn_name) : []
        }),
      )
      const lists = (await Promise.all(asked)).flat()
      const none = '现在没有医疗救助。认定了救助身份的，看病结算以后自动算。'
      return lists.length > 0 ? lists : [{ title: `${years[0]}年`, none, entries: [] }]
    },
  },
]

/** A year of somebody: who pays how much in all, then stay by stay. */
function listsOf({ year, settlements, payers }: Year, psn_name: string) {
  if (settlements.length === 0 && payers.length === 0) return []
  const of = psn_name === '' ? `${year}年` : `${year}年，${psn_name}`
  return [
    { title: `${of}：谁给多少`, entries: payers.map(payerEntry) },
    { title: `${of}：哪几次看病`, none: '没有可以救助的费用。', entries: settlements.map(settlementEntry) },
  ]
}

const whoIs = ({ admdvs, dept }: Pick<Year['payers'][number], 'admdvs' | 'dept'>): string =>
  `${areaName(admdvs)}${named(deptNames, dept)}`

const payerEntry = (payer: Year['payers'][number]): OwnEntry => {
  const { due, given, to_pay } = payer
  return {
    title: whoIs(payer),
    lines: [`一共该给 ${due} 元，已经给了 ${given} 元`, ...(to_pay === '0.00' ? [] : [`还要付给您 ${to_pay} 元`])],
  }
}

const settlementEntry = ({ day, burden, grants }: Year['settlements'][number]): OwnEntry => ({
  title: `${dayInWords(day as never)}结算`,
  lines: [
    `自己负担 ${burden} 元`,
    ...grants.map((grant) => {
      const { psn_idet_type, amt } = grant
      const as = psn_idet_type === undefined ? '' : `（按${named(identityNames, psn_idet_type)}）`
      return `${whoIs(grant)}${as}给 ${amt} 元`
    }),
    ...(grants.length === 0 ? ['没有到给的标准'] : []),
  ],
})
