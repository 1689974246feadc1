import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { WebSocketServer, type WebSocket } from 'ws';
import { Epidemic } from './epidemic.ts';

/**
 * Answers `/api/v1/session` and `/live/*` in Vite's own server. `MOCK_STEP_MS` sets the pace; `MOCK_EMPTY` plays a
 * province that lacks nothing.
 */
export function mockService(): Plugin {
  return {
    name: 'mock-service',
    configureServer(server) {
      server.middlewares.use('/api/v1/session', session);
      const live = new LiveBoards(Number(process.env.MOCK_STEP_MS ?? 2500), process.env.MOCK_EMPTY !== undefined);
      server.httpServer?.on('upgrade', (request, socket, head) => {
        if (request.url?.startsWith('/live/')) live.server.handleUpgrade(request, socket, head, (client) => live.welcome(client));
      });
    },
  };
}

let user: string | null = null;

function session(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'DELETE') user = null;
  if (request.method !== 'POST') return answer(response, 200);
  let body = '';
  request.on('data', (part) => (body += String(part)));
  request.on('end', () => {
    const { username, password } = JSON.parse(body || '{}') as { username?: string; password?: string };
    if (password !== 'muster-demo') {
      response.writeHead(401, { 'content-type': 'application/problem+json' }).end('{"type":"/problems/unauthenticated","title":"Not signed in"}');
      return;
    }
    user = username ?? null;
    answer(response, 200);
  });
}

function answer(response: ServerResponse, status: number): void {
  const body = user === null ? { anonymous: true, demo: true } : { username: user, roles: ['viewer'] };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

class LiveBoards {
  readonly server = new WebSocketServer({ noServer: true, handleProtocols: () => 'muster.v1' });
  private readonly epidemic = new Epidemic();
  private readonly clients = new Set<WebSocket>();
  private seq = 1000;

  constructor(stepMs: number, private readonly empty: boolean) {
    setInterval(() => this.send({ type: 'heartbeat', seq: this.seq, at: this.at() }), 5000).unref();
    if (empty) return;
    setInterval(() => {
      const changes = this.epidemic.step();
      this.send({ type: 'delta', from: this.seq, to: (this.seq += changes.length || 1), at: this.at(), changes });
    }, stepMs).unref();
  }

  welcome(client: WebSocket): void {
    this.clients.add(client);
    client.on('close', () => this.clients.delete(client));
    const data = this.empty ? { ...this.epidemic.sections, shortages: {}, allocations: {} } : this.epidemic.sections;
    client.send(JSON.stringify({ type: 'snapshot', board: 'overview', epoch: 'mock', seq: this.seq, at: this.at(), data }));
  }

  private at(): string {
    return new Date().toISOString();
  }

  private send(frame: object): void {
    const text = JSON.stringify(frame);
    for (const client of this.clients) client.send(text);
  }
}
