/** Keys that a test's stack signs with, and a partner that knows of us what `GET /v1/signing-keys` says. */
import { canonicalJson } from '../../events/canonical.ts'
import { verifyText } from '../../events/signing.ts'
import { type SignerJson, withSigner } from '../../infra/cli/stage-keys/signing-keys.ts'
import { instant } from '../../shared/calendar/index.ts'
import { type Keys, keysFromJson } from '../../shared/identity/index.ts'
import { apiOf } from './api.ts'
import { type Stack, testKeysJson } from './stack.ts'

/** {@link testKeysJson} with a key to sign with, `s1`, that has always held. */
export const signingKeysJson = withSigner(
  { ...testKeysJson, signing_keys: [] as readonly SignerJson[] },
  instant('2000-01-01T00:00:00+08:00'),
)

/** The keys in their JSON. */
export const keysOf = (json: object): Keys => keysFromJson(JSON.stringify(json))

/** A published key, and whether a signature of an event is its. */
export interface PublishedKey {
  key_id: string
  public_key: string
  from: string
  until?: string
}

/** The keys as a partner reads them. */
export async function publishedKeys(stack: Stack): Promise<PublishedKey[]> {
  return (await apiOf(stack).request('/v1/signing-keys')).body.keys
}

/** Which of these keys has signed a message as it lies in a queue. */
export function signerOf(body: string, keys: readonly PublishedKey[]): string | undefined {
  const { signature = '', ...event } = JSON.parse(body) as { signature?: string }
  const text = canonicalJson(event)
  return keys.find(({ public_key }) => verifyText(text, signature, public_key))?.key_id
}
