/**
 * Verifies events of Mianshen (SM2 with SM3 over RFC 8785). Node 20 or later; npm install sm-crypto-v2.
 *
 *     curl -s $API/v1/signing-keys > keys.json
 *     node verify.mjs keys.json < events.jsonl      one event a line; "ok KEY_ID" or "not ok" for each
 *     curl -s $API/asyncapi.json > asyncapi.json
 *     node verify.mjs asyncapi.json                 checks this program against the published example
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sm2 } from 'sm-crypto-v2'

const USER_ID = '1234567812345678'

/** Whether the signature of an event (as it was parsed) is that of a public key (`04` and the point, hexadecimal). */
export function verify({ signature, ...event }, publicKey) {
  if (event.signtype !== 'SM2' || !/^[0-9a-f]{128}$/i.test(signature ?? '')) return false
  const text = canonical(event)
  if (!text.isWellFormed()) return false // Half of a letter: no canonical form, so nobody signed it.
  try {
    return sm2.doVerifySignature(text, signature.toLowerCase(), publicKey, { hash: true, userId: USER_ID })
  } catch {
    return false // The library throws for r and s that no signature has.
  }
}

/** Canonical JSON: members sorted by UTF-16 code units, which is how sort() sorts; the rest is how JavaScript writes JSON. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'string' && !value.isWellFormed()) return value
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${canonical(name)}:${canonical(value[name])}`).join(',')}}`
}

/** SM3 of Z and the text; Z is SM3 of user id, curve (a, b, and the point G) and public key. */
function digest(text, publicKey) {
  const curve =
    'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0'
  const sm3 = (...parts) => createHash('sm3').update(Buffer.concat(parts)).digest()
  const bits = Buffer.from([0, USER_ID.length * 8])
  const z = sm3(bits, Buffer.from(USER_ID), Buffer.from(curve + publicKey.slice(2), 'hex'))
  return sm3(z, Buffer.from(text)).toString('hex')
}

const say = (line) => process.stdout.write(`${line}\n`)

function checkExample({ event, public_key, ...example }) {
  const { signature, ...signed } = event
  const text = canonical(signed)
  const checks = {
    canonical: text === example.canonical,
    digest: digest(text, public_key) === example.digest,
    signature: verify(event, public_key) && signature === example.signature,
  }
  for (const [name, good] of Object.entries(checks)) say(`${good ? 'ok' : 'not ok'} ${name}`)
  return Object.values(checks).every(Boolean)
}

function checkEvents(keys, lines) {
  const signers = lines.map((line) => keys.find((key) => verify(JSON.parse(line), key.public_key)))
  for (const key of signers) say(key ? `ok ${key.key_id}` : 'not ok')
  return signers.every(Boolean)
}

const [file] = process.argv.slice(2)
const { keys, 'x-signing-example': example } = JSON.parse(readFileSync(file, 'utf8'))
const lines = () => readFileSync(0, 'utf8').split('\n').filter(Boolean)
const checks = [...(example ? [checkExample(example)] : []), ...(keys ? [checkEvents(keys, lines())] : [])]
process.exitCode = checks.every(Boolean) ? 0 : 1
