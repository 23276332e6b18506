/** Script and style as they are served are those that are written. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { assetsFolder, pageAssets } from '../../../infra/generate/page-assets.ts'

const made = pageAssets()

it.each([...made.keys()])('%s is up to date: node infra/generate/page-assets.ts', (name) => {
  expect(readFileSync(join(assetsFolder, name), 'utf8') === made.get(name)).toBe(true)
})

it('a site takes little before it is seen', () => {
  for (const site of ['desk', 'my', 'ops']) {
    const texts = [`${site}-js.ts`, `${site}-css.ts`].map((name) => made.get(name) ?? '')
    expect(
      texts.reduce((sum, text) => sum + gzipSync(text).length, 0),
      site,
    ).toBeLessThan(20_000)
  }
})
