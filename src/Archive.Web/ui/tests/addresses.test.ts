import { describe, expect, it } from 'vitest';
import { auditQuery, exportAddress, readAuditState } from '../src/audit/auditState';
import { readNotedHead } from '../src/audit/notedHead';
import { readSearchState, searchAddress, searchParameters } from '../src/search/searchState';
import { logInAddress, safeReturnTo } from '../src/session/returnTo';
import { homeFor, screenAt } from '../src/shell/screens';
import { readHit, readPage, viewerAddress } from '../src/viewer/address';
import { ownInfo } from '../src/viewer/useImageInfo';
import { imageUrl, infoUrl, manifestUrl, pdfUrl, printUrl, thumbnailUrl } from '../src/viewer/iiif';

describe('search state', () => {
  it('goes to the address and back unchanged', () => {
    const state = { q: '"Bērziņš & dēls" -pase*', facets: { register: ['PMR', ''], year: ['2023', '2024'], documentType: ['a&b'] } };
    expect(readSearchState(searchParameters(state))).toEqual(state);
    expect(searchAddress({})).toBe('/search');
    expect(searchAddress({ q: 'a b', facets: {} })).toBe('/search?q=a+b');
  });

  it('takes nothing from the address that is not asked for', () => {
    expect(readSearchState(new URLSearchParams('q=%20x%20&register=SECRET&year=20x3'))).toEqual({ q: 'x', facets: {} });
  });
});

describe('IIIF addresses', () => {
  it('name the page of a file', () => {
    expect(imageUrl('F00000012', 7)).toBe('/iiif/3/F00000012-p7');
    expect(infoUrl('F00000012', 7)).toBe('/iiif/3/F00000012-p7/info.json');
    expect(thumbnailUrl('F00000012', 1)).toBe('/iiif/3/F00000012-p1/full/!200,280/0/default.jpg');
    expect(printUrl('F00000012', 1)).toBe('/iiif/3/F00000012-p1/full/!1700,2400/0/default.jpg');
    expect(manifestUrl('F00000012')).toBe('/iiif/presentation/3/F00000012/manifest');
    expect(pdfUrl('F00000012', true)).toBe('/api/v1/files/F00000012/pdf?watermark=true');
  });

  it('let no identifier out of its segment', () => {
    expect(imageUrl('../secret?', 1)).toBe('/iiif/3/..%2Fsecret%3F-p1');
    expect(pdfUrl('a/b', false)).toBe('/api/v1/files/a%2Fb/pdf');
  });
});

describe('viewer addresses', () => {
  it('hold file, page, query and hit', () => {
    expect(viewerAddress('F1', 3)).toBe('/files/F1/pages/3');
    expect(viewerAddress('F1', 3, { q: 'a b', hit: 2 })).toBe('/files/F1/pages/3?q=a+b&hit=2');
    expect(viewerAddress('F1', 3, { q: '', hit: null })).toBe('/files/F1/pages/3');
  });

  it('bring any page number into the file', () => {
    expect(['7', '0', '99', 'x', undefined, '-3', '1e3'].map((value) => readPage(value, 10))).toEqual([7, 1, 10, 1, 1, 1, 1]);
    expect(readPage('3', 0)).toBe(1);
  });

  it('take only a count for a hit', () => {
    expect(['1', '12', '0', '-1', 'x', null].map(readHit)).toEqual([1, 12, null, null, null, null]);
  });
});

describe('the way back after the log-in', () => {
  it('stays on this site', () => {
    expect(safeReturnTo('/files/F1/pages/3?q=a&hit=2')).toBe('/files/F1/pages/3?q=a&hit=2');
    for (const bad of [null, '', 'https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/log-in?returnTo=/x', '\t//evil.example']) {
      expect(safeReturnTo(bad), String(bad)).toBeNull();
    }
  });

  it('is kept in the address of the log-in', () => {
    expect(logInAddress({ pathname: '/search', search: '?q=a' })).toBe('/log-in?returnTo=%2Fsearch%3Fq%3Da');
    expect(logInAddress({ pathname: '/', search: '' })).toBe('/log-in');
  });
});

describe('audit filters', () => {
  it('make whole days of the days chosen', () => {
    const state = readAuditState(new URLSearchParams('actor=anna&action=export&from=2026-03-01&to=2026-03-01'));
    const query = auditQuery(state);
    expect(query).toMatchObject({ actor: 'anna', action: 'export', subject: undefined });
    expect(new Date(query.from!).getTime()).toBe(new Date(2026, 2, 1).getTime());
    expect(new Date(query.to!).getTime()).toBe(new Date(2026, 2, 2).getTime());
  });

  it('leave out what they do not know', () => {
    expect(exportAddress(readAuditState(new URLSearchParams('action=explode&from=yesterday')))).toBe('/api/v1/audit/export');
    expect(exportAddress(readAuditState(new URLSearchParams('subject=F00000012')))).toBe('/api/v1/audit/export?subject=F00000012');
    expect(exportAddress(readAuditState(new URLSearchParams('outcome=refused')))).toBe('/api/v1/audit/export?outcome=refused');
    expect(readAuditState(new URLSearchParams('outcome=maybe')).outcome).toBeNull();
  });

  it('read a head as it was copied', () => {
    const hash = 'ab'.repeat(32);
    expect(readNotedHead(` 90214 ${hash.toUpperCase()} `)).toEqual({ id: 90214, hash });
    expect(readNotedHead(`90214: ${hash}`)).toEqual({ id: 90214, hash });
    expect(readNotedHead(hash)).toBeNull();
    expect(readNotedHead('12 xyz')).toBeNull();
  });
});

describe('screens', () => {
  it('open for each role where its work is', () => {
    expect(homeFor(['caseworker'])).toBe('/search');
    expect(homeFor(['archivist', 'caseworker'])).toBe('/search');
    expect(homeFor(['auditor'])).toBe('/audit');
    expect(homeFor(['administrator'])).toBe('/operations');
    expect(homeFor(['operator'])).toBe('/batches');
    expect(homeFor([])).toBe('/account');
  });

  it('are known by their address', () => {
    expect(screenAt('/audit/readers')).toBe('readers');
    expect(screenAt('/files')).toBe('files');
    expect(screenAt('/files/F1/pages/3')).toBe('viewer');
    expect(screenAt('/anything')).toBe('account');
  });
});

describe('image information', () => {
  it('is bound to the origin of the page, whatever the service calls itself', () => {
    const info = { id: 'http://internal:5000/iiif/3/F1-p2', width: 10 };
    expect(ownInfo(info, 'F1', 2, 'https://archive.example')).toEqual({ id: 'https://archive.example/iiif/3/F1-p2', width: 10 });
  });
});
