// Turns whatever was thrown into the one error shape: code, sentence in the caller's language, request id. Details of faults go to the log only.
import { AppError, type ErrorBody } from '@motp/shared/protocol/app-error'
import { type ErrorCode, errorStatus } from '@motp/shared/protocol/error-code'
import { errorSentence } from '@motp/shared/protocol/error-sentence'
import type { ErrorRequestHandler } from 'express'
import type { Clock, Log } from '../ports.ts'
import { getVisitor, type Visitor } from './visitor.ts'

/** An answer for whatever was thrown; a fault goes to the log with its cause, never with the query, which may hold a secret. */
export type ErrorAnswer = { error: AppError; status: number; headers: Record<string, string>; body: ErrorBody }

export type ErrorReporter = (thrown: unknown, context: { visitor: Visitor; path: string }) => ErrorAnswer

export function createErrorReporter(log: Log, clock: Clock): ErrorReporter {
  return (thrown, { visitor: { requestId, language }, path }) => {
    const error = toAppError(thrown)
    const status = errorStatus[error.code]
    if (status >= 500) log.error({ err: thrown, requestId, path }, 'request failed')
    const body: ErrorBody = { error: { code: error.code, message: errorSentence(error.code, language), requestId } }
    if (Object.keys(error.details).length > 0) body.error.details = error.details
    const { retryAt } = error.details
    const headers: Record<string, string> = typeof retryAt === 'number' ? { 'retry-after': secondsUntil(retryAt, clock.now()) } : {}
    return { error, status, headers, body }
  }
}

export function createErrorHandler(report: ErrorReporter): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const { status, headers, body } = report(thrown, { visitor: getVisitor(request), path: request.path })
    if (response.headersSent) return next(thrown)
    response.set(headers).status(status).json(body)
  }
}

function secondsUntil(at: number, now: number): string {
  return String(Math.max(1, Math.ceil((at - now) / 1000)))
}

// What body-parser and the router report, by their `type` or `status` (http-errors).
const bodyErrors: Record<string, ErrorCode> = {
  'entity.too.large': 'body-too-large',
  'entity.parse.failed': 'unreadable-body',
  'encoding.unsupported': 'unsupported-media-type',
  'charset.unsupported': 'unsupported-media-type',
  'parameters.too.many': 'invalid-request',
}

// A database that cannot be reached now may be there in a moment: the caller is told so, and nothing was changed.
const outageCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  // Its disk is full; it only reads, as a standby does.
  '53100',
  '25006',
])
const outageCodesOfSqlite = /^SQLITE_(BUSY|FULL|IOERR|READONLY|CANTOPEN)/
const outageMessages = ['Connection terminated', 'timeout exceeded when trying to connect']

function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (!(thrown instanceof Error)) return new AppError('internal')
  const fields = thrown as Error & { type?: unknown; status?: unknown; code?: unknown }
  const known = bodyErrors[String(fields.type)]
  if (known) return new AppError(known)
  if (typeof fields.status === 'number' && fields.status >= 400 && fields.status < 500) return new AppError('unreadable-body')
  const code = String(fields.code)
  const isOutage = outageCodes.has(code) || outageCodesOfSqlite.test(code) || outageMessages.some((text) => thrown.message.includes(text))
  return new AppError(isOutage ? 'unavailable' : 'internal')
}
