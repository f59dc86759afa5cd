import { notifications } from '@mantine/notifications';
import type { TFunction } from 'i18next';
import { errorText } from '../api/errorText';

export function notifyDone(message: string): void {
  notifications.show({ message, color: 'spruce', autoClose: 5_000 });
}

export function notifyError(t: TFunction, error: unknown): void {
  notifications.show({ title: t('errors.title'), message: errorText(t, error), color: 'red', autoClose: false });
}
