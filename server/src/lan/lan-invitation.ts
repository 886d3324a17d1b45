// What the terminal shows under `--lan`: where to trust the authority, and the token app's address as a QR for the phone's camera.
import { toString as drawQr } from 'qrcode'

export type LanInvitation = {
  /** `http://192.168.1.20:8080/trust` */
  trustUrl: string
  /** `https://192.168.1.20:8443/token/` */
  tokenUrl: string
  fingerprint: string
}

export async function drawLanInvitation({ trustUrl, tokenUrl, fingerprint }: LanInvitation): Promise<string> {
  const qr = await drawQr(tokenUrl, { type: 'terminal', small: true, errorCorrectionLevel: 'L' })
  return [
    'On a phone in the same network:',
    `  1. trust this site once:   ${trustUrl}`,
    `     its SHA-256 fingerprint: ${fingerprint}`,
    `  2. open the token app:     ${tokenUrl}`,
    qr.trimEnd(),
  ].join('\n')
}
