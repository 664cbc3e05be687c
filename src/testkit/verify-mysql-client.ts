/** The wire protocol of MySQL and MariaDB (version 10, text queries, no password), as far as comparing needs it. */
import { connect, type Socket } from 'node:net';
import type { Answer } from './verify-postgres-client.ts';

// LONG_PASSWORD, FOUND_ROWS (an update counts what it found), PROTOCOL_41, SECURE_CONNECTION, PLUGIN_AUTH.
const FLAGS = 0x1 | 0x2 | 0x200 | 0x8000 | 0x80000;

export class MyClient {
  /** The server's number for this connection. */
  id = 0;
  private readonly socket: Socket;
  private buffer: Buffer = Buffer.alloc(0);
  private packets: Buffer[] = [];
  private greeted = false;
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

  static async open(path: string): Promise<MyClient> {
    const client = new MyClient(connect(path));
    const answer = await client.reply();
    if ('error' in answer) throw new Error(answer.message);
    return client;
  }

  query(sql: string): Promise<Answer> {
    const reply = this.reply();
    this.send(Buffer.concat([Buffer.from([3]), Buffer.from(sql, 'utf8')]), 0);
    return reply;
  }

  close(): void {
    this.broken = null;
    this.socket.destroy();
  }

  private send(body: Buffer, sequence: number): void {
    const head = Buffer.alloc(4);
    head.writeUIntLE(body.length, 0, 3);
    head[3] = sequence;
    this.socket.write(Buffer.concat([head, body]));
  }

  private reply(): Promise<Answer> {
    this.packets = [];
    return new Promise((resolve, reject) => {
      this.waiting = resolve;
      this.broken = reject;
    });
  }

  private read(): void {
    while (this.buffer.length >= 4) {
      const length = this.buffer.readUIntLE(0, 3);
      if (this.buffer.length < length + 4) return;
      const sequence = this.buffer[3] as number;
      const body = this.buffer.subarray(4, length + 4);
      this.buffer = this.buffer.subarray(length + 4);
      this.take(body, sequence);
    }
  }

  private take(body: Buffer, sequence: number): void {
    const first = body[0];
    if (!this.greeted) this.greet(body, sequence);
    else if (first === 0xff) this.done(errorOf(body));
    else if (this.packets.length === 0 && first === 0x00) this.done({ count: lengthAt(body, 1).value });
    // Asked for a password in another way: there is none.
    else if (this.packets.length === 0 && first === 0xfe) this.send(Buffer.alloc(0), sequence + 1);
    else {
      this.packets.push(body);
      const ends = this.packets.filter((p) => p[0] === 0xfe && p.length < 9).length;
      if (ends === 2) this.done({ rows: rowsOf(this.packets) });
    }
  }

  private greet(body: Buffer, sequence: number): void {
    this.greeted = true;
    if (body[0] === 0xff) {
      this.done(errorOf(body));
      return;
    }
    this.id = body.readUInt32LE(body.indexOf(0, 1) + 1);
    const head = Buffer.alloc(32);
    head.writeUInt32LE(FLAGS, 0);
    head.writeUInt32LE(1 << 24, 4);
    head[8] = 45;
    const rest = Buffer.from('root\0\0mysql_native_password\0', 'latin1');
    this.send(Buffer.concat([head, rest]), sequence + 1);
  }

  private done(answer: Answer): void {
    const { waiting } = this;
    this.waiting = null;
    waiting?.(answer);
  }
}

function errorOf(body: Buffer): Answer {
  const state = body[3] === 0x23 ? body.toString('latin1', 4, 9) : '';
  return { error: state, message: body.toString('utf8', 9) };
}

function rowsOf(packets: readonly Buffer[]): (string | null)[][] {
  const from = packets.findIndex((p, i) => i > 0 && p[0] === 0xfe && p.length < 9);
  const columns = lengthAt(packets[0] as Buffer, 0).value;
  return packets.slice(from + 1, -1).map((packet) => {
    let at = 0;
    return Array.from({ length: columns }, () => {
      if (packet[at] === 0xfb) {
        at += 1;
        return null;
      }
      const { value, next } = lengthAt(packet, at);
      at = next + value;
      return packet.toString('utf8', next, at);
    });
  });
}

function lengthAt(body: Buffer, at: number): { value: number; next: number } {
  const first = body[at] as number;
  if (first < 0xfb) return { value: first, next: at + 1 };
  const bytes = first === 0xfc ? 2 : first === 0xfd ? 3 : 6;
  return { value: body.readUIntLE(at + 1, bytes), next: at + 1 + (first === 0xfe ? 8 : bytes) };
}
