/** The sample's tokens are taken by the real API, and nobody gets one who should not. */
import { generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { jwksOf, type Seams, signIn, wechat } from '../../../infra/sign-in/sign-in.ts'
import { apiOf, audience, issuer } from '../../support/api.ts'
import { register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'

async function scene() {
  const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
  const psn = await register(stack, 1)
  const by = { issuer, audience, kid: 'a', ...(await generateKeyPair('RS256', { extractable: true })) }
  const api = apiOf(stack, { auth: { issuer, audience, jwks: await jwksOf([by]) } })
  const seams: Seams = {
    openidOf: async (code) => (code === 'fresh' ? 'o-1' : undefined),
    personOf: async () => ({ certno: '999999199001011238', psn_name: '测试' }),
    psnNoOf: async () => psn,
    now: () => api.seconds(),
  }
  return { psn, by, api, seams, stack }
}

describe('a mini-program that signs in', () => {
  it('gets a token that the API takes, for two hours', async () => {
    const { psn, by, api, seams, stack } = await scene()
    const answer = await signIn('fresh', seams, by)
    if (answer.status !== 200) throw new Error(answer.code)
    const headers = { authorization: `Bearer ${answer.token}` }
    expect((await api.request('/v1/me', { headers })).body).toMatchObject({ psn_no: psn })
    await stack.advanceTo('2026-03-12T11:00:01+08:00')
    expect((await api.request('/v1/me', { headers })).status).toBe(401)
  })

  it('is told what to do first, and gets nothing', async () => {
    const { by, seams } = await scene()
    expect(await signIn('used', seams, by)).toEqual({ status: 401, code: 'login-again' })
    const nobody = async () => undefined
    expect(await signIn('fresh', { ...seams, personOf: nobody }, by)).toEqual({ status: 403, code: 'real-name-needed' })
    expect(await signIn('fresh', { ...seams, psnNoOf: nobody }, by)).toEqual({ status: 404, code: 'not-insured' })
  })
})

it('WeChat is asked with the secret; a used code is nobody, any other refusal a fault', async () => {
  const asked: string[] = []
  const answering = (body: object) =>
    wechat('id', 's', async (url) => {
      asked.push(String(url))
      return Response.json(body)
    })
  expect(await answering({ openid: 'o-1', session_key: 'k' })('c')).toBe('o-1')
  expect(asked[0]).toContain('js_code=c')
  expect(await answering({ errcode: 40163 })('c')).toBeUndefined()
  await expect(answering({ errcode: 40125 })('c')).rejects.toThrow('40125')
})
