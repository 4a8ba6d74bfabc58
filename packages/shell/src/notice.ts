const TEXTS = {
  en: {
    unreachable: 'openIMIS does not answer. Check that its backend is running, then try again.',
    retry: 'Try again',
    failed: 'These modules could not be loaded: {modules}. The rest of openIMIS works.',
  },
  fr: {
    unreachable: 'openIMIS ne répond pas. Vérifiez que son serveur fonctionne, puis réessayez.',
    retry: 'Réessayer',
    failed: "Ces modules n'ont pas pu être chargés : {modules}. Le reste d'openIMIS fonctionne.",
  },
  ar: {
    unreachable: 'لا يستجيب openIMIS. تحقّق من أن الخادم يعمل ثم حاول مرة أخرى.',
    retry: 'حاول مرة أخرى',
    failed: 'تعذّر تحميل هذه الوحدات: {modules}. بقية openIMIS تعمل.',
  },
};

type Language = keyof typeof TEXTS;
const isKnown = (language: string): language is Language => language in TEXTS;

function texts() {
  const language = navigator.language.slice(0, 2);
  return TEXTS[isKnown(language) ? language : 'en'];
}

function alertBox(text: string): HTMLElement {
  const box = document.createElement('div');
  box.setAttribute('role', 'alert');
  box.setAttribute('dir', 'auto');
  box.className = 'shell-notice';
  box.append(text);
  return box;
}

/** Shown when not even the configuration could be read; the button loads the page again. */
export function showUnreachable(root: HTMLElement) {
  const { unreachable, retry } = texts();
  const button = document.createElement('button');
  button.append(retry);
  button.addEventListener('click', () => window.location.reload());
  const box = alertBox(unreachable);
  box.append(button);
  root.replaceChildren(box);
}

/** A module that failed is named; openIMIS itself goes on without it. */
export function showFailures(modules: readonly string[]) {
  if (modules.length === 0) return;
  document.body.prepend(alertBox(texts().failed.replace('{modules}', modules.join(', '))));
}
