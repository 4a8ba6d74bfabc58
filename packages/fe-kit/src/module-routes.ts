/**
 * A page that a module adds to `core.Router`. Today's host reads `requiredRights`, the next one `rights`, `id` and
 * `text`.
 */
export const routesOf =
  (module: string) => (id: string, path: string, rights: readonly number[], component: () => JSX.Element) => ({
    id: `${module}.${id}`,
    path,
    component,
    requiredRights: rights,
    rights,
    text: 'Interlink',
  });
