import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { isApiError } from '../api/problem';
import { heedSession } from '../api/queryClient';
import type { ArrangedPage, BatchPage, BatchPages } from '../api/types';
import { batchKey, fetchBatch, ifMatch, pagesKey } from '../batches/useBatches';
import { notifyError } from '../shared/notify';
import type { Change } from './arrangement';
import { noHistory, redo, remember, undo, type History } from './history';
import { conflicts, emptyOutbox, put, rebased, settle, shown, toSend, type Outbox } from './outbox';

export type SaveState = 'saved' | 'saving' | 'waiting' | 'failed' | 'conflict';

/** Presses that follow one another quickly, such as two turns, go as one change. */
const pauseMilliseconds = 350;
const retryMilliseconds = 10_000;
const mostAttempts = 6;
const noPages: readonly BatchPage[] = [];

/**
 * What the operator does to pages shows at once and is sent a moment later, one request after another. When only the
 * batch has moved on (a page came in), the change is sent again by itself; when the same page was changed by somebody
 * else, the operator decides.
 */
export function useArrangement(id: number, answer: BatchPages | undefined) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const pages = answer?.items ?? noPages;
  const [outbox, setOutbox] = useState<Outbox>(emptyOutbox);
  const [history, setHistory] = useState<History>(noHistory);
  const [conflict, setConflict] = useState<readonly number[]>([]);
  const [isSending, setIsSending] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const attempts = useRef(0);
  // A change stands on the pages that were seen: their version goes with it, even where the batch is known to have moved on.
  const versionSeen = useCallback(() => client.getQueryData<BatchPages>(pagesKey(id))?.version ?? 0, [client, id]);

  const ready = useMemo(() => toSend(pages, outbox), [pages, outbox]);

  const send = useCallback(async (unsent: Outbox) => {
    setIsSending(true);
    setHasFailed(false);
    try {
      await client.cancelQueries({ queryKey: pagesKey(id) });
      const seen = client.getQueryData<BatchPages>(pagesKey(id))?.items ?? noPages;
      const quarrel = conflicts(seen, unsent);
      if (quarrel.length > 0) {
        setConflict(quarrel);
        return;
      }
      const sent = toSend(seen, unsent);
      if (sent.length === 0) return;
      const arranged = await data(api.POST('/api/v1/batches/{id}/arrangement', {
        params: { path: { id }, header: { 'If-Match': ifMatch(versionSeen()) } },
        body: { pages: sent },
      }));
      attempts.current = 0;
      const known = new Map(arranged.pages.map((page) => [page.id, page]));
      client.setQueryData<BatchPages>(pagesKey(id), (old) => old && { version: arranged.version, items: old.items.map((page) => known.get(page.id) ?? page) });
      setOutbox((now) => settle(now, sent, arranged.pages));
      void client.invalidateQueries({ queryKey: pagesKey(id) });
      void client.invalidateQueries({ queryKey: batchKey(id), exact: true });
    } catch (error) {
      heedSession(client, error);
      await afterRefusal(error);
    } finally {
      setIsSending(false);
    }

    async function afterRefusal(error: unknown) {
      const movedOn = isApiError(error, 412) || isApiError(error, 409, 'pageInWork');
      attempts.current += 1;
      if (movedOn && attempts.current <= mostAttempts) {
        const fresh = await refetch();
        if (fresh) {
          setOutbox((now) => {
            const found = conflicts(fresh.items, now);
            if (found.length > 0) setConflict(found);
            // A new map even where nothing differs, so that it is sent again.
            return new Map(now);
          });
          return;
        }
      }
      if (isApiError(error, 422) || isApiError(error, 404) || isApiError(error, 409, 'over')) {
        setOutbox(emptyOutbox);
        setHistory(noHistory);
        notifyError(t, error);
        await refetch();
        return;
      }
      setHasFailed(true);
    }

    async function refetch(): Promise<BatchPages | null> {
      try {
        const [fresh, whole] = await Promise.all([
          data(api.GET('/api/v1/batches/{id}/pages', { params: { path: { id } } })),
          fetchBatch(id),
        ]);
        client.setQueryData(pagesKey(id), fresh);
        client.setQueryData(batchKey(id), whole);
        return fresh;
      } catch {
        return null;
      }
    }
  }, [client, id, t, versionSeen]);

  useEffect(() => {
    if (ready.length === 0 || isSending || hasFailed || conflict.length > 0) return;
    const timer = setTimeout(() => void send(outbox), attempts.current > 0 ? 200 * attempts.current : pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [ready, outbox, isSending, hasFailed, conflict, send]);

  // What could not be sent is tried again by itself; the operator may be at another page by then.
  useEffect(() => {
    if (!hasFailed) return;
    const again = () => {
      attempts.current = 0;
      setHasFailed(false);
    };
    const timer = setTimeout(again, retryMilliseconds);
    window.addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', again);
    };
  }, [hasFailed]);

  useEffect(() => {
    if (outbox.size === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [outbox.size]);

  // Leaving the screen must not lose what was done a moment ago.
  const leaving = useRef<readonly ArrangedPage[]>([]);
  useEffect(() => {
    leaving.current = isSending || conflict.length > 0 ? [] : ready;
  });
  useEffect(() => () => {
    if (leaving.current.length === 0) return;
    void api.POST('/api/v1/batches/{id}/arrangement', {
      params: { path: { id }, header: { 'If-Match': ifMatch(versionSeen()) } },
      body: { pages: [...leaving.current] },
      keepalive: true,
    }).then(() => client.invalidateQueries({ queryKey: batchKey(id) }), (error: unknown) => notifyError(t, error));
  }, [client, id, t, versionSeen]);

  const apply = (changes: readonly Change[]) => setOutbox((now) => put(now, changes, pages));
  const act = (changes: readonly Change[]) => {
    if (changes.length === 0) return;
    setHasFailed(false);
    apply(changes);
    setHistory((now) => remember(now, changes));
  };
  const travel = (way: typeof undo): readonly Change[] => {
    const moved = way(history);
    if (!moved) return [];
    apply(moved.changes);
    setHistory(moved.history);
    return moved.changes;
  };

  const state: SaveState = conflict.length > 0 ? 'conflict'
    : hasFailed ? 'failed'
      : isSending || ready.length > 0 ? 'saving'
        : outbox.size > 0 ? 'waiting' : 'saved';

  return {
    pages: useMemo(() => shown(pages, outbox), [pages, outbox]),
    state,
    conflict,
    canUndo: history.done.length > 0,
    canRedo: history.undone.length > 0,
    act,
    undo: () => travel(undo),
    redo: () => travel(redo),
    retry: () => {
      attempts.current = 0;
      setHasFailed(false);
    },
    applyAgain: () => {
      attempts.current = 0;
      setConflict([]);
      setOutbox((now) => rebased(pages, now));
    },
    dropMine: () => {
      setConflict([]);
      setOutbox(emptyOutbox);
      setHistory(noHistory);
    },
    versionSeen,
  };
}
