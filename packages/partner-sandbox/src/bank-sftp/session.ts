import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import ssh from 'ssh2';
import type { Connection, SFTPWrapper } from 'ssh2';
import { tellOwnError } from '../common/own-errors.js';

const { STATUS_CODE, OPEN_MODE } = ssh.utils.sftp;
const READ_SIZE = 65_536;
const LIST_SIZE = 100;

/** What the bank does when something happens in its folders. */
export interface FolderEvents {
  /** Before somebody looks into the outbox; true: there is no answer, ever. */
  beforeList(folder: string): Promise<boolean>;
  /** The first bytes of a new file come in: the line breaks now, or nothing is answered any more. */
  spoilsUpload(name: string): 'cut-off' | 'timeout' | undefined;
  /** Whether a file of this name is delivered: it stays under it. */
  isDelivered(name: string): boolean;
  /** A file has its name; true: the line breaks before the customer hears of it. */
  named(name: string): Promise<boolean>;
}

interface OpenFile {
  readonly fd: number;
  readonly name: string;
}

interface OpenList {
  left: readonly string[];
  readonly folder: string;
}

interface Session {
  readonly connection: Connection;
  readonly sftp: SFTPWrapper;
  readonly root: string;
  readonly events: FolderEvents;
  readonly files: Handles<OpenFile>;
  readonly lists: Handles<OpenList>;
}

/**
 * The part of SFTP 3 that customers of a bank need: put and rename in the inbox (each fails when the target is there),
 * list and get. Nobody removes or overwrites anything, nobody writes into the outbox, nobody leaves the two folders.
 */
export function serveSftp(connection: Connection, sftp: SFTPWrapper, root: string, events: FolderEvents): void {
  const session = { connection, sftp, root, events, files: openHandles<OpenFile>(0), lists: openHandles<OpenList>(1) };
  serveOpening(session);
  serveBytes(session);
  serveStats(session);
  serveLists(session);
  serveNames(session);
  connection.on('close', () => session.files.all().forEach(({ fd }) => closeSync(fd)));
  for (const denied of ['REMOVE', 'RMDIR', 'MKDIR', 'SYMLINK', 'READLINK'] as const) {
    sftp.on(denied, (id: number) => sftp.status(id, STATUS_CODE.PERMISSION_DENIED));
  }
}

/** What goes wrong with one request is a failure of this one alone: the bank is there for the next. */
function guarded<Given extends readonly unknown[]>(
  sftp: SFTPWrapper,
  act: (id: number, ...given: Given) => Promise<void> | void,
): (id: number, ...given: Given) => void {
  return (id, ...given) => {
    new Promise<void>((done) => done(act(id, ...given))).catch((thrown: unknown) => {
      // A name that no disk takes, a folder for a file: the customer asked for what there is not.
      const isOfDisk = typeof thrown === 'object' && thrown !== null && 'code' in thrown;
      if (!isOfDisk) tellOwnError('bank-sftp', 'a request', thrown);
      sftp.status(id, STATUS_CODE.FAILURE);
    });
  };
}

/** Four bytes each; files and lists have different ones. */
interface Handles<Value> {
  add(value: Value): Buffer;
  get(handle: Buffer): Value | undefined;
  delete(handle: Buffer): void;
  all(): readonly Value[];
}

function openHandles<Value>(kind: number): Handles<Value> {
  const values = new Map<string, Value>();
  let last = 0;
  return {
    add(value) {
      const handle = Buffer.alloc(4);
      last += 2;
      handle.writeUInt32BE(last + kind);
      values.set(handle.toString('hex'), value);
      return handle;
    },
    get: (handle) => values.get(handle.toString('hex')),
    delete: (handle) => void values.delete(handle.toString('hex')),
    all: () => [...values.values()],
  };
}

function serveOpening({ sftp, root, files, lists }: Session): void {
  const open = (id: number, given: string, flags: number) => {
    const place = placeOf(root, given);
    const isNew = (flags & OPEN_MODE.CREAT) > 0;
    const isRead = flags === OPEN_MODE.READ;
    if (!place?.isFile || (!isNew && !existsSync(place.at))) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    if (!isRead && (place.folder !== 'inbox' || !isNew)) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
    if (isNew && existsSync(place.at)) return sftp.status(id, STATUS_CODE.FAILURE);
    const fd = openSync(place.at, isNew ? 'wx' : 'r', 0o600);
    sftp.handle(id, files.add({ fd, name: path.basename(place.at) }));
  };
  const close = (id: number, handle: Buffer) => {
    const file = files.get(handle);
    files.delete(handle);
    lists.delete(handle);
    if (file) closeSync(file.fd);
    sftp.status(id, STATUS_CODE.OK);
  };
  sftp.on('OPEN', guarded(sftp, open));
  sftp.on('CLOSE', guarded(sftp, close));
}

function serveBytes({ connection, sftp, events, files }: Session): void {
  const write = (id: number, handle: Buffer, offset: number, data: Buffer) => {
    const file = files.get(handle);
    if (!file) return sftp.status(id, STATUS_CODE.FAILURE);
    const spoilt = events.spoilsUpload(file.name);
    writeSync(file.fd, data, 0, spoilt ? Math.floor(data.length / 2) : data.length, offset);
    if (spoilt === 'cut-off') connection.end();
    else if (!spoilt) sftp.status(id, STATUS_CODE.OK);
  };
  const read = (id: number, handle: Buffer, offset: number, length: number) => {
    const file = files.get(handle);
    if (!file) return sftp.status(id, STATUS_CODE.FAILURE);
    const buffer = Buffer.alloc(Math.min(length, READ_SIZE));
    const size = readSync(file.fd, buffer, 0, buffer.length, offset);
    if (size === 0) sftp.status(id, STATUS_CODE.EOF);
    else sftp.data(id, buffer.subarray(0, size));
  };
  sftp.on('WRITE', guarded(sftp, write));
  sftp.on('READ', guarded(sftp, read));
}

function serveStats({ sftp, root, files }: Session): void {
  const statOpen = (id: number, handle: Buffer) => {
    const file = files.get(handle);
    if (file) sftp.attrs(id, attributesOf(fstatSync(file.fd).size, true));
    else sftp.status(id, STATUS_CODE.FAILURE);
  };
  const stat = (id: number, given: string) => {
    const place = placeOf(root, given);
    if (!place || !existsSync(place.at)) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    const found = statSync(place.at);
    sftp.attrs(id, attributesOf(found.size, found.isFile()));
  };
  sftp.on('FSTAT', guarded(sftp, statOpen));
  sftp.on('STAT', guarded(sftp, stat));
  sftp.on('LSTAT', guarded(sftp, stat));
  // Rights and times of files are the bank's own matter.
  for (const setting of ['FSETSTAT', 'SETSTAT'] as const) {
    sftp.on(setting, (id: number) => sftp.status(id, STATUS_CODE.OK));
  }
  sftp.on('REALPATH', (id, given) => {
    const at = path.posix.join('/', given);
    sftp.name(id, [{ filename: at, longname: at, attrs: attributesOf(0, false) }]);
  });
}

function serveLists({ sftp, root, events, lists }: Session): void {
  const open = async (id: number, given: string) => {
    const place = placeOf(root, given);
    if (!place || !existsSync(place.at)) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    if (await events.beforeList(place.folder)) return;
    sftp.handle(id, lists.add({ left: readdirSync(place.at), folder: place.at }));
  };
  const read = (id: number, handle: Buffer) => {
    const list = lists.get(handle);
    if (!list) return sftp.status(id, STATUS_CODE.FAILURE);
    if (list.left.length === 0) return sftp.status(id, STATUS_CODE.EOF);
    const names = list.left.slice(0, LIST_SIZE);
    list.left = list.left.slice(LIST_SIZE);
    // Renamed meanwhile: it is not there under this name.
    const there = names.filter((name) => existsSync(path.join(list.folder, name)));
    sftp.name(
      id,
      there.map((name) => described(list.folder, name)),
    );
  };
  sftp.on('OPENDIR', guarded(sftp, open));
  sftp.on('READDIR', guarded(sftp, read));
}

function serveNames({ connection, sftp, root, events }: Session): void {
  const rename = async (id: number, from: string, to: string) => {
    const [source, target] = [placeOf(root, from), placeOf(root, to)];
    if (!source?.isFile || !target?.isFile || !existsSync(source.at)) {
      return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    }
    const isInbox = source.folder === 'inbox' && target.folder === 'inbox';
    if (!isInbox || events.isDelivered(path.basename(source.at))) {
      return sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
    }
    if (existsSync(target.at)) return sftp.status(id, STATUS_CODE.FAILURE);
    renameSync(source.at, target.at);
    if (await events.named(path.basename(target.at))) connection.end();
    else sftp.status(id, STATUS_CODE.OK);
  };
  sftp.on('RENAME', guarded(sftp, rename));
}

interface Place {
  readonly at: string;
  readonly folder: string;
  /** Of a folder, not the folder itself; whether it is there is another question. */
  readonly isFile: boolean;
}

/** The inbox, the outbox or a place in one of them; undefined for any other. */
function placeOf(root: string, given: string): Place | undefined {
  const [folder = '', ...names] = path.posix.join('/', given).split('/').filter(Boolean);
  const isKnown = names.length <= 1 && ['', 'inbox', 'outbox'].includes(folder);
  return isKnown ? { at: path.join(root, folder, ...names), folder, isFile: names.length === 1 } : undefined;
}

function described(folder: string, name: string) {
  const { size } = statSync(path.join(folder, name));
  const longname = `-rw------- 1 bank bank ${size} Jan 1 00:00 ${name}`;
  return { filename: name, longname, attrs: attributesOf(size, true) };
}

function attributesOf(size: number, isFile: boolean) {
  return { mode: isFile ? 0o100600 : 0o040700, uid: 0, gid: 0, size, atime: 0, mtime: 0 };
}
