/** Mothers of the sample day, and what registers tell of them and of their deliveries. */

import { yuanOf } from '../../../../events/samples/book.ts'
import { contributed, enrolmentIn } from '../../../../events/samples/insured.ts'
import { bankOf, type SamplePerson } from '../../../../events/samples/people.ts'
import { hebeiPlaces, institutionIn } from '../../../../events/samples/places.ts'
import { type Script, theDay } from '../../../../events/samples/script.ts'
import { addDays, type Day, type Instant, type Month, yearOf } from '../../../../shared/calendar/index.ts'

/** A mother, her employer, and the delivery she was settled for. */
export interface Delivery {
  readonly story: string
  readonly mother: SamplePerson
  readonly area: string
  readonly emp_no: string
  /** The employer's average monthly base of the year before, in fen. */
  readonly base: number
  readonly days: number
  readonly data: Readonly<Record<string, unknown>>
}

/** What is not left to chance. */
interface Like {
  mother?: SamplePerson
  area?: string
  base?: number
  days?: number
  /** When the base is declared; at night if not given, `never` at all. */
  declared?: Instant | 'never'
  /** First and last month paid; from 2020 on if not given. */
  paid?: readonly [string, string]
  /** The mother's own account is not on record. */
  noAccount?: true
  employer?: string
  facts?: Record<string, unknown>
}

/** Days of the allowance for a single birth, first child, no dystocia, in Hebei: 98 and 60 more. */
export const daysInHebei = 158

/** A child is born. */
export const born = { outcome: 'birth', dystocia: false, fetus_count: 1, child_order: 1, gestation_weeks: 39 }

/** A mother with an employer, and the settlement of her delivery. */
export function delivery(script: Script, story: string, like: Like = {}): Delivery {
  const { random, people } = script
  const mother = like.mother ?? people.someone({ gend: '2' })
  const [place = ''] = hebeiPlaces(random, 1)
  const area = like.area ?? place
  const base = like.base ?? random.int(4_000, 9_000) * 100
  // An employer of her own, so that nobody else's base or bank account plays in.
  const emp_no = like.employer ?? script.number(`E${area}`)
  const night = script.between(5, 8)
  script.send(night, 'person.registered', like.noAccount ? { ...mother } : { ...mother, bank_acct: bankOf(mother) })
  script.send(
    night,
    'enrolment.registered',
    enrolmentIn(mother, area, '2020-01-01', { emp_no, emp_name: `测试单位${emp_no}` }),
  )
  const [from, to] = (like.paid ?? ['202001', '202602']) as readonly [Month, Month]
  contributed(script, night, mother, area, from, to)
  const { certno, psn_name } = mother
  const data = {
    setl_id: script.number('D'),
    fixmedins_code: institutionIn(area),
    certno,
    psn_name,
    insu_admdvs: area,
    dscg_date: addDays(theDay, -random.int(0, 3)),
    ...born,
    ...like.facts,
  }
  const year = yearOf(data.dscg_date as Day) - 1
  if (like.declared !== 'never') declares(script, like.declared ?? night, { emp_no, area, base, year })
  script.send(script.between(8, 12), 'delivery.settled', data)
  return { story, mother, area, emp_no, base, days: like.days ?? daysInHebei, data }
}

/** `employer.base-declared`. */
function declares(
  script: Script,
  at: Instant,
  { emp_no, area, base, year }: { emp_no: string; area: string; base: number; year: number },
) {
  const bank_acct = { bank_code: '000', acct_no: emp_no, acct_name: `测试单位${emp_no}` }
  const data = {
    emp_no,
    emp_name: `测试单位${emp_no}`,
    insu_admdvs: area,
    year,
    avg_base: yuanOf(base),
    bank_acct,
  }
  script.send(at, 'employer.base-declared', data)
}

/** The employer goes through its tasks, at noon of the day. */
export function verifies(script: Script, { emp_no }: Delivery): void {
  script.decide(script.at(0, '12:00'), { role: 'employer', emp_no })
}

/** base ÷ 30 × days, rounded half up to the fen. */
const allowanceOf = (base: number, days: number) => Math.floor((base * days * 2 + 30) / 60)
/** base ÷ 30 with four decimals. */
const dailyBaseOf = (base: number) => (Math.floor((base * 100 * 2 + 30) / 60) / 10_000).toFixed(4)

/** The allowance is paid: to the mother, or to the employer. */
export function expectPaid(script: Script, d: Delivery, payee = 'person', base = d.base): void {
  const outcome = {
    result: 'paid',
    days: d.days,
    daily_base: dailyBaseOf(base),
    amt: yuanOf(allowanceOf(base, d.days)),
    payee,
  }
  script.expect({ story: d.story, bundle: 'maternity-allowance', psn_no: d.mother.psn_no, status: 'done', outcome })
}

/** No allowance comes of it. */
export function expectRejected(
  script: Script,
  { story, mother }: Pick<Delivery, 'story' | 'mother'>,
  outcome: Record<string, unknown> = {},
): void {
  script.expect({ story, bundle: 'maternity-allowance', psn_no: mother.psn_no, status: 'rejected', outcome })
}
