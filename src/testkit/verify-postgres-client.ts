/** PostgreSQL's wire protocol (version 3.0, simple queries, no password), as far as comparing needs it. */
import { connect, type Socket } from 'node:net';

/** What the server answered: rows as text, or how many were changed, or an SQLSTATE. */
export type Answer =
  | { readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly count: number }
  | { readonly error: string; readonly message: string };

export class PgClient {
  /** The server's process for this connection. */
  pid = 0;
  private readonly socket: Socket;
  private buffer: Buffer = Buffer.alloc(0);
  private rows: (string | null)[][] = [];
  private answer: Answer | null = null;
  private waiting: ((answer: Answer) => void) | null = null;
  private broken: ((error: Error) => void) | null = null;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (data) => {
      this.buffer = Buffer.concat([this.buffer, data]);
      this.read();
    });
    socket.on('error', (error) => this.broken?.(error));
    socket.on('close', () => this.broken?.(new Error('the server closed the connection')));
  }

  static async open(path: string, user: string, database: string): Promise<PgClient> {
    const socket = connect(path);
    const client = new PgClient(socket);
    const words = ['user', user, 'database', database, ''].map((w) => `${w}\0`).join('');
    const body = Buffer.from(words, 'utf8');
    const head = Buffer.alloc(8);
    head.writeInt32BE(body.length + 8, 0);
    head.writeInt32BE(196_608, 4);
    const ready = client.reply();
    socket.write(Buffer.concat([head, body]));
    await ready;
    return client;
  }

  query(sql: string): Promise<Answer> {
    const body = Buffer.from(`${sql}\0`, 'utf8');
    const head = Buffer.alloc(5);
    head.write('Q', 0);
    head.writeInt32BE(body.length + 4, 1);
    const reply = this.reply();
    this.socket.write(Buffer.concat([head, body]));
    return reply;
  }

  close(): void {
    this.broken = null;
    this.socket.destroy();
  }

  private reply(): Promise<Answer> {
    this.rows = [];
    this.answer = null;
    return new Promise((resolve, reject) => {
      this.waiting = resolve;
      this.broken = reject;
    });
  }

  private read(): void {
    while (this.buffer.length >= 5) {
      const length = this.buffer.readInt32BE(1) + 1;
      if (this.buffer.length < length) return;
      this.take(String.fromCharCode(this.buffer[0] as number), this.buffer.subarray(5, length));
      this.buffer = this.buffer.subarray(length);
    }
  }

  private take(type: string, body: Buffer): void {
    switch (type) {
      case 'K':
        this.pid = body.readInt32BE(0);
        break;
      case 'T':
        this.answer = { rows: this.rows };
        break;
      case 'D':
        this.rows.push(columnsOf(body));
        break;
      case 'C': {
        const tag = body.toString('utf8', 0, body.length - 1);
        if (this.answer === null) this.answer = { count: Number(/ (\d+)$/.exec(tag)?.[1] ?? 0) };
        break;
      }
      case 'E': {
        const fields = new Map(
          body
            .toString('utf8')
            .split('\0')
            .map((f) => [f.slice(0, 1), f.slice(1)]),
        );
        this.answer = { error: fields.get('C') ?? '', message: fields.get('M') ?? '' };
        break;
      }
      case 'Z': {
        const { waiting } = this;
        this.waiting = null;
        waiting?.(this.answer ?? { count: 0 });
        break;
      }
    }
  }
}

function columnsOf(body: Buffer): (string | null)[] {
  const columns: (string | null)[] = [];
  let at = 2;
  for (let i = body.readInt16BE(0); i > 0; i--) {
    const length = body.readInt32BE(at);
    at += 4;
    columns.push(length < 0 ? null : body.toString('utf8', at, at + length));
    at += Math.max(length, 0);
  }
  return columns;
}
