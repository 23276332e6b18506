/** Accounts, bills and payments. */

import type { Day, Instant } from '../../calendar/index.ts'
import type { Admdvs, Insutype } from '../../codes/index.ts'
import type { NumberHash } from '../../identity/index.ts'
import type { Fen } from '../../money/index.ts'
import type { Pid, Ref } from '../ids.ts'

/** A part of a balance that is not yet backed by real money. */
export interface VirtualLot {
  /** The claim that will back it. */
  claim: Ref
  /** What is still unspent of it, in fen; one that is spent up stays until its claim is resolved. */
  left: Fen
}

/** A personal account in one pooling area. Key: area. Stored in the head item. */
export interface Account {
  insu_admdvs: Admdvs
  /** What can be spent, in fen; never negative. */
  balance: Fen
  /** Virtual parts of the balance, oldest first. */
  lots: VirtualLot[]
  /** Claims that were funded after a part of what they brought was spent: such a transfer is not taken back. */
  used?: Ref[]
  /**
   * Where the balance went when a case moved it, and the period of insurance it was of: spending that arrives later
   * follows it, unless the person is insured here again.
   */
  moved?: { case_id: Ref; to?: Admdvs; period?: Day }
  /** What was there when this file was merged into another's, for that one to take over. */
  merged?: { balance: Fen; lots: VirtualLot[] }
  /** Spending that arrived after the balance had left and that nothing covered; `byHand`: clerks have dealt with it. */
  uncovered?: Uncovered[]
}

/** What money is taken out of an account for: a settlement, or a credit that turned out to be less. */
export type TakenFor = { setl_id: string; credit_no?: never } | { credit_no: string; setl_id?: never }

/** A sum of it that no balance covered, in fen. */
export type Uncovered = TakenFor & { amt: Fen; byHand?: true }

/** A bill sent to the tax office. Key: bill no. */
export interface Bill {
  bill_no: Ref
  case_id: Ref
  insutype: Insutype
  insu_admdvs: Admdvs
  year?: number
  months?: number
  amt: Fen
  assessed_on: Day
  due_date: Day
  /** The case of somebody else's that pays it out of their account; one that came to nothing pays it no more. */
  paid_by?: Ref
  /** A bill that another one took the place of; payment of it still counts. */
  superseded?: true
}

/** A premium that the tax office reports as paid. Key: event identity. */
export interface PremiumPaid {
  id: string
  bill_no?: string
  year?: number
  amt: Fen
  paid_at: Instant
  time: Instant
  /** Keyed hash of the payer's identity number: a refund goes back to whoever paid. */
  payer_hash?: NumberHash
  private: { payer_certno?: string }
}

/** A payment ordered from the bank. Key: pay no. */
export interface Payment {
  pay_no: Ref
  case_id: Ref
  payer_admdvs: Admdvs
  payee_kind: 'person' | 'employer' | 'tax'
  /** Whose money it is, if not the basic fund's: `medical-assistance`, or a department. */
  payer_dept?: string
  /** The premium's bill that the tax office is paid for. */
  bill_no?: Ref
  amt: Fen
  purpose: string
  ordered_at: Instant
  /** The account it went to, by whose it is and since when; none of a clerk's finding, nor an employer's. */
  used?: string
  /** The payee's accounts known when it was ordered: once it has come back, another is needed. */
  known?: string[]
  /** From when on it leaves no more, if it has not left: an earlier order of the same debt was paid after all. */
  called_off?: Instant
  /** What the bank reported last, by `time` of the report. */
  report?: { status: 'settled' | 'returned'; time: Instant; at: Instant; bank_time?: Instant; reason?: string }
}

/** A sum that a case has taken out of the person's account to pay it to them, and the orders of it so far. */
export interface TakenSum {
  /** What it is for within its case. */
  key: string
  insu_admdvs: Admdvs
  amt: Fen
  orders: Ref[]
  /** The books say that it was paid. */
  paid: boolean
  /** Money of a fund: paid or returned, it is outside again, and in no account. */
  fund?: true
}

/** Such a sum of a case that ended with the file of a lost number: nobody but the bank's word moves it from now on. */
export interface LeftSum extends Omit<TakenSum, 'paid'> {
  case_id: Ref
  /** Where the books have it: not paid yet, back in the account, or paid. */
  lies: 'payable' | 'account' | 'paid'
  /** How often it was moved. */
  times: number
}

/** A credit that was reported under a number: a later report of it replaces the sum. Key: `area#credit_no`. */
export interface Credit {
  insu_admdvs: Admdvs
  credit_no: string
  /** By the report that holds. */
  amt: Fen
  time: Instant
  /** All that ever came in of it: what `amt` is less was taken out again. */
  credited: Fen
  /** What of that was taken out of virtual money of this area, or by a claim of this area on another. */
  lots?: VirtualLot[]
}

/** Spending from the personal account. Key: `area#setl_id`. Of a settlement that was looked for at a desk, also nothing. */
export interface Spending {
  insu_admdvs: Admdvs
  setl_id: string
  amt: Fen
  time: Instant
  /** The report that holds: its key and identity, and its words. */
  told?: { key: string; id: string; source: string; memo?: string; user_psn_no?: string }
  /** How often it had to give way to an earlier one that the account could not pay beside it. */
  turns?: number
  /** What of it was paid with virtual money of this area, or with a claim of this area on another. */
  lots?: VirtualLot[]
  /** Taken at a desk, which waited for it: it gives way to no other. */
  desk?: true
  /** Given back at the desk, where nothing more is taken for it. */
  back?: true
  /** Spent by somebody with whom the account is shared. */
  shared?: SharedSpending
}

/** Spending by the user of a shared account. */
export interface SharedSpending {
  share_id: Ref
  /** The day it was spent on, by whose year it counts as used. */
  on: Day
  /** The user's area, which paid the institution, where one account or the other owes it to that area. */
  by?: Admdvs
  /** What was taken for it, in turn, less what came back; virtual money comes back as that. */
  parts: SharedPart[]
}

/** A sum taken for it from the account in `payer`, in fen. */
export interface SharedPart {
  /** Makes the id of its claim, where there is one. */
  about: string
  payer: Admdvs
  amt: Fen
  at: Instant
  lots: VirtualLot[]
  /** A part of it came back by a claim of its own, in fen: the claim that it made stays. */
  back?: Fen
}

/** What somebody is whom an account is shared with, to its holder; and what each is called. */
export const shareRelationNames = {
  spouse: '配偶',
  parent: '父母',
  child: '子女',
  sibling: '兄弟姐妹',
  grandparent: '祖父母、外祖父母',
  grandchild: '孙子女、外孙子女',
} as const
/** One of these. */
export type ShareRelation = keyof typeof shareRelationNames

/** The sides of a share, and what each is called. */
export const shareSideNames = { holder: '授权人', user: '使用人' } as const

/**
 * A share in somebody's personal account: who may pay with it beside them. The same row stands in the files of both, for one
 * commit writes both; what was used stands in the holder's alone. How it stands on a day is computed (family/shares.ts).
 * Key: share id, which bears the key of the holder.
 */
export interface Share {
  share_id: Ref
  /** Whose account it is, and who uses it; a number merged meanwhile leads to the file that is kept. */
  holder: Pid
  user: Pid
  /** What the user is to the holder. */
  relation: ShareRelation
  from: Day
  made_at: Instant
  /** Most in a calendar year, in fen; none if left out. */
  limit?: Fen
  /** It was ended by one of them: the last day in force. */
  to?: Day
  /** What was taken by it, in fen, by calendar year. */
  used?: Readonly<Record<string, Fen>>
}

/** What an account gave at a desk, in fen; without `share_id` one of the person's own. */
export interface DeskTaken {
  share_id?: Ref
  insu_admdvs: Admdvs
  amt: Fen
}

/**
 * What somebody bears of a settlement at a desk, and the accounts that paid it. Written before any account of another is
 * charged, so that a call that dies half-way is gone on with as it began. Key: setl id.
 */
export interface DeskPayment {
  setl_id: string
  fixmedins_code: string
  /** What the person bears, in fen. */
  amt: Fen
  on: Day
  /** Own accounts; found or taken with this row. */
  own: DeskTaken[]
  /** Shares in the order in which they are asked, and the user's area then. */
  asks: Ref[]
  /** What some of them had been charged by reports before, in fen, by share. */
  found?: Readonly<Record<Ref, Fen>>
  by?: Admdvs
  /** The whole answer, once it is known. */
  taken?: DeskTaken[]
  /** All of it was given back. */
  back?: Instant
}
