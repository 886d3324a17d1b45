// The browser's own barcode detector (Shape Detection API), where it exists and knows QR codes.

type DetectedBarcode = { rawValue: string }
type DetectorConstructor = {
  new (options: { formats: string[] }): { detect(image: ImageData): Promise<DetectedBarcode[]> }
  getSupportedFormats(): Promise<string[]>
}

export type NativeDetector = (image: ImageData) => Promise<string | undefined>

export async function findNativeDetector(): Promise<NativeDetector | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorConstructor }
  if (!BarcodeDetector) return undefined
  const formats = await BarcodeDetector.getSupportedFormats().catch((): string[] => [])
  if (!formats.includes('qr_code')) return undefined
  const detector = new BarcodeDetector({ formats: ['qr_code'] })
  return async (image) => (await detector.detect(image))[0]?.rawValue
}
