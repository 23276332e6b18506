/** Birth certificates as hospitals fill them in: a child is not left out for what a form leaves empty. */
import { describe, expect, test } from 'vitest'
import { parseEvent } from '../../../events/index.ts'
import { birth, mother } from '../../functions/bundles/newborn/scene.ts'

const certified = (guardians: unknown, more: Record<string, unknown> = {}) => {
  const data = { ...birth('2026-03-10'), guardians, ...more }
  const time = '2026-03-10T09:00:00+08:00'
  return parseEvent({
    specversion: '1.0',
    id: '1',
    source: 'urn:test',
    type: 'mianshen.birth.certified.v1',
    time,
    data,
  })
}
const namedIn = (guardians: unknown) => {
  const parsed = certified(guardians)
  return parsed.ok && !('heard' in parsed.event) && parsed.event.type === 'birth.certified'
    ? parsed.event.data.guardians
    : parsed
}

describe('guardians on a certificate', () => {
  const nobody = { certno: '', psn_name: '', tel: '', relation: 'father', psn_cert_type: '' }

  test('a line left empty is nobody, whether it says who it was for or not', () => {
    const { relation, ...who } = mother()
    expect(namedIn([{ ...who, relation }, nobody])).toEqual([{ ...who, relation }])
    expect(namedIn([nobody, { ...nobody, relation: '' }, mother(), { certno: null }])).toEqual([mother()])
  })

  test('a child whose guardians are all left empty is born all the same', () => {
    expect(namedIn([nobody])).toEqual([])
  })

  test('who is named without a number, or with nothing but one, is kept', () => {
    const byName = { psn_name: '李大川', relation: 'father' }
    const byNumber = { certno: mother().certno, relation: 'mother' }
    expect(namedIn([{ ...byName, certno: '' }, byNumber])).toEqual([byName, byNumber])
  })

  test('who is named must be something to the child, and a number must be right', () => {
    const { relation: _relation, ...who } = mother()
    expect(certified([who])).toMatchObject({ ok: false, errors: [{ field: 'data.guardians.0.relation' }] })
    expect(certified([{ ...mother(), certno: '530102199405202220' }])).toMatchObject({
      ok: false,
      errors: [{ field: 'data.guardians.0.certno' }],
    })
  })

  test('what may be left out may be left empty', () => {
    expect(certified([mother()], { insu_admdvs: '' })).toMatchObject({ ok: true })
  })
})
