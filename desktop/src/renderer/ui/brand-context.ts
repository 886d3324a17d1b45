// Hands the brand down: name, logo and colour of the company, or of the product.
import type { Brand } from '@motp/shared/protocol/brand'
import { createContext, useContext } from 'react'

export const productBrand: Brand = { name: null, accent: null, logo: null }
export const productName = 'TPEMOTP'
export const productLogo = '/favicon.svg'

/** Of the brand in force, among what is known of the server. */
export const brandKey = ['brand'] as const

const BrandContext = createContext<Brand>(productBrand)

export const BrandProvider = BrandContext.Provider

export function useBrand(): { name: string; logo: string } {
  const { name, logo } = useContext(BrandContext)
  return { name: name ?? productName, logo: logo ?? productLogo }
}
