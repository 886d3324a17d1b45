// The company's brand over the whole console. The server writes it into the page, so the first picture is right; where it cannot (the desktop
// program carries its pages along), the one of last time stands until the server has said what it is now.
import { MantineProvider } from '@mantine/core'
import { type Brand, brandSchema, getBrand } from '@motp/shared/protocol/brand'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useApi } from '../ui/api-context.ts'
import { BrandProvider, brandKey, productBrand } from '../ui/brand-context.ts'
import { cssVariablesOf, themeOf } from '../ui/theme.ts'

const storageKey = 'motp.brand'

type BrandedProps = { nonce: string; written: Brand | undefined; children: ReactNode }

export function Branded({ nonce, written, children }: BrandedProps) {
  const api = useApi()
  const { data: brand } = useQuery({
    queryKey: brandKey,
    queryFn: ({ signal }) => api.call(getBrand, {}, signal),
    initialData: () => written ?? readRemembered(),
    // What the page brought is as fresh as the page; what was remembered is asked for at once.
    initialDataUpdatedAt: () => (written ? Date.now() : 0),
    staleTime: 60_000,
  })
  useEffect(() => localStorage.setItem(storageKey, JSON.stringify(brand)), [brand])
  const { accent } = brand
  const look = useMemo(() => ({ theme: themeOf(accent), cssVariablesResolver: cssVariablesOf(accent) }), [accent])
  return (
    <MantineProvider {...look} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <BrandProvider value={brand}>{children}</BrandProvider>
    </MantineProvider>
  )
}

/** Undefined when no server wrote it into this page. */
export function readWrittenBrand(): Brand | undefined {
  return parseBrand(document.querySelector<HTMLMetaElement>('meta[name="brand"]')?.content)
}

function readRemembered(): Brand {
  return parseBrand(localStorage.getItem(storageKey) ?? undefined) ?? productBrand
}

function parseBrand(text: string | undefined): Brand | undefined {
  try {
    return brandSchema.safeParse(JSON.parse(text ?? '')).data
  } catch {
    return undefined
  }
}
