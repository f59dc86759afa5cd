import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Box, FileDetail } from '../api/types';
import { useTitle } from '../shared/useTitle';
import { readHit, readPage, viewerAddress } from './address';
import { FindBar } from './FindBar';
import { hitPlaces, stepHit } from './hits';
import type { ViewerAction } from './keys';
import { PageImage, type PageImageHandle } from './PageImage';
import { PrintSheet } from './PrintSheet';
import { SidePanel } from './SidePanel';
import { ThumbnailStrip } from './ThumbnailStrip';
import { useFileHits } from './useFile';
import { useImageInfo } from './useImageInfo';
import { useViewerKeys } from './useViewerKeys';
import classes from './Viewer.module.css';
import { ViewerToolbar } from './ViewerToolbar';

const noBoxes: readonly Box[] = [];

export function Viewer({ file }: { file: FileDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const parameters = useParams();
  const [query] = useSearchParams();
  const page = readPage(parameters.n, file.pageCount);
  const q = (query.get('q') ?? '').trim();
  const hit = readHit(query.get('hit'));

  const image = useRef<PageImageHandle>(null);
  const pageBox = useRef<HTMLInputElement>(null);
  const findBox = useRef<HTMLInputElement>(null);
  const [showsText, setShowsText] = useState(() => window.innerWidth >= 1200);
  const [showsThumbnails, setShowsThumbnails] = useState(true);
  const [chosenWord, setChosenWord] = useState<{ page: number; box: Box } | null>(null);
  const [isPrinting, setIsPrinting] = useState(false);
  useTitle(t('viewer.titleFor', { name: file.name, page }));

  const info = useImageInfo(file.id, page);
  const hits = useFileHits(file.id, q);
  const places = useMemo(() => hitPlaces(hits.data?.items ?? []), [hits.data]);
  const boxes = useMemo(
    () => hits.data?.items.find((item) => item.page === page)?.boxes ?? noBoxes,
    [hits.data, page],
  );
  const hitsOfPage = useMemo(
    () => new Map((hits.data?.items ?? []).map((item) => [item.page, Math.max(1, item.boxes.length)])),
    [hits.data],
  );

  // Turning pages replaces the address: the way back leads to the list one came from.
  const show = useCallback(
    (next: number, nextHit: number | null = null) => {
      const target = Math.min(Math.max(next, 1), file.pageCount);
      void navigate(viewerAddress(file.id, target, { q, hit: nextHit }), { replace: true });
    },
    [file.id, file.pageCount, navigate, q],
  );
  const step = useCallback(
    (direction: 1 | -1) => {
      const place = stepHit(places, page, hit, direction);
      if (place) show(place.page, place.hit);
    },
    [hit, page, places, show],
  );

  const act = (action: ViewerAction) => {
    const acts: Record<ViewerAction, () => void> = {
      nextPage: () => show(page + 1),
      previousPage: () => show(page - 1),
      firstPage: () => show(1),
      lastPage: () => show(file.pageCount),
      nextHit: () => step(1),
      previousHit: () => step(-1),
      rotateRight: () => image.current?.rotate(90),
      rotateLeft: () => image.current?.rotate(-90),
      zoomIn: () => image.current?.zoom(1.5),
      zoomOut: () => image.current?.zoom(1 / 1.5),
      fit: () => image.current?.fit(),
      goToPage: () => enter(pageBox.current),
      find: () => enter(findBox.current),
      toggleText: () => setShowsText((shown) => !shown),
      toggleThumbnails: () => setShowsThumbnails((shown) => !shown),
    };
    acts[action]();
  };
  useViewerKeys(act, () => setIsPrinting(true));

  const facts = file.pages[page - 1];
  const word = chosenWord?.page === page ? chosenWord.box : null;

  return (
    <>
      <div className={`${classes.viewer} screen-only`}>
        <ViewerToolbar
          file={file}
          page={page}
          pageBox={pageBox}
          address={viewerAddress(file.id, page, { q, hit })}
          showsText={showsText}
          showsThumbnails={showsThumbnails}
          act={act}
          onPage={show}
          onPrint={() => setIsPrinting(true)}
        />
        <FindBar
          q={q}
          findBox={findBox}
          hits={hits}
          places={places}
          page={page}
          hit={hit}
          onFind={(text) => void navigate(viewerAddress(file.id, page, { q: text }))}
          onStep={step}
        />
        <div className={classes.work}>
          {showsThumbnails && (
            <ThumbnailStrip
              file={file}
              page={page}
              hitsOfPage={hitsOfPage}
              addressOf={(number) => viewerAddress(file.id, number, { q })}
            />
          )}
          <PageImage
            ref={image}
            info={info.data}
            failed={info.isError}
            width={facts?.width ?? 0}
            label={t('viewer.image', { page, total: file.pageCount })}
            boxes={boxes}
            chosen={hit === null ? null : hit - 1}
            word={word}
          />
          {showsText && (
            <SidePanel
              file={file}
              page={page}
              boxes={boxes}
              word={word}
              onWord={(box) => setChosenWord({ page, box })}
            />
          )}
        </div>
      </div>
      {isPrinting && <PrintSheet file={file} page={page} onDone={() => setIsPrinting(false)} />}
    </>
  );
}

/** Into a field, with what it holds chosen to be typed over. */
function enter(field: HTMLInputElement | null) {
  field?.focus();
  field?.select();
}
