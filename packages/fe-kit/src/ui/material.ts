/**
 * Every Material-UI name that we use. The next generation of openIMIS has another Material-UI: there this folder
 * changes and nothing else.
 */
export {
  Button,
  Checkbox,
  Chip,
  CircularProgress,
  Dialog,
  LinearProgress,
  MenuItem,
  OutlinedInput,
  Select,
  Paper,
  Tab,
  Typography,
} from '@material-ui/core';
export { makeStyles } from '@material-ui/core/styles';
