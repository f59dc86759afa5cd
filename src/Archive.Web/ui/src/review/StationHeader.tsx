import { ActionIcon, Button, Group, Menu, NumberInput, Popover, SegmentedControl, Text, Title, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconCheck, IconDots, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Batch, ReleaseObstacle, SheetAccount } from '../api/types';
import { mostSheets, readSheets } from '../batches/sheets';
import { useFormat } from '../i18n/format';
import { verdictOf } from './account';
import { SetAsideForm } from './SetAsideForm';
import { StageLine } from './StageLine';
import classes from './StationHeader.module.css';
import type { SaveState } from './useArrangement';
import { useDeclare } from './useDeclare';

interface StationHeaderProps {
  batch: Batch;
  account: SheetAccount;
  obstacles: readonly ReleaseObstacle[];
  view: 'feed' | 'pages';
  saveState: SaveState;
  onRetry: () => void;
  onView: (view: 'feed' | 'pages') => void;
  onRelease: () => void;
}

export function StationHeader({ batch, account, obstacles, view, saveState, onRetry, onView, onRelease }: StationHeaderProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const declare = useDeclare(batch);
  const [setsAside, setSetsAside] = useState(false);
  const isReleased = batch.stage === 'released';
  const isAside = batch.stage === 'setAside';
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <ActionIcon component={Link} to="/batches" variant="subtle" color="gray" size="lg" aria-label={t('review.toBatches')}>
          <IconArrowLeft size={20} aria-hidden />
        </ActionIcon>
        <Title order={1} size="h3" className={classes.name}>{batch.name}</Title>
        <StageLine stage={batch.stage} />
        {!isReleased && !isAside && <SaveNote state={saveState} onRetry={onRetry} />}
        <Group gap="xs" ml="auto" wrap="nowrap">
          {!isReleased && !isAside && (
            <>
              <Button variant="default" size="sm" loading={declare.isPending} onClick={() => declare.mutate({ isClosed: !batch.isClosed })}>
                {batch.isClosed ? t('review.reopen') : t('review.close')}
              </Button>
              <ReleaseButton obstacles={obstacles} onRelease={onRelease} />
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon variant="default" size={36} aria-label={t('review.moreActions')}><IconDots size={18} aria-hidden /></ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => setSetsAside(true)}>{t('review.setAside')}</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </>
          )}
          {isAside && (
            <Button variant="default" size="sm" loading={declare.isPending} onClick={() => declare.mutate({ setAsideReason: null })}>{t('review.takeUp')}</Button>
          )}
        </Group>
      </div>
      <div className={classes.bottom}>
        {!isReleased && !isAside && (
          <SegmentedControl
            size="xs"
            aria-label={t('review.view')}
            value={view}
            onChange={(next) => onView(next === 'feed' ? 'feed' : 'pages')}
            data={[{ value: 'feed', label: t('review.feed') }, { value: 'pages', label: t('review.pagesCount', { count: account.total }) }]}
          />
        )}
        <Account account={account} batch={batch} onSheets={(sheets, sides) => declare.mutate({ sheets, sides })} readOnly={isReleased || isAside} />
        {!isReleased && !isAside && batch.approvedBy !== null && <Text size="sm">{t('review.approvedBy', { who: batch.approvedBy })}</Text>}
        {isReleased && <Text size="sm">{t('review.releasedBy', { who: batch.releasedBy ?? '', at: format.dateTime(batch.releasedAt) })}</Text>}
        {isAside && <Text size="sm">{t('review.asideBecause', { reason: batch.setAsideReason ?? '' })}</Text>}
      </div>
      {setsAside && <SetAsideForm onClose={() => setSetsAside(false)} onSave={(setAsideReason) => declare.mutate({ setAsideReason })} />}
    </header>
  );
}

function SaveNote({ state, onRetry }: { state: SaveState; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="status" className={classes.save} data-state={state}>
      {state === 'saved' && <IconCheck size={15} aria-hidden />}
      <span>{t(`review.save.${state}`)}</span>
      {state === 'failed' && <Button size="compact-xs" variant="default" onClick={onRetry}>{t('common.retry')}</Button>}
    </div>
  );
}

/** Stays reachable by the keyboard while it cannot release: it tells what is in the way. */
function ReleaseButton({ obstacles, onRelease }: { obstacles: readonly ReleaseObstacle[]; onRelease: () => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const isBlocked = obstacles.length > 0;
  return (
    <Popover opened={opened && isBlocked} onChange={setOpened} position="bottom-end" width={340} withArrow shadow="md">
      <Popover.Target>
        <Button
          size="sm"
          aria-disabled={isBlocked}
          data-disabled={isBlocked || undefined}
          aria-keyshortcuts="Control+Enter"
          onClick={() => (isBlocked ? setOpened((open) => !open) : onRelease())}
          style={isBlocked ? { pointerEvents: 'auto', cursor: 'help' } : undefined}
        >
          {t('review.release')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Obstacles obstacles={obstacles} />
      </Popover.Dropdown>
    </Popover>
  );
}

export function Obstacles({ obstacles }: { obstacles: readonly ReleaseObstacle[] }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm" fw={600} mb={4}>{t('review.obstaclesTitle')}</Text>
      <ul className={classes.obstacles}>
        {obstacles.map((obstacle) => <li key={obstacle}>{t(`obstacles.${obstacle}`)}</li>)}
      </ul>
    </>
  );
}

interface AccountProps {
  account: SheetAccount;
  batch: Batch;
  onSheets: (sheets: number | null, sides: number) => void;
  readOnly: boolean;
}

function Account({ account, batch, onSheets, readOnly }: AccountProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const verdict = verdictOf(account);
  // Until everything is fed, sides are expected still, and no fault.
  const isWrong = verdict === 'tooMany' || (verdict === 'missing' && batch.isClosed);
  const numbers = [
    ['images', account.images], ['blanks', account.blanks], ['separators', account.separators], ['rescans', account.rescans],
    ...(account.rejected > 0 ? [['rejected', account.rejected] as const] : []),
  ] as const;
  return (
    <section className={classes.account} aria-label={t('account.title')}>
      <p className={classes.sentence} data-wrong={isWrong}>{t(`account.sentence.${verdict}`, { count: Math.abs(account.missing ?? 0), total: account.total })}</p>
      <SheetsEditor batch={batch} onSheets={onSheets} readOnly={readOnly} />
      <dl className={classes.numbers}>
        <div><dt>{t('account.expected')}</dt><dd className="numbers">{format.number(account.expected)}</dd></div>
        {numbers.map(([name, value]) => (
          <div key={name}><dt>{t(`account.${name}`)}</dt><dd className="numbers">{format.number(value)}</dd></div>
        ))}
        <div data-wrong={isWrong}><dt>{t(verdict === 'tooMany' ? 'account.tooMany' : 'account.missing')}</dt><dd className="numbers">{format.number(account.missing === null ? null : Math.abs(account.missing))}</dd></div>
      </dl>
    </section>
  );
}

function SheetsEditor({ batch, onSheets, readOnly }: { batch: Batch; onSheets: AccountProps['onSheets']; readOnly: boolean }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [sheets, setSheets] = useState<number | string>('');
  const [sides, setSides] = useState('2');
  const text = `${batch.sheets === null ? t('review.sheetsUndeclared') : t('batches.sheetsOf', { count: batch.sheets })}, ${batch.sides === 1 ? t('batches.oneSide') : t('batches.twoSides')}`;
  if (readOnly) return <Text size="sm">{text}</Text>;
  const open = () => {
    setSheets(batch.sheets ?? '');
    setSides(String(batch.sides));
    setOpened(true);
  };
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus position="bottom-start" shadow="md" withArrow>
      <Popover.Target>
        <UnstyledButton className={classes.sheets} onClick={() => (opened ? setOpened(false) : open())} aria-label={t('review.editSheets', { now: text })}>
          {text} <IconPencil size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('batches.sheets')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setOpened(false);
            onSheets(readSheets(sheets), Number(sides));
          }}
        >
          <Group align="flex-end" gap="sm">
            <NumberInput label={t('batches.sheets')} value={sheets} onChange={setSheets} min={0} max={mostSheets} allowDecimal={false} allowNegative={false} hideControls w={120} data-autofocus />
            <SegmentedControl
              aria-label={t('batches.sides')}
              value={sides}
              onChange={setSides}
              data={[{ value: '1', label: t('batches.oneSide') }, { value: '2', label: t('batches.twoSides') }]}
            />
            <Button type="submit">{t('common.save')}</Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
