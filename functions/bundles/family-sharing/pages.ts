/** 「家庭共济」 as a citizen sees it: whose account is whose to use, what was used, and what may be asked for. */
import { dayInWords, yearOf } from '../../../shared/calendar/index.ts'
import type { Answer } from '../../../shared/client/index.ts'
import { formatYuan, yuan } from '../../../shared/money/index.ts'
import { shareRelationNames } from '../../../shared/registers/rows/money.ts'
import type { Ask, OwnEntry, OwnPage, Touch } from '../../own-page.ts'
import { payPremium } from './premium-call.ts'
import { newShare } from './share-routes.ts'

type Shares = Answer<'GET /v1/shares'>
type Share = Shares['shares'][number]
type Entries = ReadonlyMap<string | undefined, readonly Entry[]>
type Entry = Answer<'GET /v1/me/accounts'>['accounts'][number]['entries'][number]

/** So many entries of a share are shown. */
const latest = 5

/** The page. */
export const pages: readonly OwnPage[] = [
  {
    name: 'sharing',
    title: '家庭共济',
    lead: '您职工医保个人账户里的钱，可以给家人看病买药用，也可以替家人缴居民医保费。给的是钱，不是卡：家人用自己的医保码。',
    async show(ask, today) {
      const [me, told, entries] = await Promise.all([ask('GET /v1/me'), ask('GET /v1/shares'), entriesOf(ask)])
      const { shares = [], offers = [], bills = [] } = told ?? {}
      const isMine = ({ psn_no }: Share) => psn_no === me?.psn_no
      const active = shares.filter(({ status }) => status === 'active')
      const year = String(yearOf(today))
      return [
        { title: '家人要缴的医保费', entries: bills.map(billEntry) },
        {
          title: '我给家人用的',
          none: '您的个人账户还没有给家人用。',
          entries: active.filter(isMine).map((share) => shareEntry(share, year, entries)),
        },
        { title: '还可以给', entries: offers.map(offerEntry) },
        {
          title: '家人给我用的',
          entries: active.filter((share) => !isMine(share)).map((share) => shareEntry(share, year, undefined)),
        },
        {
          title: '已经结束的',
          isPast: true,
          entries: shares.filter(({ status }) => status === 'ended').map(endedEntry),
        },
      ]
    },
    forms: [
      {
        name: 'new',
        title: '给家人用',
        lead: '不用交材料，马上生效，您和家人都收到消息。随时可以结束。',
        call: 'POST /v1/shares',
        body: () => newShare,
        fields: [
          { name: 'user_psn_name', label: '家人的姓名' },
          { name: 'user_certno', label: '家人的身份证号' },
          { name: 'relation', label: '他（她）是您的什么人' },
          { name: 'limit', label: '一年最多用多少元（可以不写）', hint: '写到分，如 1000.00；不写就不限' },
          { name: 'commitment', label: '我承诺上面写的亲属关系是真的' },
        ],
        button: '给他（她）用',
        said: 'given',
      },
      {
        name: 'premium',
        title: '替家人缴医保费',
        lead: '先要把个人账户给这位家人用。钱从您的个人账户付给税务部门，税务部门确认以后待遇生效。',
        call: 'POST /v1/share-premiums',
        body: () => payPremium.body,
        fields: [{ name: 'bill_no', label: '缴费单编号', hint: '家人的缴费通知上有，BL 开头' }],
        button: '缴费',
      },
    ],
    said: { given: '已经给家人用了，马上生效。', ended: '已经结束，今天还能用，明天起不能再用。' },
  },
]

/** What relatives used, by the share; the latest first. */
async function entriesOf(ask: Ask): Promise<Entries> {
  const accounts = (await ask('GET /v1/me/accounts'))?.accounts ?? []
  const all = accounts.flatMap(({ entries }) => entries.filter(({ share_id }) => share_id !== undefined))
  return Map.groupBy(all.reverse(), ({ share_id }) => share_id)
}

/** Of the holder's own share also when how much was used; where and for what nobody is told. */
function shareEntry(share: Share, year: string, entries: Entries | undefined): OwnEntry {
  const { share_id, psn_name, user_psn_name, relation, from, limit, used } = share
  const left = limit === undefined ? '' : `，还能用 ${less(limit, used)} 元`
  const most = limit === undefined ? '没有限额' : `一年最多 ${limit} 元${left}`
  const whose = entries
    ? `给${user_psn_name}用（${shareRelationNames[relation]}）`
    : `${psn_name}的账户，给${user_psn_name}用`
  const last = (entries?.get(share_id) ?? []).filter(({ at }) => at.startsWith(year)).slice(0, latest)
  return {
    title: whose,
    lines: [`${dayInWords(from as never)}起`, `今年用了 ${used} 元，${most}`, ...last.map(entryInWords)],
    touch: endOf(share),
  }
}

const entryInWords = ({ at, amt, kind }: Entry): string => {
  const what = kind === 'premium' ? '缴医保费' : '看病买药'
  const [day, sum] = [dayInWords(at.slice(0, 10) as never), amt.replace(/^-/, '')]
  return amt.startsWith('-') ? `${day}${what}用了 ${sum} 元` : `${day}退回 ${sum} 元`
}

const less = (limit: string, used: string): string => formatYuan(Math.max(0, yuan(limit) - yuan(used)) as never)

const endOf = ({ share_id, user_psn_name }: Share): Touch => ({
  key: `end ${share_id}`,
  button: '结束',
  sure: `不再给${user_psn_name}用，确定吗？今天还能用，明天起不能。`,
  wants: { call: 'DELETE /v1/shares/{share_id}', path: { share_id } },
  said: 'ended',
})

const endedEntry = ({ psn_name, user_psn_name, from, to = from, used }: Share): OwnEntry => ({
  title: `${psn_name}的账户，给${user_psn_name}用`,
  lines: [`${dayInWords(from as never)}到${dayInWords(to as never)}`, `今年用了 ${used} 元`],
})

const offerEntry = ({ psn_no, psn_name, relation }: Shares['offers'][number]): OwnEntry => ({
  title: `${psn_name}（${shareRelationNames[relation]}）`,
  lines: ['您是监护人，点一下就行，不用再填。'],
  touch: {
    key: `give ${psn_no}`,
    button: '给他（她）用',
    wants: { call: 'POST /v1/shares', body: { user_psn_no: psn_no, user_psn_name: psn_name, relation } },
    said: 'given',
  },
})

const billEntry = ({ bill_no, user_psn_name, amt, due_date }: Shares['bills'][number]): OwnEntry => ({
  title: `${user_psn_name}的居民医保费 ${amt} 元`,
  lines: [`最晚${dayInWords(due_date as never)}缴`],
  touch: {
    key: `pay ${bill_no}`,
    button: '从我的账户缴',
    sure: `从您的个人账户替${user_psn_name}缴 ${amt} 元，确定吗？`,
    wants: { call: 'POST /v1/share-premiums', body: { bill_no } },
  },
})
