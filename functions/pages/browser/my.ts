/** The script of the site `/my`. */
import { begin } from './frame/index.ts'
import { keepCode } from './my/code.ts'
import { locate } from './my/locate.ts'
import { readAloud } from './my/read-aloud.ts'

begin()
keepCode()
locate()
readAloud()
