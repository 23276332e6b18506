/** What is measured of each bundle: who is there before, what sets its cases off, who acts, and how they must end. */
import type { Admdvs } from '../../shared/codes/index.ts'
import { childPsnNo, type Keys } from '../../shared/identity/index.ts'
import type { TaskOwner } from '../../shared/registers/rows.ts'
import { bankAccount, credit, enrolment, pause } from '../support/people.ts'
import type { Told } from './measure.ts'
import { someone } from './people.ts'

/** The day of all measurements, and the business time it begins at. */
const benchDay = '2026-05-20'
/** Business time of the measurements: one for all bundles, so that they can be mixed. */
export const benchNow = `${benchDay}T10:00:00+08:00`

/** A bundle's plain case, as most of its cases are. */
export interface BundleBench {
  readonly bundle: string
  /** Partners answer bills and payments. */
  readonly stubs: boolean
  /** The result that every case must have in the end. */
  readonly result: string
  /** What is known of the `n`th person before; not measured. */
  before(n: number): Told[]
  /** What must be known beside persons. */
  readonly facts?: Told[]
  /** What sets the `n`th case off. */
  trigger(n: number): Told
  /** What is told of it afterwards. */
  later?(n: number): Told
  /** Who in office approves whatever task it opens. */
  readonly approvers?: readonly TaskOwner[]
  /** Whose file the case stands in. */
  psnNo(keys: Keys, n: number): string
}

const A = '130200' as Admdvs
const B = '130100' as Admdvs
const worker = (n: number) => someone(n, { from: '1985-01-01', gend: '1' })
const retiree = (n: number) => someone(n, { from: '1963-02-01', gend: '1' })
const mother = (n: number) => someone(n, { from: '1994-01-01', gend: '2' })
const employers = 20
const employerOf = (n: number) => ({ emp_no: `E${n % employers}`, emp_name: '测试单位' })

/** From enrolment in B to money that can be spent, with the clerk's approval. */
const transfer: BundleBench = {
  bundle: 'transfer',
  stubs: false,
  result: 'transferred',
  before: (n) => [
    ['person.registered', worker(n)],
    ['enrolment.registered', enrolment(worker(n).psn_no, A, '2019-03-01')],
    ['account.credited', credit(worker(n).psn_no, A, '2177.04')],
    ['enrolment.paused', pause(worker(n).psn_no, A, '2026-01-31')],
  ],
  trigger: (n) => ['enrolment.registered', enrolment(worker(n).psn_no, B, '2026-03-02')],
  approvers: [{ role: 'clerk', area: A }],
  psnNo: (_, n) => worker(n).psn_no,
}

const birthCertNo = (n: number) => `Z${String(n).padStart(9, '0')}`

/** From the birth certificate through the bill and its payment to cover. */
const newborn: BundleBench = {
  bundle: 'newborn',
  stubs: true,
  result: 'insured',
  before: (n) => [['person.registered', mother(n)]],
  trigger: (n) => [
    'birth.certified',
    {
      birth_cert_no: birthCertNo(n),
      brdy: `${benchDay}T08:15:00+08:00`,
      gend: '2',
      psn_name: '测试宝宝',
      fixmedins_code: 'H53010200001',
      guardians: [{ certno: mother(n).certno, psn_name: mother(n).psn_name, relation: 'mother' }],
    },
  ],
  psnNo: (keys, n) => childPsnNo(keys, birthCertNo(n)),
}

/** From the delivery through the employer's word and the payment to the mother's notice. */
const allowance: BundleBench = {
  bundle: 'maternity-allowance',
  stubs: true,
  result: 'paid',
  before: (n) => [
    ['person.registered', mother(n)],
    ['enrolment.registered', enrolment(mother(n).psn_no, B, '2020-01-01', employerOf(n))],
  ],
  facts: Array.from({ length: employers }, (_, n): Told => {
    const declared = { insu_admdvs: B, year: 2025, avg_base: '7530.00', bank_acct: bankAccount }
    return ['employer.base-declared', { ...employerOf(n), ...declared }]
  }),
  trigger: (n) => [
    'delivery.settled',
    {
      setl_id: `S${n}`,
      fixmedins_code: 'H13010200001',
      certno: mother(n).certno,
      psn_name: mother(n).psn_name,
      insu_admdvs: B,
      dscg_date: benchDay,
      outcome: 'birth',
      dystocia: true,
      fetus_count: 1,
      child_order: 2,
      gestation_weeks: 39,
      birth_cert_nos: [birthCertNo(n)],
    },
  ],
  approvers: Array.from({ length: employers }, (_, n) => ({ role: 'employer', emp_no: employerOf(n).emp_no })),
  psnNo: (_, n) => mother(n).psn_no,
}

/** From the approved pension to the retiree's entitlement: enough months, nobody applies. */
const retirement: BundleBench = {
  bundle: 'retirement',
  stubs: false,
  result: 'retired',
  before: (n) => [
    ['person.registered', { ...retiree(n), bank_acct: bankAccount }],
    ['enrolment.registered', enrolment(retiree(n).psn_no, B, '1995-01-01')],
    ['contribution.posted', contributions(retiree(n).psn_no)],
  ],
  trigger: (n) => [
    'pension.approved',
    {
      certno: retiree(n).certno,
      psn_name: retiree(n).psn_name,
      retr_date: '2026-05-18',
      pension_admdvs: B,
      deemed_months: 0,
    },
  ],
  psnNo: (_, n) => retiree(n).psn_no,
}

/** 31 years of contributions. */
const contributions = (psn_no: string) => ({
  psn_no,
  insu_admdvs: B,
  insutype: '310',
  accrym_begn: '199506',
  accrym_end: '202605',
  base: '6000.00',
  amt_psn: '120.00',
  amt_emp: '480.00',
  emp_no: 'E130100',
})

const visitOf = (n: number) => ({ mdtrt_id: `M${n}`, fixmedins_code: 'H11010100001', psn_no: worker(n).psn_no })

/** From admission in another province through the record to the settled visit. */
const filing: BundleBench = {
  bundle: 'filing',
  stubs: false,
  result: 'deemed',
  before: (n) => [
    ['person.registered', worker(n)],
    ['enrolment.registered', enrolment(worker(n).psn_no, B, '2019-03-01')],
  ],
  trigger: (n) => [
    'visit.admitted',
    {
      ...visitOf(n),
      mdtrtarea_admvs: '110101',
      med_type: '21',
      begntime: `${benchDay}T07:00:00+08:00`,
      cross_region_enabled: true,
    },
  ],
  later: (n) => [
    'visit.settled',
    {
      ...visitOf(n),
      setl_id: `S${n}`,
      endtime: `${benchDay}T09:40:00+08:00`,
      medfee_sumamt: '1000.00',
      fund_pay_sumamt: '720.00',
    },
  ],
  psnNo: (_, n) => worker(n).psn_no,
}

/** All bundles by name. */
export const bundleBenches: Readonly<Record<string, BundleBench>> = Object.fromEntries(
  [transfer, newborn, allowance, retirement, filing].map((one) => [one.bundle, one]),
)
