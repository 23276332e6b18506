/** A relative's premium, paid out of the account (RULES.md 5): what the holder asks for, and why it may be refused. Pure. */
import * as z from 'zod'
import { heardEvent } from '../../../../events/heard.ts'
import type { Instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { type Fen, formatYuan } from '../../../../shared/money/index.ts'
import { tell } from '../../../../shared/registers/apply/hear.ts'
import type { Apply } from '../../../../shared/registers/applying.ts'
import { caseAbout } from '../../../../shared/registers/cases.ts'
import { isActive, sharesWith } from '../../../../shared/registers/family/shares.ts'
import { type PersonFile, put } from '../../../../shared/registers/file.ts'
import { pidIn, type Ref, refOf } from '../../../../shared/registers/ids.ts'
import { accountIn, fundedPart } from '../../../../shared/registers/ledger.ts'
import type { At, Look } from '../../../../shared/registers/look.ts'
import { heardKey } from '../../../../shared/registers/rows/heard.ts'
import type { Bill, CaseRow } from '../../../../shared/registers/rows.ts'
import { familySharingBundle } from '../reference.ts'
import { holderArea, isWithinScope, userAreaToBe } from './places.ts'

/** What the holder asked for by a call. No partner may say it: it is in no catalogue. */
export const premiumAsked = heardEvent({
  type: 'family-premium.asked',
  title: '替家人缴费',
  about: '本人用个人账户替家人缴一张居民医保缴费单。',
  from: [],
  lane: 'prompt',
  movesMoney: true,
  past: [],
  concerns: ['admdvs'],
  reports: ({ key }) => ({ fact: 'family-premium', key }),
  data: z.object({
    key: z.string(),
    bill_no: z.string(),
    share_id: z.string(),
    user_psn_no: z.string(),
    admdvs: z.string(),
    /** In yuan. */
    amt: z.string(),
  }),
  example: {
    key: 'BLaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 0',
    bill_no: 'BLaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    share_id: 'SHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    user_psn_no: '13000000000000100001',
    admdvs: '130100',
    amt: '400.00',
  },
})

/** All that is looked at before a bill is paid. */
export interface PremiumGrounds {
  holderArea: Admdvs | undefined
  isWithinScope: boolean
  /** Paid, superseded or already ordered so. */
  isClosed: boolean
  /** What real money backs of the account, and the bill, in fen. */
  funded: Fen
  amt: Fen
}

const refusals = [
  {
    code: 'no-account',
    detail: '没有查到您的职工医保，没有可以用的个人账户。',
    fits: (of: PremiumGrounds) => of.holderArea === undefined,
  },
  {
    code: 'out-of-scope',
    detail: '家人参保的地方还不能和您的参保地共济。',
    fits: (of: PremiumGrounds) => !of.isWithinScope,
  },
  {
    code: 'bill-closed',
    detail: '这张缴费单已经缴过、换了新的，或者正在付。',
    fits: ({ isClosed }: PremiumGrounds) => isClosed,
  },
  {
    code: 'balance-short',
    detail: '个人账户里到位的钱不够缴这张单。转移来还没有结清的钱可以看病，不能缴费。',
    fits: ({ funded, amt }: PremiumGrounds) => funded < amt,
  },
] as const

/** Why a bill is not paid, the first reason that fits; undefined if it is (RULES.md 5.2). */
export function whyNotPaid(of: PremiumGrounds): { status: 409; code: string; detail: string } | undefined {
  const found = refusals.find(({ fits }) => fits(of))
  return found && { status: 409, code: found.code, detail: found.detail }
}

/** Whether the case of somebody's account pays the bill, or has: one that came to nothing does not. */
function stillPays({ file }: Pick<Look, 'file'>, caseId: Ref): boolean {
  const pid = pidIn(caseId)
  return pid === undefined || file(pid).one('case', caseId)?.outcome?.result !== 'returned'
}

/** Whether any premium is reported for the bill or its year, whatever the sum (RULES.md 5.5). */
const isPaid = (user: PersonFile, { bill_no, year }: Bill): boolean =>
  user
    .all('premium')
    .some((one) => one.bill_no === bill_no || (one.bill_no === undefined && year !== undefined && one.year === year))

const notThere = { refused: { status: 404 as const, code: 'not-found', detail: '没有找到，或者不是您家人的。' } }

/** The bill of a premium: as it stands in the user's file, or lies at rest beside it, which says that it is over. */
export interface BillAsked {
  bill_no: string
  rested: Bill | undefined
}

/** Asks for a bill to be paid; put to the holder's file. The bill bears whose case pays it: no two pay one. */
export const askPremium =
  ({ bill_no, rested }: BillAsked, request: { id: string; time: Instant }): Apply =>
  (holder, at) => {
    const { look, today } = at
    const pid = pidIn(bill_no)
    const user = pid && look.file(pid)
    const bill = user?.one('bill', bill_no) ?? rested
    const share = user && sharesWith(holder, user).find((one) => isActive(one, holder, user))
    if (!user?.person || !share || bill?.insutype !== '390') return notThere
    const area = holderArea(holder, today)
    const refused = whyNotPaid({
      holderArea: area,
      isWithinScope: area !== undefined && isNear(user, area, at),
      isClosed:
        bill === rested ||
        bill.superseded === true ||
        isPaid(user, bill) ||
        (bill.paid_by !== undefined && stillPays(look, bill.paid_by)),
      funded: fundedPart(accountIn(holder, area as Admdvs)),
      amt: bill.amt,
    })
    if (refused) return { refused }
    const { psn_no: user_psn_no } = user.person
    const { share_id } = share
    const key = `${bill_no} ${asksBefore(holder, bill_no)}`
    const said = { key, bill_no, share_id, user_psn_no, admdvs: area as Admdvs, amt: formatYuan(bill.amt) }
    const heard = tell(premiumAsked, said, request)(holder, at)
    if (!('ok' in heard)) return heard
    const paid_by = refOf(familySharingBundle.prefix, holder.pid, heardKey({ fact: 'family-premium', key }))
    return { ok: { ...heard.ok, alongside: [{ file: user, change: [put('bill', { ...bill, paid_by })], tell: [] }] } }
  }

function isNear(user: PersonFile, area: Admdvs, { look, today }: At): boolean {
  const to = userAreaToBe(user, today)
  return to !== undefined && isWithinScope(look, area, to, today)
}

/** How often the holder asked for this bill before: what came back may be asked for again. */
const asksBefore = (holder: PersonFile, bill_no: string): number =>
  holder.all('heard').filter(({ fact, key }) => fact === 'family-premium' && key.startsWith(`${bill_no} `)).length

/** The case of what was asked for by a request. */
export function premiumCase(file: PersonFile, request: string): CaseRow | undefined {
  const fact = file.all('heard').find(({ type, id }) => type === premiumAsked.type && id === request)
  return fact && caseAbout(file, familySharingBundle.prefix, heardKey(fact))
}
