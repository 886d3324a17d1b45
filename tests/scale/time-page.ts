// One page asked several times, its following pages once, or one file read to its end; meanwhile somebody else asks for the least there is.
import { setTimeout as delay } from 'node:timers/promises'
import { urlOf } from '@motp/shared/client/api-client'
import { readMemory } from '../bench/process-cost.ts'
import type { Page } from './pages.ts'

export type Site = { origin: string; cookie: string; pid: number }
export type Timing = {
  page: Page
  firstMs: number
  medianMs: number
  worstMs: number
  /** Of the pages behind the first. */
  nextWorstMs: number | undefined
  bytes: number
  /** The longest that another request, of no work, took meanwhile. */
  othersWaitedMs: number
  /** By how much the server grew at most, and how much of it only in the second half of the time. */
  grownMiB: number
  grownLateMiB: number
}

const times = 5
const nextPages = 10

export async function timePage(site: Site, page: Page): Promise<Timing> {
  const others = watchOthers(site)
  const began = await ask(site, page)
  const again: Answer[] = []
  for (let time = 1; time < times && !page.isFile; time += 1) again.push(await ask(site, page))
  const nextMs = page.isFile ? [] : await followPages(site, page, began)
  const { waitedMs, grownMiB, grownLateMiB } = await others.stop()
  const each = [began, ...again].map(({ ms }) => ms).toSorted((a, b) => a - b)
  return {
    page,
    firstMs: began.ms,
    medianMs: each[Math.floor(each.length / 2)] ?? began.ms,
    worstMs: each.at(-1) ?? began.ms,
    nextWorstMs: nextMs.length > 0 ? Math.max(...nextMs) : undefined,
    bytes: began.bytes,
    othersWaitedMs: waitedMs,
    grownMiB,
    grownLateMiB,
  }
}

type Answer = { ms: number; bytes: number; next: unknown }

async function ask({ origin, cookie }: Site, { path, query, isFile }: Page, more: Record<string, string> = {}): Promise<Answer> {
  const began = performance.now()
  const response = await get(origin + urlOf(path, { query: { ...query, ...more } }), { headers: { cookie, 'x-motp': '1', origin } })
  if (!response.ok) throw new Error(`${path} ${JSON.stringify(query)}: ${response.status} ${await response.text()}`)
  if (isFile) return { bytes: await countBytes(response), ms: performance.now() - began, next: null }
  const text = await response.text()
  const ms = performance.now() - began
  return { ms, bytes: text.length, next: (JSON.parse(text) as { next?: unknown }).next ?? null }
}

/** A kept connection may end just when it is used again. */
async function get(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, init).catch(() => fetch(url, init))
}

async function countBytes({ body }: Response): Promise<number> {
  let bytes = 0
  for await (const chunk of body ?? []) bytes += (chunk as Uint8Array).length
  return bytes
}

/** A list goes on by `after` or by `before`, whichever it takes. */
async function followPages(site: Site, page: Page, first: Answer): Promise<number[]> {
  const ms: number[] = []
  const name = /users$|rows$|leavers$/.test(page.path) ? 'after' : 'before'
  let { next } = first
  while (next !== null && ms.length < nextPages) {
    const answer = await ask(site, page, { [name]: String(next) })
    ms.push(answer.ms)
    next = answer.next
  }
  return ms
}

function watchOthers({ origin, pid }: Site) {
  const isOver = new AbortController()
  const memory = () => readMemory([pid]).residentMiB
  const before = memory()
  let waitedMs = 0
  const seen = [before]
  const watching = (async () => {
    do {
      const began = performance.now()
      await (await get(`${origin}/health/live`)).arrayBuffer()
      waitedMs = Math.max(waitedMs, performance.now() - began)
      seen.push(memory())
      await delay(10, undefined, { signal: isOver.signal }).catch(() => undefined)
    } while (!isOver.signal.aborted)
  })()
  return {
    async stop() {
      isOver.abort()
      await watching
      const [early, late] = [seen.slice(0, Math.ceil(seen.length / 2)), seen.slice(Math.ceil(seen.length / 2))].map(mostOf)
      return { waitedMs, grownMiB: mostOf(seen) - before, grownLateMiB: Math.max(0, (late ?? 0) - (early ?? 0)) }
    },
  }
}

/** Too many to be spread as arguments. */
function mostOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0)
}
