// The logo as a picture, for anybody: its address names its content, so it never changes and is asked for once.
import { Router } from 'express'
import type { BrandService } from './brand-service.ts'

export function createLogoPage(brand: Pick<BrandService, 'findLogo'>): Router {
  const router = Router()
  router.get('/api/v1/brand/logo/:hash', async (request, response, next) => {
    const { hash = '' } = request.params
    const logo = /^[0-9a-f]{32}$/.test(hash) ? await brand.findLogo(hash) : undefined
    if (!logo) return next()
    response.set({
      'content-type': logo.type,
      'cache-control': 'public, max-age=31536000, immutable',
      // Opened as a page it is a picture and nothing else, whatever its bytes say.
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    response.send(logo.bytes)
  })
  return router
}
