// A QR code from a picture: a screenshot, or a photo taken earlier.
import { useTranslation } from 'react-i18next'
import { grabPicture } from '../../platform/frame.ts'
import { createQrReader } from '../../platform/qr-reader.ts'
import { PictureIcon } from '../../ui/icons.tsx'

type PictureButtonProps = { onText: (text: string) => void; onNothing: () => void }

export function PictureButton({ onText, onNothing }: PictureButtonProps) {
  const { t } = useTranslation()
  return (
    <label className="button">
      <PictureIcon />
      {t('scan.picture')}
      <input
        type="file"
        accept="image/*"
        className="visually-hidden"
        onChange={async ({ target }) => {
          const text = target.files?.[0] && (await readPicture(target.files[0]))
          if (text) onText(text)
          else onNothing()
        }}
      />
    </label>
  )
}

async function readPicture(file: File): Promise<string | undefined> {
  const image = await grabPicture(file)
  if (!image) return undefined
  const reader = await createQrReader()
  try {
    return await reader.read(image)
  } finally {
    reader.close()
  }
}
