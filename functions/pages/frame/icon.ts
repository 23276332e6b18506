/** The little picture of a tab: without one browsers ask for another, in vain. */
import { asset } from './assets.ts'

/** A mark in the colour of the house. */
export const icon = asset(
  'icon.svg',
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5cad"/><path d="M9 17l5 5 9-12" fill="none" stroke="#fff" stroke-width="4"/></svg>',
)
