/** What is kept of a question: its digits masked, and by what it is the same as another (bundles/RULES.md 11.3). Pure. */
import { keptCharacters } from './score.ts'

/** What stands for digits that may be somebody's number. */
const mask = '＊'

/**
 * Six digits or more in a run, with the X that an identity number may end in; and three groups of digits or more, as the
 * numbers of cards and telephones are written.
 */
const longNumber = /\p{Nd}{6,}[XxＸｘ]?|\p{Nd}{3,}(?:[\p{Zs}-]\p{Nd}{3,}){2,}[XxＸｘ]?/gu

/** The text as it may be kept: nobody can be told by a number in it. */
export const maskNumbers = (text: string): string => text.replace(longNumber, mask)

/** What two questions have in common that count together: their kept characters, long numbers left out. */
export const alike = (text: string): string => keptCharacters(maskNumbers(text)).replace(/\p{Nd}{6,}x?/gu, '')
