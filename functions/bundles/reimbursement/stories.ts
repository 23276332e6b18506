/** Receipts of the sample day that people paid by themselves (RULES.md): asked and paid at once, looked at, void, forged. */
import { enrolmentIn } from '../../../events/samples/insured.ts'
import { bankOf, type SamplePerson } from '../../../events/samples/people.ts'
import type { Kinds, Scenario, Script, Stories } from '../../../events/samples/script.ts'
import { claimingArea as area } from './bureau.ts'
import { ownpayPosted, ownpayVoided } from './events.ts'
import { reimbursementBundle } from './reference.ts'

const { bundle } = reimbursementBundle

/** Somebody insured in Tangshan as a resident. */
function patient(script: Script): SamplePerson {
  const person = script.people.someone()
  const night = script.between(5, 6)
  script.send(night, 'person.registered', { ...person, bank_acct: bankOf(person) })
  const resident = { insutype: '390', psn_type: '15' }
  script.send(night, 'enrolment.registered', enrolmentIn(person, area, '2021-01-01', resident))
  return person
}

/** A stay that ended a few days ago. */
function stay(script: Script, inscp_scp_amt: string) {
  return {
    mdtrt_id: script.number('M'),
    fixmedins_code: 'H13020200001',
    hosp_lv: '2',
    med_type: '21',
    begntime: script.at(-9, '09:00'),
    endtime: script.at(-3, '10:00'),
    elec_bill_code: '13060126',
    elec_billno_code: script.number('E'),
    elec_bill_chkcode: 'a1b2c3',
    medfee_sumamt: '9000.00',
    inscp_scp_amt,
  }
}

/** The hospital uploads a receipt in the small hours. */
function uploaded(script: Script, inscp: string, more: object = {}) {
  const person = patient(script)
  const receipt = { psn_no: person.psn_no, psn_name: person.psn_name, ...stay(script, inscp), ...more }
  script.send(script.between(6, 8), ownpayPosted, receipt)
  return { person, receipt }
}

const chooses = (script: Script, person: SamplePerson, option: string) =>
  script.act(script.between(9, 11), person, bundle, { action: 'choose', option })

function comesTo(script: Script, story: string, { psn_no }: SamplePerson, status: string, outcome: object): void {
  script.expect({ story, bundle, psn_no, status: status as 'done', outcome: { ...outcome } })
}

/** A small sum: paid in the very call. */
function atOnce(script: Script): void {
  const { person } = uploaded(script, '1500.00')
  chooses(script, person, 'claim')
  comesTo(script, 'paid in the call that claims', person, 'done', { result: 'paid', amt: '840.00' })
}

/** A larger one, or an accident: a clerk looks. */
function reviewed(script: Script, which: number): void {
  const { person } = uploaded(script, '6300.00', which % 2 === 0 ? {} : { rel_ttp_flag: '1' })
  chooses(script, person, which % 3 === 0 ? 'third-party' : 'claim')
  comesTo(script, 'looked at by a clerk', person, 'done', { result: 'paid', amt: '4200.00' })
}

/** Nothing above the deductible. */
function nothingDue(script: Script): void {
  const { person } = uploaded(script, '250.00')
  chooses(script, person, 'claim')
  comesTo(script, 'below the deductible', person, 'done', { result: 'nothing-due', amt: '0.00' })
}

/** They don't want it. */
function declined(script: Script): void {
  const { person } = uploaded(script, '400.00')
  chooses(script, person, 'decline')
  comesTo(script, 'not wanted', person, 'done', { result: 'declined', amt: '0.00' })
}

/** Paid back by the hospital before anybody claims it. */
function voided(script: Script): void {
  const { person, receipt } = uploaded(script, '1500.00')
  const { elec_bill_code, elec_billno_code } = receipt
  const at = script.between(8, 9)
  const data = { psn_no: person.psn_no, elec_bill_code, elec_billno_code, voided_at: at, reason: '退费' }
  script.send(at, ownpayVoided, data)
  comesTo(script, 'void', person, 'withdrawn', { result: 'withdrawn', reason: 'receipt-void' })
}

/** Nobody uploaded it: asked about at the platform, then a clerk says what lies within the scope. */
function byForm(script: Script): void {
  const person = patient(script)
  const { inscp_scp_amt: _, hosp_lv: __, ...receipt } = stay(script, '')
  script.call(script.between(8, 10), {
    as: { role: 'citizen', psn_no: person.psn_no },
    method: 'POST',
    path: '/v1/cases',
    body: { bundle, form: { ...receipt, third_party: false } },
    expect: { bundle, admdvs: area },
  })
  script.answer(person, 'review-claim', { decision: 'approve', inscp_scp_amt: '2300.00' })
  comesTo(script, 'claimed by a form', person, 'done', { result: 'paid', amt: '1400.00' })
}

/** Told at each scale; so many at full. */
const kinds: Kinds = [
  [atOnce, 20],
  [reviewed, 6],
  [nothingDue, 4],
  [declined, 2],
  [voided, 2],
  [byForm, 4],
]

/** Writes them. */
export const stories: Stories = (script, scale) => script.tell(kinds, scale, 1)

/** Told by themselves. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'reimbursement',
    title: { zh: '零星报销：小额当场付', en: 'Reimbursement: a small sum paid in the call that claims' },
    tell: (script) => atOnce(script),
  },
  {
    name: 'reimbursement-form',
    title: { zh: '零星报销：医院没有上传的票据', en: 'Reimbursement: a receipt that no hospital uploaded' },
    tell: (script) => byForm(script),
  },
]
