import { defineStore } from '@interlink/fe-kit/store/module-store';
import { pageSlices } from '@interlink/fe-kit/store/page-slices';
import { MODULE } from '../names.js';
import { LEAVE, loadExpiring, loadList, loadListPage, loadPerson, verifyPeople } from './requests.js';

const { perPage } = pageSlices(LEAVE);

const slices = {
  run: perPage(verifyPeople),
  list: perPage(loadList),
  listPage: perPage(loadListPage),
  person: perPage(loadPerson),
  expiring: perPage(loadExpiring, ({ days }) => days),
};

export const { reducer: verificationReducer, useStore: useVerification } = defineStore(MODULE, slices);
