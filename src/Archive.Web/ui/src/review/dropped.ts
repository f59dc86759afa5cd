/** Files as they would be leafed through: 2 before 10, hidden ones left out. */
export function inNameOrder<T extends { path: string }>(files: readonly T[]): T[] {
  const order = new Intl.Collator('lv', { numeric: true, sensitivity: 'base' });
  return files
    .filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')) && !/(^|\/)(thumbs\.db|desktop\.ini)$/i.test(path))
    .sort((one, other) => order.compare(one.path, other.path));
}

interface Found {
  path: string;
  file: File;
}

/** Everything in a drop: files, and folders with all that is in them. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  // The entries must be taken before the first await: the browser empties the transfer then.
  const entries = [...transfer.items].filter((item) => item.kind === 'file').map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const found: Found[] = [];
  for (const entry of entries) {
    if (entry instanceof File) found.push({ path: entry.name, file: entry });
    else if (entry) await collect(entry, found);
  }
  return inNameOrder(found).map(({ file }) => file);
}

export function chosenFiles(list: FileList | null): File[] {
  return inNameOrder([...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }))).map(({ file }) => file);
}

async function collect(entry: FileSystemEntry, found: Found[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ path: entry.fullPath, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives its entries in portions, until an empty one.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return;
    for (const inner of portion) await collect(inner, found);
  }
}
