import type { BatchPage } from '../src/api/types';
import { step } from '../src/review/arrangement';

/** A finished page of a batch without anything special; by its id it is the one at that place. */
export function reviewPage(id: number, more: Partial<BatchPage> = {}): BatchPage {
  return {
    id,
    number: id,
    position: id * step,
    state: 'finished',
    outcome: 'done',
    problem: null,
    reason: null,
    disposition: 'image',
    blankScore: 0.02,
    confidence: 0.94,
    turn: null,
    orientation: 0,
    starts: 'nothing',
    case: null,
    documentType: null,
    flags: [],
    isAnswered: false,
    replacedBy: null,
    width: 1_240,
    height: 1_754,
    image: `/iiif/3/F00000012-p${id}`,
    source: `scan-${id}.jpg`,
    ...more,
  };
}

export const reviewPages = (count: number): BatchPage[] => Array.from({ length: count }, (_, index) => reviewPage(index + 1));
