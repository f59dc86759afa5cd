import { Autocomplete, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchPage } from '../api/types';
import { readRegisterCase } from './arrangement';
import { documentTypes, longestType, typeName, typeOf } from './documentTypes';

function Form({ title, onClose, onSave, children }: { title: string; onClose: () => void; onSave: () => boolean; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (onSave()) onClose();
        }}
      >
        <Stack gap="md">
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit">{t('common.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

export function DocumentStartForm({ pages, onClose, onSave }: { pages: readonly BatchPage[]; onClose: () => void; onSave: (type: string | null) => void }) {
  const { t } = useTranslation();
  const first = pages[0]?.documentType ?? null;
  const [name, setName] = useState(first === null ? '' : typeName(t, first));
  return (
    <Form
      title={t('review.action.startDocument')}
      onClose={onClose}
      onSave={() => {
        onSave(typeOf(t, name));
        return true;
      }}
    >
      <Autocomplete
        label={t('review.documentType')}
        description={t('review.documentTypeNote')}
        value={name}
        onChange={setName}
        data={documentTypes.map((type) => typeName(t, type))}
        maxLength={longestType}
        selectFirstOptionOnChange
        data-autofocus
      />
    </Form>
  );
}

export function FileStartForm({ page, onClose, onSave }: { page: BatchPage; onClose: () => void; onSave: (registerCase: string | null) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(page.case ?? '');
  const [isWrong, setIsWrong] = useState(false);
  return (
    <Form
      title={t('review.action.startFile')}
      onClose={onClose}
      onSave={() => {
        const registerCase = readRegisterCase(text);
        if (text.trim() !== '' && registerCase === null) {
          setIsWrong(true);
          return false;
        }
        onSave(registerCase);
        return true;
      }}
    >
      <TextInput
        label={t('review.fileCase')}
        description={t('review.fileCaseNote')}
        placeholder="PMR-2019-00017"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setIsWrong(false);
        }}
        error={isWrong && t('review.fileCaseWrong')}
        data-autofocus
      />
    </Form>
  );
}
