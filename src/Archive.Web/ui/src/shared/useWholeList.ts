import { useQuery } from '@tanstack/react-query';

interface ListPage<T> {
  items: T[];
  next: string | null;
}

/** A list that is short enough to be fetched whole: all of its pages, one after another. */
export function useWholeList<T>(key: readonly unknown[], fetchPage: (after: string | undefined, signal: AbortSignal) => Promise<ListPage<T>>) {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const items: T[] = [];
      let after: string | undefined;
      do {
        const page = await fetchPage(after, signal);
        items.push(...page.items);
        after = page.next ?? undefined;
      } while (after !== undefined);
      return items;
    },
  });
}
