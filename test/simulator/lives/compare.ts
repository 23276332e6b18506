/** Holds what came against what must come, member by member. */

/**
 * What differs: of an object every member that is expected (one that is expected to be `undefined` must be absent), of
 * a list all its items. What nobody expects anything of may stand beside.
 */
export function differences(expected: unknown, came: unknown, path = ''): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(came) || came.length !== expected.length) return [said(path, expected, came)]
    return expected.flatMap((one, i) => differences(one, came[i], `${path}[${i}]`))
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof came !== 'object' || came === null) return [said(path, expected, came)]
    return Object.entries(expected).flatMap(([name, one]) =>
      differences(one, (came as Record<string, unknown>)[name], path === '' ? name : `${path}.${name}`),
    )
  }
  return expected === came ? [] : [said(path, expected, came)]
}

const said = (path: string, expected: unknown, came: unknown) =>
  `${path}: ${JSON.stringify(expected) ?? 'absent'} must come, ${JSON.stringify(came) ?? 'nothing'} came`
