/** Births as they are certified, and the ties between guardians and dependants that follow from them. */
import { dayOf } from '../../calendar/index.ts'
import { type Keys, type NumberHash, numberHashOf, type Pid } from '../../identity/index.ts'
import type { ApplyResult } from '../applying.ts'
import type { EventOf } from '../events.ts'
import { type PersonFile, put } from '../file.ts'
import type { GuardianNamed, GuardiansSaid, Link, Person } from '../rows.ts'
import type { Signal, SignalTo } from '../signals.ts'
import { wordToNumbers } from './reissue.ts'

/** Whose word a birth notice is: the hospital's, or that of a guardian who asked. */
export type CertifiedBy =
  | { by: 'partner' }
  | { by: 'citizen'; requester: { pid: Pid; psn_no: string; cert_hash: NumberHash } }

/**
 * `birth.certified`, or a guardian's request of the same words: the notice, and the child as a person. The hospital's
 * guardians get word, known or not yet known; of a request only who asked is tied to the child.
 */
export function certifyBirth(
  keys: Keys,
  file: PersonFile,
  event: EventOf<'birth.certified'>,
  child: { id: string; psn_no: string } & CertifiedBy,
): ApplyResult {
  const { data, time } = event
  const brdy = dayOf(data.brdy)
  const { guardians, said } = named(keys, data.guardians)
  const birth = put('birth', {
    id: child.id,
    birth_cert_no: data.birth_cert_no,
    ...(data.replaces_cert_no ? { replaces: data.replaces_cert_no } : {}),
    brdy,
    born_at: data.brdy,
    gend: data.gend,
    fixmedins_code: data.fixmedins_code,
    ...(data.insu_admdvs ? { insu_admdvs: data.insu_admdvs } : {}),
    time,
    by: child.by,
    ...(child.by === 'citizen' ? { requester: child.requester.cert_hash } : {}),
    guardians,
    private: {
      psn_name: data.psn_name,
      guardians: said,
    },
  })
  const person: Person = file.person ?? {
    psn_no: child.psn_no,
    time,
    gend: data.gend,
    brdy,
    private: { psn_name: data.psn_name },
  }
  const change = [birth, put('person', person)]
  if (child.by === 'partner') {
    const toGuardians = guardians.map((one) => wordTo(one, file.pid, person))
    return { ok: { change, signals: [...toGuardians, ...wordToNumbers(keys, file, data)] } }
  }
  const { pid, psn_no } = child.requester
  return { ok: { change: [...change, put('link', { pid, psn_no, role: 'guardian' })] } }
}

/**
 * `guardian.changed`: others are guardians from a day on. Which report holds on a day is reckoned when it is asked; word
 * goes to all who are named, and whoever is guardian no more keeps a link that leads nowhere.
 */
export function changeGuardians(
  keys: Keys,
  file: PersonFile,
  { data, time }: EventOf<'guardian.changed'>,
  id: string,
): ApplyResult {
  const { person } = file
  if (!person) return { needs: data.psn_no === undefined ? 'needs-birth' : 'needs-person' }
  const { guardians, said } = named(keys, data.guardians)
  const { from, reason } = data
  const custody = put('custody', { id, from, time, guardians, private: { guardians: said, reason } })
  return { ok: { change: [custody], signals: guardians.map((one) => wordTo(one, file.pid, person)) } }
}

/** Those named: by the keyed hash of their number, and all that is said of them. */
function named(keys: Keys, all: EventOf<'birth.certified'>['data']['guardians']) {
  const guardians = all.flatMap(({ psn_cert_type, certno, relation }): GuardianNamed[] =>
    certno === undefined ? [] : [{ cert_hash: numberHashOf(keys, certno, psn_cert_type), relation }],
  )
  const said: GuardiansSaid = all.map(({ psn_cert_type: _type, relation: _relation, ...who }) => who)
  return { guardians, said }
}

/** Word to whoever has a guardian's number that there is this child. */
function wordTo({ cert_hash }: GuardianNamed, child: Pid, { psn_no }: Person): SignalTo {
  return { to: { cert: cert_hash }, signal: { kind: 'guardian-of', child, psn_no } }
}

/** Ties a guardian's file and a child's to each other; each side hears of the other once. */
export function tie(file: PersonFile, signal: Extract<Signal, { kind: 'guardian-of' | 'linked' }>): ApplyResult {
  const other = signal.kind === 'guardian-of' ? signal.child : signal.guardian
  const role = signal.kind === 'guardian-of' ? 'dependant' : 'guardian'
  const link: Link = { pid: other, psn_no: signal.psn_no, role }
  if (file.one('link', other)) return { ok: {} }
  const change = [put('link', link)]
  if (signal.kind === 'linked') return { ok: { change } }
  const psn_no = file.person?.psn_no
  if (psn_no === undefined) return { needs: 'needs-person' }
  const back: Signal = { kind: 'linked', guardian: file.pid, psn_no }
  return { ok: { change, signals: [{ to: { pid: other }, signal: back }] } }
}
