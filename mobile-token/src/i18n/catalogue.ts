// The shape that each language's catalogue has: the keys of the Chinese one, any text.
import type { zhTW } from './zh-tw.ts'

type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> }
export type Catalogue = Texts<typeof zhTW>
