export { type Campaign } from './contract.ts';
export { isAtRest, isBeingMade } from './rules.ts';
export {
  beginRevision,
  BRIEF_TO_CAMPAIGN,
  cancelCampaign,
  type CampaignRunInput,
  getCampaign,
  getCampaignCounts,
  getCampaignHistory,
  listCampaigns,
  openCampaign,
  resumeCampaign,
  type RunContext,
  setStatus,
} from './service.ts';
export {
  type CampaignCounts,
  countCampaigns,
  findCampaign,
  findCampaigns,
  type StoredCampaign,
  updateCampaign,
} from './store.ts';
