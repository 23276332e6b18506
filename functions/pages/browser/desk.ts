/** The script of the site `/desk`: keys, and a list that is narrowed as one chooses. */

import { endWhenIdle } from './desk/idle.ts'
import { listenForKeys } from './desk/keys.ts'
import { keepNarrowing } from './desk/narrow.ts'
import { begin } from './frame/index.ts'

begin()
keepNarrowing()
listenForKeys()
endWhenIdle()
