// A text field of a filter: takes effect when the typing pauses, or at once by Enter.
import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useState } from 'react'

type FilterFieldProps = { label: string; placeholder?: string; value: string; onChange: (value: string) => void }

const pauseMs = 400

export function FilterField({ label, placeholder, value, onChange }: FilterFieldProps) {
  const [typed, setTyped] = useState(value)
  const tell = useDebouncedCallback((text: string) => onChange(text.trim()), pauseMs)
  // The filters were cleared, or the address was changed by the back button.
  useEffect(() => setTyped(value), [value])
  return (
    <TextInput
      size="sm"
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        tell(event.currentTarget.value)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
        tell.cancel()
        onChange(typed.trim())
      }}
      autoComplete="off"
      spellCheck={false}
      maxLength={100}
    />
  )
}
