/** What the registers hold on a person, as the person gets it: whole, and of others no more than tells them apart. */
import { type Day, dayOf } from '../../../shared/calendar/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { maskAcct, maskCertno, maskName, maskTel } from '../../../shared/identity/index.ts'
import { type Fen, fen, formatYuan } from '../../../shared/money/index.ts'
import { isCancelled, isTakenBack } from '../../../shared/registers/apply/taken-back.ts'
import { sideOf } from '../../../shared/registers/family/mandates.ts'
import { leadsTo, type PersonFile } from '../../../shared/registers/file.ts'
import { fundedPart } from '../../../shared/registers/ledger.ts'
import { paidMonths, runsOf } from '../../../shared/registers/months.ts'
import { periodsOf } from '../../../shared/registers/relation.ts'
import type {
  BirthNotice,
  Custody,
  GuardianNamed,
  Mandate,
  Payment,
  Person,
  Share,
  TaskRow,
  Visit,
} from '../../../shared/registers/rows.ts'
import { decisionOn } from '../../bundles/filing/rules/decision.ts'
import { casesOf } from '../cases-of.ts'
import { caseSummary, relationsOn } from '../views.ts'
import { newsOf } from './news.ts'
import type { Held } from './schema.ts'

/** All that the registers hold of a person whose whole file this is. */
export async function heldOf(ports: Ports, file: PersonFile, person: Person): Promise<Held> {
  const today = dayOf(ports.clock.now())
  return {
    person: whoOf(person),
    former_numbers: file.all('joined').map(({ psn_no }) => psn_no),
    ...insuredOf(file, today),
    mandates: file.all('mandate').map((mandate) => mandateOf(file, mandate)),
    shares: file.all('share').map((share) => shareOf(file, share)),
    dependants: file.all('link').flatMap(({ role, psn_no }) => (role === 'dependant' ? [psn_no] : [])),
    ...livingOf(file),
    ...familyOf(file),
    ...careOf(file),
    ...moneyOf(file),
    cases: (await casesOf(ports, file)).map((row) => caseSummary(file, row)) as Held['cases'],
    tasks: file.all('task').map(taskOf),
    ...newsOf(file),
    reports: file.all('heard').map(({ type, time, private: { data } }) => ({ type, time, data: withoutOthers(data) })),
    waiting: file.all('parked').map(({ type, received_at, reason, private: { event } }) => ({
      type,
      received_at,
      reason,
      data: withoutOthers((event as { data: Fields }).data),
    })),
  }
}

function whoOf({ psn_no, gend, brdy, death, private: said }: Person): Held['person'] {
  const { psn_name, psn_cert_type, certno, tel, bank_acct } = said
  return {
    psn_no,
    psn_name,
    ...(psn_cert_type === undefined ? {} : { psn_cert_type }),
    ...(certno === undefined ? {} : { certno }),
    gend,
    brdy,
    ...(tel === undefined ? {} : { tel }),
    ...(bank_acct === undefined ? {} : { bank_acct }),
    ...(death ? { dead_date: death.date } : {}),
  }
}

function mandateOf(file: PersonFile, mandate: Mandate): Held['mandates'][number] {
  const { mandate_id, relation, scopes, asked_at, accepted_at, ended_at } = mandate
  return {
    mandate_id,
    as: sideOf(file, mandate),
    relation,
    scopes: [...scopes],
    asked_at,
    ...(accepted_at === undefined ? {} : { accepted_at }),
    ...(ended_at === undefined ? {} : { ended_at }),
  }
}

function shareOf(file: PersonFile, share: Share): Held['shares'][number] {
  const { share_id, relation, from, to, limit } = share
  return {
    share_id,
    as: leadsTo(file, share.holder) ? 'holder' : 'user',
    relation,
    from,
    ...(to === undefined ? {} : { to }),
    ...(limit === undefined ? {} : { limit: yuanOf(limit) }),
  }
}

const yuanOf = (amt: Fen) => formatYuan(amt)

function insuredOf(file: PersonFile, today: Day) {
  const months = paidMonths(file).flatMap(({ insu_admdvs, insutype, months: paid }) =>
    runsOf(paid).map(({ from, to, base, amt_psn, amt_emp, emp_no }) => ({
      insu_admdvs,
      insutype,
      accrym_begn: from,
      accrym_end: to,
      base: yuanOf(base),
      amt_psn: yuanOf(amt_psn),
      amt_emp: yuanOf(amt_emp),
      ...(emp_no === undefined ? {} : { emp_no }),
    })),
  )
  return {
    relations: relationsOn(file, today),
    periods: file.all('relation').flatMap((relation) =>
      periodsOf(relation).map(({ from, to }) => ({
        insu_admdvs: relation.insu_admdvs,
        insutype: relation.insutype,
        from,
        ...(to === undefined ? {} : { to }),
      })),
    ),
    contributions: months,
    entitlements: file
      .all('entitlement')
      .map(({ insu_admdvs, insutype, kind, from, to }) => ({ insu_admdvs, insutype, kind, from, to: to ?? null })),
    pensions: file.all('pension').map(({ retr_date, pension_admdvs, deemed_months, emp_no }) => ({
      retr_date,
      pension_admdvs,
      deemed_months,
      ...(emp_no === undefined ? {} : { emp_no }),
    })),
  }
}

const livingOf = (file: PersonFile) => ({
  residences: file
    .all('residence')
    .map(({ community, from, to }) => ({ community, from, ...(to === undefined ? {} : { to }) })),
  screenings: file.all('screened').map(({ admdvs, community, on }) => ({ admdvs, community, on })),
  exemptions: file.all('exemption').map(({ answer, from, to }) => ({ answer, from, to })),
})

const familyOf = (file: PersonFile) => ({
  births: file.all('birth').map((notice) => ({
    birth_cert_no: notice.birth_cert_no,
    brdy: notice.brdy,
    gend: notice.gend,
    psn_name: notice.private.psn_name,
    fixmedins_code: notice.fixmedins_code,
    ...(notice.insu_admdvs === undefined ? {} : { insu_admdvs: notice.insu_admdvs }),
    guardians: guardiansIn(notice),
  })),
  guardian_changes: file.all('custody').map((custody) => ({ from: custody.from, guardians: guardiansIn(custody) })),
  deliveries: file.all('delivery').map(({ time, at: _at, private: _private, revoked, ...delivery }) => ({
    ...delivery,
    ...(revoked && isTakenBack({ time, revoked }) ? { revoked_at: revoked.time } : {}),
  })),
})

/** Who is named as guardian, so far as tells one from another; what each is to the child where all were named with a number. */
function guardiansIn({ guardians, private: said }: BirthNotice | Custody) {
  const relations: readonly (GuardianNamed | undefined)[] = guardians.length === said.guardians.length ? guardians : []
  return said.guardians.map(({ psn_name, certno }, index) => ({
    ...(relations[index] ? { relation: relations[index].relation } : {}),
    ...(psn_name ? { psn_name: maskName(psn_name) } : {}),
    ...(certno ? { certno: maskCertno(certno) } : {}),
  }))
}

const careOf = (file: PersonFile) => ({
  filings: file.all('filing').map(({ filing_id, kind, to_admdvs, from, to, made_at, ended_at }) => ({
    filing_id,
    kind,
    to_admdvs,
    from,
    ...(to === undefined ? {} : { to }),
    made_at,
    ...(ended_at === undefined ? {} : { ended_at }),
  })),
  visits: file.all('visit').map(visitOf),
})

function visitOf(visit: Visit): Held['visits'][number] {
  const { mdtrt_id, fixmedins_code, mdtrtarea_admvs, med_type, begntime, settled, cancelled } = visit
  const decided = decisionOn(visit)
  return {
    mdtrt_id,
    fixmedins_code,
    mdtrtarea_admvs,
    med_type,
    begntime,
    ...(decided ? { decision: decided.decision, basis: decided.basis, rates: decided.rates } : {}),
    ...(settled
      ? {
          setl_id: settled.setl_id,
          endtime: settled.endtime,
          medfee_sumamt: yuanOf(settled.medfee_sumamt),
          fund_pay_sumamt: yuanOf(settled.fund_pay_sumamt),
        }
      : {}),
    ...(cancelled && isCancelled(visit) ? { cancelled_at: cancelled.time } : {}),
  }
}

const moneyOf = (file: PersonFile) => ({
  accounts: file.all('account').map((account) => ({
    insu_admdvs: account.insu_admdvs,
    balance: yuanOf(account.balance),
    funded: yuanOf(fundedPart(account)),
  })),
  // What family spent the holder sees among the entries: neither where nor for what.
  spendings: file
    .all('spending')
    .filter(({ shared }) => !shared)
    .map(({ insu_admdvs, setl_id, amt, time }) => ({ insu_admdvs, setl_id, amt: yuanOf(amt), at: time })),
  credits: file
    .all('credit')
    .map(({ insu_admdvs, credit_no, amt, time }) => ({ insu_admdvs, credit_no, amt: yuanOf(amt), at: time })),
  desk_payments: file.all('desk').map(({ setl_id, fixmedins_code, on, amt, back }) => ({
    setl_id,
    fixmedins_code,
    on,
    amt: yuanOf(amt),
    ...(back === undefined ? {} : { taken_back_at: back }),
  })),
  bills: file.all('bill').map(({ superseded: _superseded, paid_by: _paid, amt, ...bill }) => {
    return { ...bill, amt: yuanOf(amt) }
  }),
  premiums: file.all('premium').map(({ bill_no, year, amt, paid_at }) => ({
    ...(bill_no === undefined ? {} : { bill_no }),
    ...(year === undefined ? {} : { year }),
    amt: yuanOf(amt),
    paid_at,
  })),
  payments: file.all('payment').map(paymentOf),
})

function paymentOf({ pay_no, case_id, payer_admdvs, amt, payee_kind, ordered_at, report }: Payment) {
  return {
    pay_no,
    case_id,
    payer_admdvs,
    amt: yuanOf(fen(amt)),
    payee_kind,
    ordered_at,
    ...(report ? { [`${report.status}_at`]: report.at } : {}),
  }
}

/** What an official did, and why; not who: that is asked of the bureau. */
function taskOf({ task_id, case_id, kind, admdvs, opened_at, status, decision }: TaskRow): Held['tasks'][number] {
  return {
    task_id,
    ...(case_id === undefined ? {} : { case_id }),
    task: kind,
    admdvs,
    opened_at,
    status,
    ...(decision ? { decided_at: decision.at } : {}),
    ...(decision?.reason === undefined ? {} : { decision_reason: decision.reason }),
  }
}

type Fields = Readonly<Record<string, unknown>>

/** How what names somebody is shortened. */
const masks: Readonly<Record<string, (text: string) => string>> = {
  psn_name: maskName,
  certno: maskCertno,
  payer_certno: maskCertno,
  tel: maskTel,
  acct_no: maskAcct,
  acct_name: maskName,
}

/** The facts of an event about the person: whoever stands in a list within them is somebody else. */
function withoutOthers(data: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      Array.isArray(value) || name === 'payer_certno' ? masked(name, value) : value,
    ]),
  )
}

function masked(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => masked(name, one))
  if (typeof value === 'string') return masks[name]?.(value) ?? value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, masked(inner, one)]))
}
