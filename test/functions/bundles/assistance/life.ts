/** Lives of people who are assisted, or warned: what is drawn, and how it is told. What must come: expected.ts. */
import { setBefore } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { firstOf, monthOf, monthPlus, plus } from '../../../simulator/lives/plain/days.ts'
import type { Amendment } from '../../../simulator/lives/plain/rows.ts'
import { bankAccount, inTurn, setting, someone } from '../../../simulator/lives/tell.ts'
import type { Random } from '../../../simulator/random.ts'
import type { Aid, Identity, Settled } from './model.ts'

/** What is told on a day: settlements anew or for the first time, or revoked; identities; aid; a death. */
export interface Wave {
  on: string
  settlements: Settled[]
  revoked: string[]
  identities: Identity[]
  withdrawn: Identity[]
  aid: (Aid & { aid_no: string })[]
  died?: string
}

/** Facts told in waves between the 5th and the 25th; offices decide that evening and on the 2nd, the bank pays on the 3rd. */
export interface AssistanceLife extends Life {
  year: number
  set: Amendment[]
  waves: Wave[]
  /** Months (`YYYYMM`) in which clerks refuse what they are asked. */
  refusing: string[]
  /** What the person answers to a warning, so many days after the first wave. */
  answers?: { option: 'refer' | 'no'; after: number }
  until: string
}

const person = someone(1)
const areas = ['130100', '310000', '440100']
const kinds = ['low-income', 'low-income', 'destitute', 'borderline', 'ill-poor', 'poverty-watch', 'worker-hardship']

/** Months in which offices look at what there is: those after a wave, and those about the reconciliation. */
export function monthsOf({ waves, year, set, until }: AssistanceLife): string[] {
  const reconciled = (set.find(({ name }) => name === 'reconcile_month')?.value as number | undefined) ?? 4
  const last = `${year + 1}${String(reconciled).padStart(2, '0')}`
  const after = waves.flatMap(({ on }) => [monthPlus(monthOf(on), 1), monthPlus(monthOf(on), 2)])
  const all = [...after, last, monthPlus(last, 1)].filter((month) => firstOf(month) < until)
  return [...new Set(all)].sort()
}

function settlement(random: Random, setl_id: string, on: string, area: string): Settled {
  const inscp = random.pick([100_000, 199_999, 300_000, 300_001, 500_000, 1_000_000, random.int(0, 3_000_000)])
  const fund = random.int(0, inscp)
  const maf = random.chance(0.25) ? random.int(0, fund) : 0
  const yuan = (fen: number) => (fen / 100).toFixed(2)
  return {
    setl_id,
    insu_admdvs: area,
    med_type: random.weighted([
      [5, '21'],
      [1, '2102'],
      [2, '14'],
      [1, '11'],
    ]),
    begntime: `${plus(on, -random.int(0, 9))}T08:00:00+08:00`,
    setl_time: `${on}T${random.pick(['09', '09', '15'])}:00:00+08:00`,
    inscp_scp_amt: yuan(inscp),
    fund_pay_sumamt: yuan(random.chance(0.3) ? maf : fund),
    maf_pay: yuan(maf),
  }
}

/** Terms where none is published, and the rest by chance. */
function amendments(random: Random): Amendment[] {
  const set: Amendment[] = []
  const put = (name: string, admdvs: string, value: unknown) => set.push(setBefore(name, admdvs, value))
  const terms = () => ({
    deductible: random.pick(['0.00', '1000.00', '3000.00']),
    ratio: random.pick(['0.50', '0.65', '0.3333', '1.00']),
    ...(random.chance(0.4) ? { cap: random.pick(['1000.00', '2500.01']) } : {}),
  })
  for (const kind of ['borderline', 'ill_poor', 'poverty_watch']) {
    if (random.chance(0.7)) put(`aid_${kind}`, random.pick(['000000', '130000', '130100']), terms())
  }
  if (random.chance(0.2)) put('aid_low_income', '130100', terms())
  if (random.chance(0.5)) {
    const row = (dept: string) => ({
      dept,
      psn_idet_types: random.pick([['worker-hardship'], ['low-income', 'worker-hardship']]),
      med_types: random.pick([['21'], ['11', '21']]),
      ...terms(),
    })
    put(
      'department_aid',
      random.pick(['130100', '000000']),
      random.chance(0.5) ? [row('union')] : [row('union'), row('red-cross')],
    )
  }
  if (random.chance(0.3)) put('assistance_confirm_above', '000000', random.pick(['1000.00', '100000.00']))
  if (random.chance(0.3)) put('reconcile_month', '000000', random.int(1, 12))
  if (random.chance(0.5)) put('hardship_line', random.pick(['130100', '000000']), random.pick(['5000.00', '20000.00']))
  return set
}

/** Draws one. */
export function draw(random: Random): AssistanceLife {
  const year = random.pick([2023, 2024, 2025])
  const area = random.pick(areas)
  const day = () => `${year}-${random.pick(['01-01', '12-31', '06-30'])}`
  const inYear = () => (random.chance(0.2) ? day() : plus(`${year}-01-01`, random.int(0, 364)))
  const settlements = Array.from({ length: random.int(1, 5) }, (_, n) =>
    settlement(random, `S${n}`, inYear(), random.chance(0.8) ? area : random.pick(areas)),
  )
  const identities = Array.from(
    {
      length: random.weighted([
        [1, 0],
        [6, 1],
        [3, 2],
        [1, 3],
      ]),
    },
    (): Identity => {
      const from = random.pick([`${year}-01-01`, `${year - 1}-05-01`, settlements[0]!.setl_time.slice(0, 10), inYear()])
      const to = random.chance(0.25) ? { to: plus(from, random.int(0, 300)) } : {}
      return { kind: random.pick(kinds), area: random.chance(0.8) ? area : random.pick(areas), from, ...to }
    },
  )
  const unique = [...new Map(identities.map((one) => [`${one.kind}${one.area}${one.from}`, one])).values()]
  const aid = settlements.flatMap(({ setl_id }, n) =>
    random.chance(0.3)
      ? [
          {
            aid_no: `A${n}`,
            setl_id,
            dept: random.pick(['union', 'red-cross']),
            amt: `${random.int(1, 3000)}.${random.pick(['00', '55'])}`,
          },
        ]
      : [],
  )
  const waves = wavesOf(random, year, { settlements, identities: unique, aid })
  const refusing = waves.filter(() => random.chance(0.12)).map(({ on }) => monthPlus(monthOf(on), 1))
  const option = random.pick(['refer', 'no'] as const)
  return {
    place: area,
    year,
    set: amendments(random),
    waves,
    refusing,
    ...(random.chance(0.6) ? { answers: { option, after: random.int(1, 3) } } : {}),
    until: `${year + 2}-0${random.int(1, 9)}-28`,
  }
}

/** Facts fall into waves, each after what it tells of; later ones correct, revoke, withdraw, take back. */
function wavesOf(
  random: Random,
  year: number,
  facts: { settlements: Settled[]; identities: Identity[]; aid: (Aid & { aid_no: string })[] },
): Wave[] {
  const days = [year, year, year, year + 1].slice(0, random.int(1, 4)).map((of) => {
    const month = String(random.int(1, 12)).padStart(2, '0')
    return `${of}-${month}-${String(random.int(5, 25)).padStart(2, '0')}`
  })
  const on = [...new Set([...days, `${year + 1}-0${random.int(1, 2)}-10`])].sort()
  const waves = on.map(
    (one): Wave => ({ on: one, settlements: [], revoked: [], identities: [], withdrawn: [], aid: [] }),
  )
  const last = waves.at(-1) as Wave
  const at = (from: string) => random.pick(waves.filter((wave) => wave.on > from).concat(last))
  const told = new Map<string, Wave>()
  for (const one of facts.settlements) {
    const wave = at(one.setl_time.slice(0, 10))
    wave.settlements.push(one)
    told.set(one.setl_id, wave)
  }
  for (const one of facts.identities) random.pick(waves).identities.push(one)
  for (const one of facts.aid) waveAfter(waves, told.get(one.setl_id) as Wave, random).aid.push(one)
  for (const wave of waves.slice(1)) correct(random, wave, waves, told)
  if (random.chance(0.12)) last.died = plus(last.on, -random.int(0, 200))
  return waves
}

const waveAfter = (waves: readonly Wave[], wave: Wave, random: Random) => random.pick(waves.slice(waves.indexOf(wave)))

function correct(random: Random, wave: Wave, waves: readonly Wave[], told: ReadonlyMap<string, Wave>): void {
  const earlier = [...told].filter(([, first]) => first.on < wave.on)
  for (const [setl_id, first] of earlier) {
    const held = first.settlements.find((one) => one.setl_id === setl_id) as Settled
    if (random.chance(0.12)) wave.revoked.push(setl_id)
    else if (random.chance(0.15)) wave.settlements.push({ ...held, fund_pay_sumamt: held.maf_pay })
  }
  const known = waves.filter(({ on }) => on < wave.on)
  for (const one of known.flatMap(({ identities }) => identities)) {
    const isWithdrawn = random.chance(0.08)
    if (isWithdrawn) wave.withdrawn.push(one)
    else if (random.chance(0.08)) wave.identities.push({ ...one, to: plus(one.from, random.int(0, 200)) })
  }
  for (const one of known.flatMap(({ aid }) => aid)) {
    if (random.chance(0.15)) wave.aid.push({ ...one, amt: '0.00' })
  }
}

/** A fact as it is told. */
export type Said =
  | { died: string }
  | { revoked: string }
  | { aid: Aid & { aid_no: string } }
  | { identity: Identity }
  | { withdrawn: Identity }
  | { settlement: Settled }

/** What a wave tells, one after the other. */
export const toldIn = ({ died, revoked, aid, identities, withdrawn, settlements }: Wave): Said[] => [
  ...(died === undefined ? [] : [{ died }]),
  ...revoked.map((setl_id) => ({ revoked: setl_id })),
  ...aid.map((one) => ({ aid: one })),
  ...identities.map((identity) => ({ identity })),
  ...withdrawn.map((one) => ({ withdrawn: one })),
  ...settlements.map((settlement) => ({ settlement })),
]

function eventOf(said: Said, at: string): { hear: string; data: Record<string, unknown> } {
  const { psn_no, certno } = person
  if ('died' in said) return { hear: 'death.registered', data: { certno, dead_date: said.died } }
  if ('revoked' in said) {
    return { hear: 'settlement.revoked', data: { setl_id: said.revoked, psn_no, reason: '测试' } }
  }
  if ('aid' in said) return { hear: 'aid.paid', data: { psn_no, ...said.aid, paid_at: at } }
  if ('identity' in said) return { hear: 'identity.recognized', data: identityData(said.identity) }
  if ('withdrawn' in said) {
    const { to: _, ...one } = said.withdrawn
    return { hear: 'identity.withdrawn', data: { ...identityData(one), reason: '测试' } }
  }
  const { settlement } = said
  const fixed = { insutype: '390', fixmedins_code: `H${settlement.insu_admdvs}00001`, medfee_sumamt: '90000.00' }
  return { hear: 'settlement.posted', data: { psn_no, ...fixed, ...settlement } }
}

const identityData = ({ kind, area, from, to }: Identity) => ({
  psn_no: person.psn_no,
  psn_idet_type: kind,
  admdvs: area,
  begndate: from,
  ...(to === undefined ? {} : { enddate: to }),
})

/** What happens in it. */
export function happenings(life: AssistanceLife): Happening[] {
  const first = life.waves[0]!.on
  const verdictIn = (month: string) => (life.refusing.includes(month) ? ('reject' as const) : ('approve' as const))
  const all: Happening[] = [
    ...life.set.map(setting),
    { at: '2022-12-31T12:00:00+08:00', hear: 'person.registered', data: { ...person, bank_acct: bankAccount } },
  ]
  for (const wave of life.waves) {
    for (const [minute, said] of toldIn(wave).entries()) {
      const at = `${wave.on}T20:${String(minute).padStart(2, '0')}:00+08:00`
      all.push({ at, ...eventOf(said, at) })
    }
    all.push({ at: `${wave.on}T22:00:00+08:00`, decide: 'recover-assistance', verdict: verdictIn(monthOf(wave.on)) })
  }
  if (life.answers) {
    const { option, after } = life.answers
    all.push({ at: `${plus(first, after)}T09:00:00+08:00`, act: { action: 'choose', option } })
  }
  for (const month of monthsOf(life)) {
    const on = (day: string) => `${month.slice(0, 4)}-${month.slice(4)}-${day}T10:00:00+08:00`
    const verdict = verdictIn(month)
    all.push({ at: on('02'), decide: 'confirm-assistance', verdict })
    all.push({ at: on('02').replace('T10', 'T11'), decide: 'recover-assistance', verdict })
    all.push({ at: on('03'), bank: 'settles' })
    all.push({ at: on('04'), decide: 'recover-assistance', verdict })
  }
  return inTurn([...all, { at: `${life.until}T23:00:00+08:00`, nothing: true }]).filter(
    ({ at }) => at <= `${life.until}T23:00:00+08:00`,
  )
}
