import type { Box, PageText } from '../api/types';

export interface Word {
  text: string;
  box: Box;
  isDoubtful: boolean;
  isHit: boolean;
  confidence: number;
  /** Place among all words of the page, from 0. */
  index: number;
}

/** Below this the reader should look at the image; the same limit marks words for operators. */
export const doubtBelow = 0.6;

/** The words of a page by block and line, with what a reader must know of each. */
export function readWords(text: PageText, hits: readonly Box[]): Word[][][] {
  let index = 0;
  return text.blocks.map((block) =>
    block.lines.map((line) =>
      line.words.map((word) => ({
        text: word.text,
        box: word.box,
        confidence: word.confidence,
        isDoubtful: word.confidence < doubtBelow,
        isHit: hits.some((hit) => holdsMiddle(hit, word.box)),
        index: index++,
      }))));
}

function holdsMiddle([x = 0, y = 0, w = 0, h = 0]: Box, [wx = 0, wy = 0, ww = 0, wh = 0]: Box): boolean {
  const middleX = wx + ww / 2;
  const middleY = wy + wh / 2;
  return middleX >= x && middleX <= x + w && middleY >= y && middleY <= y + h;
}

/** Tesseract's names of languages to those that browsers and screen readers know. */
export function languageTag(language: string | null | undefined): string | undefined {
  const tags: Record<string, string> = { lav: 'lv', eng: 'en', rus: 'ru', deu: 'de', ukr: 'uk', lv: 'lv', en: 'en', ru: 'ru' };
  const first = language?.split(/[+,]/)[0]?.trim().toLowerCase();
  return first === undefined ? undefined : tags[first];
}
