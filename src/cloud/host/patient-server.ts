import { createServer, type Server } from 'node:http'

/** Idle for longer than any proxy or browser is, so that a connection is never closed under a request just sent. */
export function patientServer(): Server {
  const server = createServer()
  server.keepAliveTimeout = 75_000
  server.headersTimeout = 80_000
  server.requestTimeout = 60_000
  return server
}
