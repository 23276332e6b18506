/**
 * A file of partners or of their keys. Whoever wrote one for `npm run event -- verify` can give it to a local stack, and the
 * other way round: a list of keys, each with its `source`; partners, each with its keys; or what `GET /v1/signing-keys`
 * answers, keys of a source that is not written.
 */
import * as z from 'zod'
import { isPublicKey, type PartnerKey } from '../../../events/signing.ts'
import { partnerKey } from '../../../functions/inbox/partner-key.ts'
import { type KnownPartners, knownPartners } from '../../../functions/inbox/shared-inbox.ts'
import { Misuse } from './command.ts'
import { jsonIn } from './files.ts'
import { type Said, say } from './language.ts'

const listedKey = z
  .looseObject({ source: z.string().min(1).max(256) })
  .transform(({ source, ...key }): { source: string; key: unknown } => ({ source, key }))
  .pipe(z.object({ source: z.string(), key: partnerKey }))

/** The partners that a file names: of a list of keys, whoever has one. Throws a {@link Misuse} that says what is wrong where. */
export function partnersIn(file: string): KnownPartners {
  const json = jsonIn(file)
  if (!Array.isArray(json)) return checked(file, parsed(file, json, knownPartners))
  const bySource = Map.groupBy(parsed(file, json, z.array(listedKey)), ({ source }) => source)
  const partners = [...bySource].map(([source, keys]) => ({ source, keys: keys.map(({ key }) => key) }))
  return checked(file, knownPartners.parse({ partners }))
}

/** The keys that a file names. Those that bear no source are `of` the given ones. Throws a {@link Misuse}. */
export function partnerKeysIn(file: string, of: readonly string[]): PartnerKey[] {
  const json = jsonIn(file)
  const isPublished = typeof json === 'object' && json !== null && !Array.isArray(json) && 'keys' in json
  if (isPublished) return publishedKeys(file, json, of)
  return partnersIn(file).partners.flatMap(({ source, keys }) => keys.map((key) => keyOf(source, key)))
}

/** What `GET /v1/signing-keys` answers, as keys of each of these sources. Throws a {@link Misuse} if it is something else. */
export function publishedKeys(where: string, json: unknown, sources: readonly string[]): PartnerKey[] {
  const { keys } = parsed(where, json, z.object({ keys: z.array(partnerKey) }))
  return sources.flatMap((source) => keys.map((key) => keyOf(source, key)))
}

const keyOf = (source: string, { id, ...key }: z.output<typeof partnerKey>): PartnerKey => ({
  source,
  keyId: id,
  ...key,
})

/** That the public keys are points of the curve, which the shape does not say. */
function checked(file: string, known: KnownPartners): KnownPartners {
  for (const { source, keys } of known.partners)
    for (const { id, publicKey } of keys)
      if (!isPublicKey(publicKey)) {
        const of = `${source} ${id}`
        throw new Misuse(say({ zh: `${file}：${of}：不是 SM2 公钥`, en: `${file}: ${of}: this is no SM2 public key` }))
      }
  return known
}

function parsed<Schema extends z.ZodType>(file: string, json: unknown, schema: Schema): z.output<Schema> {
  const read = schema.safeParse(json)
  if (read.success) return read.data
  const lines = read.error.issues.map((issue) => {
    const path = issue.path.filter((part) => !Array.isArray(json) || part !== 'key')
    const { zh, en } = wants(issue)
    const whose = ownerOf(json, path)
    return say({ zh: `${file}：${placeOf(path)}${whose.zh}：${zh}`, en: `${file}: ${placeOf(path)}${whose.en}: ${en}` })
  })
  throw new Misuse(lines.join('\n'))
}

/** `partners[0].keys[1].public_key`. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? '.'
    : path
        .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`))
        .join('')

/** Which partner it is, where it says who it is. */
function ownerOf(json: unknown, path: readonly PropertyKey[]): Said {
  let value = json
  for (const part of path) {
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined
    const source = (value as { source?: unknown } | null | undefined)?.source
    if (typeof source === 'string') return { zh: `（${source}）`, en: ` (${source})` }
  }
  return { zh: '', en: '' }
}

/** What a field should be. */
function wants(issue: z.core.$ZodIssue): Said {
  switch (issue.code) {
    case 'unrecognized_keys': {
      const names = issue.keys.join(', ')
      return { zh: `没有这样的字段：${names}`, en: `there is no such field: ${names}` }
    }
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ')
      return { zh: `应为 ${values} 之一`, en: `should be one of ${values}` }
    }
    case 'invalid_format':
      return {
        zh: '应为 SM2 公钥：04 开头的 130 位十六进制',
        en: 'should be an SM2 public key: 130 hexadecimal digits, 04 first',
      }
    case 'custom':
      return issue.params?.expects === 'time'
        ? {
            zh: '应为带时区的时间，如 2026-01-01T00:00:00+08:00',
            en: 'should be a time with offset: 2026-01-01T00:00:00+08:00',
          }
        : { zh: issue.message, en: issue.message }
    case 'invalid_type':
      return { zh: `缺少，或者不是 ${issue.expected}`, en: `missing, or no ${issue.expected}` }
    default:
      return { zh: `不对（${issue.message}）`, en: issue.message }
  }
}
