/** Style is a test: import direction, lengths, banned calls. What the linter cannot say stands here. */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = new URL('..', import.meta.url).pathname
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /^(events|shared|functions|infra|test)\//.test(file))
const sources = tracked.flatMap((file) => {
  try {
    return [{ file, text: readFileSync(join(root, file), 'utf8') }]
  } catch {
    return []
  }
})
const ours = sources.filter(({ file }) => !file.startsWith('test/'))

/** Files of ours that a file imports, as paths from the root. */
function importsOf({ file, text }: { file: string; text: string }): string[] {
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path]) => normalize(join(dirname(file), path!)))
}

const folder = (file: string) => file.split('/')[0]!

/** What each folder may import, beside itself. */
const mayImport: Record<string, string[]> = {
  events: ['shared'],
  shared: ['events'],
  functions: ['shared', 'events'],
  infra: ['functions', 'shared', 'events'],
}
/** The only parts of shared that events may know: how things are written, nothing of what they mean to us. */
const eventsMayKnow = /^shared\/(codes|money|calendar|identity)\//

describe('tidy', () => {
  it('imports point one way', () => {
    const wrong = ours.flatMap((source) =>
      importsOf(source)
        .filter(
          (target) =>
            folder(target) !== folder(source.file) && !mayImport[folder(source.file)]?.includes(folder(target)),
        )
        .map((target) => `${source.file} → ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('events know of shared only how things are written', () => {
    const wrong = ours
      .filter(({ file }) => file.startsWith('events/') && !file.startsWith('events/samples/'))
      .flatMap((source) =>
        importsOf(source)
          .filter((target) => target.startsWith('shared/') && !eventsMayKnow.test(target))
          .map((target) => `${source.file} → ${target}`),
      )
    expect(wrong).toEqual([])
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
