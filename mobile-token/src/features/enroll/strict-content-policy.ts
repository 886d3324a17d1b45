// The first import of every module that this feature is entered by: zod would otherwise try `new Function` when the message
// contracts are made, which the content policy forbids and reports.
import { z } from 'zod'

z.config({ jitless: true })
