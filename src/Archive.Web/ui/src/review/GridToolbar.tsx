import { ActionIcon, Group, NativeSelect, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconFlag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BatchPage } from '../api/types';
import classes from './GridToolbar.module.css';
import { keyOf, type ReviewAction } from './keys';
import { countOf, filters, isOpen, type Filter, type Order } from './order';

interface GridToolbarProps {
  pages: readonly BatchPage[];
  order: Order;
  filter: Filter;
  chosen: number;
  readOnly: boolean;
  canUndo: boolean;
  canRedo: boolean;
  act: (action: ReviewAction) => void;
  onOrder: (order: Order) => void;
  onFilter: (filter: Filter) => void;
}

export function GridToolbar({ pages, order, filter, chosen, readOnly, canUndo, canRedo, act, onOrder, onFilter }: GridToolbarProps) {
  const { t } = useTranslation();
  const open = pages.filter(isOpen).length;
  const tools = [
    ['nextFlagged', IconFlag, open > 0],
    ...(readOnly ? [] : [['undo', IconArrowBackUp, canUndo] as const, ['redo', IconArrowForwardUp, canRedo] as const]),
  ] as const;
  return (
    <div className={classes.bar}>
      <SegmentedControl
        size="xs"
        aria-label={t('review.order')}
        value={order}
        onChange={(next) => onOrder(next === 'inOrder' ? 'inOrder' : 'flaggedFirst')}
        data={[{ value: 'flaggedFirst', label: t('review.flaggedFirst') }, { value: 'inOrder', label: t('review.inOrder') }]}
      />
      <NativeSelect
        size="xs"
        aria-label={t('review.filter')}
        value={filter}
        onChange={(event) => onFilter(filters.find((one) => one === event.currentTarget.value) ?? 'all')}
        data={filters.map((one) => ({ value: one, label: t('review.filterCount', { name: t(`review.filters.${one}`), count: countOf(pages, one) }) }))}
      />
      <Text size="sm" className="numbers" c={open > 0 ? 'var(--archive-doubt)' : 'dimmed'} fw={open > 0 ? 600 : undefined}>{t('review.openFlags', { count: open })}</Text>
      <Group gap={4} ml="auto" wrap="nowrap">
        {chosen > 1 && <Text size="sm" className="numbers" role="status">{t('review.chosen', { count: chosen })}</Text>}
        {tools.map(([action, Icon, isOn]) => (
          <Tooltip key={action} label={`${t(`review.action.${action}`)} (${keyOf(action)})`}>
            <ActionIcon variant="default" size={30} disabled={!isOn} aria-label={t(`review.action.${action}`)} onClick={() => act(action)}>
              <Icon size={17} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ))}
      </Group>
    </div>
  );
}
