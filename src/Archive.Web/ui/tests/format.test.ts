import { describe, expect, it } from 'vitest';
import { keyState } from '../src/accounts/keyState';
import { formatFor } from '../src/i18n/format';
import { problemRows } from '../src/operations/names';
import { languageTag, readWords } from '../src/viewer/textModel';

describe('formats', () => {
  const lv = formatFor('lv');
  const en = formatFor('en');
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

  it('follow the language', () => {
    expect(lv.date('2026-03-05T10:00:00Z')).toMatch(/^05\.03\.2026/);
    expect(en.date('2026-03-05T10:00:00Z')).toBe('5 Mar 2026');
    expect(plain(lv.number(12345.6))).toBe('12 345,6');
    expect(en.number(12345.6)).toBe('12,345.6');
  });

  it('show a dash for what is not known', () => {
    expect([lv.date(null), lv.dateTime('nonsense'), lv.number(null), lv.percent(undefined), lv.bytes(null), lv.ago(null), lv.age(null)])
      .toEqual(Array(7).fill('–'));
  });

  it('choose the unit by size', () => {
    expect(plain(en.bytes(0))).toBe('0 byte');
    expect(plain(en.bytes(48_312_004))).toBe('48 MB');
    expect(plain(en.bytes(1.25e12))).toBe('1.3 TB');
    const now = Date.parse('2026-03-05T10:00:00Z');
    expect(en.ago('2026-03-05T09:39:00Z', now)).toBe('21 minutes ago');
    expect(en.ago('2026-03-03T10:00:00Z', now)).toBe('2 days ago');
    expect(en.age('2026-03-05T09:39:00Z', now)).toMatch(/^21 min/);
    expect(en.age('2026-03-05T10:09:00Z', now)).toMatch(/^0 sec/);
  });
});

describe('words of a page', () => {
  const text = {
    language: 'lav', width: 100, height: 100,
    blocks: [
      { lines: [{ words: [{ text: 'Anna', box: [0, 0, 20, 10], confidence: 0.95 }, { text: 'Kaln', box: [30, 0, 20, 10], confidence: 0.4 }] }] },
      { lines: [{ words: [{ text: 'Rīga', box: [0, 50, 20, 10], confidence: 0.6 }] }] },
    ],
  };

  it('are numbered through, doubtful ones and hits marked', () => {
    const words = readWords(text, [[29, 0, 22, 11]]).flat(2);
    expect(words.map(({ text: word, index, isDoubtful, isHit }) => [word, index, isDoubtful, isHit])).toEqual([
      ['Anna', 0, false, false], ['Kaln', 1, true, true], ['Rīga', 2, false, false],
    ]);
  });

  it('carry a language that browsers know', () => {
    expect(['lav', 'lav+eng', 'rus', 'xyz', null].map(languageTag)).toEqual(['lv', 'lv', 'ru', undefined, undefined]);
  });
});

describe('states', () => {
  it('of a key: revoked before expired before active', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(keyState({ expiresAt: '2027-01-01T00:00:00Z', revokedAt: null }, now)).toBe('active');
    expect(keyState({ expiresAt: '2026-01-01T00:00:00Z', revokedAt: null }, now)).toBe('expired');
    expect(keyState({ expiresAt: '2025-01-01T00:00:00Z', revokedAt: '2025-01-01T00:00:00Z' }, now)).toBe('revoked');
  });

  it('of problems: the most frequent first', () => {
    expect(problemRows({ needingOperator: { blurred: 2 }, rejected: {}, failed: { crash: 7, hang: 2 } }))
      .toEqual([
        { kind: 'failed', reason: 'crash', count: 7 },
        { kind: 'needingOperator', reason: 'blurred', count: 2 },
        { kind: 'failed', reason: 'hang', count: 2 },
      ]);
  });
});
