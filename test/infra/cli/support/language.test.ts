import { afterEach, expect, test } from 'vitest'
import { counted, languageOf, say, speakAs } from '../../../../infra/cli/support/language.ts'

afterEach(() => {
  speakAs([])
})

test.each([
  [{}, 'zh'],
  [{ LANG: 'C.UTF-8' }, 'zh'],
  [{ LANG: 'POSIX' }, 'zh'],
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'cs_CZ.UTF-8' }, 'en'],
  [{ LC_ALL: '', LC_MESSAGES: 'en_GB', LANG: 'zh_CN' }, 'en'],
  [{ LC_ALL: 'zh_CN', LC_MESSAGES: 'en_GB' }, 'zh'],
  [{ MIANSHEN_LANG: 'en', LC_ALL: 'zh_CN' }, 'en'],
  [{ MIANSHEN_LANG: 'zh', LC_ALL: 'en_US' }, 'zh'],
  [{ MIANSHEN_LANG: 'fr', LC_ALL: 'zh_CN' }, 'zh'],
] as const)('%j asks for %s', (env, language) => {
  expect(languageOf(env)).toBe(language)
})

test('--lang goes before the environment, stands anywhere, and is taken out', () => {
  const said = { zh: '好', en: 'well' }
  expect(say(said)).toBe('好')
  expect(speakAs(['send', '--lang', 'en', 'f.json'])).toEqual(['send', 'f.json'])
  expect(say(said)).toBe('well')
  expect(speakAs(['--lang=zh', 'x'])).toEqual(['x'])
  expect(say(said)).toBe('好')
  expect(speakAs(['--lang'])).toBeUndefined()
  expect(speakAs(['--lang', 'fr'])).toBeUndefined()
  expect(speakAs(['--', '--lang', 'en'])).toEqual(['--', '--lang', 'en'])
})

test('English counts one and more', () => {
  expect([counted(1, 'event'), counted(1_200, 'event'), counted(2, 'person', 'persons')]).toEqual([
    '1 event',
    '1,200 events',
    '2 persons',
  ])
})
