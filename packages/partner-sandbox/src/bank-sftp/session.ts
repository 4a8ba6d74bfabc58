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

const { STATUS_CODE, OPEN_MODE, flagsToString } = ssh.utils.sftp;
const READ_SIZE = 65_536;
const LIST_SIZE = 100;

/** What the bank does when something happens in its folders. */
export interface FolderEvents {
  /** Before somebody looks into the outbox. */
  beforeList(folder: string): Promise<void>;
  /** The first bytes of a new file come in; true: the line breaks now. */
  cutsUpload(name: string): boolean;
  /** A file has its name; true: the line breaks before the customer hears of it. */
  named(folder: string, name: string): Promise<boolean>;
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
 * The part of SFTP 3 that customers of a bank need: put, rename (fails when the target is there), list, get. Nobody
 * removes anything, nobody leaves the two folders.
 */
export function serveSftp(connection: Connection, sftp: SFTPWrapper, root: string, events: FolderEvents): void {
  const session = { connection, sftp, root, events, files: openHandles<OpenFile>(0), lists: openHandles<OpenList>(1) };
  serveOpening(session);
  serveBytes(session);
  serveStats(session);
  serveLists(session);
  serveNames(session);
  for (const denied of ['REMOVE', 'RMDIR', 'MKDIR', 'SYMLINK', 'READLINK'] as const) {
    sftp.on(denied, (id: number) => sftp.status(id, STATUS_CODE.PERMISSION_DENIED));
  }
}

/** Four bytes each; files and lists have different ones. */
interface Handles<Value> {
  add(value: Value): Buffer;
  get(handle: Buffer): Value | undefined;
  delete(handle: Buffer): void;
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
  };
}

function serveOpening({ sftp, root, files, lists }: Session): void {
  sftp.on('OPEN', (id, given, flags) => {
    const at = inside(root, given);
    const isNew = (flags & OPEN_MODE.CREAT) > 0;
    if (!at || (isNew && existsSync(at))) return sftp.status(id, STATUS_CODE.FAILURE);
    if (!isNew && !existsSync(at)) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    const fd = openSync(at, flagsToString(flags) ?? 'r', 0o600);
    sftp.handle(id, files.add({ fd, name: path.basename(at) }));
  });
  sftp.on('CLOSE', (id, handle) => {
    const file = files.get(handle);
    if (file) closeSync(file.fd);
    files.delete(handle);
    lists.delete(handle);
    sftp.status(id, STATUS_CODE.OK);
  });
}

function serveBytes({ connection, sftp, events, files }: Session): void {
  sftp.on('WRITE', (id, handle, offset, data) => {
    const file = files.get(handle);
    if (!file) return sftp.status(id, STATUS_CODE.FAILURE);
    const isCut = events.cutsUpload(file.name);
    writeSync(file.fd, data, 0, isCut ? Math.floor(data.length / 2) : data.length, offset);
    if (isCut) connection.end();
    else sftp.status(id, STATUS_CODE.OK);
  });
  sftp.on('READ', (id, handle, offset, length) => {
    const file = files.get(handle);
    if (!file) return sftp.status(id, STATUS_CODE.FAILURE);
    const buffer = Buffer.alloc(Math.min(length, READ_SIZE));
    const read = readSync(file.fd, buffer, 0, buffer.length, offset);
    if (read === 0) sftp.status(id, STATUS_CODE.EOF);
    else sftp.data(id, buffer.subarray(0, read));
  });
}

function serveStats({ sftp, root, files }: Session): void {
  sftp.on('FSTAT', (id, handle) => {
    const file = files.get(handle);
    if (file) sftp.attrs(id, attributesOf(fstatSync(file.fd).size, true));
    else sftp.status(id, STATUS_CODE.FAILURE);
  });
  const stat = (id: number, given: string) => {
    const at = inside(root, given);
    if (!at || !existsSync(at)) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    const found = statSync(at);
    sftp.attrs(id, attributesOf(found.size, found.isFile()));
  };
  sftp.on('STAT', stat);
  sftp.on('LSTAT', stat);
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
  sftp.on('OPENDIR', (id, given) => {
    const at = inside(root, given);
    if (!at || !existsSync(at)) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    void events.beforeList(path.basename(at)).then(() => {
      sftp.handle(id, lists.add({ left: readdirSync(at), folder: at }));
    });
  });
  sftp.on('READDIR', (id, handle) => {
    const list = lists.get(handle);
    if (!list) return sftp.status(id, STATUS_CODE.FAILURE);
    if (list.left.length === 0) return sftp.status(id, STATUS_CODE.EOF);
    const names = list.left.slice(0, LIST_SIZE);
    list.left = list.left.slice(LIST_SIZE);
    sftp.name(
      id,
      names.map((name) => described(list.folder, name)),
    );
  });
}

function serveNames({ connection, sftp, root, events }: Session): void {
  sftp.on('RENAME', (id, from, to) => {
    const [source, target] = [inside(root, from), inside(root, to)];
    if (!source || !target || !existsSync(source)) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    if (existsSync(target)) return sftp.status(id, STATUS_CODE.FAILURE);
    renameSync(source, target);
    void events.named(path.basename(path.dirname(target)), path.basename(target)).then((isLost) => {
      if (isLost) connection.end();
      else sftp.status(id, STATUS_CODE.OK);
    });
  });
}

/** A place in the inbox or the outbox; undefined for any other. */
function inside(root: string, given: string): string | undefined {
  const parts = path.posix.join('/', given).split('/').filter(Boolean);
  const isKnown = parts.length <= 2 && (parts.length === 0 || ['inbox', 'outbox'].includes(parts[0] ?? ''));
  return isKnown ? path.join(root, ...parts) : undefined;
}

function described(folder: string, name: string) {
  const { size } = statSync(path.join(folder, name));
  const longname = `-rw------- 1 bank bank ${size} Jan 1 00:00 ${name}`;
  return { filename: name, longname, attrs: attributesOf(size, true) };
}

function attributesOf(size: number, isFile: boolean) {
  return { mode: isFile ? 0o100600 : 0o040700, uid: 0, gid: 0, size, atime: 0, mtime: 0 };
}
