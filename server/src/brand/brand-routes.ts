// /api/v1/brand for everybody, /api/v1/admin/brand for those who change it.
import { getBrand, getBrandSettings, setBrand } from '@motp/shared/protocol/brand'
import type { Router } from '../http/router.ts'
import type { BrandService } from './brand-service.ts'

export function addBrandRoutes(router: Router, brand: BrandService): void {
  router.addOpen(getBrand, () => brand.current())
  router.add(getBrandSettings, () => brand.view())
  router.add(setBrand, ({ body, caller }) => brand.change(body, { actor: `admin:${caller.session.user.id}`, address: caller.address }))
}
