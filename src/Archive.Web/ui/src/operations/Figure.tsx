import { Text } from '@mantine/core';

export function Figure({ label, value, marked = false }: { label: string; value: string; marked?: boolean }) {
  return (
    <div>
      <Text fz={26} lh={1.2} fw={600} className="numbers" c={marked ? 'light-dark(#9a3b12, #ffb38a)' : undefined}>{value}</Text>
      <Text size="sm" c="dimmed">{label}</Text>
    </div>
  );
}
