import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Place } from './place';
import { sendByTus } from './tus';

export interface Refusal {
  status: number;
  detail: string | null;
}

export interface UploadItem {
  id: number;
  batchId: number;
  name: string;
  size: number;
  sent: number;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  refusal: Refusal | null;
  place: Place;
}

export interface Sending {
  stop(): void;
}

export interface SendOptions {
  file: File;
  batchId: number;
  place: Place;
  /** Awaited before the bytes that make the file whole are sent. */
  mayFinish: () => Promise<void>;
  onProgress: (sent: number) => void;
  onDone: () => void;
  onFail: (refusal: Refusal) => void;
}

const atOnce = 3;

/**
 * Files on their way to the service, kept while the operator goes from screen to screen. Three are sent at once, but each
 * becomes whole only after those before it: pages come in as the files stand in the list, whichever is sent faster.
 */
export class UploadQueue {
  private items: readonly UploadItem[] = [];
  private readonly files = new Map<number, File>();
  private readonly sendings = new Map<number, Sending>();
  private waiting: { id: number; go: () => void }[] = [];
  private readonly listeners = new Set<() => void>();
  private nextId = 1;

  constructor(private readonly send: (options: SendOptions) => Sending) {}

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly snapshot = () => this.items;

  add(batchId: number, files: readonly File[], place: Place = {}): void {
    const added = files.map((file): UploadItem => {
      const id = this.nextId++;
      this.files.set(id, file);
      return { id, batchId, name: file.name, size: file.size, sent: 0, state: 'waiting', refusal: null, place };
    });
    this.change([...this.items, ...added]);
  }

  retry(id: number): void {
    this.update(id, { state: 'waiting', refusal: null });
  }

  remove(id: number): void {
    this.sendings.get(id)?.stop();
    this.forget(id);
    this.change(this.items.filter((item) => item.id !== id));
  }

  /** Takes what has arrived off the list. */
  clearDone(batchId: number): void {
    this.change(this.items.filter((item) => item.batchId !== batchId || item.state !== 'done'));
  }

  get isBusy(): boolean {
    return this.items.some((item) => item.state === 'waiting' || item.state === 'sending');
  }

  private forget(id: number) {
    this.files.delete(id);
    this.sendings.delete(id);
    this.waiting = this.waiting.filter((one) => one.id !== id);
  }

  private update(id: number, part: Partial<UploadItem>) {
    this.change(this.items.map((item) => (item.id === id ? { ...item, ...part } : item)));
  }

  private change(items: readonly UploadItem[]) {
    this.items = items;
    this.startMore();
    this.letFinish();
    this.listeners.forEach((listener) => listener());
  }

  private startMore() {
    const sending = this.items.filter((item) => item.state === 'sending').length;
    const next = this.items.filter((item) => item.state === 'waiting').slice(0, Math.max(0, atOnce - sending));
    if (next.length === 0) return;
    const ids = new Set(next.map((item) => item.id));
    this.items = this.items.map((item) => (ids.has(item.id) ? { ...item, state: 'sending' } : item));
    for (const { id, batchId, place } of next) {
      const file = this.files.get(id);
      if (!file) continue;
      this.sendings.set(id, this.send({
        file,
        batchId,
        place,
        mayFinish: () => new Promise((go) => {
          this.waiting.push({ id, go });
          this.letFinish();
        }),
        onProgress: (sent) => this.update(id, { sent }),
        onDone: () => {
          this.forget(id);
          this.update(id, { state: 'done', sent: file.size });
        },
        onFail: (refusal) => {
          this.sendings.delete(id);
          this.waiting = this.waiting.filter((one) => one.id !== id);
          this.update(id, { state: 'failed', refusal });
        },
      }));
    }
  }

  private letFinish() {
    const first = (batchId: number) => this.items.find((item) => item.batchId === batchId && (item.state === 'sending' || item.state === 'waiting'))?.id;
    const ready = this.waiting.filter(({ id }) => {
      const item = this.items.find((one) => one.id === id);
      return item !== undefined && first(item.batchId) === id;
    });
    if (ready.length === 0) return;
    this.waiting = this.waiting.filter((one) => !ready.includes(one));
    ready.forEach(({ go }) => go());
  }
}

export const uploadQueue = new UploadQueue(sendByTus);

// A reload would stop what is being sent; the browser asks first.
if (typeof window !== 'undefined') {
  window.addEventListener('beforeunload', (event) => {
    if (uploadQueue.isBusy) event.preventDefault();
  });
}

export function useUploads(batchId: number) {
  const all = useSyncExternalStore(uploadQueue.subscribe, uploadQueue.snapshot);
  const items = useMemo(() => all.filter((item) => item.batchId === batchId), [all, batchId]);
  const add = useCallback((files: readonly File[], place: Place = {}) => uploadQueue.add(batchId, files, place), [batchId]);
  return { items, add };
}
