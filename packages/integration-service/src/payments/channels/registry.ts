import type { PaymentChannel } from './channel.js';
import { g2pConnect } from './g2p-connect.js';
import { https } from './https.js';
import { payPoint } from './pay-point.js';
import { paymentHub } from './payment-hub.js';
import { sftp } from './sftp.js';

/** Every built-in channel, sorted by id. */
export const channels: readonly PaymentChannel[] = [g2pConnect, https, payPoint, paymentHub, sftp];
