/** A call is declared once: its method and path stand where it is declared, and all else follows from there. */
import { describe, expect, it } from 'vitest'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { nameOf } from '../../../functions/calls/route.ts'
import { ours, type Source, withoutComments } from '../../support/sources.ts'

/**
 * What calls the API from outside, as partners and front ends do (the local day, the stories it plays, the command line, the pages and what bundles show on them), or
 * tells people of calls.
 */
const isCaller = ({ file }: Source) =>
  /^infra\/(?:local|samples|cli)\/|^functions\/pages\/|^functions\/api\/docs\/(?:portal\/|changes|first-version)|^events\/samples\/|\/stories(?:\.ts|\/)|\/bundles\/[\w-]+\/pages\.ts$/.test(
    file,
  )
/** The client is written from the document. */
const byHand = ours.filter(({ file }) => !file.startsWith('shared/client/'))

/** Paths of the API in a file's code, with the method where it stands before them. */
const pathsIn = ({ text }: Source) =>
  [...withoutComments(text).matchAll(/(?<=['"`])(?:[A-Z]+ )?\/v1\/[^'"`]*/g)].map(([path]) => path)

/** Whether a route has such a path, as far as the code says which it is; the client calls it by its whole name. */
function isAnswered(path: string): boolean {
  const [, method, place = ''] = /^(?:([A-Z]+) )?(.*)$/.exec(path) ?? []
  const [known = ''] = place.split(/\$\{|\?/)
  const fits = (route: string) => new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}$`).test(known)
  const asked = allRoutes.filter((route) => method === undefined || nameOf(route).startsWith(`${method} `))
  return asked.some(
    (route) =>
      nameOf(route) === path || fits(route.path) || (known.endsWith('/') && route.path.startsWith(`${known}{`)),
  )
}

describe('the path of a call', () => {
  it('stands once in all the code, where the call is declared', () => {
    const declared = allRoutes.map(nameOf).filter((name) => name.includes('/v1/'))
    const written = byHand.filter((source) => !isCaller(source)).flatMap(pathsIn)
    expect(written.sort()).toEqual(declared.sort())
  })

  it('is one that is answered, where somebody calls it', () => {
    const called = byHand.filter(isCaller).flatMap(pathsIn)
    expect(called.length).toBeGreaterThan(10)
    expect(called.filter((path) => !isAnswered(path))).toEqual([])
    expect(['/v1/nonsense', '/v1/case', '/v1/cases/x/y'].filter(isAnswered)).toEqual([])
  })
})
