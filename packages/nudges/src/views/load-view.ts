import type { NudgeType } from '@tendril/protocol';
import { BannerView } from './banner-view.js';
import type { View } from './view.js';

/** Views that come with the runtime. */
const SHARED: { [type in NudgeType]?: View } = { banner: BannerView };
/** Views with a chunk of their own, loaded when a rule of the type shows for the first time. */
const LAZY: { [type in NudgeType]?: () => Promise<View> } = {};

/** The view of a type, at once where it is at hand. Rejects when its chunk can not be had. */
export function loadView(type: NudgeType): View | Promise<View> {
  return SHARED[type] ?? LAZY[type]?.() ?? BannerView;
}
