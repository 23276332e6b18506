/** Who somebody is: registration, identity number of a child, death, and ties between guardians and dependants. */
import { addMs, compareInstants, dayOf, type Instant } from '../../calendar/index.ts'
import type { ApplyResult, Signal } from '../../chain/settle.ts'
import { certHash, type Keys } from '../../identity/index.ts'
import { type PersonFile, put } from '../file.ts'
import type { Link, Person } from '../rows.ts'
import type { EventOf } from './index.ts'

/** `person.registered`: of two reports the later holds, field by field where a report leaves one out. */
export function registerPerson(keys: Keys, file: PersonFile, event: EventOf<'person.registered'>): ApplyResult {
  const { data, time } = event
  const held = file.person
  const newer = held === undefined || compareInstants(time, held.time) >= 0
  const cert_hash = certHash(keys, data.certno)
  const known = { psn_name: data.psn_name, psn_cert_type: data.psn_cert_type, certno: data.certno }
  const base: Person = newer
    ? {
        ...held,
        psn_no: data.psn_no,
        time,
        gend: data.gend,
        brdy: data.brdy,
        cert_hash,
        private: { ...held?.private, ...known },
      }
    : held
  const person = withBank(withTel(base, data.tel, time), data.bank_acct, time)
  return { ok: { change: [put('person', person)], ...(newer ? { release: cert_hash } : {}) } }
}

function withTel(person: Person, tel: string | undefined, time: Person['time']): Person {
  if (tel === undefined || (person.tel_time && compareInstants(person.tel_time, time) > 0)) return person
  return { ...person, tel_time: time, private: { ...person.private, tel } }
}

/** The person with this bank account, unless a later report gave another. */
export function withBank(person: Person, account: Person['private']['bank_acct'], time: Person['time']): Person {
  if (account === undefined || (person.bank_time && compareInstants(person.bank_time, time) > 0)) return person
  return { ...person, bank_time: time, private: { ...person.private, bank_acct: account } }
}

/** The person with the account they gave themselves just now: it holds, whatever a register reported before. */
export function givenBank(person: Person, account: NonNullable<Person['private']['bank_acct']>, now: Instant): Person {
  const { bank_time } = person
  const time = bank_time !== undefined && compareInstants(bank_time, now) >= 0 ? addMs(bank_time, 1) : now
  return withBank(person, account, time)
}

/** `household.registered`: the child's own number and name; same person, all history kept. */
export function registerHousehold(keys: Keys, file: PersonFile, event: EventOf<'household.registered'>): ApplyResult {
  const { data, time } = event
  const held = file.person
  if (!held) return { needs: 'needs-birth' }
  if (compareInstants(time, held.time) < 0 && held.cert_hash !== undefined) return { ok: {} }
  const cert_hash = certHash(keys, data.certno)
  const known = { psn_name: data.psn_name, psn_cert_type: '01', certno: data.certno }
  const person: Person = { ...held, time, cert_hash, private: { ...held.private, ...known } }
  return { ok: { change: [put('person', person)], release: cert_hash } }
}

/** `death.registered`: open waits and reminders stop wherever a bundle looks at it. */
export function registerDeath(file: PersonFile, event: EventOf<'death.registered'>): ApplyResult {
  const held = file.person
  if (!held) return { needs: 'needs-person' }
  if (held.death && compareInstants(held.death.time, event.time) > 0) return { ok: {} }
  return { ok: { change: [put('person', { ...held, death: { date: event.data.dead_date, time: event.time } })] } }
}

/** `birth.certified`: the notice, the child as a person, and word to each guardian, known or not yet known. */
export function certifyBirth(
  keys: Keys,
  file: PersonFile,
  event: EventOf<'birth.certified'>,
  child: { id: string; psn_no: string; by: 'partner' | 'citizen' },
): ApplyResult {
  const { data, time } = event
  const brdy = dayOf(data.brdy)
  const guardians = data.guardians.map((g) => ({ cert_hash: certHash(keys, g.certno), relation: g.relation }))
  const birth = put('birth', {
    id: child.id,
    birth_cert_no: data.birth_cert_no,
    brdy,
    born_at: data.brdy,
    gend: data.gend,
    fixmedins_code: data.fixmedins_code,
    ...(data.insu_admdvs ? { insu_admdvs: data.insu_admdvs } : {}),
    time,
    by: child.by,
    guardians,
    private: {
      psn_name: data.psn_name,
      guardians: data.guardians.map(({ certno, psn_name, tel }) => ({ certno, psn_name, ...(tel ? { tel } : {}) })),
    },
  })
  const person: Person = file.person ?? {
    psn_no: child.psn_no,
    time,
    gend: data.gend,
    brdy,
    birth_cert_no: data.birth_cert_no,
    private: { psn_name: data.psn_name },
  }
  const signals = guardians.map(({ cert_hash, relation }) => ({
    to: { cert: cert_hash },
    signal: { kind: 'guardian-of' as const, child: file.pid, psn_no: child.psn_no, relation },
  }))
  return { ok: { change: [birth, put('person', person)], signals } }
}

/** Ties a guardian's file and a child's to each other; each side hears of the other once. */
export function applySignal(file: PersonFile, signal: Signal): ApplyResult {
  const other = signal.kind === 'guardian-of' ? signal.child : signal.guardian
  const role = signal.kind === 'guardian-of' ? 'dependant' : 'guardian'
  const link: Link = { pid: other, psn_no: signal.psn_no, role, relation: signal.relation }
  if (file.one('link', other)) return { ok: {} }
  const change = [put('link', link)]
  if (signal.kind === 'linked') return { ok: { change } }
  const psn_no = file.person?.psn_no
  if (psn_no === undefined) return { needs: 'needs-person' }
  const back: Signal = { kind: 'linked', guardian: file.pid, psn_no, relation: signal.relation }
  return { ok: { change, signals: [{ to: { pid: other }, signal: back }] } }
}
