import { Alert, Button, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { errorText } from '../api/errorText';
import { useTitle } from '../shared/useTitle';

/** A restricted file is opened only for a stated purpose, which goes to the audit ledger. */
export function PurposeForm({ fileId, onStated }: { fileId: string; onStated: () => void }) {
  const { t } = useTranslation();
  const [purpose, setPurpose] = useState('');
  useTitle(t('purpose.title'));
  const state = useMutation({
    mutationFn: () => api.POST('/api/v1/files/{file}/purpose', { params: { path: { file: fileId } }, body: { purpose: purpose.trim() } }),
    onSuccess: onStated,
  });
  return (
    <Paper withBorder radius="md" p="xl" maw={600} mx="auto" mt={56}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (purpose.trim() !== '') state.mutate();
        }}
      >
        <Stack gap="md" align="stretch">
          <Title order={1} size="h3"><IconLock size={22} aria-hidden style={{ verticalAlign: '-3px' }} /> {t('purpose.title')}</Title>
          <Text>{t('purpose.note')}</Text>
          {state.isError && <Alert role="alert" color="red" variant="outline">{errorText(t, state.error)}</Alert>}
          <Textarea
            label={t('purpose.label')}
            description={t('purpose.example')}
            value={purpose}
            onChange={(event) => setPurpose(event.currentTarget.value)}
            rows={3}
            maxLength={500}
            required
          />
          <Button type="submit" loading={state.isPending}>{t('purpose.open')}</Button>
        </Stack>
      </form>
    </Paper>
  );
}
