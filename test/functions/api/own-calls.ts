/**
 * What a bundle's tests say of the calls of its own, in `calls.ts` of its test folder: how the tests of the API, which
 * are about every call, ask them.
 */
import { existsSync } from 'node:fs'
import type { Caller } from '../../../events/samples/day.ts'
import { bundleFolders } from '../../../infra/generate/bundles.ts'
import type { ApiClient } from '../../../infra/local/day/api-client.ts'
import type { Stack } from '../../support/stack.ts'
import type { Town } from './town.ts'

/** A call about the town's own data. */
export interface Asked {
  path?: string
  body?: unknown
  /** What the owner's answer must tell; by default any success will do. */
  tells?: string
}

/** Somebody and something of a played day that may be asked about. */
export interface Seen {
  api: ApiClient
  citizens: readonly Caller[]
  certificates: readonly string[]
  stack: Stack
}

/** What `calls.ts` of a bundle's test folder exports. */
export interface OwnCalls {
  /** Each call, about the town's own data. */
  asked: Record<string, (town: Town, role: string) => Asked>
  /** Calls that the town's state does not allow whose they are, and with which status. */
  refused?: Readonly<Record<string, number>>
  /** Carries out the example of each body. */
  carriedOut?: Record<string, (example: unknown) => Promise<{ status: number; body: unknown }>>
  /** Asks for what somebody of a played day may see by them. */
  look(seen: Seen): Promise<void>
}

const folderOf = (bundle: string) => new URL(`../bundles/${bundle}/calls.ts`, import.meta.url)

/** Those of every bundle that has calls of its own. */
export const ownCalls: readonly OwnCalls[] = await Promise.all(
  bundleFolders()
    .filter((bundle) => existsSync(folderOf(bundle)))
    .map(async (bundle) => ((await import(folderOf(bundle).href)) as { calls: OwnCalls }).calls),
)
