/** A figure of the documentation: what is looked at, and the numbers behind it as CSV. */
export interface Drawing {
  readonly svg: string;
  readonly csv: string;
}
