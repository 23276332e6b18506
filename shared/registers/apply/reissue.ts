/**
 * Certificates issued anew (contract-operations.md §1): several numbers, one child. A number's own file says whose it
 * is; what comes there goes on to the child's, whichever came first.
 */

import { childPsnNo, type Keys, type Pid, pidOf } from '../../identity/index.ts'
import type { Applied, Apply, ApplyResult } from '../applying.ts'
import type { EventOf, PersonalEvent } from '../events.ts'
import { type PersonFile, put } from '../file.ts'
import type { At } from '../look.ts'
import type { Came } from '../rows.ts'
import type { SignalTo } from '../signals.ts'
import { sameChildTask } from './identity.ts'

type Certificate = EventOf<'birth.certified'>['data']

/** The file that a birth certificate number leads to by itself. */
export const fileOfCertificate = (keys: Keys, birthCertNo: string): Pid => pidOf(keys, childPsnNo(keys, birthCertNo))

/** The number by which a certificate finds its child: that of the certificate it replaces, if it does. */
export const foundBy = ({ birth_cert_no, replaces_cert_no }: Certificate): string => replaces_cert_no ?? birth_cert_no

/**
 * The event applied, or sent on if this file's number is another child's. What waited in a file that was merged since is
 * sent anew: whoever comes there is led to the other.
 */
export function orForward(event: PersonalEvent, came: Came | undefined, apply: Apply): Apply {
  return (file, at) => {
    const alias = file.one('alias', 'self')
    const to = file.into === undefined ? alias?.pid : file.pid
    return to === undefined ? apply(file, at) : { ok: forward(event, to, came) }
  }
}

const forward = (event: PersonalEvent, pid: Pid, came: Came | undefined): Applied => ({
  forward: [{ to: pid, event, ...(came ? { came } : {}) }],
})

/**
 * The certificate issued anew may have been replaced in its turn, and word of that have come first: then the child is
 * there already. Undefined if the certificate belongs to this file.
 */
export function elsewhere(
  keys: Keys,
  file: PersonFile,
  event: EventOf<'birth.certified'>,
  came: Came | undefined,
  { look }: At,
): ApplyResult | undefined {
  const pid = fileOfCertificate(keys, event.data.birth_cert_no)
  if (file.person || pid === file.pid || !look.file(pid).person) return undefined
  return { ok: { change: [put('alias', { pid })], ...forward(event, pid, came) } }
}

/** Word to the files of the certificate's numbers that this child is theirs. */
export function wordToNumbers(keys: Keys, file: PersonFile, data: Certificate): SignalTo[] {
  const numbers = new Set([data.birth_cert_no, foundBy(data)])
  return [...numbers]
    .map((number) => fileOfCertificate(keys, number))
    .filter((pid) => pid !== file.pid)
    .map((pid) => ({ to: { pid }, signal: { kind: 'same-child', as: file.pid } }))
}

/**
 * The number of this file is that of another's child. One that has become a child's own meanwhile stays:
 * newborn/RULES.md 2.10.
 */
export function becomeAlias(file: PersonFile, pid: Pid, at: At): ApplyResult {
  if (file.one('alias', 'self') || pid === file.pid) return { ok: {} }
  if (file.person) return { ok: { change: sameChildTask(file, file.person, pid, at) } }
  return { ok: { change: [put('alias', { pid })] } }
}
