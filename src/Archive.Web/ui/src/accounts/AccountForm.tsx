import { Alert, Button, Checkbox, Group, Modal, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { errorText } from '../api/errorText';
import { isApiError } from '../api/problem';
import { registers, roles, type Account, type Register, type Role } from '../api/types';

interface AccountFormProps {
  /** Null for a new account. */
  account: Account | null;
  onClose: () => void;
  onSaved: (created: { name: string; password: string } | null) => void;
  onReload: () => void;
}

export function AccountForm({ account, onClose, onSaved, onReload }: AccountFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(account?.name ?? '');
  const [displayName, setDisplayName] = useState(account?.displayName ?? '');
  const [chosenRoles, setRoles] = useState<Role[]>(account?.roles ?? []);
  const [chosenRegisters, setRegisters] = useState<Register[]>(account?.registers ?? []);
  const [units, setUnits] = useState<string[]>(account?.units ?? []);
  const [allUnits, setAllUnits] = useState(account?.allUnits ?? false);
  const [disabled, setDisabled] = useState(account?.disabled ?? false);

  const save = useMutation({
    mutationFn: async () => {
      const rights = { displayName: displayName.trim(), roles: chosenRoles, registers: chosenRegisters, units: allUnits ? [] : units, allUnits };
      if (account === null) {
        const created = await data(api.POST('/api/v1/accounts', { body: { name: name.trim(), ...rights } }));
        return { name: created.account.displayName, password: created.oneTimePassword };
      }
      await api.PUT('/api/v1/accounts/{id}', {
        params: { path: { id: account.id }, header: { 'If-Match': `"${account.version}"` } },
        body: { ...rights, disabled },
      });
      return null;
    },
    onSuccess: onSaved,
  });

  const errors = isApiError(save.error) ? save.error.errors : {};
  const fieldError = (field: string) => errors[field]?.join(' ');
  const nameTaken = isApiError(save.error, 409, 'nameTaken');
  const isStale = isApiError(save.error, 412);
  const hasFieldErrors = nameTaken || Object.keys(errors).length > 0;

  return (
    <Modal
      opened
      onClose={onClose}
      title={account === null ? t('accounts.create') : t('accounts.editOf', { name: account.displayName })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          {save.isError && !hasFieldErrors && (
            <Alert role="alert" color="red" variant="outline">
              {errorText(t, save.error)}
              {isStale && <div><Button size="xs" mt="xs" variant="default" onClick={onReload}>{t('accounts.reload')}</Button></div>}
            </Alert>
          )}
          {account === null && (
            <TextInput
              label={t('accounts.name')}
              description={t('accounts.nameNote')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={nameTaken ? t('errors.code.nameTaken') : fieldError('name')}
              required
              autoComplete="off"
              spellCheck={false}
              data-autofocus
            />
          )}
          <TextInput
            label={t('accounts.displayName')}
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
            error={fieldError('displayName')}
            required
            autoComplete="off"
          />
          <Checkbox.Group label={t('accounts.roles')} value={chosenRoles} onChange={(value) => setRoles(roles.filter((role) => value.includes(role)))} error={fieldError('roles')}>
            <Stack gap={8} mt={6}>
              {roles.map((role) => <Checkbox key={role} value={role} label={t(`roles.${role}`)} description={t(`roleNotes.${role}`)} />)}
            </Stack>
          </Checkbox.Group>
          <Checkbox.Group label={t('accounts.registers')} value={chosenRegisters} onChange={(value) => setRegisters(registers.filter((register) => value.includes(register)))} error={fieldError('registers')}>
            <Group mt={6}>
              {registers.map((register) => <Checkbox key={register} value={register} label={t(`registers.${register}`)} />)}
            </Group>
          </Checkbox.Group>
          <Switch label={t('accounts.allUnits')} checked={allUnits} onChange={(event) => setAllUnits(event.currentTarget.checked)} />
          {!allUnits && (
            <TagsInput
              label={t('accounts.units')}
              description={t('accounts.unitsNote')}
              value={units}
              onChange={setUnits}
              error={fieldError('units')}
              acceptValueOnBlur
            />
          )}
          {account !== null && (
            <Switch label={t('accounts.disable')} description={t('accounts.disableNote')} checked={disabled} onChange={(event) => setDisabled(event.currentTarget.checked)} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" loading={save.isPending}>{account === null ? t('accounts.createDo') : t('common.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
