/**
 * The secret keys of a stage: `npm run keys` makes new ones, `npm run keys -- --rotate FILE` adds a new sealing key to
 * those of a file and makes it the current one. Both write JSON to standard output and keep nothing.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { keysFromJson } from '../../shared/identity/index.ts'

const USAGE = `用法：npm run keys [-- --rotate 文件]

  不带选项        生成一套新密钥（哈希密钥一把、封装密钥一把），写到标准输出
  --rotate 文件   在已有密钥上加一把新的封装密钥并设为当前（哈希密钥不变，旧密钥仍可解封）；写 - 表示标准输入

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

/** The keys with one more for sealing, current from now on. Throws an Error without content if the text holds no keys. */
export function rotated(text: string): KeysJson {
  keysFromJson(text)
  const { hash_key, seal_keys } = JSON.parse(text) as KeysJson
  const numbers = Object.keys(seal_keys.by_id).map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0))
  const current = `k${Math.max(...numbers) + 1}`
  return { hash_key, seal_keys: { current, by_id: { ...seal_keys.by_id, [current]: newKey() } } }
}

/** Runs a command line (without node and script); answers the exit code. */
export function run(args: readonly string[], out = console.log, err = console.error): number {
  try {
    const { values } = parseArgs({ args: [...args], options: { rotate: { type: 'string' } } })
    const { rotate } = values
    const keys = rotate === undefined ? newKeys() : rotated(readFileSync(rotate === '-' ? 0 : rotate, 'utf8'))
    out(JSON.stringify(keys))
    return 0
  } catch (error) {
    err(`${(error as Error).message}\n\n${USAGE}`)
    return 2
  }
}

if (import.meta.main) process.exitCode = run(process.argv.slice(2))
