/** Births as they are certified, and the ties between guardians and dependants that follow from them. */
import { dayOf } from '../../calendar/index.ts'
import type { ApplyResult, Signal } from '../../chain/settle.ts'
import { certHash, type Keys } from '../../identity/index.ts'
import { type PersonFile, put } from '../file.ts'
import type { Link, Person } from '../rows.ts'
import type { EventOf } from './index.ts'

/** `birth.certified`: the notice, the child as a person, and word to each guardian, known or not yet known. */
export function certifyBirth(
  keys: Keys,
  file: PersonFile,
  event: EventOf<'birth.certified'>,
  child: { id: string; psn_no: string; by: 'partner' | 'citizen' },
): ApplyResult {
  const { data, time } = event
  const brdy = dayOf(data.brdy)
  const guardians = data.guardians.flatMap(({ certno, relation }) =>
    certno === undefined ? [] : [{ cert_hash: certHash(keys, certno), relation }],
  )
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
      guardians: data.guardians.map(({ psn_cert_type: _type, relation: _relation, ...who }) => who),
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
