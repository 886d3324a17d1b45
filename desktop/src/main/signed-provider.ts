// Tells electron-updater what the newest release is: only one that the company's key has signed, only files of the company's own folder.
import updater, { type ResolvedUpdateFileInfo, type UpdateInfo } from 'electron-updater'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js'
import type { UpdateSettings } from './company-settings.ts'
import { readRelease, releaseFile } from './release.ts'

/** The class that electron-updater makes its provider from. */
export function createSignedProvider({ url, publicKey }: UpdateSettings) {
  const folder = new URL(url.endsWith('/') ? url : `${url}/`)

  return class SignedProvider extends updater.Provider<UpdateInfo> {
    // The inherited one is protected and takes its arguments otherwise.
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime)
    }

    override async getLatestVersion(): Promise<UpdateInfo> {
      const { platform } = process
      const text = await this.httpRequest(new URL(releaseFile(platform), folder))
      const { version, releasedAt, files } = readRelease(text ?? '', { publicKey, platform })
      const [first] = files
      return {
        version,
        releaseDate: releasedAt,
        files: files.map(({ name, sha512, size }) => ({ url: name, sha512, size })),
        // Older fields that the type still asks for.
        path: first?.name ?? '',
        sha512: first?.sha512 ?? '',
      }
    }

    /** electron-updater checks the signed SHA-512 of what it downloads. */
    override resolveFiles({ files }: UpdateInfo): ResolvedUpdateFileInfo[] {
      return files.map((info) => ({ url: new URL(encodeURIComponent(info.url), folder), info }))
    }
  }
}
