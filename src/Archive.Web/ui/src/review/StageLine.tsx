import { useTranslation } from 'react-i18next';
import type { BatchStage } from '../api/types';
import classes from './StageLine.module.css';

const way = ['open', 'scanning', 'processing', 'review', 'released'] as const satisfies readonly BatchStage[];

/** Where the batch is on its way. */
export function StageLine({ stage }: { stage: BatchStage }) {
  const { t } = useTranslation();
  if (stage === 'setAside') return <p className={classes.aside}>{t('batches.stages.setAside')}</p>;
  const at = way.indexOf(stage);
  return (
    <ol className={classes.line} aria-label={t('batches.stage')}>
      {way.map((one, index) => (
        <li key={one} className={classes.step} data-past={index < at} aria-current={index === at ? 'step' : undefined}>{t(`batches.stages.${one}`)}</li>
      ))}
    </ol>
  );
}
