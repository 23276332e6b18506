/** What every part of the system may say of what it does. */

/** What a log may say of an error: its name and where it came from. Its text may quote what was at hand. */
export function faultOf(error: unknown): { error: string; at: string[] } {
  const { name, stack = '' } = error as Error
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '))
  return { error: name, at: frames.slice(0, 4).map((line) => line.trim()) }
}

/** A log of facts without personal data: ids, types, counts. */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
}
