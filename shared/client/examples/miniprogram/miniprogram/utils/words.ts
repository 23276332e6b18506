/** What codes and areas are called: asked of the API once a start, never written down here. */
import type { Areas, Codes, Result } from '@mianshen/client'
import { api, together } from './api'

/** A choice: a code, and what it is called. */
export interface Option {
  code: string
  name: string
}

/** Names for everything that an answer holds as a code. */
export interface Words {
  /** What a code of a table is called. */
  name(table: string, code: string | undefined): string
  /** These codes as choices. */
  options(table: string, codes: readonly string[]): Option[]
  /** What a pooling area or province is called. */
  area(admdvs: string | undefined): string
  /** Provinces, and the pooling areas of each. */
  provinces: readonly Province[]
}

/** A province with its pooling areas. */
export interface Province extends Option {
  areas: readonly Option[]
}

let asked: Promise<Result<Words>> | undefined

/** The words. Those who ask at the same time share one answer; a failed one is asked for anew. */
export function words(): Promise<Result<Words>> {
  asked = asked ?? load()
  return asked
}

async function load(): Promise<Result<Words>> {
  const result = await together({ codes: api.call('GET /v1/codes'), areas: api.call('GET /v1/areas') })
  if (result.ok) return { ...result, body: wordsOf(result.body.codes, result.body.areas) }
  asked = undefined
  return result
}

function wordsOf({ tables }: Codes, { areas, provinces }: Areas): Words {
  const places = new Map([...provinces, ...areas].map(({ admdvs, name }) => [admdvs, name] as const))
  const name = (table: string, code = '') => tables[table]?.find((one) => one.code === code)?.name ?? code
  return {
    name,
    options: (table, codes) => codes.map((code) => ({ code, name: name(table, code) })),
    area: (admdvs = '') => places.get(admdvs) ?? admdvs,
    provinces: provinces.map((province) => ({
      code: province.admdvs,
      name: province.name,
      areas: areas
        .filter((area) => area.province === province.admdvs)
        .map((area) => ({ code: area.admdvs, name: area.name })),
    })),
  }
}
