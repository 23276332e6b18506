/** People with and without identities who are treated, and what is corrected, revoked and paid beside. */
import { addDays, type Day, dayOf } from '../../../../shared/calendar/index.ts'
import type { Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'
import type { Random } from '../../../simulator/random.ts'
import { published } from './model.ts'

export const lives: readonly Life[] = [{ weight: 1.5, alike: 1, lead: patient }]

export { published }

export const actions = {
  choose: (_times: number, random: Random) =>
    random.chance(0.6) ? { action: 'choose', option: random.pick(['refer', 'no']) } : undefined,
}

const areas = ['130100', '130900', '310000']
const kinds = ['low-income', 'low-income', 'destitute', 'borderline', 'ill-poor', 'worker-hardship']
const yuan = (fen: number) => (fen / 100).toFixed(2)

function patient(script: Script, person: number): void {
  const { random } = script
  const { psn_no, certno } = registerPerson(script, person, { late: random.chance(0.1), bank: random.chance(0.8) })
  const days = Math.max(2, Math.round((Date.parse(script.end) - Date.parse(script.start)) / 86_400_000))
  const day = () => addDays(dayOf(script.start), random.int(-200, days - 1))
  const home = random.pick(areas)
  const who = random.chance(0.8) ? { psn_no } : { certno }
  for (let nth = random.int(0, 3); nth > 0; nth--) identity(script, person, { who, home, from: day() })
  for (let nth = random.int(1, 5); nth > 0; nth--) {
    settled(script, person, { psn_no, home, on: day(), setl_id: `JS${script.seed}.${person}.${nth}` })
  }
  if (random.chance(0.12)) {
    const dead_date = day()
    script.report(person, 'death.registered', { certno, dead_date }, script.momentOn(addDays(dead_date, 1)))
  }
}

interface Known {
  home: string
}

function identity(script: Script, person: number, { who, home, from }: Known & { who: object; from: Day }): void {
  const { random } = script
  const admdvs = random.chance(0.85) ? home : random.pick(areas)
  const data = { ...who, psn_idet_type: random.pick(kinds), admdvs, begndate: from }
  const told = addDays(from, random.int(0, 60))
  script.report(person, 'identity.recognized' as never, data, script.momentOn(told))
  const later = addDays(told, random.int(1, 90))
  if (random.chance(0.15)) {
    const ended = { ...data, enddate: addDays(from, random.int(0, 120)) }
    script.report(person, 'identity.recognized' as never, ended, script.momentOn(later))
  }
  if (random.chance(0.08)) {
    script.report(person, 'identity.withdrawn' as never, { ...data, reason: '测试' }, script.momentOn(later))
  }
}

function settled(
  script: Script,
  person: number,
  { psn_no, home, on, setl_id }: Known & { psn_no: string; on: Day; setl_id: string },
): void {
  const { random } = script
  const inscp = random.pick([300_000, 500_000, 1_000_000, random.int(0, 3_000_000)])
  const fund = random.int(0, inscp)
  const maf = random.chance(0.2) ? random.int(0, fund) : 0
  const setl_time = script.momentOn(on)
  const data = {
    setl_id,
    psn_no,
    insu_admdvs: home,
    insutype: '390',
    fixmedins_code: `H${home}00001`,
    med_type: random.pick(['21', '21', '14', '11']),
    begntime: `${addDays(on, -random.int(1, 9))}T08:00:00+08:00`,
    setl_time,
    medfee_sumamt: '90000.00',
    inscp_scp_amt: yuan(inscp),
    fund_pay_sumamt: yuan(fund),
    maf_pay: yuan(maf),
  }
  script.report(person, 'settlement.posted' as never, data, setl_time)
  const later = script.momentOn(addDays(on, random.int(1, 60)))
  if (random.chance(0.15)) {
    script.report(
      person,
      'settlement.posted' as never,
      { ...data, fund_pay_sumamt: yuan(random.int(maf, inscp)) },
      later,
    )
  }
  if (random.chance(0.12)) {
    script.report(person, 'settlement.revoked' as never, { setl_id, psn_no, reason: '测试' }, later)
  }
  if (!random.chance(0.3)) return
  const aid = { aid_no: `HH${setl_id}`, psn_no, setl_id, dept: random.pick(['union', 'red-cross']) }
  const paid_at = script.momentOn(addDays(on, random.int(1, 20)))
  script.report(person, 'aid.paid' as never, { ...aid, amt: yuan(random.int(0, 300_000)), paid_at }, paid_at)
  if (random.chance(0.2)) {
    const back = script.momentOn(addDays(on, random.int(21, 60)))
    script.report(person, 'aid.paid' as never, { ...aid, amt: '0.00', paid_at }, back)
  }
}
