/** Who somebody is: registration, identity number of a child, and death. */
import { addMs, compareInstants, type Instant } from '../../calendar/index.ts'
import { PsnCertType } from '../../codes/index.ts'
import { type Keys, sexOf } from '../../identity/index.ts'
import type { ApplyResult } from '../applying.ts'
import type { EventOf } from '../events.ts'
import { type PersonFile, put } from '../file.ts'
import type { At } from '../look.ts'
import type { Person } from '../rows.ts'
import { identify } from './identity.ts'

/** `person.registered`: of two reports the later holds, field by field where a report leaves one out. */
export function registerPerson(keys: Keys, file: PersonFile, event: EventOf<'person.registered'>, at: At): ApplyResult {
  const { data, time } = event
  const { psn_no, brdy, psn_name, psn_cert_type, certno } = data
  const gend = sexOf(data.gend, certno)
  const held = file.person
  if (held && held.psn_no !== psn_no) {
    // Told under a number that was merged into this one: who the person is, the other's register says.
    return { ok: { change: [put('person', withBank(withTel(held, data.tel, time), data.bank_acct, time))] } }
  }
  const newer = held === undefined || compareInstants(time, held.time) >= 0
  const base: Person = newer ? { ...held, psn_no, time, gend, brdy, private: { ...held?.private, psn_name } } : held
  const person = withBank(withTel(base, data.tel, time), data.bank_acct, time)
  if (!newer) return { ok: { change: [put('person', person)] } }
  return { ok: identify(keys, file, person, { psn_cert_type, certno }, at) }
}

function withTel(person: Person, tel: string | undefined, time: Person['time']): Person {
  if (tel === undefined || (person.tel_time && compareInstants(person.tel_time, time) > 0)) return person
  return { ...person, tel_time: time, private: { ...person.private, tel } }
}

/** The person with this bank account, unless a later report gave another. */
function withBank(person: Person, account: Person['private']['bank_acct'], time: Person['time']): Person {
  if (account === undefined || (person.bank_time && compareInstants(person.bank_time, time) > 0)) return person
  return { ...person, bank_time: time, private: { ...person.private, bank_acct: account } }
}

/** The person with the account they gave themselves just now: it holds, whatever a register reported before. */
export function givenBank(person: Person, account: NonNullable<Person['private']['bank_acct']>, now: Instant): Person {
  const { bank_time } = person
  const time = bank_time !== undefined && compareInstants(bank_time, now) >= 0 ? addMs(bank_time, 1) : now
  return withBank(person, account, time)
}

/** `household.registered`: the child's own number and name; same person, all history kept (newborn/RULES.md 9.1). */
export function registerHousehold(
  keys: Keys,
  file: PersonFile,
  event: EventOf<'household.registered'>,
  at: At,
): ApplyResult {
  const { data, time } = event
  const held = file.person
  if (!held) return { needs: 'needs-birth' }
  const isNumbered = held.cert_hash !== undefined || held.cert_wanted !== undefined
  if (compareInstants(time, held.time) < 0 && isNumbered) return { ok: {} }
  const person: Person = { ...held, time, private: { ...held.private, psn_name: data.psn_name } }
  const number = { psn_cert_type: PsnCertType.residentIdentityCard, certno: data.certno }
  return { ok: identify(keys, file, person, number, at) }
}

/** `death.registered`: open waits and reminders stop wherever a bundle looks at it. */
export function registerDeath(file: PersonFile, event: EventOf<'death.registered'>): ApplyResult {
  const held = file.person
  if (!held) return { needs: 'needs-person' }
  if (held.death && compareInstants(held.death.time, event.time) > 0) return { ok: {} }
  if (held.death_revoked && compareInstants(held.death_revoked, event.time) >= 0) return { ok: {} }
  return { ok: { change: [put('person', { ...held, death: { date: event.data.dead_date, time: event.time } })] } }
}

/** `death.revoked`: the person is alive, unless a later report says otherwise; parked until a death is known. */
export function revokeDeath(file: PersonFile, event: EventOf<'death.revoked'>): ApplyResult {
  const held = file.person
  if (!held) return { needs: 'needs-person' }
  const { death, death_revoked, ...alive } = held
  if (!death && !death_revoked) return { needs: 'needs-death' }
  if (death && compareInstants(death.time, event.time) > 0) return { ok: {} }
  if (death_revoked && compareInstants(death_revoked, event.time) > 0) return { ok: {} }
  return { ok: { change: [put('person', { ...alive, death_revoked: event.time })] } }
}
