/** Who somebody is whose two numbers were merged: what holds of both registers, and where identity numbers lead. Pure. */
import { compareInstants, type Instant } from '../../calendar/index.ts'
import type { CertWrite } from '../applying.ts'
import { type Change, type PersonFile, put } from '../file.ts'
import type { Pid } from '../ids.ts'
import type { At } from '../look.ts'
import type { Person } from '../rows.ts'
import { identityTasks } from './identity.ts'

/** Whether `a` is known and later than `b`, or the only one known. */
export const isLater = (a: Instant | undefined, b: Instant | undefined) =>
  a !== undefined && (b === undefined || compareInstants(a, b) > 0)

/** The person, to whom the other's numbers lead from now on; of what both registers say the later report holds. */
export function withPerson(file: PersonFile, from: PersonFile, at: At): { person: Change[]; certs: CertWrite[] } {
  const { person } = file
  const other = from.person
  if (!person || !other) return { person: [], certs: [] }
  const facts = withDeath({ ...person, ...latest(person, other) }, other)
  const { next, certs } = withNumbers(facts, other, { own: file.pid, from: from.pid, at })
  return { person: [put('person', next), ...identityTasks(file, next, at)], certs }
}

function latest(person: Person, other: Person): Partial<Person> & Pick<Person, 'private'> {
  const hasTel = isLater(other.tel_time, person.tel_time)
  const hasBank = isLater(other.bank_time, person.bank_time)
  const { tel, bank_acct } = other.private
  return {
    ...(hasTel && other.tel_time ? { tel_time: other.tel_time } : {}),
    ...(hasBank && other.bank_time ? { bank_time: other.bank_time } : {}),
    private: {
      ...person.private,
      ...(hasTel && tel !== undefined ? { tel } : {}),
      ...(hasBank && bank_acct ? { bank_acct } : {}),
    },
  }
}

function withDeath(person: Person, other: Person): Person {
  const { death: own, death_revoked: taken, ...rest } = person
  const revoked = isLater(other.death_revoked, taken) ? other.death_revoked : taken
  const death = other.death && isLater(other.death.time, own?.time) ? other.death : own
  const holds = death && isLater(death.time, revoked)
  return { ...rest, ...(revoked ? { death_revoked: revoked } : {}), ...(holds ? { death } : {}) }
}

/** Numbers of the other lead here; the one that this person waited for, or had none of, is theirs. */
function withNumbers(
  person: Person,
  other: Person,
  { own, from, at }: { own: Pid; from: Pid; at: At },
): { next: Person; certs: CertWrite[] } {
  const hashes = [...new Set([other.cert_hash, ...(other.also ?? [])].flatMap((hash) => hash ?? []))]
  const certs = hashes.flatMap((cert): CertWrite[] => {
    const was = at.look.byCert(cert)
    return was !== undefined && was !== own && at.look.file(was).pid === own ? [{ cert, was, now: own }] : []
  })
  if (other.cert_wanted) certs.push({ cert: other.cert_wanted.hash, waiter: from })
  const { cert_wanted: wanted, cert_hash, also: had, ...rest } = person
  const takes = wanted ? wanted.hash === other.cert_hash : cert_hash === undefined && other.cert_hash !== undefined
  const hash = takes ? other.cert_hash : cert_hash
  if (takes && wanted) certs.push({ cert: wanted.hash, waiter: own })
  const also = [...new Set([...(had ?? []), ...hashes])].filter((one) => one !== hash)
  const { wanted: _wanted, ...secret } = person.private
  const { certno, psn_cert_type } = other.private
  const taken = { ...secret, ...(certno ? { certno } : {}), ...(psn_cert_type ? { psn_cert_type } : {}) }
  return {
    next: {
      ...rest,
      ...(hash === undefined ? {} : { cert_hash: hash }),
      ...(also.length > 0 ? { also } : {}),
      ...(wanted && !takes ? { cert_wanted: wanted } : {}),
      private: takes ? taken : person.private,
    },
    certs,
  }
}
