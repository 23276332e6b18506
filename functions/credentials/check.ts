/** Checking a credential online: who it is, to the first who asks (credentials/RULES.md 3). */
import type { Ports } from '../../shared/engine/ports.ts'
import { ttlAt } from '../../shared/keeping/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { ttlAttribute } from '../../shared/table/definition.ts'
import { loadSnapshot } from '../../shared/table/files.ts'
import { credentialUseKey } from '../../shared/table/keys/credentials.ts'
import { openAt, sealAt } from '../../shared/table/seals/sealed.ts'
import type { SubjectOf } from '../calls/access.ts'
import { audited } from '../calls/audit.ts'
import { notFound, type Problem, problemBy } from '../calls/problem.ts'
import type { Problems } from '../calls/problem-codes.ts'
import { isGood, type Payload, readCode } from './code.ts'

/** Who checks: an institution as a whole; a clerk or an agent by themselves. */
export type Checker = SubjectOf<'institution' | 'clerk' | 'agent'>

/** Why a code is not taken. */
export const credentialProblems = {
  'invalid-code': {
    status: 400,
    name: '医保码无效',
    when: '不是有效的医保码：改动过、不完整，或者不是本系统签发的',
    remedy: '请对方刷新医保码再扫一次；还不行的，核对身份证',
    en: {
      when: 'Not a code of ours, or altered or cut',
      remedy: 'Have the code renewed and scan it again; else look at the identity card',
    },
  },
  expired: {
    status: 409,
    name: '已经过了有效期',
    when: '已经过了有效期',
    remedy: '请对方刷新以后再来一次',
    en: { when: 'It is past its time', remedy: 'Have it renewed and try again' },
  },
  used: {
    status: 409,
    name: '已经用过',
    when: '已经由别处用过，一个码只能用一次',
    remedy: '请对方刷新以后再来一次；不是对方自己用的，提醒对方打 12393',
    en: { when: 'It was used elsewhere: a code is good for one use', remedy: 'Have it renewed and try again' },
  },
} as const satisfies Problems

/** A code that was taken: whose it is, what it says, and what its first checker was answered. */
export interface Checked<T> {
  file: PersonFile
  payload: Payload
  answer: T
}

/**
 * Takes a code, and uses it up: whoever else asks later is refused, whoever asks again gets the answer given first. `make`
 * says what is answered of the person. It is in the audit trail before this resolves.
 */
export async function checkCredential<T>(
  ports: Ports,
  checker: Checker,
  qr: string,
  make: (file: PersonFile, payload: Payload) => T,
): Promise<Checked<T> | Problem> {
  const read = await readCode(ports, qr)
  if (!read)
    return problemBy(credentialProblems, 'invalid-code', '这个医保码无效，请对方刷新以后再扫一次。', {
      errors: [{ field: 'qr', message: '不是有效的医保码' }],
    })
  const { payload, pid } = read
  const now = ports.clock.now()
  if (!isGood(payload, now))
    return problemBy(credentialProblems, 'expired', '这个医保码已经过期，请对方刷新以后再扫一次。')
  const file = await loadSnapshot(ports, pid)
  if (!file.person || file.died !== undefined) return notFound()
  const key = credentialUseKey(payload.jti)
  const by = nameOf(checker)
  const fresh = make(file, payload)
  const use = {
    ...key,
    by,
    p: sealAt(ports.keys, key, JSON.stringify(fresh)),
    [ttlAttribute]: ttlAt('answers', now),
  }
  const isFirst = await ports.table.write({ put: use, if: 'absent' })
  const held = isFirst ? use : await ports.table.get(key)
  if (held?.by !== by) return problemBy(credentialProblems, 'used', '这个医保码已经用过，请对方刷新以后再扫一次。')
  await audited(ports, checker, 'credential.checked', file.pid)
  return { file, payload, answer: isFirst ? fresh : (JSON.parse(openAt(ports.keys, held)) as T) }
}

const nameOf = (checker: Checker): string =>
  checker.role === 'institution' ? `institution:${checker.fixmedins_code}` : `${checker.role}:${checker.id}`
