/** The frame of every page: where one is, who one is, what has happened, and one thing to look at. */
import type { Child } from 'hono/jsx'
import { roleNames, type Subject } from '../../calls/access.ts'
import { icon } from './assets.ts'
import type { Site } from './site.ts'

/** What a page has to say. */
export interface Drawn {
  /** Its `h1`, and its name in the browser. */
  readonly title: string
  readonly body: Child
  /** What went wrong, in a sentence. */
  readonly fault?: string | undefined
  /** What has happened, if no word in the address says it. */
  readonly said?: string | undefined
  readonly status?: number
  /** The eye (and the reader of the screen) begins at the `h1`: after something was done. */
  readonly begin?: boolean
  /** Beside the `h1`. */
  readonly beside?: Child
  /** What the site's script is told: `data-page` of `main`. */
  readonly kind?: string
}

interface ShellProps {
  readonly site: Site
  readonly path: string
  readonly subject: Subject | undefined
  readonly drawn: Drawn
  /** 「长辈版」. */
  readonly elder?: boolean
  /** Stands above the navigation: a switch, a telephone number. */
  readonly above?: Child
  /** Stands beside the search. */
  readonly tools?: Child
}

/** The whole document. */
export function Shell({ site, path, subject, drawn, elder = false, above, tools }: ShellProps) {
  const { title, fault, said, begin = false, body } = drawn
  return (
    <html lang="zh-CN" class={elder ? 'elder' : undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${site.title}`}</title>
        <link rel="stylesheet" href={site.style.path} />
        <link rel="icon" href={icon.path} />
        <script type="module" src={site.script.path} />
      </head>
      <body data-site={site.name}>
        <a class="skip" href="#main">
          跳到正文
        </a>
        <header>
          <p class="brand">{site.title}</p>
          {above}
          {elder ? null : (
            <Ways site={site} path={path} subject={subject} tools={tools} leavesFirst={above !== undefined} />
          )}
        </header>
        <p role="status" id="status">
          {said}
        </p>
        <main id="main" tabindex={-1} data-page={drawn.kind}>
          <div class="title">
            <h1 id="title" tabindex={-1} autofocus={begin || undefined}>
              {title}
            </h1>
            {drawn.beside}
          </div>
          <div id="faults">{fault === undefined ? null : <p role="alert">{fault}</p>}</div>
          {body}
        </main>
        {elder ? (
          <footer>
            <Ways site={site} path={path} subject={subject} />
          </footer>
        ) : null}
      </body>
    </html>
  )
}

type WaysProps = Pick<ShellProps, 'site' | 'path' | 'subject' | 'tools'> & { readonly leavesFirst?: boolean }

/** Where one can go. In the large style it would fill a telephone's first screen: it follows what the page is for. */
function Ways({ site, path, subject, tools, leavesFirst = false }: WaysProps) {
  const leave = subject ? (
    <form method="post" action="/sign-out" class="who">
      <span>{whoIs(subject)}</span>
      <button type="submit">退出</button>
    </form>
  ) : null
  return (
    <>
      {leavesFirst ? leave : null}
      <Navigation site={site} path={path} subject={subject} />
      {subject && site.search?.isFor(subject) ? (
        <form method="post" action={site.search.action} class="search" data-form>
          <label for="search">{site.search.label}</label>
          <input type="search" id="search" name="q" autocomplete="off" />
          <button type="submit">找</button>
        </form>
      ) : null}
      {tools}
      {leavesFirst ? null : leave}
    </>
  )
}

function Navigation({ site, path, subject }: Pick<ShellProps, 'site' | 'path' | 'subject'>) {
  const links = site.links(subject)
  const here = links
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0]
  return (
    <nav aria-label="主导航">
      <ul>
        {links.map((link) => (
          <li>
            <a href={link.href} aria-current={link === here ? 'page' : undefined}>
              {link.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Who sits before the page: a role, and what staff are known by. Citizens know who they are. */
function whoIs(subject: Subject): string {
  if (subject.role === 'citizen') return ''
  const number = 'staff_no' in subject ? subject.staff_no : undefined
  return [roleNames[subject.role], number].filter(Boolean).join(' ')
}
