// Runs in the sandboxed preload world of the console window: hands the page the bridge, and nothing else of Electron.
import { contextBridge, ipcRenderer } from 'electron'
import { type Bridge, bridgeChannel, bridgeName } from '../bridge.ts'

const call = (method: keyof Bridge) => (input: unknown) => ipcRenderer.invoke(bridgeChannel, { method, input })

const bridge = {
  setAppearance: call('setAppearance'),
  protectContent: call('protectContent'),
  saveSheet: call('saveSheet'),
  printSheet: call('printSheet'),
} satisfies Bridge

contextBridge.exposeInMainWorld(bridgeName, bridge)
