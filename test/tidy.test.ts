/** Style is a test: import direction, lengths, banned calls. What the linter cannot say stands here. */
import { describe, expect, it } from 'vitest'
import { circlesIn, graphOf, importsOf, ours, sources } from './support/sources.ts'

/**
 * The house from the ground up. A file imports its own folder and what stands below it; folders of one line do not
 * import each other. A folder is named with all that is in it, but for what is named by itself.
 */
const layers: readonly (readonly string[])[] = [
  ['shared/calendar', 'shared/codes', 'shared/money'],
  ['shared/clock', 'shared/identity'],
  ['events'],
  // The queues, the log and what is measured: files that belong to no folder.
  ['shared', 'shared/policy', 'events/samples'],
  ['shared/registers'],
  ['shared/table'],
  ['shared/chain', 'shared/client'],
  ['functions', 'functions/acts'],
  ['functions/bundles', 'functions/inbox'],
  ['functions/clearing', 'functions/http'],
  ['functions/worker', 'functions/clock', 'functions/desk'],
  ['functions/api'],
  ['functions/citizen', 'functions/agency', 'functions/proof'],
  ['infra'],
]
const folders = layers.flat()

/** The folder of the house that a file belongs to: the longest that is named. */
function folderOf(file: string): string {
  const path = file.split('/')
  for (let length = path.length - 1; length > 0; length--) {
    const folder = path.slice(0, length).join('/')
    // `shared` and `functions` name only what lies directly in them.
    const isOpen = folder === 'shared' || folder === 'functions' ? length === path.length - 1 : true
    if (isOpen && folders.includes(folder)) return folder
  }
  throw new Error(`${file} is in no layer`)
}

const layerOf = (folder: string) => layers.findIndex((layer) => layer.includes(folder))

/** A folder as it lies: bundles apart, and what lies deeper with the folder it is in. */
const unitOf = (file: string) =>
  /^functions\/bundles\/[^/]+(?=\/)|^(?:shared|functions)\/[^/]+(?=\/)|^[^/]+/.exec(file)?.[0] ?? file

describe('tidy', () => {
  it('imports point down', () => {
    const wrong = ours.flatMap((source) => {
      const own = folderOf(source.file)
      return importsOf(source)
        .filter((target) => folderOf(target) !== own && layerOf(folderOf(target)) >= layerOf(own))
        .map((target) => `${source.file} → ${target}`)
    })
    expect(wrong).toEqual([])
  })

  it('there is no circle, of files or of folders, not even of types', () => {
    expect(circlesIn(graphOf(ours, (file) => file))).toEqual([])
    expect(circlesIn(graphOf(ours, folderOf))).toEqual([])
    expect(circlesIn(graphOf(ours, unitOf))).toEqual([])
  })

  it('finds a circle where there is one', () => {
    const files = [
      { file: 'a/one.ts', text: "import type { Two } from '../b/two.ts'" },
      { file: 'b/two.ts', text: "const three = await import('./three.ts')" },
      { file: 'b/three.ts', text: "export { one } from '../a/one.ts'" },
      { file: 'c/four.ts', text: "import '../a/one.ts'" },
    ]
    expect(circlesIn(graphOf(files, (file) => file))).toEqual([['a/one.ts', 'b/three.ts', 'b/two.ts']])
    expect(circlesIn(graphOf(files, (file) => file.split('/')[0]!))).toEqual([['a', 'b']])
  })

  it('no bundle imports another', () => {
    const bundleOf = (file: string) => /^functions\/bundles\/([^/]+)\//.exec(file)?.[1]
    const wrong = ours.flatMap((source) => {
      const own = bundleOf(source.file)
      return own === undefined
        ? []
        : importsOf(source).flatMap((target) => {
            const other = bundleOf(target)
            return other === undefined || other === own ? [] : [`${source.file} → ${target}`]
          })
    })
    expect(wrong).toEqual([])
  })

  it('steps know nothing of queues, the table or the network', () => {
    const wrong = ours
      .filter(({ file }) => file.startsWith('functions/bundles/'))
      .filter(({ text }) =>
        /@aws-sdk|\bfetch\(|table\/(table|dynamo|memory|files)\.ts|chain\/(handle|ports|world)\.ts/.test(text),
      )
      .map(({ file }) => file)
    expect(wrong).toEqual([])
  })

  it('one place sends: it knows what becomes of a message that a queue refuses', () => {
    const senders = ours.filter(({ text }) => /queues\d*\.send\(/.test(text)).map(({ file }) => file)
    expect(senders).toEqual(['shared/chain/send.ts'])
  })

  it('nothing but the clock asks the machine for the time', () => {
    const allowed = /^(shared\/clock\/|infra\/local\/|infra\/cli\/|test\/)/
    const wrong = ours.filter(({ file, text }) => !allowed.test(file) && /\bDate\.now\(|new Date\(\)/.test(text))
    expect(wrong.map(({ file }) => file)).toEqual([])
  })

  it('files stay short', () => {
    const long = ours
      .filter(({ text }) => !/^\/\*\* .* not by hand\. \*\/$/m.test(text))
      .map(({ file, text }) => ({ file, lines: text.split('\n').length }))
      .filter(({ lines }) => lines > 300)
    expect(long).toEqual([])
  })

  it('what is exported is explained', () => {
    const silent = ours.flatMap(({ file, text }) => {
      const lines = text.split('\n')
      return lines.flatMap((line, index) => {
        if (!/^export (async )?(function|class|interface|type) \w/.test(line)) return []
        return /\*\/\s*$/.test(lines[index - 1] ?? '') ? [] : [`${file}:${index + 1}`]
      })
    })
    expect(silent).toEqual([])
  })

  it('no machine path, no registry host, nothing skipped or silenced', () => {
    const bad = /\.only\(|\.skip\(|@ts-ignore|\bas any\b(?! \w)|registry\.npmjs|\/work\/|\/home\/\w/
    const wrong = sources
      .filter(({ file, text }) => file !== 'test/tidy.test.ts' && bad.test(text))
      .map(({ file }) => file)
    expect(wrong).toEqual([])
  })
})
