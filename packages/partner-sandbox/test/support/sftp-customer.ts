import { createHash } from 'node:crypto';
import { Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import { createMessage, encrypt, readKey, readPrivateKey } from 'openpgp';
import { FlattenedSign, importJWK, type JWK } from 'jose';

/** One line to the bank; what it refuses is thrown with its SFTP status as `code`. */
export interface Customer {
  readonly sftp: SFTPWrapper;
  put(place: string, bytes: Buffer | string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  list(folder: string): Promise<readonly string[]>;
  get(place: string): Promise<Buffer>;
  /** When the line is down, whoever hung up. */
  readonly ended: Promise<void>;
  end(): Promise<void>;
}

export const STATUS = { missing: 2, denied: 3, failure: 4, unsupported: 8 } as const;

type Callback<Value> = (error: Error | null | undefined, value: Value) => void;

/** One request, answered. */
export const ask = <Value = void>(call: (done: Callback<Value>) => unknown): Promise<Value> =>
  new Promise<Value>((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value))));

/** The status with which a request was refused; 0 when it was not. */
export const statusOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 0,
    (thrown: { readonly code?: unknown }) => thrown.code,
  );

export async function connectTo(port: number, login: Partial<ConnectConfig>): Promise<Customer> {
  const client = new Client();
  const ended = new Promise<void>((done) => void client.on('close', () => done()));
  await new Promise<void>((done, fail) => {
    client.on('ready', done).on('error', fail);
    client.connect({ host: '127.0.0.1', port, username: 'interlink', readyTimeout: 10_000, ...login });
  });
  client.on('error', () => undefined);
  const sftp = await ask<SFTPWrapper>((done) => client.sftp(done));
  return {
    sftp,
    ended,
    put: (place, bytes) => ask((done) => sftp.writeFile(place, bytes, done as never)),
    rename: (from, to) => ask((done) => sftp.rename(from, to, done as never)),
    list: async (folder) => {
      const found = await ask<readonly { readonly filename: string }[]>((done) => sftp.readdir(folder, done as never));
      return found.map(({ filename }) => filename).sort();
    },
    get: (place) => ask<Buffer>((done) => sftp.readFile(place, done as never)),
    end: () => {
      client.end();
      return ended;
    },
  };
}

export interface Keys {
  readonly signing: JWK;
  /** Armored: the customer's own, and the bank's public one. */
  readonly own: string;
  readonly bank: string;
}

/** A file as it is put, and the manifest that is true of it. */
export async function makeDelivery(messageId: string, text: string, keys: Keys) {
  const bytes = Buffer.from(
    await encrypt({
      message: await createMessage({ binary: Buffer.from(text) }),
      encryptionKeys: await readKey({ armoredKey: keys.bank }),
      signingKeys: await readPrivateKey({ armoredKey: keys.own }),
      format: 'binary',
    }),
  );
  const manifest = {
    ...{ file: `${messageId}.csv.pgp`, bytes: bytes.length, msgId: messageId },
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sealSig: await sealOf(text, keys.signing),
  };
  return { bytes, manifest };
}

/** A detached JWS over the bytes as they are (RFC 7797). */
async function sealOf(text: string, key: JWK): Promise<string> {
  const header = { alg: 'EdDSA', kid: key.kid ?? '', b64: false, crit: ['b64'] };
  const signer = new FlattenedSign(Buffer.from(text)).setProtectedHeader(header);
  const { protected: head, signature } = await signer.sign(await importJWK(key, 'EdDSA'));
  return `${head}..${signature}`;
}
