import { expect, it } from 'vitest'
import { documentRoutes } from '../../../functions/api/routes/documents.ts'
import { allRoutes } from '../../../functions/api/routes/index.ts'

it.each(['/openapi.json', '/asyncapi.json', '/v1/codes'])(
  '%s is made when it is first asked for, and then is the same',
  async (path) => {
    const asked = documentRoutes(async () => allRoutes).find((route) => route.path === path)
    const answers = [await asked?.handler({} as never), await asked?.handler({} as never)]
    expect(answers[0]).toMatchObject({ body: expect.any(Object) })
    expect(answers[1]).toBe(answers[0])
  },
)

it('what could not be made is tried again', async () => {
  let tries = 0
  const routes = documentRoutes(async () => {
    if (++tries === 1) throw new Error('not loaded')
    return allRoutes
  })
  const asked = routes.find(({ path }) => path === '/v1/codes')
  await expect(asked?.handler({} as never)).rejects.toThrow('not loaded')
  expect(await asked?.handler({} as never)).toMatchObject({ body: { tables: expect.any(Object) } })
})
