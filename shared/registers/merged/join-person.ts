/** Who somebody is whose two numbers were merged: what holds of both registers, and where identity numbers lead. Pure. */

import { compare, compareInstants, type Instant } from '../../calendar/index.ts'
import type { NumberHash } from '../../identity/index.ts'
import { identityTasks, waitsOf } from '../apply/identity.ts'
import type { NumberWrite } from '../applying.ts'
import { type Change, type PersonFile, put } from '../file.ts'
import type { Pid } from '../ids.ts'
import type { At } from '../look.ts'
import type { NumberWanted, Person } from '../rows.ts'

/** Whether `a` is known and later than `b`, or the only one known. */
export const isLater = (a: Instant | undefined, b: Instant | undefined) =>
  a !== undefined && (b === undefined || compareInstants(a, b) > 0)

/** The person, to whom the other's numbers lead from now on; of what both registers say the later report holds. */
export function withPerson(
  file: PersonFile,
  from: PersonFile,
  at: At,
): { person: Change[]; numberWrites: NumberWrite[] } {
  const { person } = file
  const other = from.person
  if (!person || !other) return { person: [], numberWrites: [] }
  const known = withDeath({ ...person, ...latest(person, other) }, other)
  const { next, numberWrites } = withNumbers(known, other, { own: file.pid, from: from.pid, at })
  // What an operator decided for the other is not asked again.
  const decided = from.all('task').filter(({ decision }) => decision !== undefined)
  const asked = file.with(decided.map((task) => put('task', task)))
  return { person: [put('person', next), ...identityTasks(asked, next, at)], numberWrites }
}

function latest(person: Person, other: Person): Partial<Person> & Pick<Person, 'private'> {
  const hasTel = isLater(other.tel_time, person.tel_time)
  const hasBank = isLater(other.bank_time, person.bank_time)
  const { tel, bank_acct } = other.private
  // What either was loaded with opens nothing under the number that is kept.
  const [history] = [person.history, other.history].flatMap((day) => day ?? []).sort((a, b) => compare(b, a))
  return {
    ...(history === undefined ? {} : { history }),
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

/**
 * Numbers of the other lead here; the one that this person waited for, or had none of, is theirs. What the other waited
 * for this person waits for.
 */
function withNumbers(
  person: Person,
  other: Person,
  { own, from, at }: { own: Pid; from: Pid; at: At },
): { next: Person; numberWrites: NumberWrite[] } {
  const hashes = [...new Set([other.cert_hash, ...(other.also ?? [])].flatMap((hash) => hash ?? []))]
  const numberWrites = hashes.flatMap((hash): NumberWrite[] => {
    const was = at.look.byNumber(hash)
    return was !== undefined && was !== own && at.look.file(was).pid === own ? [{ hash, was, now: own }] : []
  })
  const had = [...(person.cert_hash ? [person.cert_hash] : []), ...(person.also ?? [])]
  const numbers = [...new Set([...had, ...hashes])]
  const waits = eachOnce([...waitsOf(person), ...waitsOf(other)]).filter(({ hash }) => !numbers.includes(hash))
  numberWrites.push(...waiting({ own, from }, person, other, waits, at))
  return { next: withWaits(withNumber(person, other, numbers), waits), numberWrites }
}

const eachOnce = (waits: readonly NumberWanted[]): NumberWanted[] =>
  waits.filter(({ hash }, index) => waits.findIndex((one) => one.hash === hash) === index)

/** The person with the number that is theirs of those that lead here; what of it is private stands in either register. */
function withNumber(person: Person, other: Person, numbers: readonly NumberHash[]): Person {
  const { cert_wanted: wanted, cert_hash, also: _also, ...rest } = person
  const { wanted: number, ...secret } = person.private
  const { certno, psn_cert_type } = other.private
  const others = { ...(certno ? { certno } : {}), ...(psn_cert_type ? { psn_cert_type } : {}) }
  const comes = wanted !== undefined && numbers.includes(wanted.hash)
  const takes = !wanted && cert_hash === undefined && other.cert_hash !== undefined
  const hash = comes ? wanted.hash : takes ? other.cert_hash : cert_hash
  const also = numbers.filter((one) => one !== hash)
  return {
    ...rest,
    ...(hash === undefined ? {} : { cert_hash: hash }),
    ...(also.length > 0 ? { also } : {}),
    private: { ...secret, ...(comes ? number : takes ? others : {}) },
  }
}

/** The person with what is waited for: the first in place of a number, if there is none, the others beside it. */
function withWaits(person: Person, waits: readonly NumberWanted[]): Person {
  const [first, ...more] = person.cert_hash === undefined ? waits : [undefined, ...waits]
  const { also_wanted: _waits, ...secret } = person.private
  const beside = more.length > 0 ? { also_wanted: more.flatMap((one) => one ?? []) } : {}
  if (!first) return { ...person, private: { ...secret, ...beside } }
  const { hash, since, ...wanted } = first
  return { ...person, cert_wanted: { hash, since }, private: { ...secret, ...beside, wanted } }
}

/** Who waits for which number from now on: the lost number for none, and this person for none that leads here. */
function waiting(
  { own, from }: { own: Pid; from: Pid },
  person: Person,
  other: Person,
  waits: readonly NumberWanted[],
  at: At,
): NumberWrite[] {
  const kept = waitsOf(person).map(({ hash }) => hash)
  const ends = kept.filter((hash) => !waits.some((one) => one.hash === hash))
  const begins = waits.filter(({ hash }) => !kept.includes(hash))
  return [
    ...waitsOf(other).map(({ hash }): NumberWrite => ({ hash, waiter: from })),
    ...ends.map((hash): NumberWrite => ({ hash, waiter: own })),
    ...begins.flatMap(({ hash, since }): NumberWrite[] => {
      const holder = at.look.byNumber(hash)
      return [
        { hash, was: holder, now: holder },
        { hash, waiter: own, since },
      ]
    }),
  ]
}
