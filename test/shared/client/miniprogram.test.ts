/** The mini-program as its tool would take it: files, markup, colours. Its types: package.test.ts; what it does: miniprogram-story.test.ts. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  app,
  codeOf,
  components,
  files,
  jsonOf,
  type PageJson,
  project,
  textOf,
  treeOf,
} from './miniprogram/project.ts'
import { elementsIn, expressionsIn, handlersOf, namesIn } from './miniprogram/wxml.ts'

const screens = [...app.pages, ...components]
const ownElements = ['view', 'text', 'block', 'slot', 'button', 'input', 'picker', 'page-meta', '']
const elementsOf = (path: string) => elementsIn(treeOf(path))

/** What a page or component declares: its data and properties, its methods. */
function declared(path: string) {
  let options: Record<string, Record<string, unknown>> = {}
  const take = (given: typeof options) => {
    options = given
  }
  const anything: unknown = new Proxy(() => anything, {
    get: (_, name) => (name === Symbol.iterator ? undefined : anything),
  })
  const modules = { require: (target: string) => modulesOf(target), module: {}, exports: {} }
  const given = { ...modules, wx: anything, Page: take, Component: take }
  new Function(...Object.keys(given), codeOf(path))(...Object.values(given))
  const { data = {}, properties = {}, methods, ...rest } = options
  return { names: [...Object.keys(data), ...Object.keys(properties)], handlers: Object.keys(methods ?? rest) }
}
/** Only what data are made of when a page is declared. */
const modulesOf = (target: string): unknown => {
  if (target.endsWith('/show'))
    return { frame: () => ({ loading: 0, trouble: 0, size: 0, elder: 0, largest: 0 }), look: () => ({ size: 0 }) }
  if (target.endsWith('/drafts')) return { faultless: () => ({ faults: 0, failure: 0, again: 0 }) }
  if (target.endsWith('/config')) return { config: { signIn: {}, hotline: '' } }
  return {}
}

describe('the files', () => {
  it('every page has its four, and every folder of pages is a page', () => {
    const expected = app.pages.flatMap((path) => ['json', 'ts', 'wxml', 'wxss'].map((kind) => `${path}.${kind}`))
    expect(files.filter((file) => file.startsWith('pages/'))).toEqual(expected.sort())
  })

  it('tabs are pages, whatever else is used is there', () => {
    for (const { pagePath } of app.tabBar.list) expect(app.pages).toContain(pagePath)
    for (const path of screens) {
      const uses = Object.values(jsonOf<PageJson>(`${path}.json`).usingComponents ?? {}).map((used) => used.slice(1))
      expect(components).toEqual(expect.arrayContaining(uses))
    }
    const code = files.filter((file) => file.endsWith('.ts')).map(textOf)
    const targets = code.flatMap((text) =>
      [...text.matchAll(/url: [`'](\/pages\/[\w/-]+)/g)].map(([, url = '']) => url.slice(1)),
    )
    expect(app.pages).toEqual(expect.arrayContaining(targets))
  })

  it('the README names each page, and every call of it', () => {
    const readme = readFileSync(join(project, 'README.md'), 'utf8')
    for (const path of app.pages) {
      expect(readme).toContain(`\`${path.split('/').at(-1)}\``)
      const calls = [...textOf(`${path}.ts`).matchAll(/api\.(?:call|pages)\('([^']+)'/g)].map(([, call]) => call)
      for (const call of calls) expect(readme, path).toContain(`\`${call}\``)
    }
  })

  it('the tool finds the typed client among the packages, and the typings that the client is tested with', () => {
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
    const { dependencies, devDependencies } = read(join(project, 'package.json'))
    const client = read(join(project, '../../package.json'))
    expect(dependencies).toEqual({ '@mianshen/client': `^${client.version.split('.')[0]}.0.0` })
    expect(devDependencies).toEqual(client.devDependencies)
    expect(read(join(project, 'project.config.json')).miniprogramRoot).toBe('miniprogram/')
  })
})

describe.each(screens)('%s', (path) => {
  it('is well formed, of elements that there are', () => {
    const uses = Object.keys(jsonOf<PageJson>(`${path}.json`).usingComponents ?? {})
    const tags = [...new Set(elementsOf(path).map(({ tag }) => tag))]
    expect(tags.filter((tag) => ![...ownElements, ...uses].includes(tag))).toEqual([])
    expect(
      uses.filter((used) => !tags.includes(used)),
      'used and never shown',
    ).toEqual([])
  })

  it('shows what it has, and calls what it can', () => {
    const { names, handlers } = declared(path)
    const elements = elementsOf(path)
    const items = elements.flatMap(
      ({ attributes }) => attributes['wx:for-item'] ?? ('wx:for' in attributes ? 'item' : []),
    )
    const texts = elements.flatMap(({ attributes, children }) => [
      ...Object.values(attributes),
      ...children.filter((child) => typeof child === 'string'),
    ])
    const shown = texts.flatMap(expressionsIn).flatMap(namesIn)
    expect([...new Set(shown)].filter((name) => ![...names, ...items].includes(name))).toEqual([])
    const called = elements.flatMap(handlersOf).map(([, handler]) => handler)
    expect(called.filter((handler) => !handlers.includes(handler))).toEqual([])
  })

  it('can be used without seeing: what is tapped says what it is, inputs what they ask', () => {
    for (const { tag, attributes } of elementsOf(path)) {
      if (tag === 'view' && 'bindtap' in attributes)
        expect(attributes, JSON.stringify(attributes)).toHaveProperty('aria-role')
      if (tag === 'input') expect(attributes).toHaveProperty('aria-label')
    }
  })

  it('repeats nothing without a key', () => {
    for (const { attributes } of elementsOf(path))
      if ('wx:for' in attributes) expect(attributes).toHaveProperty('wx:key')
  })
})

/** Rules of a style sheet: selector and declarations. */
function rulesOf(text: string): { selector: string; declared: Record<string, string> }[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '')
  return [...bare.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
    selector: selector.trim(),
    declared: Object.fromEntries(
      body.split(';').flatMap((line) => {
        const [name, value] = line.split(/:(.*)/s).map((part) => part?.trim())
        return name && value ? [[name, value]] : []
      }),
    ),
  }))
}

const styles = files.filter((file) => file.endsWith('.wxss'))
const rules = styles.flatMap((file) => rulesOf(textOf(file)).map((rule) => ({ file, ...rule })))
const page = rules.find(({ selector }) => selector === 'page')!.declared
const colour = (value: string) => value.replace(/var\((--\w+)\)/, (_, name: string) => page[name] ?? '')

/** WCAG 2: 1 to 21. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

describe('the style', () => {
  it('has colours in one place, and every writing stands out from every ground it may lie on', () => {
    expect(
      rules.filter(({ selector, declared }) => selector !== 'page' && /#|rgb/.test(Object.values(declared).join())),
    ).toEqual([])
    const grounds = [page['--ground']!, page['--paper']!]
    for (const { file, selector, declared } of rules) {
      if (!declared.color || selector === 'page') continue
      const on = declared.background ? [colour(declared.background)] : grounds
      for (const ground of on)
        expect(contrast(colour(declared.color), ground), `${file} ${selector}`).toBeGreaterThanOrEqual(4.5)
    }
    for (const ground of grounds) expect(contrast(page['--ink']!, ground)).toBeGreaterThanOrEqual(7)
    const { color, selectedColor, backgroundColor } = app.tabBar
    for (const one of [color, selectedColor]) expect(contrast(one, backgroundColor)).toBeGreaterThanOrEqual(4.5)
    // Borders of controls tell where they are.
    expect(contrast(page['--line']!, page['--paper']!)).toBeGreaterThanOrEqual(3)
  })

  it('measures by the size of the letters, so that one number enlarges all; none is smaller', () => {
    for (const path of app.pages) {
      const [first] = treeOf(path).children
      expect(first, path).toMatchObject({ tag: 'page-meta', attributes: { 'root-font-size': '{{size}}px' } })
    }
    expect(rules.filter(({ declared }) => /\d(?:px|rpx|pt)\b/.test(Object.values(declared).join(' ')))).toEqual([])
    const sizes = rules.flatMap(({ declared }) =>
      declared['font-size'] ? [Number.parseFloat(declared['font-size'])] : [],
    )
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1)
    const lines = rules.flatMap(({ selector, declared }) =>
      selector === 'page' ? [Number(declared['line-height'])] : [],
    )
    expect(lines).toEqual([1.6])
  })

  it('of a component chooses by class alone, as the tool demands', () => {
    const own = rules.filter(({ file }) => file.startsWith('components/'))
    expect(own.filter(({ selector }) => !/^\.[\w-]+(?:::after)?$/.test(selector))).toEqual([])
  })

  it('gives every control a finger’s height: 44 px at 17 px a letter, 60 at 25', () => {
    const height = (selector: string) => {
      const rule = rules.find((one) => one.selector === selector)?.declared
      return Number.parseFloat(rule?.['min-height'] ?? rule?.height ?? '0')
    }
    for (const selector of ['button.button', '.choice', '.input']) {
      expect(height(selector) * 17, selector).toBeGreaterThanOrEqual(44)
      expect(height(selector) * 25, selector).toBeGreaterThanOrEqual(60)
    }
  })
})
