import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { isApiError } from '../api/problem';
import type { Batch, BatchDeclaration } from '../api/types';
import { batchesKey, batchKey, fetchBatch, ifMatch, pagesKey } from '../batches/useBatches';
import { notifyError } from '../shared/notify';

export function declarationOf({ sheets, sides, isClosed, setAsideReason }: Batch): BatchDeclaration {
  return { sheets, sides, isClosed, setAsideReason };
}

function put(id: number, version: number, body: BatchDeclaration): Promise<Batch> {
  return data(api.PUT('/api/v1/batches/{id}', { params: { path: { id }, header: { 'If-Match': ifMatch(version) } }, body }));
}

/** Changes what is declared of the batch. That a page came in meanwhile is no quarrel; that somebody else declared something is. */
export function useDeclare(batch: Batch) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id } = batch;
  return useMutation({
    mutationFn: async (part: Partial<BatchDeclaration>) => {
      const base = declarationOf(batch);
      let now = batch;
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await put(id, now.version, { ...base, ...part });
        } catch (error) {
          if (!isApiError(error, 412) || attempt >= 4) throw error;
          now = await fetchBatch(id);
          client.setQueryData(batchKey(id), now);
          if (JSON.stringify(declarationOf(now)) !== JSON.stringify(base)) throw error;
        }
      }
    },
    onSuccess: (changed) => {
      client.setQueryData(batchKey(id), changed);
      void client.invalidateQueries({ queryKey: pagesKey(id) });
      void client.invalidateQueries({ queryKey: [...batchesKey, 'list'] });
    },
    onError: (error) => {
      notifyError(t, error);
      void client.invalidateQueries({ queryKey: batchKey(id) });
    },
  });
}
