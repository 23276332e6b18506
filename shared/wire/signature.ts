/** The signature of a request to a service: aws4's, with the key of the day made once. */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import aws4 from 'aws4'

/** Whose calls they are. */
export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** Days, secrets and services are few; a process that runs on gets new ones every day. */
const mostKept = 64
const kept = new Map<string, KeyObject>()

/**
 * aws4 keeps the key of the day as bytes, and node:crypto makes a key of bytes anew for every signature: that takes more
 * time than all the rest of it.
 */
class Signer extends aws4.RequestSigner {
  override signature(): string {
    return createHmac('sha256', this.#key()).update(this.stringToSign()).digest('hex')
  }

  #key(): KeyObject {
    const { secretAccessKey } = this.credentials
    const scope = this.credentialString()
    const name = `${secretAccessKey} ${scope}`
    const held = kept.get(name)
    if (held) return held
    if (kept.size >= mostKept) kept.clear()
    const made = createSecretKey(
      scope
        .split('/')
        .reduce<Buffer | string>(
          (key, part) => createHmac('sha256', key).update(part).digest(),
          `AWS4${secretAccessKey}`,
        ) as Buffer,
    )
    kept.set(name, made)
    return made
  }
}

/** The request's headers with its signature. */
export function signed(request: aws4.Request, credentials: Credentials): Record<string, string> {
  return new Signer(request, credentials).sign().headers as Record<string, string>
}
