import { notifications } from '@mantine/notifications';
import i18next, { type TFunction } from 'i18next';
import { errorText } from '../api/errorText';

const closeButtonProps = () => ({ 'aria-label': i18next.t('common.close') });

export function notifyDone(message: string): void {
  notifications.show({ message, color: 'spruce', autoClose: 5_000, closeButtonProps: closeButtonProps() });
}

export function notifyProblem(title: string, message: string): void {
  notifications.show({ title, message, color: 'red', autoClose: false, role: 'alert', closeButtonProps: closeButtonProps() });
}

export function notifyError(t: TFunction, error: unknown): void {
  notifyProblem(t('errors.title'), errorText(t, error));
}
