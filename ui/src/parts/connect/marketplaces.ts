/** Amazon marketplaces that can be chosen; multi-channel fulfilment is offered for US and GB first (F009). */
export interface Marketplace {
  id: string;
  name: string;
  verified: boolean;
}

export const marketplaces: Marketplace[] = [
  { id: "ATVPDKIKX0DER", name: "United States", verified: true },
  { id: "A1F83G8C2ARO7P", name: "United Kingdom", verified: true },
  { id: "A1PA6795UKMFR9", name: "Germany", verified: false },
  { id: "A13V1IB3VIYZZH", name: "France", verified: false },
  { id: "APJ6JRA9NG5V4", name: "Italy", verified: false },
  { id: "A1RKKUPIHCS9HS", name: "Spain", verified: false },
  { id: "A2EUQ1WTGCTBG2", name: "Canada", verified: false },
  { id: "A1AM78C64UM0Y8", name: "Mexico", verified: false },
  { id: "A1VC38T7YXB528", name: "Japan", verified: false },
];
