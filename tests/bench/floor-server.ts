// The floor: bare node:http, or node:https with a certificate, that reads a body and answers a constant. Nothing that answers over HTTP
// in this process model is faster. Arguments: PORT [CERTIFICATE_FILE KEY_FILE]
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'

const [port, certificateFile, keyFile] = process.argv.slice(2)
const answer = JSON.stringify({ accepted: true, serial: '0123456789ABCDE' })

const listener: RequestListener = (request, response) => {
  request.on('data', () => undefined)
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
    response.end(answer)
  })
}
const server =
  certificateFile && keyFile
    ? createHttpsServer({ cert: readFileSync(certificateFile), key: readFileSync(keyFile) }, listener)
    : createServer(listener)
server.listen(Number(port), '127.0.0.1', () => process.send?.('ready'))
process.once('disconnect', () => process.exit())
