/** People who paid by themselves: receipts uploaded once and again, claimed by whoever has the paper, void, settled after all. */
import { addDays, addMs, dayOf, type Instant } from '../../../../shared/calendar/index.ts'
import type { TaskRow } from '../../../../shared/registers/rows.ts'
import type { Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'
import type { Random } from '../../../simulator/random.ts'

const area = '130200'

export const lives: readonly Life[] = [{ weight: 1, alike: 1, lead: patient }]

export const answers = {
  'review-claim': {
    approval: ({ facts }: TaskRow, random: Random) => ({
      ...((facts.reasons as string[]).includes('amount-missing')
        ? { inscp_scp_amt: random.pick(['400.00', '900.00']) }
        : {}),
      ...((facts.reasons as string[]).includes('person-dead')
        ? { bank_acct: { bank_code: '102', acct_no: '6222000000000007', acct_name: '家属' } }
        : {}),
    }),
  },
}

export const actions = {
  choose: (_times: number, random: Random) => ({
    action: 'choose',
    option: random.pick(['claim', 'claim', 'claim', 'third-party', 'decline']),
  }),
}

function patient(script: Script, person: number): void {
  const { random, start, end } = script
  const { psn_no, psn_name, certno } = registerPerson(script, person, { late: random.chance(0.1) })
  const days = Math.max(3, Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000))
  const day = (from = 0) => addDays(dayOf(start), random.int(from, days - 1))
  const late = random.chance(0.1) ? day() : dayOf(start)
  const enrolled = { psn_no, insu_admdvs: area, insutype: '390', psn_type: '15', psn_insu_date: '2020-01-01' }
  script.report(person, 'enrolment.registered', enrolled, script.momentOn(late))
  const ended = addDays(dayOf(start), -1)
  for (let nth = random.int(1, 3); nth > 0; nth--) {
    // One number in a hundred persons or so: receipts pass from hand to hand.
    const elec_billno_code = String(random.chance(0.4) ? random.int(1, 40) : person * 10 + nth + 1000).padStart(10, '0')
    const receipt = { elec_bill_code: '13060126', elec_billno_code }
    const stay = {
      fixmedins_code: 'H13020200001',
      mdtrt_id: `M${person}`,
      med_type: '21',
      begntime: `${addDays(ended, -6)}T08:00:00+08:00`,
      endtime: `${ended}T10:00:00+08:00`,
      ...receipt,
      elec_bill_chkcode: 'a1b2c3',
      medfee_sumamt: '5000.00',
    }
    const at = script.momentOn(day())
    if (random.chance(0.8)) upload(script, person, { psn_no, psn_name, ...stay }, at)
    if (random.chance(0.5)) {
      const form = { ...stay, third_party: random.chance(0.1) }
      script.happenings.push({ at: script.momentOn(day()), person, start: { psn_no, bundle: 'reimbursement', form } })
    }
    if (random.chance(0.12)) settle(script, person, { psn_no, ...stay, setl_id: `J${person}.${nth}` })
  }
  if (random.chance(0.05)) {
    const dead_date = day()
    script.report(person, 'death.registered', { certno, dead_date }, script.momentOn(addDays(dead_date, 1)))
  }
}

function upload(script: Script, person: number, receipt: Record<string, unknown>, at: Instant): void {
  const { random } = script
  const inscp_scp_amt = random.pick(['250.00', '900.00', '1500.00', '2200.00'])
  script.report(person, 'ownpay.posted', { ...receipt, inscp_scp_amt }, at)
  if (!random.chance(0.2)) return
  const later = addMs(at, random.int(1, 60) * 3_600_000)
  const { psn_no, elec_bill_code, elec_billno_code } = receipt
  script.report(
    person,
    'ownpay.voided',
    { psn_no, elec_bill_code, elec_billno_code, voided_at: at, reason: '退费' },
    later,
  )
}

function settle(script: Script, person: number, stay: Record<string, unknown>): void {
  const { elec_bill_chkcode: _, endtime, ...told } = stay
  const settled = {
    ...told,
    insu_admdvs: area,
    insutype: '390',
    setl_time: endtime,
    inscp_scp_amt: '1500.00',
    fund_pay_sumamt: '840.00',
    maf_pay: '0.00',
  }
  script.report(person, 'settlement.posted', settled, script.momentOn(addDays(dayOf(script.start), 1)))
}
