/** Pages of one's own that are no bundle's: the accounts, and what one is entitled to. */
import { dayInWords } from '../../../../shared/calendar/index.ts'
import type { Answer } from '../../../../shared/client/index.ts'
import { areaName, insutypeName } from '../../../../shared/codes/index.ts'
import { movementKinds } from '../../../../shared/registers/ledger.ts'
import { entitlementNames } from '../../../bundles/all.ts'
import type { OwnEntry, OwnPage } from '../../../own-page.ts'

type Account = Answer<'GET /v1/me/accounts'>['accounts'][number]
type Entitlement = Answer<'GET /v1/me/entitlements'>['entitlements'][number]

/** So many entries of an account are shown. */
const latest = 20

/** These pages. */
export const housePages: readonly OwnPage[] = [
  {
    name: 'account',
    title: '个人账户',
    lead: '职工医保个人账户里有多少钱，每一笔怎么来的、怎么用的。',
    async show(ask) {
      const accounts = (await ask('GET /v1/me/accounts'))?.accounts ?? []
      if (accounts.length === 0)
        return [{ title: '账户', none: '您还没有个人账户。参加职工医保以后才有。', entries: [] }]
      return accounts.flatMap((account) => [
        { title: `${areaName(account.insu_admdvs)}的账户`, entries: [balanceEntry(account)] },
        {
          title: '最近的',
          none: '还没有收支。',
          entries: account.entries.slice(-latest).reverse().map(entryOf),
        },
      ])
    },
  },
  {
    name: 'rights',
    title: '医保待遇',
    lead: '您和您所监护的家人，现在能享受哪些医保待遇。',
    async show(ask, today) {
      const [me, told] = await Promise.all([ask('GET /v1/me'), ask('GET /v1/me/entitlements')])
      const names = new Map([me, ...(me?.dependants ?? [])].flatMap((one) => (one ? [[one.psn_no, one.psn_name]] : [])))
      const all = told?.entitlements ?? []
      const past = all.filter(({ to }) => to !== null && to < today)
      const each = Map.groupBy(
        all.filter((one) => !past.includes(one)),
        ({ psn_no }) => names.get(psn_no) ?? '',
      )
      const lists = [...each].map(([name, some]) => ({ title: name, entries: some.map(rightEntry) }))
      const nothing = { title: '现在的', none: '现在没有登记的待遇。', entries: [] }
      return [
        ...(lists.length > 0 ? lists : [nothing]),
        { title: '以前的', isPast: true, entries: past.map(rightEntry) },
      ]
    },
  },
]

const balanceEntry = ({ balance, funded }: Account): OwnEntry => ({
  title: `能用 ${balance} 元`,
  lines: balance === funded ? [] : [`其中 ${funded} 元的钱已经到了，别的正在两地之间结清，现在也能看病买药`],
})

const entryOf = ({ at, amt, kind, memo }: Account['entries'][number]): OwnEntry => ({
  title: `${amt.startsWith('-') ? `减 ${amt.slice(1)}` : `加 ${amt}`} 元`,
  lines: [`${dayInWords(at.slice(0, 10) as never)} ${movementKinds[kind]}`, ...(saysMore(memo, kind) ? [memo] : [])],
})

const saysMore = (memo: string, kind: keyof typeof movementKinds): boolean =>
  memo !== '' && memo !== movementKinds[kind]

const rightEntry = ({ kind, insu_admdvs, insutype, from, to }: Entitlement): OwnEntry => ({
  title: nameOf(kind),
  lines: [
    `${areaName(insu_admdvs)} ${insutypeName[insutype as keyof typeof insutypeName] ?? ''}`,
    `${dayInWords(from as never)}起${to === null ? '' : `，到${dayInWords(to as never)}为止`}`,
  ],
})

/** A right that only its place names is called after those of its kind. */
function nameOf(kind: string): string {
  const named = entitlementNames[kind]
  if (named !== undefined) return named
  const [family = '', ...rest] = kind.split('-')
  const like = Object.entries(entitlementNames).find(([one]) => one.startsWith(`${family}-`))?.[1]
  return like === undefined ? kind : `${like.split('：')[0]}（编号 ${rest.join('-')}）`
}
