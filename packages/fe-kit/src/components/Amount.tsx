/** An amount as the rules write it, read from left to right in every language and never broken. */
export const Amount = ({ children }: { readonly children: string }) => (
  <bdi dir="ltr" style={{ whiteSpace: 'nowrap' }}>
    {children}
  </bdi>
);
