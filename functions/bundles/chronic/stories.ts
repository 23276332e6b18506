/** People of the sample day whose illness is found by their settlements (chronic/RULES.md). */

import { enrolmentIn } from '../../../events/samples/insured.ts'
import type { SamplePerson } from '../../../events/samples/people.ts'
import { type Kinds, type Scenario, type Script, type Stories, theDay } from '../../../events/samples/script.ts'
import { settlementPosted } from '../../../events/subjects/settlement.ts'
import type { Option } from './words.ts'

/** Where somebody is insured and as what, and what they were treated for. */
interface Ill {
  area: string
  insutype: '310' | '390'
  diag: { diag_code: string; diag_name: string }
}

const tumour = { diag_code: 'C34.900', diag_name: '肺恶性肿瘤' }
const pressure = { diag_code: 'I10.x00', diag_name: '原发性高血压' }

/** Somebody leaves the hospital in the morning. */
function treated(script: Script, { area, insutype, diag }: Ill): SamplePerson {
  const person = script.people.someone()
  const { psn_no } = person
  script.send(script.at(0, '05:00'), 'person.registered', { ...person })
  const insured = { ...enrolmentIn(person, area, '2021-01-01'), insutype, psn_type: insutype === '310' ? '11' : '15' }
  script.send(script.at(0, '05:10'), 'enrolment.registered', insured)
  script.send(script.at(0, '08:00'), settlementPosted, {
    setl_id: `JS${psn_no}`,
    psn_no,
    insu_admdvs: area,
    insutype,
    fixmedins_code: `H${area}00001`,
    hosp_lv: '3',
    med_type: '21',
    begntime: script.at(-8, '09:00'),
    setl_time: script.at(0, '07:30'),
    medfee_sumamt: '18000.00',
    inscp_scp_amt: '16000.00',
    fund_pay_sumamt: '11000.00',
    maf_pay: '0.00',
    diags: [diag],
  })
  return person
}

function expected(script: Script, story: string, { psn_no }: SamplePerson, outcome: Record<string, unknown>): void {
  script.expect({ story, bundle: 'chronic', psn_no, status: 'done', outcome })
}

const chooses = (script: Script, person: SamplePerson, option: Option) =>
  script.act(script.at(0, '10:00'), person, 'chronic', { action: 'choose', option })

/** Shandong: nobody is asked. */
function atOnce(script: Script): void {
  const person = treated(script, { area: '370100', insutype: '310', diag: tumour })
  expected(script, 'chronic, granted at once', person, { result: 'granted', basis: 'direct', from: theDay })
}

/** Lingbi: one click. */
function accepts(script: Script): void {
  const person = treated(script, { area: '341300', insutype: '390', diag: tumour })
  chooses(script, person, 'accept')
  expected(script, 'chronic, accepted', person, { result: 'granted', basis: 'direct', from: theDay })
}

function declines(script: Script): void {
  const person = treated(script, { area: '341300', insutype: '390', diag: tumour })
  chooses(script, person, 'decline')
  expected(script, 'chronic, declined', person, { result: 'declined' })
}

/** The one expert of the sample day, who works where nobody of it was treated. */
const expert_no = 'ZJ6107000001'

/** Lueyang: an expert who does not know whose it is. */
function reviewed(script: Script): void {
  script.send(script.at(0, '05:00'), 'expert.registered', {
    expert_no,
    diag_dr_name: '王守正',
    fixmedins_code: 'H61070200009',
    admdvs: '610700',
    opsp_dise_codes: ['M03900', 'M01600'],
    begndate: '2026-01-01',
  })
  const person = treated(script, { area: '610700', insutype: '390', diag: pressure })
  chooses(script, person, 'apply')
  script.decide(script.at(0, '15:00'), { role: 'expert', expert_no })
  expected(script, 'chronic, reviewed by an expert', person, { result: 'granted', basis: 'expert', from: theDay })
}

/** Told at each scale; so many at full. */
const kinds: Kinds = [
  [atOnce, 4],
  [accepts, 3],
  [declines, 1],
  [reviewed, 3],
]

/** Writes them. */
export const stories: Stories = (script, scale) => script.tell(kinds, scale, 1)

/** Told by themselves. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'chronic',
    title: { zh: '门诊慢特病：住院结算后直接认定', en: 'A chronic disease is recognized by an in-patient settlement' },
    tell: atOnce,
  },
  {
    name: 'chronic-review',
    title: { zh: '门诊慢特病：随机抽取的专家评审', en: 'A chronic disease is reviewed by an expert drawn at random' },
    tell: reviewed,
  },
]
