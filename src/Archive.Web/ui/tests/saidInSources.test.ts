import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { startI18n } from '../src/i18n';
import { translated } from '../src/said/said';
import { literalsOf, type Literal } from './literals';

const root = join(import.meta.dirname, '../../../..');

/** Where the sentences are made that reach the UI as reason, problem or detail. */
const spoken = [
  ...['Formats', 'Decoding'].map((name) => `pipeline/Archive.Imaging/${name}`),
  ...['LibTiffMessages', 'OpenJpegMessages'].map((name) => `pipeline/Archive.Imaging/Interop/${name}.cs`),
  'pipeline/Archive.Pipeline/Receive',
  ...['FailedPage', 'PageStep', 'CaptureReceiver', 'SourceReceiver'].map((name) => `pipeline/Archive.Pipeline/Batches/${name}.cs`),
  ...['PageStages', 'PageProcessor'].map((name) => `pipeline/Archive.Pipeline/Stages/${name}.cs`),
  ...['PageWorkerProcess', 'DiskSpace'].map((name) => `pipeline/Archive.Pipeline/Workers/${name}.cs`),
  ...['SpaceGuard', 'DutyKeeper'].map((name) => `pipeline/Archive.Pipeline/Nodes/${name}.cs`),
  'pipeline/Archive.Pipeline/Sight/SafeWords.cs',
  'src/Archive.Domain/Files/StoreUnavailableException.cs',
  ...['Query', 'Elastic'].map((name) => `src/Archive.Storage/Search/${name}`),
  ...['HotFolders', 'Scanning', 'Operations/Jobs.cs', 'Capturing/UploadEndpoints.cs'].map((name) => `src/Archive.Web/${name}`),
];

/** What no page, source, station, scan, node or job is told of: pictures compared, options and profiles checked, the log in words of its own. */
const unspokenFiles = /(ColourThumbnail|Upright|AtomicMove|PlanDraft|PdfPageFacts|PdfToolOptions|ElasticOptions|ElasticErrors|ScanProfile|ScanProfileFile|TiffMark)\.cs$/;

/** Lines whose strings nobody reads in the UI. */
const unspoken: readonly RegExp[] = [
  // Bugs, the command line, and what the caller turns into other words.
  /new (Argument|ArgumentOutOfRange|InvalidOperation|NotSupported|IngestUsage|Json|Timeout)Exception\(/,
  // Looked for in what programs and files say.
  /\.Contains\("|Says\("|GeneratedRegex|u8\.ToArray\(\), "|SQLite format 3"u8|System Volume Information/,
  // Traces, recipes, the log and the ledger.
  /ArchiveTraces|log\.|"; caused by "|after failures|audit\.|InputTold|scan ended|PageAttempt\.Interrupted/,
  // Said in the hot folder, beside the file.
  /Verdict\.Rejected\(|It has the same bytes as|return "The file is empty\."|ForeignReason = /,
  // Problems with a code, which the UI words itself.
  /Status409Conflict|Status415UnsupportedMediaType, "offsetTypeNeeded"|"lengthNeeded"|"offsetNeeded"/,
];

function sourcesIn(path: string): string[] {
  const full = join(root, path);
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sourcesIn(`${path}/${entry.name}`) : entry.name.endsWith('.cs') ? [`${path}/${entry.name}`] : []);
}

function isProse({ parts }: Literal): boolean {
  return /\p{L}.*\s.*\p{L}/u.test(parts.join('7'));
}

/** Where the text in a hole matters; elsewhere any will do. */
const fillings: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^unknown$/, ['its first bytes are those of no known image format', 'looks like a text file']],
  [/^Accepted$/, ['JPEG, PNG, TIFF, JPEG 2000 and PDF are taken']],
  [/^name$/, ['a GIF image']],
  [/^Size\(/, ['7 × 7']],
  [/:P0$/, ['7 %']],
  [/^Because$/, ['', ' (7)']],
  [/in floating point/, ['', ' in floating point']],
  [/and more/, ['', ' and more']],
  [/^Happened\(/, ['The page took too long (7).', 'The page needed too much memory (7).', 'The page worker crashed on the page (7).']],
  [/^SafeWords\./, ['There is no space left on the disk.']],
];
const filled = new Set(fillings.flatMap(([, words]) => words));

/** Every way in which the holes are filled. */
function spellings({ parts, holes }: Literal): string[] {
  return holes.reduce<string[]>((texts, hole, index) => {
    const words = fillings.find(([pattern]) => pattern.test(hole))?.[1] ?? ['7'];
    return texts.flatMap((text) => words.map((word) => text + word + parts[index + 1]!));
  }, [parts[0]!]);
}

/** Some clauses get their full stop where they are thrown. */
const isKnown = (text: string) => translated(i18next.t, text) !== null || translated(i18next.t, `${text}.`) !== null;

describe('sentences in the sources of the server', () => {
  beforeAll(() => startI18n('lv'));

  it('are all in the table', () => {
    const files = spoken.flatMap(sourcesIn).filter((file) => !unspokenFiles.test(file));
    const unknown = files.flatMap((file) =>
      literalsOf(readFileSync(join(root, file), 'utf8'))
        .filter((literal) => isProse(literal) && !filled.has(literal.parts.join('7')) && !unspoken.some((pattern) => pattern.test(literal.code)))
        .flatMap((literal) => spellings(literal).filter((text) => !isKnown(text)).map((text) => `${file}:${literal.line} ${text}`)));
    expect(unknown).toEqual([]);
  });
});
