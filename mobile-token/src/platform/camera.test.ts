import { expect, test } from 'vitest'
import { cameraFailureOf } from './camera.ts'

test.each([
  ['NotAllowedError', 'denied'],
  ['SecurityError', 'denied'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'busy'],
  ['TypeError', 'unsupported'],
])('%s means that the camera is %s', (name, reason) => expect(cameraFailureOf(name)).toBe(reason))
