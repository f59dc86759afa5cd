import { DetailedError, Upload } from 'tus-js-client';
import { noteContact } from '../api/contact';
import { isLast, placeFacts } from './place';
import type { Refusal, Sending, SendOptions } from './uploads';

/** The service looks at a file after each of these, and refuses early what it cannot take. */
const chunkBytes = 8 * 2 ** 20;

/** Sends a file by the tus protocol; one that was broken off, even before a reload, goes on where it was. */
export function sendByTus({ file, batchId, place, mayFinish, onProgress, onDone, onFail }: SendOptions): Sending {
  let isStopped = false;
  const upload = new Upload(file, {
    endpoint: `/api/v1/batches/${batchId}/uploads`,
    metadata: { filename: file.name, ...placeFacts(place) },
    headers: { 'X-Archive-Request': '1' },
    chunkSize: chunkBytes,
    retryDelays: [0, 1_000, 3_000, 8_000],
    onShouldRetry: (error) => {
      const status = statusOf(error);
      return !isStopped && (status === 0 || status === 423 || status >= 500);
    },
    // A page with a place of its own must not go on as an ordinary one that was broken off.
    storeFingerprintForResuming: isLast(place),
    removeFingerprintOnSuccess: true,
    onBeforeRequest: async (request) => {
      if (request.getMethod() !== 'PATCH') return;
      const offset = Number(request.getHeader('Upload-Offset') ?? 0);
      if (offset + chunkBytes >= file.size) await mayFinish();
      // Was it taken off the list while it waited, nothing more is sent.
      if (isStopped) await new Promise(() => undefined);
    },
    onAfterResponse: (_request, response) => {
      if (response.getStatus() !== 401) noteContact();
    },
    onProgress: (sent) => onProgress(sent),
    onSuccess: () => onDone(),
    onError: (error) => {
      if (!isStopped) onFail(refusalOf(error));
    },
  });
  void begin();

  async function begin() {
    const before = isLast(place) ? await upload.findPreviousUploads().catch(() => []) : [];
    if (isStopped) return;
    if (before[0]) upload.resumeFromPreviousUpload(before[0]);
    upload.start();
  }

  return {
    stop: () => {
      isStopped = true;
      // What has arrived of it is removed on the server too, where it can be reached.
      void upload.abort(true).catch(() => undefined);
    },
  };
}

function statusOf(error: Error): number {
  return error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
}

function refusalOf(error: Error): Refusal {
  const body = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined;
  return { status: statusOf(error), detail: detailOf(body) };
}

function detailOf(body: string | undefined): string | null {
  if (!body) return null;
  try {
    const problem: unknown = JSON.parse(body);
    if (typeof problem !== 'object' || problem === null) return null;
    const { detail, title } = problem as { detail?: unknown; title?: unknown };
    return typeof detail === 'string' ? detail : typeof title === 'string' ? title : null;
  } catch {
    return null;
  }
}
