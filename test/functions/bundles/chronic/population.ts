/** People who are treated in hospitals, some of whose doctors recognize what they have, and how all are asked. */
import { addDays, type Day, dayOf } from '../../../../shared/calendar/index.ts'
import type { Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'
import type { Random } from '../../../simulator/random.ts'

export const lives: readonly Life[] = [{ weight: 1.5, alike: 1, lead: patient }]

/** Experts of the areas where reviews happen, once. */
export const besides = [experts]

export const actions = {
  choose: (_times: number, random: Random) =>
    random.chance(0.9)
      ? { action: 'choose', option: random.pick(['accept', 'apply', 'apply', 'second-review', 'decline']) }
      : undefined,
}

/** Where, and what people there have; one diagnosis is none of any list. */
const places = {
  '370100': ['C34.900', 'Z94.000', 'J00'],
  '341300': ['C34.900', 'G20', 'J00'],
  '610700': ['I10.x00', 'E11.900', 'J00'],
} as const
type Area = keyof typeof places

/** Listed where hospitals recognize; what belongs to which diagnosis does not matter here. */
const recognizable: Readonly<Record<Area, readonly string[]>> = {
  '370100': ['M00500'],
  '341300': ['M00500', 'M02300'],
  '610700': ['M03900', 'M01600'],
}

function experts(script: Script): void {
  const { random } = script
  for (const [nth, area] of Object.keys(places).entries()) {
    for (let n = random.int(0, 4); n > 0; n--) {
      const data = {
        expert_no: `ZJ${area}${n}`,
        diag_dr_name: '测试医师',
        fixmedins_code: `H${area}${random.pick(['00001', '00009'])}`,
        admdvs: area,
        opsp_dise_codes: ['M00500', 'M02300', 'M03900', 'M01600'].filter(() => random.chance(0.8)).concat('M00500'),
        begndate: '2020-01-01',
      }
      script.report(-10 - nth, 'expert.registered', data, script.momentOn(addDays(dayOf(script.start), -30)))
    }
  }
}

function patient(script: Script, person: number): void {
  const { random, start, end } = script
  const { psn_no, certno } = registerPerson(script, person, { late: random.chance(0.1) })
  const area = random.pick(Object.keys(places) as Area[])
  const insutype = random.pick(['310', '390'])
  const from = addDays(dayOf(start), -random.int(30, 900))
  const enrolled = {
    psn_no,
    insu_admdvs: area,
    insutype,
    psn_type: insutype === '310' ? '11' : '15',
    psn_insu_date: from,
  }
  script.report(person, 'enrolment.registered', enrolled, script.momentOn(from))
  const days = Math.max(2, Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000))
  const day = () => addDays(dayOf(start), random.int(0, days - 1))
  for (let nth = random.int(1, 4); nth > 0; nth--) settle(script, person, { psn_no, area, insutype, on: day(), nth })
  if (random.chance(0.45)) recognize(script, person, { psn_no, area, insutype, on: day() })
  if (random.chance(0.1)) {
    const enddate = day()
    const data = { psn_no, insu_admdvs: area, opsp_dise_code: random.pick(recognizable[area]), enddate, reason: '测试' }
    script.report(person, 'chronic.ended', data, script.momentOn(enddate))
  }
  if (random.chance(0.07)) {
    const dead_date = day()
    script.report(person, 'death.registered', { certno, dead_date }, script.momentOn(addDays(dead_date, 1)))
  }
}

interface Treated {
  psn_no: string
  area: Area
  insutype: string
  on: Day
}

function settle(script: Script, person: number, { psn_no, area, insutype, on, nth }: Treated & { nth: number }): void {
  const { random } = script
  const setl_id = `ZY${script.seed}.${person}.${nth}`
  const setl_time = script.momentOn(on)
  const data = {
    setl_id,
    psn_no,
    insu_admdvs: area,
    insutype,
    fixmedins_code: `H${area}${random.pick(['00001', '00002'])}`,
    hosp_lv: random.pick(['1', '2', '3']),
    med_type: random.pick(['21', '21', '24', '11']),
    begntime: setl_time,
    setl_time,
    medfee_sumamt: '1000.00',
    inscp_scp_amt: '900.00',
    fund_pay_sumamt: '600.00',
    maf_pay: '0.00',
    diags: [{ diag_code: random.pick(places[area]) }],
    drugs: [{ med_list_codg: 'XC08CAA000A001010100001', prd_days: random.int(1, 90), det_item_fee_sumamt: '56.00' }],
  }
  script.report(person, 'settlement.posted', data, setl_time)
  if (random.chance(0.2)) {
    const revoked = addDays(on, random.int(1, 40))
    script.report(person, 'settlement.revoked', { setl_id, psn_no, reason: '测试' }, script.momentOn(revoked))
  }
}

function recognize(script: Script, person: number, { psn_no, area, insutype, on }: Treated): void {
  const { random } = script
  const data = {
    psn_no,
    insu_admdvs: area,
    insutype,
    opsp_dise_code: random.pick(recognizable[area]),
    ide_fixmedins_no: `H${random.pick([area, '110100'])}00003`,
    hosp_lv: random.pick(['1', '2', '3']),
    hosp_ide_date: on,
  }
  script.report(person, 'chronic.recognized', data, script.momentOn(on))
}
