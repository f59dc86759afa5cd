import { DatePickerInput } from '@mantine/dates';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

interface DayInputProps {
  label: string;
  /** YYYY-MM-DD */
  value: string | null;
  onChange: (value: string | null) => void;
}

/** A day of the calendar, with names for everything in it that has only a sign. */
export function DayInput({ label, value, onChange }: DayInputProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <DatePickerInput
      label={label}
      value={value}
      onChange={onChange}
      valueFormat="DD.MM.YYYY"
      placeholder={t('calendar.anyDay')}
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      hideOutsideDates
      ariaLabels={{
        previousMonth: t('calendar.previousMonth'),
        nextMonth: t('calendar.nextMonth'),
        previousYear: t('calendar.previousYear'),
        nextYear: t('calendar.nextYear'),
        previousDecade: t('calendar.previousDecade'),
        nextDecade: t('calendar.nextDecade'),
      }}
      // The calendar takes its name from this field, by the id that Mantine's popover expects of it.
      id={id}
      popoverProps={{ id }}
      w={150}
    />
  );
}
