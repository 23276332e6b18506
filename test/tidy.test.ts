/** Style is a test: import direction, lengths, banned calls. What the linter cannot say stands here. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../functions/bundles/catalogue.ts'
import { manifests } from '../functions/bundles/index.ts'
import { partnerQueues, queueNames } from '../shared/queues.ts'
import {
  circlesIn,
  commentsOf,
  deadExports,
  filesLike,
  functionLengths,
  graphOf,
  importsOf,
  ours,
  read,
  root,
  sources,
  withoutComments,
} from './support/sources.ts'

/**
 * The house from the ground up. A file imports its own folder and what stands below it; folders of one line do not
 * import each other. A folder is named with all that is in it, but for what is named by itself.
 */
const layers: readonly (readonly string[])[] = [
  ['shared/calendar', 'shared/codes', 'shared/money'],
  ['shared/clock', 'shared/identity', 'shared/keeping'],
  ['events', 'shared/wire', 'shared/bucket'],
  // The queues, the log and what is measured: files that belong to no folder.
  ['shared'],
  ['shared/policy', 'shared/tasks', 'events/samples'],
  ['shared/points'],
  ['shared/registers'],
  ['shared/table'],
  ['shared/chain', 'shared/client', 'shared/trail'],
  ['shared/engine'],
  ['functions/calls'],
  ['functions', 'functions/acts'],
  ['functions/bundles'],
  ['functions/inbox', 'functions/behalf', 'functions/credentials'],
  [
    'functions/answers',
    'functions/clearing',
    'functions/corrections',
    'functions/forecast',
    'functions/http',
    'functions/keeping',
    'functions/packs',
    'functions/report',
    'functions/screening',
    'functions/trials',
  ],
  ['functions/surveys'],
  ['functions/worker', 'functions/clock', 'functions/desk', 'functions/proof', 'functions/records'],
  ['functions/api'],
  ['functions/citizen', 'functions/agency', 'functions/pages'],
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

const bundleOf = (file: string) => /^functions\/bundles\/([^/]+)\//.exec(file)?.[1]

/** What a bundle is called, for others to refer to it: the one file of it that they import. */
const isReference = (file: string) => /^functions\/bundles\/[^/]+\/reference\.ts$/.test(file)

/** A folder as it lies: bundles apart, and what lies deeper with the folder it is in. References stand by themselves. */
const unitOf = (file: string) =>
  isReference(file)
    ? file
    : (/^functions\/bundles\/[^/]+(?=\/)|^(?:shared|functions)\/[^/]+(?=\/)|^[^/]+/.exec(file)?.[0] ?? file)

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

  it('of another bundle one imports its reference, which imports of none', () => {
    const wrong = ours.flatMap((source) => {
      const own = bundleOf(source.file)
      const isWrong = (target: string) =>
        isReference(source.file) ? bundleOf(target) !== undefined : bundleOf(target) !== own && !isReference(target)
      const targets = own === undefined ? [] : importsOf(source).filter((target) => bundleOf(target) && isWrong(target))
      return targets.map((target) => `${source.file} → ${target}`)
    })
    expect(wrong).toEqual([])
  })

  it('in a bundle steps lie in steps/, and what lies in rules/ is asked by steps and asks none', () => {
    const within = ours.filter(({ file }) => bundleOf(file) !== undefined)
    const astray = within.filter(({ file, text }) => /\bstep\(\{/.test(text) && !file.includes('/steps/'))
    expect(astray.map(({ file }) => file)).toEqual([])
    const rules = within.filter(({ file }) => file.includes('/rules/'))
    expect(rules.filter((rule) => importsOf(rule).some((file) => file.includes('/steps/')))).toEqual([])
  })

  it('a bundle is called by name and prefix in its own folder alone', () => {
    const named = manifests.map(({ chain: { bundle, prefix } }) => ({
      bundle,
      pattern: new RegExp(`'${prefix}'|\\b(?:bundle\\b[^\\n']{0,5}|after: \\[)'${bundle}'`),
    }))
    // The client is written from the manifests.
    const others = ours.filter(({ file }) => /^(?:shared|functions)\/(?!client\/)/.test(file))
    const wrong = others.flatMap(({ file, text }) =>
      named
        .filter(({ bundle, pattern }) => bundleOf(file) !== bundle && pattern.test(text))
        .map(({ bundle }) => `${file} names ${bundle}`),
    )
    expect(wrong).toEqual([])
  })

  it('steps, and what settles a file by them, know nothing of queues, the table or the network', () => {
    const wrong = ours
      // A bundle's calls are answered by whoever has ports: they are no steps.
      .filter(({ file }) => /^(?:functions\/bundles|shared\/chain)\//.test(file) && !/[/-]routes\.ts$/.test(file))
      .filter(({ text }) =>
        /@aws-sdk|\bfetch\(|table\/(table|dynamo|memory|files)\.ts|shared\/engine\/|sqs\.ts/.test(text),
      )
      .map(({ file }) => file)
    expect(wrong).toEqual([])
  })

  it('one place sends: it knows what becomes of a message that a queue refuses', () => {
    const senders = ours.filter(({ text }) => /queues\d*\.send\(/.test(text)).map(({ file }) => file)
    expect(senders).toEqual(['shared/engine/send.ts'])
  })

  it('one place seals for the table: it knows what each is bound to, for who seals it anew under another key', () => {
    const imports = /import \{[^}]*\b(?:seal|open)\b[^}]*\} from '[./\w]*identity\/index\.ts'/
    const sealers = ours.filter(({ text }) => imports.test(text)).map(({ file }) => file)
    // A caller's place in a list is sealed too, and kept nowhere; the archive is no table, and keeps the keys it was sealed
    // with; what a browser keeps is gone with it; what a load works with is gone when it is done.
    const beside = [
      'functions/calls/paging.ts',
      'functions/credentials/code.ts',
      'functions/inbox/archive.ts',
      'functions/pages/frame/session.ts',
      'infra/load/partitions.ts',
      'infra/load/work.ts',
    ]
    expect(sealers).toEqual([...beside, 'shared/table/seals/sealed.ts'])
  })

  it('nothing but the clock asks the machine for the time', () => {
    const allowed = /^(shared\/clock\/|infra\/(local|cli|load)\/|test\/)/
    const wrong = ours.filter(({ file, text }) => !allowed.test(file) && /\bDate\.now\(|new Date\(\)/.test(text))
    expect(wrong.map(({ file }) => file)).toEqual([])
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

/** What may only fall: whoever brings one of these numbers down writes the lower one here. */
const most = {
  linesOfFile: 300,
  linesOfFunction: 58,
  filesOfFolder: 15,
}
/** Folders that have more files than that. */
const fullFolders: Readonly<Record<string, number>> = {
  // Alike all through: what partners speak of, a file each.
  'events/subjects': 22,
}

/** Words that once meant several things, and where each may still stand (infra/decisions/0055). */
describe('one word means one thing', () => {
  /** Names of which this is a part. */
  const namesWith = (part: RegExp, inFiles: RegExp) => {
    const code = ours.filter(({ file }) => inFiles.test(file)).map(({ text }) => withoutComments(text))
    const names = code.flatMap((text) => [...text.matchAll(/(?<![\w#-])[A-Za-z_$][\w$]*/g)].map(([name]) => name))
    return [...new Set(names)].filter((name) => part.test(name)).sort()
  }
  const house = /^(?:events|shared|functions)\//
  /** Bundles name what their own tasks show. */
  const aroundBundles = /^(?:events|shared|functions\/(?!bundles\/)\w+)\//

  it('watch is the simulator’s, but for a parameter of the contract', () => {
    const other = namesWith(/watch/i, house).filter((name) => !/CloudWatch|^aid_poverty_watch$/.test(name))
    expect(other).toEqual([])
  })

  it('the hash of an identity number is none of a certificate, but where older releases stored it', () => {
    const contract = /certno|mdtrt_cert_no|cert_?type|birth_?cert_?nos?|replaces_cert_no|certificate|certif(?:y|ied)/i
    const other = namesWith(/cert/i, house).filter((name) => !contract.test(name))
    expect(other).toEqual(['cert', 'cert_hash', 'cert_wanted'])
  })

  it('a fact is what was reported, or what a task shows; analysts get theirs in a bucket of that name', () => {
    const reported = ['EnrolmentFact', 'FactName', 'HeardFact', 'PauseFact', 'RevocationFact', 'fact', 'withFact']
    const shown = ['Facts', 'FactsOf', 'closedByFacts', 'facts']
    const exported = ['FACTS_BUCKET', 'FactLine', 'FactTable', 'factId', 'factTables']
    expect(namesWith(/fact(?!or)/i, aroundBundles)).toEqual([...reported, ...shown, ...exported].sort())
  })
})

describe('ratchets', () => {
  const byHand = ours.filter(({ text }) => !/^\/\*\* .* not by hand\. \*\/$/m.test(text))

  it('files and functions stay short', () => {
    const long = byHand.map(({ file, text }) => ({ at: file, lines: text.split('\n').length }))
    expect(long.filter(({ lines }) => lines > most.linesOfFile)).toEqual([])
    expect(byHand.flatMap(functionLengths).filter(({ lines }) => lines > most.linesOfFunction)).toEqual([])
  })

  it('a folder is understood in a minute', () => {
    const files = new Map<string, number>()
    for (const { file } of ours) files.set(dirname(file), (files.get(dirname(file)) ?? 0) + 1)
    const full = [...files].filter(([folder, count]) => count > (fullFolders[folder] ?? most.filesOfFolder))
    expect(full).toEqual([])
    const free = Object.keys(fullFolders).filter((folder) => (files.get(folder) ?? 0) <= most.filesOfFolder)
    expect(free, 'no exception any more: take it off the list').toEqual([])
  })

  it('nothing is exported that nobody imports', () => {
    // The entry of a function is called by its platform, that of a command by npm; what stands in the client is for front ends;
    // scenarios are looked for in the folder of each bundle.
    const scripts = readFileSync(join(root, 'package.json'), 'utf8')
    const isEntry = (one: string) => / run$/.test(one) && scripts.includes(one.replace(/ run$/, ''))
    const dead = deadExports(ours, sources).filter(
      (one) => !/\/handler\.ts handler$|^shared\/client\/|\/stories\.ts scenarios$/.test(one),
    )
    expect(dead.filter((one) => !isEntry(one))).toEqual([])
  })

  it('something is sent to every queue', () => {
    // Partners send to the inbox, and read what the catalogue has for them.
    const heard: readonly string[] = catalogue.map(({ queue }) => queue)
    expect(partnerQueues.filter((queue) => !heard.includes(queue))).toEqual([])
    const own = queueNames.filter((queue) => queue !== 'inbox' && !heard.includes(queue))
    // Who only lists them sends nothing.
    const lists = ['events/define.ts', 'functions/runtime.ts', 'shared/queues.ts']
    const senders = ours.filter(({ file }) => !lists.includes(file) && !/^(infra|functions\/bundles)\//.test(file))
    const silent = own.filter((queue) => !senders.some(({ text }) => text.includes(`: '${queue}'`)))
    expect(silent).toEqual([])
  })
})

describe('comments are true', () => {
  const tracked = filesLike()
  /** Papers of those who ordered the system are no part of it. */
  const ofOthers = /^contract(-\w+)?\.md$/
  const isThere = (from: string, path: string) =>
    existsSync(join(root, path)) ||
    existsSync(join(root, dirname(from), path)) ||
    tracked.some((file) => file.endsWith(`/${path}`))

  const isRecord = (number: string) => tracked.some((file) => file.startsWith(`infra/decisions/${number}-`))

  it('a file, folder or decision that one names is there', () => {
    const wrong = sources.flatMap((source) =>
      commentsOf(source).flatMap(({ line, comment }) => {
        const files = comment.matchAll(/(?<![\w/:.@])[\w./-]*[\w-]\.(?:ts|md|json|sh|mjs)\b/g)
        const folders = comment.matchAll(/(?<=`)(?:events|shared|functions|infra|test)\/[\w./-]+(?=`)/g)
        const records = comment.matchAll(/(?<=decisions\/)\d{4}\b(?!-)/g)
        return [...files, ...folders, ...records]
          .filter(([path]) => !ofOthers.test(path) && !isThere(source.file, path) && !isRecord(path))
          .map(([path]) => `${source.file}:${line} names ${path}`)
      }),
    )
    expect(wrong).toEqual([])
  })

  it('a function or name that one speaks of is somewhere in the code', () => {
    const code = sources.map(({ text }) => withoutComments(text)).join('\n')
    const names = new Set(code.match(/[A-Za-z_$][\w$]*/g))
    const wrong = sources.flatMap((source) =>
      commentsOf(source).flatMap(({ line, comment }) => {
        const spoken = comment.matchAll(/(?:(?<=`)\w+(?=\()|(?<=\{@link )\w+|(?<=`)[a-z]+[A-Z]\w*(?=`))/g)
        return [...spoken].filter(([name]) => !names.has(name)).map(([name]) => `${source.file}:${line} names ${name}`)
      }),
    )
    expect(wrong).toEqual([])
  })

  it('so are the files that papers name', () => {
    const papers = read(filesLike('*.md')).filter(({ file }) => file !== 'CHANGELOG.md')
    const wrong = papers.flatMap(({ file, text }) => {
      const code = text
        .replace(/```.*?```/gs, '')
        .matchAll(/(?<=`)(?:events|shared|functions|infra|test)\/[\w./-]+(?=`)/g)
      const links = [...text.matchAll(/\]\(([^)\s#:]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path)
      const records = file.startsWith('infra/decisions/') ? text.matchAll(/(?<=\()\d{4}(?=\))/g) : []
      return [...[...code, ...records].map(([path]) => path), ...links]
        .filter((path) => !isThere(file, path) && !isRecord(path))
        .map((path) => `${file} names ${path}`)
    })
    expect(wrong).toEqual([])
  })
})

/** A record says when it was decided, why, what, and at what price; one that was replaced says by which. */
describe('decision records', () => {
  const records = read(filesLike('infra/decisions/*.md'))
  const numberOf = (file: string) => /\/(\d{4})-[a-z-]+\.md$/.exec(file)?.[1]

  it('have a number of their own, a date, context, choice and price', () => {
    for (const { file, text } of records) {
      const parts = text.match(/^(# \d{4} |\*\*(?:Date|Context|Choice|Price)\.\*\*)/gm)
      const expected = [`# ${numberOf(file)} `, '**Date.**', '**Context.**', '**Choice.**', '**Price.**']
      expect(parts, file).toEqual(expected)
      expect(text, file).toMatch(/^\*\*Date\.\*\* 20\d\d-\d\d-\d\d$/m)
    }
    const numbers = records.map(({ file }) => numberOf(file))
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  it('one that is replaced and the one that replaces it say so of each other', () => {
    const said = records.flatMap(({ file, text }) =>
      [...text.matchAll(/^\*\*(Superseded by|Replaces)\*\* \[(\d{4})\]\(/gm)].map(([, verb, other]) =>
        verb === 'Replaces' ? `${numberOf(file)} replaces ${other}` : `${other} replaces ${numberOf(file)}`,
      ),
    )
    const once = said.filter((one) => said.indexOf(one) === said.lastIndexOf(one))
    expect(once).toEqual([])
  })
})
