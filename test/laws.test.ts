/** The law is in the repository: every section of a bundle's RULES.md is cited, and every section cited is there. */
import { describe, expect, it } from 'vitest'
import { parameters as parametersByName } from '../functions/bundles/all.ts'
import { manifests } from '../functions/bundles/index.ts'
import { houseParameters } from '../shared/policy/house.ts'
import { filesLike, read, type Source, sources } from './support/sources.ts'

/** Sections that nothing cites. May only shrink. */
const uncited: readonly string[] = []

const laws = read(filesLike('functions/*RULES.md')).map(({ file, text }) => ({
  file,
  text,
  /** `bundles` for what holds for all of them. */
  bundle: file.split('/').at(-2) ?? '',
  chapters: [...text.matchAll(/^## (\d+) /gm)].map(([, number = '']) => number),
  sections: [...text.matchAll(/^\*\*(\d+\.\d+)\*\* /gm)].map(([, number = '']) => number),
}))
type Law = (typeof laws)[number]

/** Limits in days or years that bind nobody: when a case looks again at what it waits for. */
const notOfTheLaw = ['lookAgainDays']

/** What cites: sources, tests and decision records; this file alone only speaks of citing. */
const citing = [...sources, ...read(filesLike('infra/decisions/*.md'))].filter(
  // The sixth bundle's law lies in its folder only where a test has added it to the house.
  ({ file }) => file !== 'test/laws.test.ts' && !file.startsWith('test/sixth/'),
)

/** The law in whose folder, or whose tests' folder, a file lies: a bundle's, or that of what is no matter of a case. */
function bundleOf(file: string): string | undefined {
  const folder = /^(?:test\/)?functions\/(?:bundles\/)?([^/]+)\//.exec(file)?.[1]
  return laws.some(({ bundle }) => bundle === folder) ? folder : undefined
}

/** A citation: `RULES.md 3.2` inside a bundle's folders, `transfer/RULES.md 3.2, 4 to 4.3` elsewhere. */
interface Citation {
  at: string
  bundle: string | undefined
  /** As they stand, a range by its two ends. */
  numbers: [from: string, to: string][]
}

const citation = /(?:([\w-]+)\/)?RULES\.md((?:(?:,| and)? \d+(?:\.\d+)?(?: to \d+(?:\.\d+)?)?(?![\w.-]*\w))*)/g

function citationsIn({ file, text }: Source): Citation[] {
  return [...text.matchAll(citation)].map((match) => {
    const [, named, list = ''] = match
    const line = text.slice(0, match.index).split('\n').length
    const numbers = [...list.matchAll(/(\d+(?:\.\d+)?)(?: to (\d+(?:\.\d+)?))?/g)]
    return {
      at: `${file}:${line}`,
      bundle: named ?? bundleOf(file),
      numbers: numbers.map(([, from = '', to = from]) => [from, to]),
    }
  })
}

const citations = citing.flatMap(citationsIn)

const knows = (law: Law, number: string) => law.chapters.includes(number) || law.sections.includes(number)

/** The sections that a citation names one by one: a chapter named as a whole says nothing of its sections. */
function sectionsOf(law: Law, { numbers }: Citation): string[] {
  return numbers.flatMap(([from, to]) => {
    const first = law.sections.indexOf(from)
    return first < 0 ? [] : law.sections.slice(first, law.sections.indexOf(to) + 1)
  })
}

/** `30, 60 and 1,000` and `[30, 60, 1_000]` alike. */
const numbersIn = (text: string) => (text.replace(/(?<=\d)[,_](?=\d)/g, '').match(/\d+/g) ?? []).join(' ')

/** What constants of a name hold: the bundle's own, else those that belong to no bundle. */
function constants(bundle: string, name: string): string[] {
  const pattern = new RegExp(`\\bconst ${name}(?:: [^=]+)? = (\\[[\\d, _]+\\]|[\\d_]+)`)
  const inFilesOf = (owner: string | undefined) =>
    sources
      .filter(({ file }) => !file.startsWith('test/') && bundleOf(file) === owner)
      .flatMap(({ text }) => pattern.exec(text)?.[1] ?? [])
      .map(numbersIn)
  const own = inFilesOf(bundle)
  return own.length > 0 ? own : inFilesOf(undefined)
}

/** Numbers, sums and days of a value; none where it says that there is none. */
function figuresOf(value: unknown): string[] {
  if (typeof value === 'number') return value === 0 ? [] : [String(value)]
  if (typeof value === 'string') return /^\d+\.\d+$|^\d\d-\d\d$/.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(figuresOf) : []
}

describe('the law', () => {
  it('is there for every bundle', () => {
    const written = laws.filter(({ sections }) => sections.length > 0).map(({ bundle }) => bundle)
    expect(manifests.map(({ chain: { bundle } }) => bundle).filter((bundle) => !written.includes(bundle))).toEqual([])
  })

  it('is numbered in the order in which it reads', () => {
    for (const { file, chapters, sections } of laws) {
      expect(chapters, file).toEqual(chapters.map((_, index) => String(index + 1)))
      const expected = chapters.flatMap((chapter) => {
        const own = sections.filter((number) => number.startsWith(`${chapter}.`))
        return own.map((_, index) => `${chapter}.${index + 1}`)
      })
      expect(sections, file).toEqual(expected)
    }
  })

  it('has every section that is cited', () => {
    const wrong = citations.flatMap(({ at, bundle, numbers }) => {
      const law = laws.find((one) => one.bundle === bundle)
      if (!law) return numbers.length > 0 ? [`${at} cites the law of no bundle`] : []
      return numbers
        .flat()
        .filter((number) => !knows(law, number))
        .map((number) => `${at} cites ${bundle} ${number}`)
    })
    expect(wrong).toEqual([])
  })

  it('has no section that nothing rests on', () => {
    const silent = laws.flatMap((law) => {
      const cited = new Set(
        citations.filter(({ bundle }) => bundle === law.bundle).flatMap((one) => sectionsOf(law, one)),
      )
      return law.sections.filter((number) => !cited.has(number)).map((number) => `${law.bundle} ${number}`)
    })
    expect(silent).toEqual(uncited)
  })

  it('quotes its limits from the constants that the code reckons with', () => {
    const wrong = laws.flatMap(({ bundle, text }) =>
      [...text.matchAll(/((?:\d[\d,]*(?:, | and ))*\d[\d,]*)(?![\d,])[^\d`*().]*\(`([a-z]+[A-Z]\w*)`\)/g)].flatMap(
        ([, said = '', name = '']) => {
          const values = constants(bundle, name)
          const isRight = values.length > 0 && values.every((value) => value === numbersIn(said))
          return isRight ? [] : [`${bundle}: ${name} is said to be ${said} and is ${values.join(' or ') || 'nowhere'}`]
        },
      ),
    )
    expect(wrong).toEqual([])
  })

  it('has every limit that a bundle reckons with', () => {
    const said = laws.map(({ text }) => text).join()
    const limits = sources
      .filter(({ file }) => /^(functions\/(bundles|acts)|shared\/registers)\//.test(file))
      .flatMap(({ text }) => [...text.matchAll(/^(?:export )?const (\w*(?:Days|Years|Age)) = [[\d]/gm)])
      .map(([, name = '']) => name)
    expect([...new Set(limits)].filter((name) => !said.includes(`(\`${name}\`)`))).toEqual(notOfTheLaw)
  })

  it('names every parameter of its bundle, with the days and figures of its rows', () => {
    const wrong = manifests.flatMap(({ chain: { bundle }, parameters }) => {
      const law = laws.find((one) => one.bundle === bundle)
      return parameters
        .filter(({ name }) => !law?.text.match(new RegExp(`\\*parameter\\*\\s+\`${name}\``)))
        .map(({ name }) => `${bundle} ${name}`)
    })
    expect(wrong).toEqual([])
    // The days of the house's calendars are the package's: the law says so, and does not write them out.
    const law = laws.find(({ bundle }) => bundle === 'bundles')
    const written = [...parametersByName.values()].filter((one) => !houseParameters.includes(one))
    // What is no matter of a case has a law of its own, which lists its parameters.
    const others = laws.filter(({ bundle }) => !manifests.some(({ chain }) => chain.bundle === bundle))
    const saysOf = (name: string) =>
      law?.text.match(new RegExp(`\\*parameter\\* \`${name}\``)) ||
      others.some(({ text }) => text.includes(`\`${name}\``))
    expect(houseParameters.filter(({ name }) => !saysOf(name)).map(({ name }) => name)).toEqual([])
    const untold = written.flatMap(({ name, byYear, rows }) => {
      const told = laws.flatMap(({ text }) => text.split('\n\n').filter((section) => section.includes(`\`${name}\``)))
      const figures = rows.flatMap(({ from = '', value }) => [byYear ? from.slice(0, 4) : from, ...figuresOf(value)])
      return figures.filter((figure) => !told.join().includes(figure)).map((figure) => `${name} ${figure}`)
    })
    expect(untold).toEqual([])
  })

  it('is cited from the repository alone', () => {
    const wrong = citing.filter(({ text }) => /(?<![\w/])rules\/[\w-]+\.md/.test(text)).map(({ file }) => file)
    expect(wrong).toEqual([])
  })
})
