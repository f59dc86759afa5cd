import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export function EmptyState({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <Stack gap="sm" maw={620} mx="auto" my={48} px="md">
      <Title order={2} size="h3">{title}</Title>
      {text && <Text c="dimmed">{text}</Text>}
      {children && <div>{children}</div>}
    </Stack>
  );
}
