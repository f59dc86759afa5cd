import { Anchor, Button, Group, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useFormat } from '../i18n/format';
import { useDraft } from '../shared/useDraft';
import { useTitle } from '../shared/useTitle';
import { facetLabel } from './facetLabel';
import { FacetPanel } from './FacetPanel';
import { FileHits } from './FileHits';
import { QueryHelp } from './QueryHelp';
import { SearchProblem } from './SearchProblem';
import { isNarrowed, readSearchState, searchAddress, searchParameters, toggled, type FacetName, type SearchState } from './searchState';
import classes from './SearchPage.module.css';
import { useSearch } from './useSearch';

export function SearchPage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const state = readSearchState(parameters);
  useTitle(state.q === '' ? t('screens.search') : t('search.titleFor', { q: state.q }));

  return (
    <div className={classes.page}>
      <Title order={1} size="h2" mb="sm">{t('search.title')}</Title>
      <SearchBox state={state} onSearch={(q) => setParameters(searchParameters({ ...state, q }))} />
      {state.q === ''
        ? <div className={classes.start}><QueryHelp /></div>
        : <Answer state={state} />}
    </div>
  );
}

function SearchBox({ state, onSearch }: { state: SearchState; onSearch: (q: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useDraft(state.q);
  return (
    <form
      role="search"
      aria-label={t('search.title')}
      className={classes.box}
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim());
      }}
    >
      <TextInput
        className={classes.input}
        size="lg"
        type="search"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        aria-label={t('search.box')}
        placeholder={t('search.placeholder')}
        leftSection={<IconSearch size={20} aria-hidden />}
        maxLength={500}
        spellCheck={false}
      />
      <Button type="submit" size="lg">{t('search.go')}</Button>
    </form>
  );
}

function Answer({ state }: { state: SearchState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch(state);
  const first = search.data?.pages[0];

  if (search.isError && !search.data) return <SearchProblem error={search.error} onRetry={() => void search.refetch()} />;
  if (!first) return <Waiting />;

  const groups = search.data?.pages.flatMap((page) => page.groups) ?? [];
  const narrowed = isNarrowed(state);
  return (
    <div className={classes.answer}>
      <FacetPanel state={state} facets={first.facets} isExact={first.isTotalExact} />
      <section aria-labelledby="hits" aria-busy={search.isFetching} className={classes.hits} data-stale={search.isPlaceholderData}>
        <Title order={2} size="h5" id="hits" aria-live="polite">
          {first.isTotalExact
            ? t('search.total', { count: first.total })
            : t('search.totalAtLeast', { total: format.number(first.total) })}
        </Title>
        {first.suggestions.length > 0 && (
          <Group gap={8} mt={6}>
            <Text size="sm">{groups.length > 0 ? t('search.nearMisses') : t('search.didYouMean')}</Text>
            {first.suggestions.map((suggestion) => (
              <Anchor key={suggestion} component={Link} to={searchAddress({ ...state, q: suggestion })} size="sm" fw={600}>
                {suggestion}
              </Anchor>
            ))}
          </Group>
        )}
        {narrowed && <Chosen state={state} />}
        {groups.length === 0 && (
          <Stack gap="md" mt="md">
            <Text>{narrowed ? t('search.emptyNarrowed') : t('search.empty')}</Text>
            {narrowed && (
              <div>
                <Button component={Link} to={searchAddress({ q: state.q })} variant="default">{t('search.everywhere')}</Button>
              </div>
            )}
            <QueryHelp />
          </Stack>
        )}
        <ul className={classes.groups}>
          {groups.map((group) => <li key={group.file.id}><FileHits group={group} q={state.q} /></li>)}
        </ul>
        {search.hasNextPage && (
          <Button variant="default" fullWidth size="md" loading={search.isFetchingNextPage} onClick={() => void search.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
        {search.isFetchNextPageError && <SearchProblem error={search.error} onRetry={() => void search.fetchNextPage()} />}
      </section>
    </div>
  );
}

/** What the search is narrowed to, each to be taken away. */
function Chosen({ state }: { state: SearchState }) {
  const { t } = useTranslation();
  const chosen = (Object.entries(state.facets) as [FacetName, readonly string[]][]).flatMap(([name, values]) => values.map((value) => ({ name, value })));
  return (
    <Group gap={6} mt={8}>
      {chosen.map(({ name, value }) => (
        <Link key={`${name} ${value}`} to={searchAddress(toggled(state, name, value))} className={classes.chip} aria-label={t('search.facetOff', { value: facetLabel(t, name, value) })}>
          {facetLabel(t, name, value)}
          <IconX size={14} aria-hidden />
        </Link>
      ))}
      <Anchor component={Link} to={searchAddress({ q: state.q })} size="sm">{t('search.clearAll')}</Anchor>
    </Group>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Stack gap="md" mt="lg" role="status" aria-label={t('common.loading')}>
      {[0, 1, 2].map((row) => <Skeleton key={row} height={150} radius="md" />)}
    </Stack>
  );
}
