import { isVolumeUsedUp } from '../../interconnection/service.js';

const TRIES = 3;

/**
 * Does it again when others used up meanwhile what the agreement had left for the day: asked anew, the agreement leaves
 * less, and what is too much of it is refused by itself.
 */
export async function withinVolume<Done>(work: () => Promise<Done>): Promise<Done> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (thrown) {
      if (tries === TRIES || !isVolumeUsedUp(thrown)) throw thrown;
    }
  }
}
