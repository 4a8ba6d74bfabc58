import { defineTexts } from './texts.js';
import ar from './translations/ar.json';
import en from './translations/en.json';
import fr from './translations/fr.json';

/** What the kit's own components say. */
export const kitTexts = defineTexts('interlinkKit', { ar, en, fr });
