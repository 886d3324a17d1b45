// How old a server may be for a console that did not come from it: the desktop program carries its own console and asks this first.
import { z } from 'zod'

/** Raised when the console needs something that older servers do not have. */
export const apiLevel = 1

/** Body of `GET /health/live`. `now` in ms since epoch. Servers from before the levels say none. */
export const liveSchema = z.object({ status: z.literal('up'), now: z.number(), apiLevel: z.number().int().default(0) })
