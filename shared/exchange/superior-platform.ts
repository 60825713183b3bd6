import type { Label } from '../kernel/label.ts';

/** 大连市公共信用信息服务平台 as a recipient and a source among departments: it has no officers here, packages and receipts speak for it. */
export const SUPERIOR_PLATFORM = 'superior-platform';

export const SUPERIOR_PLATFORM_NAME: Label = {
  zh: '大连市公共信用信息服务平台',
  en: 'Dalian public credit information service platform',
};

/** Fictional, as the codes of all departments in the seed data are: area 210299 is assigned to nobody. */
export const SUPERIOR_PLATFORM_CODE = '112102990000000192';
