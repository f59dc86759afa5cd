import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { startI18n } from '../src/i18n';
import en from '../src/i18n/en.json';
import { sentence, translated } from '../src/said/said';

/** The sentence with something in its places. */
const sample = (text: string) => text.replace(/\{\{\s*\w+\s*,\s*number\s*\}\}/g, '1,234').replace(/\{\{\s*\w+\s*\}\}/g, 'abc');
const spoken = Object.values(en.said).map(sample);
const inLatvian = (text: string) => sentence(i18next.getFixedT('lv'), text);

beforeAll(() => startI18n('lv'));

describe('what the server says', () => {
  it('is found by itself, and not taken for another sentence', () => {
    expect(spoken.filter((text) => translated(i18next.getFixedT('en'), text) !== text)).toEqual([]);
  });

  it('is put into Latvian', () => {
    const left = spoken.filter((text) => [null, text].includes(translated(i18next.getFixedT('lv'), text)));
    expect(left).toEqual([]);
  });

  it.each([
    ['the file is empty', 'Datne ir tukša.'],
    ['the image claims 12,000 × 250,000 pixels; the limit is 250 megapixels', 'Attēlam norādīti 12 000 × 250 000 pikseļi; robeža ir 250 megapikseļi.'],
    ['looks like a GIF image; JPEG, PNG, TIFF, JPEG 2000 and PDF are taken', 'Šķiet, tas ir GIF attēls; pieņem JPEG, PNG, TIFF, JPEG 2000 un PDF.'],
    ['a JPEG that cannot be read: it ends before its image data: it is cut short', 'JPEG, ko nevar nolasīt: datne beidzas pirms attēla datiem: tā ir aprauta.'],
    ['page 3 of the PDF cannot be shown: the image claims 0 × 5 pixels, so there is nothing to show', 'PDF 3. lapu nevar parādīt: attēlam norādīti 0 × 5 pikseļi, tāpēc nav ko rādīt.'],
    ['the text reads with low confidence (48 %)', 'Teksts nolasīts ar zemu ticamību (48 %).'],
    ['the image is blurred (sharpness 0.42)', 'Attēls ir izplūdis (asums 0,42).'],
    ['The page took too long (no result within 120 s). The page is kept as an image without text.', 'Lapas apstrāde ilga pārāk ilgi (120 s laikā nebija rezultāta). Lapa ir saglabāta kā attēls bez teksta.'],
    ['Cannot be read for want of permission: 2. Names that are not valid UTF-8 and have to be changed: 1.', 'Nav tiesību nolasīt: 2. Jāmaina nosaukumi, kas nav derīgs UTF-8: 1.'],
    ["Its folder cannot be worked with just now. IOException (0x80131620).", 'Ar tās mapi pašlaik nevar strādāt. Neparedzēta kļūda: IOException (0x80131620).'],
    ['The search index is not available: it is too busy (429).', 'Meklēšanas indekss nav pieejams: pārāk noslogots (429).'],
    ['12 objects read back, 0 findings', 'Nolasīti objekti: 12; konstatēts: 0.'],
  ])('in Latvian: %s', (text, words) => expect(inLatvian(text).replace(/\u00a0/g, ' ')).toBe(words));

  it('stays as it is where it is not known', () => {
    expect(inLatvian('the moon is not full')).toBe('the moon is not full');
    expect(inLatvian('The file is large. the moon is not full')).toBe('The file is large. the moon is not full');
  });

  it('begins with a capital, but for a name, whose letters are its own', () => {
    expect(sentence(i18next.getFixedT('en'), 'letter.jpg is not taken: the file is empty')).toBe('letter.jpg is not taken: the file is empty.');
    expect(sentence(i18next.getFixedT('en'), 'the file is empty')).toBe('The file is empty.');
  });

  it('keeps the words of others in their place', () => {
    expect(inLatvian('the TIFF page is damaged (Bad value $t(common.close) {{x}} in tag.)')).toBe('TIFF lapa ir bojāta (Bad value $t(common.close) {{x}} in tag.).');
    expect(inLatvian('Its folder is gone. Nobody knows why.')).toBe('Tās mapes vairs nav. Nobody knows why.');
  });
});
