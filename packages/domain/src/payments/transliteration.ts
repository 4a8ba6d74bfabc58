/** Table 2026-1. A change is a new version: the name that a bank is sent must stay explainable. */
type Table = Readonly<Record<string, string>>;

/** Letters that Unicode does not decompose, and signs that names are written with. */
// prettier-ignore
export const LATIN: Table = {
  Æ: 'AE', æ: 'ae', Œ: 'OE', œ: 'oe', ß: 'ss', Ø: 'O', ø: 'o', Đ: 'D', đ: 'd', Ð: 'D', ð: 'd', Ħ: 'H', ħ: 'h',
  ı: 'i', Ł: 'L', ł: 'l', Ŋ: 'Ng', ŋ: 'ng', Þ: 'Th', þ: 'th', Ɓ: 'B', ɓ: 'b', Ɗ: 'D', ɗ: 'd', Ƙ: 'K', ƙ: 'k',
  Ƴ: 'Y', ƴ: 'y', Ɛ: 'E', ɛ: 'e', Ɔ: 'O', ɔ: 'o', '\u2018': "'", '\u2019': "'", '\u02bc': "'", '\u02bb': "'",
  '`': "'", '\u2010': '-', '\u2011': '-', '\u2013': '-', '&': '+', _: '-',
};

/** Letters as they are commonly written in passports; short vowels are not written and so not guessed. */
// prettier-ignore
export const ARABIC: Table = {
  ا: 'a', أ: 'a', إ: 'i', آ: 'a', ٱ: 'a', ب: 'b', ت: 't', ث: 'th', ج: 'j', ح: 'h', خ: 'kh', د: 'd', ذ: 'dh', ر: 'r',
  ز: 'z', س: 's', ش: 'sh', ص: 's', ض: 'd', ط: 't', ظ: 'z', ع: 'a', غ: 'gh', ف: 'f', ق: 'q', ك: 'k', ک: 'k', ل: 'l',
  م: 'm', ن: 'n', ه: 'h', ة: 'a', و: 'w', ؤ: 'w', ي: 'y', ی: 'y', ى: 'a', ئ: 'y', ء: '', پ: 'p', چ: 'ch', ژ: 'zh',
  گ: 'g', 'ـ': '', '\u064e': 'a', '\u064f': 'u', '\u0650': 'i', '\u0651': '', '\u0652': '',
};

// prettier-ignore
export const DEVANAGARI: Table = {
  अ: 'a', आ: 'a', इ: 'i', ई: 'i', उ: 'u', ऊ: 'u', ऋ: 'ri', ए: 'e', ऐ: 'ai', ओ: 'o', औ: 'au', क: 'k', ख: 'kh', ग: 'g',
  घ: 'gh', ङ: 'n', च: 'ch', छ: 'chh', ज: 'j', झ: 'jh', ञ: 'n', ट: 't', ठ: 'th', ड: 'd', ढ: 'dh', ण: 'n', त: 't', थ: 'th',
  द: 'd', ध: 'dh', न: 'n', प: 'p', फ: 'ph', ब: 'b', भ: 'bh', म: 'm', य: 'y', र: 'r', ल: 'l', व: 'v', श: 'sh', ष: 'sh',
  स: 's', ह: 'h', 'ा': 'a', 'ि': 'i', 'ी': 'i', 'ु': 'u', 'ू': 'u', 'ृ': 'ri', 'े': 'e', 'ै': 'ai', 'ो': 'o', 'ौ': 'au',
  '्': '', 'ं': 'n', 'ँ': 'n', 'ः': 'h', '़': '',
};

/** The syllables of U+1200-U+1357, eight a row: a consonant in seven vowels and one labialised form. */
export const ETHIOPIC_CONSONANTS =
  'h l h m s r s sh q qw q qw b v t ch h hw n ny - k kw kh khw w - z zh y d d j g gw g t ch p ts ts f p'
    .split(' ')
    .map((consonant) => (consonant === '-' ? '' : consonant));
export const ETHIOPIC_VOWELS = ['e', 'u', 'i', 'a', 'e', '', 'o', 'wa'];
