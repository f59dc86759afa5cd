import { describe, expect, it } from 'vitest';
import { UploadQueue, type SendOptions } from '../src/review/uploads';

function queueWith(count: number) {
  const sent: SendOptions[] = [];
  const stopped: string[] = [];
  const queue = new UploadQueue((options) => {
    sent.push(options);
    return { stop: () => stopped.push(options.file.name) };
  });
  queue.add(7, Array.from({ length: count }, (_, index) => new File(['abc'], `${index + 1}.jpg`)));
  const states = () => queue.snapshot().map((item) => item.state);
  return { queue, sent, stopped, states };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('files on their way', () => {
  it('are sent three at once', () => {
    const { sent, states } = queueWith(5);
    expect(states()).toEqual(['sending', 'sending', 'sending', 'waiting', 'waiting']);
    sent[1]!.onDone();
    expect(states()).toEqual(['sending', 'done', 'sending', 'sending', 'waiting']);
    expect(sent.map(({ file }) => file.name)).toEqual(['1.jpg', '2.jpg', '3.jpg', '4.jpg']);
  });

  it('become whole in the order of the list', async () => {
    const { sent } = queueWith(3);
    const whole: string[] = [];
    for (const { file, mayFinish } of [...sent].reverse()) void mayFinish().then(() => whole.push(file.name));
    await settled();
    expect(whole).toEqual(['1.jpg']);
    sent[0]!.onDone();
    await settled();
    expect(whole).toEqual(['1.jpg', '2.jpg']);
    sent[1]!.onFail({ status: 415, detail: null });
    await settled();
    expect(whole).toEqual(['1.jpg', '2.jpg', '3.jpg']);
  });

  it('do not wait for one that was refused or taken off, and can be tried again', async () => {
    const { queue, sent, stopped, states } = queueWith(4);
    sent[0]!.onFail({ status: 413, detail: 'too large' });
    expect(states()).toEqual(['failed', 'sending', 'sending', 'sending']);
    queue.remove(queue.snapshot()[1]!.id);
    expect(stopped).toEqual(['2.jpg']);
    let isWhole = false;
    void sent[2]!.mayFinish().then(() => (isWhole = true));
    await settled();
    expect(isWhole).toBe(true);
    queue.retry(queue.snapshot()[0]!.id);
    expect(sent.filter(({ file }) => file.name === '1.jpg')).toHaveLength(2);
  });

  it('leave the list once done, when asked', () => {
    const { queue, sent } = queueWith(2);
    sent[0]!.onDone();
    queue.clearDone(8);
    expect(queue.snapshot()).toHaveLength(2);
    queue.clearDone(7);
    expect(queue.snapshot().map(({ name }) => name)).toEqual(['2.jpg']);
    expect(queue.isBusy).toBe(true);
  });

  it('carry which page they are scanned in place of', () => {
    const { queue, sent } = queueWith(0);
    queue.add(7, [new File(['x'], 'again.jpg')], { replaces: 42 });
    expect(sent[0]).toMatchObject({ batchId: 7, place: { replaces: 42 } });
  });
});
