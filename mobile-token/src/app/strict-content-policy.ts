// Imported first of all: zod would otherwise try `new Function`, which the content policy forbids and reports.
import { z } from 'zod'

z.config({ jitless: true })
