import { ActionIcon, Group, Text, TextInput, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconSearch, IconX } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { errorText } from '../api/errorText';
import { isApiError } from '../api/problem';
import { useFormat } from '../i18n/format';
import { searchAddress } from '../search/searchState';
import { useDraft } from '../shared/useDraft';
import classes from './FindBar.module.css';
import { hitNumber, type HitPlace } from './hits';

interface FindBarProps {
  q: string;
  findBox: RefObject<HTMLInputElement | null>;
  hits: UseQueryResult<unknown>;
  places: readonly HitPlace[];
  page: number;
  hit: number | null;
  onFind: (q: string) => void;
  onStep: (direction: 1 | -1) => void;
}

export function FindBar({ q, findBox, hits, places, page, hit, onFind, onStep }: FindBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useDraft(q);
  const number = hitNumber(places, page, hit);

  const status = () => {
    if (q === '') return '';
    if (hits.isPending) return t('common.loading');
    if (hits.isError) return (isApiError(hits.error, 422) && hits.error.detail) || errorText(t, hits.error);
    if (places.length === 0) return t('viewer.noHits');
    return number === null
      ? t('viewer.hits', { count: places.length })
      : t('viewer.hitOf', { number: format.number(number), total: format.number(places.length) });
  };

  return (
    <div className={classes.bar}>
      {q !== '' && (
        <Link to={searchAddress({ q })} className={classes.back}><IconArrowLeft size={16} aria-hidden /> {t('viewer.backToSearch')}</Link>
      )}
      <form
        role="search"
        aria-label={t('viewer.find')}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = text.trim();
          if (wanted === q && wanted !== '') onStep(1);
          else onFind(wanted);
        }}
      >
        <TextInput
          ref={findBox}
          size="xs"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          aria-label={t('viewer.find')}
          placeholder={t('viewer.find')}
          leftSection={<IconSearch size={15} aria-hidden />}
          spellCheck={false}
          maxLength={500}
        />
      </form>
      <Text size="sm" role="status" className="numbers">{status()}</Text>
      {places.length > 0 && (
        <Group gap={2}>
          <Tooltip label={t('viewer.action.previousHit')}>
            <ActionIcon variant="subtle" color="gray" className={classes.tool} aria-label={t('viewer.action.previousHit')} onClick={() => onStep(-1)}>
              <IconArrowLeft size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('viewer.action.nextHit')}>
            <ActionIcon variant="subtle" color="gray" className={classes.tool} aria-label={t('viewer.action.nextHit')} onClick={() => onStep(1)}>
              <IconArrowRight size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
      )}
      {q !== '' && (
        <Tooltip label={t('viewer.clearHits')}>
          <ActionIcon variant="subtle" color="gray" className={classes.tool} aria-label={t('viewer.clearHits')} onClick={() => onFind('')}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}
