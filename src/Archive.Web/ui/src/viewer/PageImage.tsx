import OpenSeadragon from 'openseadragon';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from '../api/types';
import classes from './PageImage.module.css';

export interface PageImageHandle {
  rotate(degrees: number): void;
  zoom(factor: number): void;
  fit(): void;
}

interface PageImageProps {
  ref: Ref<PageImageHandle>;
  /** What the image server says of the page; undefined while that is on its way. */
  info: object | undefined;
  /** That it will not come. */
  failed: boolean;
  /** Width of the upright page in the pixels of the boxes. */
  width: number;
  label: string;
  boxes: readonly Box[];
  /** Which of the boxes is the hit in hand, from 0. */
  chosen: number | null;
  word: Box | null;
}

/** Smallest height of a hit on the screen that can be read, in CSS pixels. */
const legible = 11;

export function PageImage({ ref, info, failed, width, label, boxes, chosen, word }: PageImageProps) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const [viewer, setViewer] = useState<OpenSeadragon.Viewer | null>(null);
  const [shown, setShown] = useState<{ info: object; state: 'open' | 'failed' } | null>(null);

  useEffect(() => {
    if (!viewer || !info) return;
    const opened = () => setShown({ info, state: 'open' });
    const refused = () => setShown({ info, state: 'failed' });
    viewer.addOnceHandler('open', opened);
    viewer.addOnceHandler('open-failed', refused);
    viewer.viewport?.setRotation(0, true);
    viewer.open({ tileSource: info });
    return () => {
      viewer.removeHandler('open', opened);
      viewer.removeHandler('open-failed', refused);
    };
  }, [viewer, info]);

  useEffect(() => {
    if (!viewer) return;
    viewer.canvas.setAttribute('aria-label', label);
    viewer.canvas.setAttribute('role', 'application');
  }, [viewer, label]);

  const state = shown !== null && shown.info === info ? shown.state : null;
  const isOpen = state === 'open';

  useEffect(() => {
    if (!viewer || !isOpen) return;
    boxes.forEach((box, index) => addBox(viewer, box, width, index === chosen ? `${classes.hit} ${classes.chosen}` : classes.hit));
    if (word) addBox(viewer, word, width, classes.word);
    return () => void viewer.clearOverlays();
  }, [viewer, isOpen, boxes, chosen, word, width]);

  useEffect(() => {
    const target = chosen === null ? undefined : boxes[chosen];
    if (viewer && isOpen && target) bringIntoView(viewer, target, width);
  }, [viewer, isOpen, boxes, chosen, width]);

  useEffect(() => {
    if (viewer && isOpen && word) bringIntoView(viewer, word, width);
  }, [viewer, isOpen, word, width]);

  useImperativeHandle(ref, () => ({
    rotate: (degrees) => viewer?.viewport.setRotation(viewer.viewport.getRotation() + degrees),
    zoom: (factor) => {
      viewer?.viewport.zoomBy(factor);
      viewer?.viewport.applyConstraints();
    },
    fit: () => viewer?.viewport.goHome(),
  }), [viewer]);

  // The last of the effects, because they are undone in their order: nothing may touch a viewer that is destroyed.
  useEffect(() => {
    if (!host.current) return;
    const created = createViewer(host.current);
    setViewer(created);
    return () => {
      created.destroy();
      setViewer(null);
    };
  }, []);

  return (
    <div className={classes.frame}>
      <div ref={host} className={classes.host} data-testid="page-image" data-open={isOpen} />
      {(failed || state === 'failed') && <p role="alert" className={classes.message}>{t('viewer.imageFailed')}</p>}
    </div>
  );
}

function createViewer(element: HTMLElement): OpenSeadragon.Viewer {
  const viewer = new OpenSeadragon.Viewer({
    element,
    showNavigationControl: false,
    visibilityRatio: 1,
    minZoomImageRatio: 0.6,
    maxZoomPixelRatio: 3,
    animationTime: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 0.4,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    immediateRender: false,
    crossOriginPolicy: false,
    drawer: 'canvas',
  });
  // Of OpenSeadragon's own keys only the arrows stay; the others would quarrel with the viewer's.
  viewer.addHandler('canvas-key', (event) => {
    const { key } = event.originalEvent as KeyboardEvent;
    event.preventDefaultAction = !key.startsWith('Arrow');
  });
  return viewer;
}

/** Boxes are in pixels of the upright page; the image on screen may come in another size. */
function toViewport(viewer: OpenSeadragon.Viewer, [x = 0, y = 0, w = 0, h = 0]: Box, pageWidth: number): OpenSeadragon.Rect {
  const item = viewer.world.getItemAt(0);
  const scale = pageWidth > 0 ? item.getContentSize().x / pageWidth : 1;
  return item.imageToViewportRectangle(x * scale, y * scale, w * scale, h * scale);
}

function addBox(viewer: OpenSeadragon.Viewer, box: Box, pageWidth: number, className: string | undefined) {
  const element = document.createElement('div');
  element.className = className ?? '';
  element.dataset.hit = '';
  viewer.addOverlay({ element, location: toViewport(viewer, box, pageWidth), rotationMode: OpenSeadragon.OverlayRotationMode.EXACT });
}

function bringIntoView(viewer: OpenSeadragon.Viewer, box: Box, pageWidth: number) {
  const target = toViewport(viewer, box, pageWidth);
  const { viewport } = viewer;
  const height = (target.height / viewport.getBounds().height) * viewport.getContainerSize().y;
  const bounds = viewport.getBounds();
  const inView =
    target.x >= bounds.x && target.y >= bounds.y &&
    target.x + target.width <= bounds.x + bounds.width && target.y + target.height <= bounds.y + bounds.height;
  if (height < legible) viewport.zoomBy((legible * 1.3) / Math.max(height, 1), target.getCenter());
  if (height < legible || !inView) viewport.panTo(target.getCenter());
  viewport.applyConstraints();
}
