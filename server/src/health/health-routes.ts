// /health/live: this process answers. /health/ready: it can also do its work. Nothing here tells more than up or down.
import { apiLevel } from '@motp/shared/protocol/api-level'
import type { Router as ExpressRouter, Request, Response } from 'express'
import type { WriteProbe } from './write-probe.ts'

export type HealthDeps = {
  canWrite: WriteProbe
  directories(): { name: string; health: string }[]
  now(): number
}

export function addHealthRoutes(router: ExpressRouter, { canWrite, directories, now }: HealthDeps): void {
  // `now` in ms: the token app compares its own clock with it. `apiLevel`: the desktop program asks whether this server is new enough for it.
  router.get('/health/live', (_request: Request, response: Response) => {
    response.set('cache-control', 'no-store').json({ status: 'up', now: now(), apiLevel })
  })
  router.get('/health/ready', async (_request: Request, response: Response) => {
    const isUp = await canWrite()
    response
      .status(isUp ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({ status: isUp ? 'up' : 'down', database: isUp ? 'up' : 'down', directories: directories() })
  })
}
