/** What every part of the system may say of what it does. */

/** A log of facts without personal data: ids, types, counts. */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
}
