// Registering a phone: the console's endpoints.
import {
  answerEnrollment,
  cancelEnrollment,
  confirmEnrollment,
  getEnrollment,
  startEnrollment,
  watchEnrollment,
} from '@motp/shared/protocol/enrollments'
import type { Router } from '../http/router.ts'
import type { ConfirmationService } from './confirmation-service.ts'
import type { EnrollmentService } from './enrollment-service.ts'
import type { EnrollmentStartService } from './enrollment-start-service.ts'
import type { OfflineEnrollmentService } from './offline-enrollment-service.ts'

export type EnrollmentRouteDeps = {
  enrollmentStart: EnrollmentStartService
  enrollments: EnrollmentService
  offline: OfflineEnrollmentService
  confirmation: ConfirmationService
}

export function addEnrollmentRoutes(router: Router, parts: EnrollmentRouteDeps): void {
  const { enrollmentStart, enrollments, offline, confirmation } = parts
  router.add(startEnrollment, ({ params, body, caller }) => enrollmentStart.start(params.tokenId, body.mode, caller))
  router.add(getEnrollment, ({ params, caller }) => enrollments.get(params.enrollmentId, caller))
  router.addStream(watchEnrollment, ({ params, caller, emit, signal }) => enrollments.watch(params.enrollmentId, caller, { emit, signal }))
  router.add(answerEnrollment, ({ params, body, caller }) => offline.answer(params.enrollmentId, body.groups, caller))
  router.add(confirmEnrollment, ({ params, body, caller }) => confirmation.confirm(params.enrollmentId, body, caller))
  router.add(cancelEnrollment, async ({ params, caller }) => {
    await enrollments.cancel(params.enrollmentId, caller)
    return {}
  })
}
