/** The two READMEs say the same, and nothing that is not there. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }

const root = new URL('../', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, root), 'utf8')
const english = read('README.md')
const chinese = read('README.zh-CN.md')
const both = [
  ['README.md', english],
  ['README.zh-CN.md', chinese],
] as const

const fence = /^```(\w*)\n(.*?)^```$/gms
const fences = (text: string) => [...text.matchAll(fence)].map(([, language = '', body = '']) => ({ language, body }))
const withoutFences = (text: string) => text.replace(fence, '')

/** The outline: the level of each heading, in order. */
const outline = (text: string) =>
  [...withoutFences(text).matchAll(/^(#{1,6}) \S/gm)].map(([, marks = '']) => marks.length)

/** What a shell would run of a block: comments are for the reader, and each README has its own. */
const commands = (body: string) => body.split('\n').map((line) => line.replace(/(^|\s+)# .*$/, ''))

/** Rows of the tables by their first word of code: `| `transfer` … |`. */
const tableRows = (text: string) => [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name)

const inlineCode = (text: string) => [...withoutFences(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)

describe('README.zh-CN.md is in step with README.md', () => {
  it('has the same headings, level by level', () => {
    expect(outline(english).length).toBeGreaterThan(5)
    expect(outline(chinese)).toEqual(outline(english))
  })

  it('has the same commands and code, but for the comments', () => {
    const shown = (text: string) =>
      fences(text).map(({ language, body }) => ({ language, lines: language === 'sh' ? commands(body) : [body] }))
    expect(shown(english).length).toBeGreaterThan(5)
    expect(shown(chinese)).toEqual(shown(english))
  })

  it('lists the same bundles, names the same things in code, and links the same places', () => {
    expect(tableRows(chinese)).toEqual(tableRows(english))
    expect(tableRows(english)).toContain('transfer')
    expect([...new Set(inlineCode(chinese))].sort()).toEqual([...new Set(inlineCode(english))].sort())
    const places = (text: string) => linksIn(text).filter((link) => !/^README/.test(link))
    expect(places(chinese)).toEqual(places(english))
  })

  it('is in Chinese, the other in English but for the title and a pointer', () => {
    const share = (text: string) => (withoutFences(text).match(/\p{Script=Han}/gu) ?? []).length / text.length
    expect(share(chinese)).toBeGreaterThan(0.25)
    expect(share(english)).toBeLessThan(0.02)
  })
})

function linksIn(text: string): string[] {
  return [...withoutFences(text).matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
}

describe.each(both)('%s names only what there is', (_file, text) => {
  it('every `npm run` is a script', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script)
    expect(named.length).toBeGreaterThan(3)
    for (const script of new Set(named)) expect(Object.keys(packageJson.scripts)).toContain(script)
    for (const script of ['start', 'test']) expect(Object.keys(packageJson.scripts)).toContain(script)
  })

  it('every relative link leads somewhere', () => {
    const links = linksIn(text).filter((link) => !/^[a-z]+:/.test(link))
    expect(links.length).toBeGreaterThan(3)
    expect(links.filter((link) => !existsSync(new URL(link.replace(/#.*$/, ''), root)))).toEqual([])
  })

  it('every path in code is a file or folder', () => {
    const paths = inlineCode(text).filter((code) => /^[.\w][\w./-]*\/[\w./-]+$/.test(code) && !/^v\d/.test(code))
    expect(paths).toContain('shared/chain/settle.ts')
    expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([])
  })
})
