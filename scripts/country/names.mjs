const words = (text) => text.split(' ');

/** Communities of the demo country: people of one household bear names of one of them. */
export const communities = [
  {
    script: 'Latn',
    languages: ['en'],
    weight: 40,
    female: words('Amina Zawadi Neema Halima Wanjiru Akinyi Furaha Mwanaisha Rehema Subira Tatu Zuhura Grace Mercy'),
    male: words('Juma Hamisi Baraka Otieno Kamau Salim Jabari Mwangi Rashidi Kofi Daudi Bakari Peter Samuel'),
    surnames: words(
      'Mwinyi Odhiambo Kariuki Njoroge Mwakio Chege Ouma Kombo Wafula Barasa Mutua Omondi Kilonzo Nyambura',
    ),
  },
  {
    script: 'Latn',
    languages: ['fr'],
    weight: 15,
    female: ['Aïssatou', 'Béatrice', 'Clémence', 'Noëlle', 'Espérance', 'Thérèse', 'Joséphine', 'Marie-Claire'],
    male: ['Célestin', 'Désiré', 'Jean-Bosco', 'Théophile', 'François', 'Innocent', 'Égide', 'Gaspard'],
    surnames: words('Ndayishimiye Habimana Uwimana Niyonzima Bizimana Nshimirimana Kouamé Traoré'),
  },
  {
    script: 'Arab',
    languages: ['ar'],
    weight: 20,
    female: words('فاطمة خديجة زينب مريم سعاد حليمة نور ليلى عائشة سلمى'),
    male: words('محمد أحمد علي حسن إبراهيم يوسف عمر خالد سعيد صالح'),
    surnames: words('الحسن المهدي العمودي باوزير السقاف الشريف النهدي الكندي'),
  },
  {
    script: 'Ethi',
    languages: ['en'],
    weight: 15,
    female: words('አልማዝ ሰላም ሃና ትግስት ብርቱካን መሠረት ዘነበች አስቴር'),
    male: words('ተስፋዬ አበበ ከበደ ዳዊት ሙሉጌታ ሃይሌ ግርማ ብርሃኑ'),
    surnames: words('ተክሌ ወልደማርያም ገብሬ አሰፋ መኮንን ደስታ በቀለ ታደሰ'),
  },
  {
    script: 'Deva',
    languages: ['en'],
    weight: 10,
    female: words('सीता लक्ष्मी कमला राधा सुनीता अनीता मीरा गीता'),
    male: words('राम हरि मोहन सुरेश राजेश विजय कृष्ण अर्जुन'),
    surnames: words('शर्मा पटेल गुप्ता जोशी मेहता वर्मा देसाई नायर'),
  },
];
