import { describe, expect, it } from 'vitest';
import { isTyping } from '../src/shared/typing';
import { actionFor, viewerKeys, type KeyPress } from '../src/viewer/keys';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress =>
  ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('keys of the viewer', () => {
  it('step hits and pages', () => {
    expect(actionFor(press('n'))).toBe('nextHit');
    expect(actionFor(press('N', { shiftKey: true }))).toBe('previousHit');
    expect(actionFor(press('p'))).toBe('previousHit');
    expect(actionFor(press('PageDown'))).toBe('nextPage');
    expect(actionFor(press('PageUp'))).toBe('previousPage');
    expect(actionFor(press('Home', { ctrlKey: true }))).toBe('firstPage');
    expect(actionFor(press('Home'))).toBeNull();
  });

  it('hold with caps lock too', () => {
    expect(actionFor(press('N'))).toBe('nextHit');
    expect(actionFor(press('R'))).toBe('rotateRight');
  });

  it('hold for signs whether or not the keyboard needs shift for them', () => {
    expect(actionFor(press('+', { shiftKey: true }))).toBe('zoomIn');
    expect(actionFor(press('+'))).toBe('zoomIn');
    expect(actionFor(press('/', { shiftKey: true }))).toBe('find');
  });

  it('leave the keys of the browser alone', () => {
    expect(actionFor(press('n', { ctrlKey: true }))).toBeNull();
    expect(actionFor(press('r', { metaKey: true }))).toBeNull();
    expect(actionFor(press('PageDown', { altKey: true }))).toBeNull();
    expect(actionFor(press('PageDown', { ctrlKey: true }))).toBeNull();
  });

  it('can do without letters', () => {
    expect(actionFor(press('n'), false)).toBeNull();
    expect(actionFor(press('PageDown'), false)).toBe('nextPage');
  });

  it('mean one thing each', () => {
    const all = viewerKeys.flatMap(({ keys }) => keys.map(({ key, shift, ctrl }) => `${ctrl ? 'ctrl ' : ''}${shift ? 'shift ' : ''}${key}`));
    expect(new Set(all).size).toBe(all.length);
  });

  it('are text where text is typed', () => {
    const input = document.createElement('input');
    const box = Object.assign(document.createElement('input'), { type: 'checkbox' });
    expect(isTyping(input)).toBe(true);
    expect(isTyping(document.createElement('textarea'))).toBe(true);
    expect(isTyping(box)).toBe(false);
    expect(isTyping(document.body)).toBe(false);
    expect(isTyping(null)).toBe(false);
  });
});
