/**
 * The secret keys of a stage: `npm run keys` makes new ones; `-- --add FILE` adds a sealing key to those of a file,
 * `-- --use FILE` makes the newest the current one, `-- --drop ID FILE` takes one out; with `--signing` the same for the keys
 * that we sign with. All write JSON to standard output and keep nothing.
 */
import { randomBytes } from 'node:crypto'
import { instant } from '../../shared/calendar/index.ts'
import { systemClock } from '../../shared/clock/index.ts'
import {
  type HashScheme,
  type Keys,
  keysFromJson,
  listedDays,
  publishedHours,
  type SealScheme,
} from '../../shared/identity/index.ts'
import {
  type CredentialKeyJson,
  endingCredentialKey,
  withCredentialKey,
  withoutCredentialKey,
} from './stage-keys/credential-keys.ts'
import { endingSigner, replacingSigner, type SignerJson, withoutSigner, withSigner } from './stage-keys/signing-keys.ts'
import {
  Misuse,
  main,
  readArgs,
  required,
  runCommand,
  terminal,
  timeOf,
  type Usage,
  WrongCall,
} from './support/command.ts'
import { textIn } from './support/files.ts'
import { say } from './support/language.ts'

const usage: Usage = {
  command: 'npm run keys',
  text: {
    zh: `用法：npm run keys [-- 选项]

  不带选项          生成一套新密钥（哈希、封装、医保码各一把），写到标准输出
  --add 文件        在已有密钥上加一把新的封装密钥，暂不使用（哈希密钥不变）；写 - 表示标准输入
  --use 文件        从此用最新的一把封装，旧的仍可解封；要等全部函数都读到新密钥以后再做
  --drop 编号 文件  去掉一把封装密钥；先用 npm run reseal 查明它不再封着任何数据，去掉以后它封的就打不开了
  --scheme sm|aes   新密钥的算法：sm 为国密（SM4 封装，SM3 哈希），aes 为国际算法（AES-256-GCM，HMAC-SHA256）；
                    不写时，新的一套用 aes，--add 与现用的一致。哈希的算法跟着第一套密钥，以后不能改

给合作方的事件要不要签名，看有没有签名密钥（SM2）；步骤见 infra/runbooks/rotate-keys.md：

  --signing --add 文件 --from 时间         加一把签名密钥，从这个时间起用；在此以前公布给合作方
  --signing --end 编号 文件 --until 时间   到这个时间停用；公钥停用后仍公布 ${listedDays} 天
  --signing --replace 编号 文件            私钥泄露时：立即停用，去掉私钥，另生成一把接替它的全部时间
  --signing --drop 编号 文件               去掉，公钥不再公布

医保码用它自己的密钥（ES256）签名，编号是公钥的指纹，见 GET /v1/credential-keys；没有的，出不了医保码：

  --credentials --add 文件 --from 时间         加一把，从这个时间起用；在此以前公布，停用后再公布 ${publishedHours} 小时
  --credentials --end 编号 文件 --until 时间   到这个时间停用
  --credentials --drop 编号 文件               去掉，公钥不再公布，它签过的码也不再认

文件也可以是本机 --data-dir 里的 keys.json。密钥只写到标准输出，不留存。上线时直接送入密钥库，见 infra/DEPLOY.md。`,
    en: `Usage: npm run keys [-- options]

  without options   makes a new set of keys (for hashes, sealing, credentials), written to standard output
  --add FILE        adds a new sealing key to those of a file, not used yet (the hash key stays); - is standard input
  --use FILE        from now on seals with the newest, the older ones still open; only when every function has read it
  --drop ID FILE    takes a sealing key out; first see by npm run reseal that it seals nothing any more: what it has
                    sealed can't be opened without it
  --scheme sm|aes   algorithms of new keys: sm the national ones (SM4, SM3), aes the international ones (AES-256-GCM,
                    HMAC-SHA256); if not given a new set is aes, and --add as the key in use. Hashes stay by the scheme
                    of the first set

Events for partners are signed where there are signing keys (SM2); the steps are in infra/runbooks/rotate-keys.md:

  --signing --add FILE --from TIME         adds a signing key that signs from then on; partners are told of it before
  --signing --end ID FILE --until TIME     ends one at that time; its public key is still published for ${listedDays} days
  --signing --replace ID FILE              if its private key got out: ends it at once, takes the private key away and
                                           makes another that stands for all of its time
  --signing --drop ID FILE                 takes one out: its public key is published no more

Credentials are signed with keys of their own (ES256), known by the thumbprint of the public half, as GET /v1/credential-keys
lists them; without one there are no credentials:

  --credentials --add FILE --from TIME         adds one that signs from then on; published before, and ${publishedHours} hours longer
  --credentials --end ID FILE --until TIME     ends one at that time
  --credentials --drop ID FILE                 takes one out: it is published no more, and no code of it is taken

The file may be keys.json of a local --data-dir. Keys are written to standard output and kept nowhere; for a stage hand
them to the secret store directly, see infra/DEPLOY.md.`,
  },
  done: { zh: '已写到标准输出', en: 'written to standard output' },
}

/** What a new set of keys is made for: the national algorithms, or the international ones. */
export type Scheme = 'sm' | 'aes'

type SealKeyJson = string | { scheme: SealScheme; key: string }

/** The JSON of the keys, as `shared/identity/keys.ts` reads it. */
interface KeysJson {
  hash_key: string
  hash_scheme?: HashScheme
  seal_keys: { current: string; by_id: Record<string, SealKeyJson> }
  signing_keys?: readonly SignerJson[]
  credential_keys?: readonly CredentialKeyJson[]
}

const newKey = () => randomBytes(32).toString('base64')

/** Without a scheme where older releases know but one: they can read it. */
const newSealKey = (scheme: Scheme): SealKeyJson => (scheme === 'sm' ? { scheme: 'sm4', key: newKey() } : newKey())

/** A new set of keys; its key for credentials holds from always. */
export function newKeys(scheme: Scheme = 'aes'): KeysJson {
  const hashes = scheme === 'sm' ? { hash_scheme: 'hmac-sm3' as const } : {}
  const seals = { current: 'k1', by_id: { k1: newSealKey(scheme) } }
  const keys: KeysJson = { hash_key: newKey(), ...hashes, seal_keys: seals }
  return withCredentialKey(keys, instant('2000-01-01T00:00:00+08:00'))
}

/**
 * The keys in a file: those of a stage, or those that a local stack keeps in its data directory beside its token key.
 * Throws a {@link Misuse}, without any content, if there are none.
 */
export const keysFrom = (file: string): Keys => fromFile(file, (text) => keysFromJson(localKeysIn(text) ?? text))

function fromFile<T>(file: string, read: (text: string) => T): T {
  const content = textIn(file)
  try {
    return read(content)
  } catch (error) {
    if (error instanceof Misuse) throw error
    const { message } = error as Error
    throw new Misuse(say({ zh: `${file} 里没有密钥：${message}`, en: `${file} holds no keys: ${message}` }))
  }
}

function localKeysIn(text: string): string | undefined {
  try {
    const { data_keys } = JSON.parse(text) as { data_keys?: unknown }
    return data_keys === undefined ? undefined : JSON.stringify(data_keys)
  } catch {
    // What is wrong with it is said, without its content, by who reads keys.
    return undefined
  }
}

const numberOf = (id: string) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0)

/** Reads keys; throws an Error without any content if the text holds none. */
function read(text: string): { keys: Keys; json: KeysJson } {
  const keys = keysFromJson(text)
  return { keys, json: JSON.parse(text) as KeysJson }
}

/** The keys with one more for sealing, not yet used. Every instance must know a key before the first one seals with it. */
export function withNewKey(text: string, scheme?: Scheme): KeysJson {
  const { keys, json } = read(text)
  const { current, by_id } = json.seal_keys
  const asNow = keys.sealKeys.byId.get(current)?.scheme === 'sm4' ? 'sm' : 'aes'
  const id = `k${Math.max(...Object.keys(by_id).map(numberOf)) + 1}`
  return { ...json, seal_keys: { current, by_id: { ...by_id, [id]: newSealKey(scheme ?? asNow) } } }
}

/** The keys, sealing with the newest from now on. */
export function usingNewest(text: string): KeysJson {
  const { json } = read(text)
  const { current, by_id } = json.seal_keys
  const [newest = current] = Object.keys(by_id).sort((a, b) => numberOf(b) - numberOf(a))
  return { ...json, seal_keys: { current: newest, by_id } }
}

/** The keys without one of those for sealing. Throws an Error if that is the one in use, or none. */
function withoutKey(text: string, id: string): KeysJson {
  const { json } = read(text)
  const { [id]: dropped, ...by_id } = json.seal_keys.by_id
  if (dropped === undefined)
    throw new Misuse(say({ zh: `没有编号为 ${id} 的封装密钥`, en: `there is no sealing key ${id}` }))
  if (id === json.seal_keys.current)
    throw new Misuse(say({ zh: `${id} 是现用的封装密钥，不能去掉`, en: `${id} is the sealing key in use: it stays` }))
  return { ...json, seal_keys: { ...json.seal_keys, by_id } }
}

const text = { type: 'string' } as const
const options = {
  ...{ add: text, use: text, drop: text, scheme: text },
  ...{
    signing: { type: 'boolean' as const },
    credentials: { type: 'boolean' as const },
    end: text,
    replace: text,
    from: text,
    until: text,
  },
} as const

/** Changes the keys of a file; of a local stack's file, those in it. Throws a {@link Misuse} if no keys would come of it. */
const changed = (file: string, change: (text: string) => KeysJson): object =>
  fromFile(file, (content) => {
    const local = localKeysIn(content)
    const keys = change(local ?? content)
    keysFromJson(JSON.stringify(keys))
    return local === undefined ? keys : { ...JSON.parse(content), data_keys: keys }
  })

/** What is done to the keys that we sign with: one thing at a time. */
function signingKeys({ add, end, replace, drop, from, until }: Values, file = '-'): object {
  if ([add, end, replace, drop].filter((one) => one !== undefined).length !== 1) {
    const zh = '--signing 要和 --add、--end、--replace、--drop 之一同用'
    throw new WrongCall(say({ zh, en: '--signing goes with one of --add, --end, --replace, --drop' }))
  }
  const change = (id: string, how: (json: KeysJson, id: string) => KeysJson) =>
    changed(file, (keys) => how(read(keys).json, id))
  if (end !== undefined)
    return change(end, (json, id) => endingSigner(json, id, timeOf('--until', required(until, '--until'))))
  if (replace !== undefined) return change(replace, (json, id) => replacingSigner(json, id, systemClock.now()))
  if (drop !== undefined) return change(drop, withoutSigner)
  return changed(add as string, (keys) => withSigner(read(keys).json, timeOf('--from', required(from, '--from'))))
}

/** What is done to the keys that credentials are signed with. */
function credentialKeys({ add, end, drop, from, until }: Values, file = '-'): object {
  if ([add, end, drop].filter((one) => one !== undefined).length !== 1) {
    const zh = '--credentials 要和 --add、--end、--drop 之一同用'
    throw new WrongCall(say({ zh, en: '--credentials goes with one of --add, --end, --drop' }))
  }
  const change = (how: (json: KeysJson) => KeysJson) => changed(add ?? file, (keys) => how(read(keys).json))
  if (end !== undefined)
    return change((json) => endingCredentialKey(json, end, timeOf('--until', required(until, '--until'))))
  if (drop !== undefined) return change((json) => withoutCredentialKey(json, drop))
  return change((json) => withCredentialKey(json, timeOf('--from', required(from, '--from'))))
}

const readOptions = (args: readonly string[]) => readArgs(args, options, 1)
type Values = ReturnType<typeof readOptions>['values']

function keysFor(args: readonly string[]): object {
  const { values, positionals } = readOptions(args)
  if (values.signing) return signingKeys(values, positionals[0])
  if (values.credentials) return credentialKeys(values, positionals[0])
  const { add, use, drop, scheme } = values
  const [file, ...more] = drop === undefined ? [undefined, ...positionals] : [positionals[0] ?? '-']
  if (more.length > 0) throw new WrongCall(say({ zh: `多了 ${more[0]}`, en: `not expected: ${more[0]}` }))
  if (scheme !== undefined && scheme !== 'sm' && scheme !== 'aes')
    throw new WrongCall(say({ zh: '--scheme 应为 sm 或 aes', en: '--scheme is sm or aes' }))
  if ([add, use, drop].filter((one) => one !== undefined).length > 1)
    throw new WrongCall(say({ zh: '--add、--use、--drop 要分次做', en: 'only one of --add, --use, --drop at a time' }))
  if (scheme !== undefined && (use ?? drop) !== undefined)
    throw new WrongCall(say({ zh: '--scheme 只用于新的密钥', en: '--scheme is for new keys' }))
  if (drop !== undefined) return changed(file ?? '-', (keys) => withoutKey(keys, drop))
  if (add !== undefined) return changed(add, (keys) => withNewKey(keys, scheme))
  return use === undefined ? newKeys(scheme) : changed(use, usingNewest)
}

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io = terminal): Promise<number> =>
  runCommand(usage, io, args, (rest) => {
    io.out(JSON.stringify(keysFor(rest)))
    return 0
  })

if (import.meta.main) await main(run)
