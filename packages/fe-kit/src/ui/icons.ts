/** Every Material-UI icon that we use; see material.ts. */
export { default as AssignmentIcon } from '@material-ui/icons/AssignmentInd.js';
export { default as BarChartIcon } from '@material-ui/icons/BarChart.js';
export { default as ConflictIcon } from '@material-ui/icons/CallSplit.js';
export { default as HubIcon } from '@material-ui/icons/DeviceHub.js';
export { default as ListIcon } from '@material-ui/icons/FormatListBulleted.js';
export { default as RuleIcon } from '@material-ui/icons/PlaylistAddCheck.js';
export { default as SearchIcon } from '@material-ui/icons/Search.js';
export { default as SyncIcon } from '@material-ui/icons/Sync.js';
export { default as UploadIcon } from '@material-ui/icons/CloudUpload.js';
export { default as VerifiedUserIcon } from '@material-ui/icons/VerifiedUser.js';
