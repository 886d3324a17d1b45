// `pnpm bench:it --data FOLDER [--only TEXT] [--cold]`: how long the server takes for every list, search, filter, overview and export of IT's pages,
// over HTTP, on the site that `make-site.ts` made in FOLDER. `--cold`: the database file is read anew from the disk
// for the first request of each page. It prints, and asserts nothing.

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { getOverview } from '@motp/shared/protocol/admin-overview'
import { type ConsoleClient, createConsoleClient } from '../support/console-client.ts'
import { allEndpoints } from '../support/endpoints.ts'
import { startServerProcess } from '../support/server-process.ts'
import { listPages, type Page } from './pages.ts'
import { takeSample } from './sample.ts'
import { timePage } from './time-page.ts'
import { formatHead, formatTiming } from './timing-table.ts'

const { values } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string', default: '' }, cold: { type: 'boolean', default: false } },
})
if (values.data === undefined) throw new Error('--data FOLDER is missing: node tests/scale/make-site.ts --data FOLDER makes it')
await run(values.data, values.only)

async function run(data: string, only: string): Promise<void> {
  const server = await startServerProcess({ data })
  // Or it would go on alone, and hold the database.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop().then(() => process.exit(1)))
  try {
    const client = createConsoleClient(server.origin)
    await client.signIn('admin01')
    await settle(client)
    const pages = listPages(await takeSample(data, client))
    const site = { origin: server.origin, cookie: client.cookie(), pid: server.pid }
    console.log(formatHead())
    for (const page of pages.filter(({ name }) => name.includes(only))) {
      if (values.cold) forgetFile(join(data, 'motp.sqlite'))
      console.log(formatTiming(await timePage(site, page)))
    }
    console.log(`not asked: ${findUnasked(pages).join(', ') || 'none'}`)
  } catch (error) {
    console.error(server.output().slice(-4000))
    throw error
  } finally {
    await server.stop()
  }
}

/** Takes the file's pages out of the system's memory (GNU dd; POSIX_FADV_DONTNEED). */
function forgetFile(path: string): void {
  execFileSync('dd', [`if=${path}`, 'iflag=nocache', 'count=0', 'status=none'])
}

/** After a start the tokens are counted once; everybody has time for that. */
async function settle(client: ConsoleClient): Promise<void> {
  const began = performance.now()
  while ((await client.call(getOverview, { query: {} })).counts === null) await delay(500)
  console.log(`counted after ${((performance.now() - began) / 1000).toFixed(1)} s`)
}

/** What IT may read, by contract, and no page above asks: a new endpoint shows here. */
function findUnasked(pages: readonly Page[]): string[] {
  const isAsked = (path: string) => {
    const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`)
    return pages.some((page) => pattern.test(page.path))
  }
  const readable = allEndpoints.filter(({ endpoint }) => endpoint.method === 'GET' && typeof endpoint.access !== 'string')
  return readable.filter(({ endpoint }) => !isAsked(endpoint.path)).map(({ name }) => name)
}
