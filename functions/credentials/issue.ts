/** Making a credential: for oneself, a child in one's care, or whom one helps and may show it for (credentials/RULES.md 1). */
import { randomBytes } from 'node:crypto'
import { ourSource } from '../../events/index.ts'
import { dayOf, epochMs, type Instant, instantFromEpochMs } from '../../shared/calendar/index.ts'
import { NATION } from '../../shared/codes/index.ts'
import { handle } from '../../shared/engine/handle.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { World } from '../../shared/engine/world.ts'
import { credentialKeyAt, maskName, pidOf } from '../../shared/identity/index.ts'
import { ttlAt } from '../../shared/keeping/index.ts'
import { credentialsAnHour, credentialTtl } from '../../shared/policy/house/family.ts'
import { guardianTo } from '../../shared/registers/family/guardians.ts'
import { mandatesInForce } from '../../shared/registers/family/mandates.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { mainRelationOn, pausedLatest } from '../../shared/registers/relation.ts'
import { ttlAttribute } from '../../shared/table/definition.ts'
import { loadSnapshot } from '../../shared/table/files.ts'
import { credentialHourKey, credentialToldKey } from '../../shared/table/keys/credentials.ts'
import { hourOf } from '../../shared/table/keys.ts'
import { helpedNotice } from '../../shared/tasks/told.ts'
import { auditWrite, lineWritten } from '../calls/audit.ts'
import { notFound, type Problem, problem, tooMany } from '../calls/problem.ts'
import type { Api } from '../calls/route.ts'
import { codeOf, type Payload, type ShownBy, sealedSubject } from './code.ts'

/** A code, and when it ends. */
export interface Issued {
  qr: string
  expires_at: Instant
}

/** The credential of a person (one's own if left out), or why there is none. */
export async function issueCredential(
  api: Pick<Api, 'ports' | 'rules' | 'births'>,
  asker: string,
  psnNo: string = asker,
): Promise<Issued | Problem> {
  const { ports } = api
  const [own, file] = (await Promise.all([asker, psnNo].map((one) => loadSnapshot(ports, pidOf(ports.keys, one))))) as [
    PersonFile,
    PersonFile,
  ]
  const by = shownBy(api, own, file)
  if (!by) return notFound()
  const now = ports.clock.now()
  const key = credentialKeyAt(ports.keys.credentialKeys ?? [], now)
  if (!key) return problem(503, 'unavailable', '医保码暂时不能用，请出示身份证。', { retryAfter: 60 })
  const { ttl, most } = await termsOf(ports, file)
  if (!(await counted(ports, file, most, now))) return tooMany(secondsToNextHour(now))
  if (by === 'helper') await tellOf(api, file, own, now)
  const payload = payloadOf(ports, file, { by, now, ttl })
  return { qr: await codeOf(key, payload), expires_at: instantFromEpochMs(payload.exp * 1000) }
}

/** As whom somebody shows a person's credential; undefined if they may not, or one of them is dead. */
function shownBy(
  { ports, births }: Pick<Api, 'ports' | 'births'>,
  own: PersonFile,
  file: PersonFile,
): ShownBy | undefined {
  const today = dayOf(ports.clock.now())
  if (!own.person || !file.person || own.died !== undefined || file.died !== undefined) return undefined
  if (own.pid === file.pid) return 'self'
  if (guardianTo(file, own, today, births)) return 'guardian'
  return mandatesInForce(file, own, today).some(({ scopes }) => scopes.includes('show')) ? 'helper' : undefined
}

function termsOf(ports: Ports, file: PersonFile): Promise<{ ttl: number; most: number }> {
  const world = new World(ports)
  const today = dayOf(ports.clock.now())
  const area = mainRelationOn(file, today)?.relation.insu_admdvs ?? NATION
  return world.loading(() => {
    const [ttl, most] = [credentialTtl, credentialsAnHour].map((one) => world.look.policy(one, area, today))
    if (!ttl?.found || !most?.found) throw new Error('credential: no terms for the nation')
    return { ttl: ttl.value, most: most.value }
  })
}

const hourMs = 3_600_000
const secondsToNextHour = (now: Instant) => Math.ceil((hourMs - (epochMs(now) % hourMs)) / 1000)

/** Tries at a count that many raise at the same moment. */
const mostTries = 50

/** Counts one more in this hour; false if it would be one too many. */
async function counted({ table }: Ports, { pid }: PersonFile, most: number, now: Instant): Promise<boolean> {
  const key = credentialHourKey(pid, hourOf(now))
  for (let tries = 0; tries < mostTries; tries++) {
    const held = (await table.get(key))?.n as number | undefined
    if ((held ?? 0) >= most) return false
    const put = { ...key, n: (held ?? 0) + 1, [ttlAttribute]: ttlAt('answers', now) }
    if (await table.write({ put, if: held === undefined ? 'absent' : { attr: 'n', equals: held } })) return true
  }
  return false
}

/** The code says which insurance holds today; of several that do not hold, the one that was paused last. */
function payloadOf(
  { keys, stage }: Ports,
  file: PersonFile,
  { by, now, ttl }: { by: ShownBy; now: Instant; ttl: number },
): Payload {
  const today = dayOf(now)
  const insured = mainRelationOn(file, today) ?? pausedLatest(file, today)
  const iat = Math.floor(epochMs(now) / 1000)
  return {
    iss: ourSource(stage),
    iat,
    exp: iat + ttl,
    jti: randomBytes(12).toString('base64url'),
    sub: sealedSubject(keys, file.pid),
    name: maskName(file.person?.private.psn_name ?? ''),
    ...(insured ? { insu_admdvs: insured.relation.insu_admdvs, insutype: insured.relation.insutype } : {}),
    psn_insu_stas: insured?.psn_insu_stas ?? '0',
    by,
  }
}

/**
 * A helper who shows somebody's code is in the access log each time. The code renews itself each minute: the person is told
 * once an hour, before the code leaves.
 */
async function tellOf(
  { ports, rules }: Pick<Api, 'ports' | 'rules'>,
  file: PersonFile,
  helper: PersonFile,
  now: Instant,
): Promise<void> {
  const line = {
    by: `helper:${helper.pid}`,
    role: 'helper',
    place: helper.pid,
    what: 'credential.shown',
    about: file.pid,
  } as const
  const key = credentialToldKey(file.pid, hourOf(now), helper.pid)
  if (await ports.table.get(key)) return lineWritten(ports, line)
  const text = `${helper.person?.private.psn_name ?? ''}替您出示了医保码。不是您的意思的，可以马上结束授权，或者打 12393。`
  const told = { put: { ...key, [ttlAttribute]: ttlAt('answers', now) } }
  await handle(ports, rules, file.pid, {
    apply: () => ({ ok: { tell: [{ notice: helpedNotice, text }] } }),
    beside: [told, auditWrite(ports, line)],
  })
}
