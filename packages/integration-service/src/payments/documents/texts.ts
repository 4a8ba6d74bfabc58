/** The languages in which a document can be had; as those of the screens. */
export type DocumentLanguage = 'ar' | 'en' | 'fr';

type Words = Readonly<Record<keyof typeof EN, string>>;

const EN = {
  account: 'To the account ending in {end}',
  amount: 'Amount',
  benefit: 'Benefit',
  cash: 'In cash at the payment point {point}',
  cashProxy: 'In cash at the payment point {point}, to somebody whom the person sent',
  count: '{count} payments',
  date: 'Date',
  keep: 'Keep this receipt. Whoever doubts it compares number and signature with the office of the programme.',
  list: 'Pay-list {number}',
  manager: 'Manager',
  mark: 'Signature or thumbprint',
  name: 'Name',
  number: 'No.',
  page: '{title} · page {page} of {pages}',
  paid: 'Paid to',
  paidBy: 'Paid by',
  paidOn: 'Paid on',
  programme: 'Programme',
  proxy: 'Came by proxy: name, document',
  receipt: 'Receipt of a payment',
  receiptNumber: 'Number',
  reference: 'Reference',
  signature: 'Signature over the list (detached JWS): {signature}',
  signatureOfReceipt: 'Signature over the receipt (detached JWS): {signature}',
  total: 'Total',
  way: 'How',
  witness: 'Witness',
} as const;

const FR: Words = {
  account: 'Sur le compte finissant par {end}',
  amount: 'Montant',
  benefit: 'Prestation',
  cash: 'En espèces au point de paiement {point}',
  cashProxy: 'En espèces au point de paiement {point}, à une personne envoyée par le bénéficiaire',
  count: '{count} paiements',
  date: 'Date',
  keep: 'Conservez ce reçu. En cas de doute, comparez le numéro et la signature auprès du bureau du programme.',
  list: 'Liste de paiement {number}',
  manager: 'Responsable',
  mark: 'Signature ou empreinte',
  name: 'Nom',
  number: 'N°',
  page: '{title} · page {page} sur {pages}',
  paid: 'Payé à',
  paidBy: 'Payé par',
  paidOn: 'Payé le',
  programme: 'Programme',
  proxy: 'Mandataire : nom, pièce',
  receipt: 'Reçu de paiement',
  receiptNumber: 'Numéro',
  reference: 'Référence',
  signature: 'Signature de la liste (JWS détaché) : {signature}',
  signatureOfReceipt: 'Signature du reçu (JWS détaché) : {signature}',
  total: 'Total',
  way: 'Mode',
  witness: 'Témoin',
};

const AR: Words = {
  account: 'إلى الحساب المنتهي بـ {end}',
  amount: 'المبلغ',
  benefit: 'المنفعة',
  cash: 'نقداً في نقطة الدفع {point}',
  cashProxy: 'نقداً في نقطة الدفع {point}، لمن أوفده المستفيد',
  count: '{count} دفعات',
  date: 'التاريخ',
  keep: 'احتفظ بهذا الإيصال. من يشك فيه يقارن الرقم والتوقيع لدى مكتب البرنامج.',
  list: 'كشف الدفع {number}',
  manager: 'المسؤول',
  mark: 'التوقيع أو البصمة',
  name: 'الاسم',
  number: 'رقم',
  page: '{title} · صفحة {page} من {pages}',
  paid: 'دُفع إلى',
  paidBy: 'دفعته',
  paidOn: 'تاريخ الدفع',
  programme: 'البرنامج',
  proxy: 'الوكيل: الاسم والوثيقة',
  receipt: 'إيصال دفع',
  receiptNumber: 'الرقم',
  reference: 'المرجع',
  signature: 'توقيع الكشف (JWS منفصل): {signature}',
  signatureOfReceipt: 'توقيع الإيصال (JWS منفصل): {signature}',
  total: 'المجموع',
  way: 'الطريقة',
  witness: 'الشاهد',
};

const WORDS: Readonly<Record<DocumentLanguage, Words>> = { en: EN, fr: FR, ar: AR };

export type Say = (key: keyof typeof EN, values?: Readonly<Record<string, number | string>>) => string;

/** Words of a document; `{name}` stands for a value. */
export const wordsIn =
  (language: DocumentLanguage): Say =>
  (key, values = {}) =>
    WORDS[language][key].replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''));
