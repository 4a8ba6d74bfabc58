import { defineTexts } from '@interlink/fe-kit/texts';
import { MODULE } from './names.js';
import ar from './translations/ar.json';
import en from './translations/en.json';
import fr from './translations/fr.json';

export const texts = defineTexts(MODULE, { ar, en, fr });
