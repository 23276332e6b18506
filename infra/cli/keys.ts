/**
 * The secret keys of a stage: `npm run keys` makes new ones; `-- --add FILE` adds a sealing key to those of a file, and
 * `-- --use FILE` makes the newest the current one. All write JSON to standard output and keep nothing.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Keys, keysFromJson } from '../../shared/identity/index.ts'

const USAGE = `用法：npm run keys [-- --add 文件 | --use 文件]

  不带选项      生成一套新密钥（哈希密钥一把、封装密钥一把），写到标准输出
  --add 文件    在已有密钥上加一把新的封装密钥，暂不使用（哈希密钥不变）；写 - 表示标准输入
  --use 文件    从此用最新的一把封装，旧的仍可解封；要等全部函数都读到新密钥以后再做

密钥只写到标准输出，不留存。上线时直接送入密钥库，见 infra/DEPLOY.md。`

/** The JSON of the keys, as `shared/identity/keys.ts` reads it. */
interface KeysJson {
  hash_key: string
  seal_keys: { current: string; by_id: Record<string, string> }
}

const newKey = () => randomBytes(32).toString('base64')

/** A new set of keys. */
export function newKeys(): KeysJson {
  return { hash_key: newKey(), seal_keys: { current: 'k1', by_id: { k1: newKey() } } }
}

/** The keys in a file: those of a stage, or those that a local stack keeps in its data directory beside its token key. */
export function keysIn(text: string): Keys {
  return keysFromJson(localKeysIn(text) ?? text)
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
function read(text: string): KeysJson {
  keysFromJson(text)
  return JSON.parse(text) as KeysJson
}

/** The keys with one more for sealing, not yet used. Every instance must know a key before the first one seals with it. */
export function withNewKey(text: string): KeysJson {
  const { hash_key, seal_keys } = read(text)
  const id = `k${Math.max(...Object.keys(seal_keys.by_id).map(numberOf)) + 1}`
  return { hash_key, seal_keys: { ...seal_keys, by_id: { ...seal_keys.by_id, [id]: newKey() } } }
}

/** The keys, sealing with the newest from now on. */
export function usingNewest(text: string): KeysJson {
  const { hash_key, seal_keys } = read(text)
  const [current = seal_keys.current] = Object.keys(seal_keys.by_id).sort((a, b) => numberOf(b) - numberOf(a))
  return { hash_key, seal_keys: { ...seal_keys, current } }
}

/** Runs a command line (without node and script); answers the exit code. */
export function run(args: readonly string[], out = console.log, err = console.error): number {
  const text = { type: 'string' } as const
  const contentOf = (file: string) => readFileSync(file === '-' ? 0 : file, 'utf8')
  try {
    const { add, use } = parseArgs({ args: [...args], options: { add: text, use: text } }).values
    if (add !== undefined && use !== undefined) throw new Error('--add 和 --use 要分两次做')
    const keys =
      add !== undefined ? withNewKey(contentOf(add)) : use !== undefined ? usingNewest(contentOf(use)) : newKeys()
    out(JSON.stringify(keys))
    return 0
  } catch (error) {
    err(`${(error as Error).message}\n\n${USAGE}`)
    return 2
  }
}

if (import.meta.main) process.exitCode = run(process.argv.slice(2))
