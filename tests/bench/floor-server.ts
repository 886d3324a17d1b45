// The floor: bare node:http that reads a body and answers a constant. Nothing that answers over HTTP in this process model is faster.
import { createServer } from 'node:http'

const answer = JSON.stringify({ accepted: true, serial: '0123456789ABCDE' })

const server = createServer((request, response) => {
  request.on('data', () => undefined)
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
    response.end(answer)
  })
})
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('ready'))
