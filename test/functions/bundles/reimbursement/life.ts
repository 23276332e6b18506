/** Lives of people who paid by themselves: what is drawn, and how it is told. What must come: expected.ts. */
import { type ReceiptName, receiptText } from '../../../../events/heard.ts'
import { invoiceVerified } from '../../../../functions/bundles/reimbursement/events.ts'
import { claiming, type ReimbursementForm } from '../../../../functions/bundles/reimbursement/form.ts'
import { reimbursementBundle } from '../../../../functions/bundles/reimbursement/reference.ts'
import { tell } from '../../../../shared/registers/apply/hear.ts'
import type { Apply } from '../../../../shared/registers/applying.ts'
import { caseAbout } from '../../../../shared/registers/cases.ts'
import { aDay, aPlace, setBefore } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { plus } from '../../../simulator/lives/plain/days.ts'
import { poolingArea } from '../../../simulator/lives/plain/places.ts'
import type { Amendment } from '../../../simulator/lives/plain/rows.ts'
import { bankAccount, inTurn, setting, someone } from '../../../simulator/lives/tell.ts'
import type { Random } from '../../../simulator/random.ts'

/** A receipt; days are told from the end of the visit. */
export interface LifeReceipt {
  /** Of which of the visits. */
  visit: number
  inscp: string
  /** The name that it bears is the person's. */
  named: boolean
  liable: boolean
  /** Left out: never, or not in time. */
  uploaded?: number
  claimed?: { on: number; third_party: boolean; verdict?: 'approve' | 'reject' }
  /** What the platform of receipts says of a claim that comes before the upload. */
  verified?: { on: number; valid: boolean }
  voided?: number
  settled?: number
}

/** Somebody, one or two visits that ended on one day, and their receipts. */
export interface ReimbursementLife extends Life {
  /** Where it took place. */
  at: string
  insutype: '310' | '390'
  psn_type: '11' | '12' | '15'
  ended: string
  /** The last insured day, told from the end of the visit; left out: insured on. */
  paused?: number
  /** With four digits: a kind of what the first two name. */
  med_type: '21' | '24' | '11' | '2102' | '2401'
  receipts: LifeReceipt[]
  terms: { deductible: string; ratio: string }
  auto?: string
  within?: number
  lower?: { in_service: string; retired: string; resident: string }
  set: Amendment[]
  account: boolean
  /** When the bank answers, and whether it sends all back. */
  bank: number
  returns?: true
}

/** Draws one. */
export function draw(random: Random): ReimbursementLife {
  const place = random.chance(0.3) ? '140100' : aPlace(random)
  const area = poolingArea(place)
  const at = random.chance(0.7) ? place : aPlace(random)
  const insutype = random.pick(['310', '390', '390'] as const)
  const psn_type = insutype === '390' ? '15' : random.pick(['11', '12'] as const)
  const med_type = random.pick(['21', '21', '24', '11', '2102', '2401'] as const)
  const terms = {
    deductible: random.pick(['300.00', '0.00', '500.55']),
    ratio: random.pick(['0.70', '0.85', '0.3333', '1.00']),
  }
  const auto = random.chance(0.8) ? random.pick(['840.00', '1000.00', '0.00', '99999.00']) : undefined
  const within = random.chance(0.3) ? random.pick([0, 3, 10]) : undefined
  const lower = random.chance(0.2) ? { in_service: '0.60', retired: '0.65', resident: '0.4050' } : undefined
  const of = { insutype, med_types: [med_type.slice(0, 2)] }
  const set = [
    setBefore('claim_terms', area, [
      { ...of, psn_types: ['99'], deductible: '0.00', ratio: '0.10' },
      { ...of, hosp_lvs: ['2'], ...terms },
      { ...of, deductible: '0.00', ratio: '0.99' },
    ]),
    ...(auto === undefined ? [] : [setBefore('claim_auto_upto', area, auto)]),
    ...(within === undefined ? [] : [setBefore('claim_within_days', area, within)]),
    ...(lower ? [setBefore('reduced_ratio', area, { temporary: lower })] : []),
  ]
  return {
    place,
    at,
    insutype,
    psn_type,
    ended: aDay(random, ['2026-02-12', '2026-09-25', '2026-12-28']),
    ...(random.chance(0.15) ? { paused: random.int(-1, 1) } : {}),
    med_type,
    receipts: receiptsOf(random),
    terms,
    ...(auto === undefined ? {} : { auto }),
    ...(within === undefined ? {} : { within }),
    ...(lower ? { lower } : {}),
    set,
    account: random.chance(0.85),
    bank: random.int(0, 14),
    ...(random.chance(0.15) ? { returns: true } : {}),
  }
}

/** Clerks decide at once, or never: one that is left open would be decided in another's place. */
function receiptsOf(random: Random): LifeReceipt[] {
  const isDecided = random.chance(0.8)
  const receipts = Array.from({ length: random.int(1, 3) }, () => receipt(random, isDecided))
  return !isDecided && random.chance(0.7)
    ? receipts.map((one) => (random.chance(0.6) ? claimedFirst(one, random) : one))
    : receipts
}

/** The form comes before the upload, and the platform is asked: it answers in time, late, or never. */
function claimedFirst({ uploaded: _, ...one }: LifeReceipt, random: Random): LifeReceipt {
  const on = random.int(0, 4)
  return {
    ...one,
    claimed: { on, third_party: random.chance(0.1) },
    ...(random.chance(0.6) ? { uploaded: on + random.int(1, 10) } : {}),
    ...(random.chance(0.7) ? { verified: { on: on + random.int(0, 6), valid: random.chance(0.6) } } : {}),
  }
}

function receipt(random: Random, isDecided: boolean): LifeReceipt {
  const uploaded = random.int(0, 4)
  const claimed = random.chance(0.85)
    ? {
        on: uploaded + random.int(0, 8),
        third_party: random.chance(0.12),
        ...(isDecided ? { verdict: random.chance(0.8) ? ('approve' as const) : ('reject' as const) } : {}),
      }
    : undefined
  return {
    visit: random.chance(0.8) ? 1 : 2,
    inscp: random.pick(['0.00', '250.00', '100.00', '1500.00', '1728.57', '1728.58', '1000.00', '0.01', '4567.89']),
    named: random.chance(0.93),
    liable: random.chance(0.07),
    uploaded,
    ...(claimed ? { claimed } : {}),
    ...(random.chance(0.15) ? { voided: random.int(4, 14) } : {}),
    ...(random.chance(0.12) ? { settled: random.int(0, 14) } : {}),
  }
}

/** The moment of a day; receipts one minute after the other. */
const moment = (day: string, hour: string, nth: number) => `${day}T${hour}:0${nth}:00+08:00`
const numbers = (nth: number) => ({ elec_bill_code: '13060126', elec_billno_code: `000000000${nth}` })

/** What happens in it. */
export function happenings(life: ReimbursementLife): Happening[] {
  const { place, at, insutype, psn_type, ended, paused, med_type, receipts, set, account, bank, returns } = life
  const person = { ...someone(1), ...(account ? { bank_acct: bankAccount } : {}) }
  const { psn_no } = person
  const on = (days: number) => plus(ended, days)
  const insured = { psn_no, insu_admdvs: place, insutype }
  const stay = {
    fixmedins_code: `H${at}00001`,
    med_type,
    begntime: `${ended}T00:10:00+08:00`,
    endtime: `${ended}T00:20:00+08:00`,
    medfee_sumamt: '5000.00',
  }
  const told = receipts.flatMap((one, nth): Happening[] => {
    const { visit, inscp, named, liable, uploaded, claimed, verified, voided, settled } = one
    const own = { ...stay, ...numbers(nth), mdtrt_id: `M${visit}` }
    const code = { elec_bill_chkcode: 'a1b2c3' }
    const upload = {
      psn_no,
      psn_name: named ? person.psn_name : '别的姓名',
      hosp_lv: '2',
      ...own,
      ...code,
      inscp_scp_amt: inscp,
      rel_ttp_flag: liable ? '1' : '0',
    }
    const claim = claimed && { ...own, ...code, third_party: claimed.third_party }
    const review = (verdict: 'approve' | 'reject') => ({ decide: 'review-claim', verdict })
    const setl = {
      setl_id: `S${nth}`,
      setl_time: stay.endtime,
      inscp_scp_amt: '1.00',
      fund_pay_sumamt: '1.00',
      maf_pay: '0.00',
    }
    return [
      ...(uploaded === undefined ? [] : [{ at: moment(on(uploaded), '09', nth), hear: 'ownpay.posted', data: upload }]),
      ...(claim ? [{ at: moment(on(claimed.on), '10', nth), call: 'claims', body: claim }] : []),
      ...(claimed?.verdict
        ? [{ at: moment(on(claimed.on), '10', nth).replace(':00+', ':30+'), ...review(claimed.verdict) }]
        : []),
      ...(verified
        ? [
            {
              at: moment(on(verified.on), '11', nth),
              call: 'verifies',
              body: { ...numbers(nth), valid: verified.valid },
            },
          ]
        : []),
      ...(voided === undefined
        ? []
        : [
            {
              at: moment(on(voided), '12', nth),
              hear: 'ownpay.voided',
              data: { psn_no, ...numbers(nth), voided_at: moment(on(voided), '12', nth), reason: '退费' },
            },
          ]),
      ...(settled === undefined
        ? []
        : [
            {
              at: moment(on(settled), '13', nth),
              hear: 'settlement.posted',
              data: { ...insured, ...stay, ...numbers(nth), ...setl },
            },
          ]),
    ]
  })
  return inTurn([
    ...set.map(setting),
    { at: '2022-12-31T10:00:00+08:00', hear: 'person.registered', data: person },
    {
      at: '2022-12-31T10:00:00+08:00',
      hear: 'enrolment.registered',
      data: { ...insured, psn_type, psn_insu_date: '2015-01-01' },
    },
    ...(paused === undefined
      ? []
      : [
          {
            at: `${plus(ended, -1)}T08:00:00+08:00`,
            hear: 'enrolment.paused',
            data: { ...insured, paus_insu_date: on(paused) },
          },
        ]),
    ...told,
    { at: `${on(bank)}T15:00:00+08:00`, bank: returns ? 'returns' : 'settles' },
    { at: `${on(15)}T09:00:00+08:00`, nothing: true },
  ])
}

/** The form as it is filled in, as far as it goes to the file. */
export const calls = {
  claims:
    (said: ReimbursementForm): Apply =>
    (file, at) =>
      claiming(said, file, { id: `R${said.elec_billno_code}`, time: at.now })(file, at),
  verifies:
    (said: ReceiptName & { valid: boolean }): Apply =>
    (file, at) => {
      const row = caseAbout(file, reimbursementBundle.prefix, receiptText(said))
      if (!row) throw new Error('verified before it is claimed')
      const request = { id: `V${said.elec_billno_code}`, time: at.now }
      return tell(invoiceVerified, { ...said, case_id: row.case_id }, request)(file, at)
    },
}
