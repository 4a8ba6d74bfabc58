/** What a module hands to the host, by contribution key. */
export type Contributions = Readonly<Record<string, unknown>>;

/** One module of openimis.json, with the function that makes its contributions. */
export interface ListedModule {
  readonly key: string;
  readonly npm: string;
  readonly version: string;
  readonly create: (config: ModuleConfiguration) => Contributions;
}

/** One module's configuration, as the backend keeps it. */
export interface ModuleConfiguration {
  readonly controls?: readonly { readonly field: string; readonly usage: number }[];
  readonly [key: string]: unknown;
}

interface Ref {
  readonly key: string;
  readonly ref: unknown;
}

const HIDDEN = 1;
const isRef = (value: unknown): value is Ref => typeof value === 'object' && value !== null && 'key' in value;
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** openIMIS's host contract: contributions, references, configuration and projections of all modules by key. */
export class ModulesManager {
  readonly failures: string[] = [];
  readonly #listed: readonly ListedModule[];
  readonly #config: Readonly<Record<string, ModuleConfiguration>>;
  readonly #contributions: readonly Contributions[];
  readonly #lists = new Map<string, readonly unknown[]>();
  readonly #refs: ReadonlyMap<string, unknown>;

  constructor(listed: readonly ListedModule[], config: Readonly<Record<string, ModuleConfiguration>>) {
    this.#listed = listed;
    this.#config = config;
    this.#contributions = listed.flatMap((module) => this.#create(module));
    this.#refs = new Map(
      this.getContribs('refs')
        .filter(isRef)
        .map(({ key, ref }) => [key, ref]),
    );
  }

  /** One broken module must not take the others with it; its name is shown to the operator. */
  #create({ key, npm, create }: ListedModule): Contributions[] {
    try {
      return [create(this.#config[key] ?? {})];
    } catch {
      this.failures.push(npm);
      return [];
    }
  }

  /**
   * All contributions under one key, in the order of openimis.json; the same array each time. A lone value counts as
   * one.
   */
  getContribs = (key: string): readonly unknown[] => {
    const known = this.#lists.get(key);
    if (known) return known;
    const list = this.#contributions.flatMap((one) => one[key] ?? []);
    this.#lists.set(key, list);
    return list;
  };

  /** What a module published under a key; the last one wins, undefined when nobody did. */
  getRef = (key: string): unknown => this.#refs.get(key);

  /** A GraphQL projection as fe-core appends it to a field, empty when nobody published it. */
  getProjection = (key: string): string => {
    const fields = this.getRef(key);
    return isList(fields) && fields.length > 0 ? `{${fields.join(', ')}}` : '';
  };

  getConf = (module: string, key: string, otherwise: unknown = null): unknown =>
    this.#config[module]?.[key] ?? otherwise;

  /** Whether the deployment hides a field of a form. */
  hideField = (module: string, key: string): boolean => {
    const control = this.#config[`fe-${module}`]?.controls?.find(({ field }) => field === key);
    return control !== undefined && (control.usage & HIDDEN) !== 0;
  };

  getReport = (key: string): unknown =>
    this.getContribs('reports').find((report) => isRef(report) && report.key === key);

  /** Every entry of every drop-down menu, whichever it belongs to. */
  getMenuEntries = (): readonly unknown[] => {
    const keys = new Set(this.#contributions.flatMap((one) => Object.keys(one)));
    return [...keys]
      .filter((key) => key.includes('.MainMenu') && key !== 'core.MainMenu')
      .flatMap((key) => this.getContribs(key));
  };

  getModulesVersions = (): string[] => this.#listed.map(({ npm, version }) => `${npm}@${version}`);

  getOpenIMISVersion = (): string => '';
}
