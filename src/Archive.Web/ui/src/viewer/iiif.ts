/** Addresses of the IIIF Image API 3 for a page of a file. */
export function imageUrl(fileId: string, page: number): string {
  return `/iiif/3/${encodeURIComponent(fileId)}-p${page}`;
}

export function infoUrl(fileId: string, page: number): string {
  return `${imageUrl(fileId, page)}/info.json`;
}

export function thumbnailUrl(fileId: string, page: number): string {
  return `${imageUrl(fileId, page)}/full/!200,280/0/default.jpg`;
}

/** Large enough for A4 on paper at some 200 dots per inch. */
export function printUrl(fileId: string, page: number): string {
  return `${imageUrl(fileId, page)}/full/!1700,2400/0/default.jpg`;
}

export function manifestUrl(fileId: string): string {
  return `/iiif/presentation/3/${encodeURIComponent(fileId)}/manifest`;
}

export function pdfUrl(fileId: string, watermark: boolean): string {
  return `/api/v1/files/${encodeURIComponent(fileId)}/pdf${watermark ? '?watermark=true' : ''}`;
}
