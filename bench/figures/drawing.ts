/** A figure of the documentation: what is looked at, and the numbers behind it. */
export interface Drawing {
  /** Of its files, without what comes after the dot. */
  readonly name: string;
  readonly svg: string;
  readonly csv: string;
}
