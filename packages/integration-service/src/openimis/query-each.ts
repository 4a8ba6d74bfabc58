import type { TypedDocumentNode } from '@interlink/contracts/openimis/document';
import type { Variables } from 'graphql-request';
import {
  Kind,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Client } from './client.js';

/** Fields in one request: openIMIS works on them one after the other, and a request has ten seconds. */
const AT_ONCE = 25;

/**
 * Asks one question of a single root field about many values of one of its variables, in few requests. openIMIS has no
 * filter for a list of keys, and each field is answered as if it had been asked alone: with the token's row security.
 * Gives the answers in the order of `values`.
 */
export async function queryEach<T extends object, V extends Variables>(
  client: Client,
  document: TypedDocumentNode<T, V>,
  variable: keyof V & string,
  values: readonly string[],
  rest: Omit<V, keyof V & string> | Readonly<Record<string, unknown>> = {},
): Promise<readonly T[]> {
  const answers: T[] = [];
  for (let from = 0; from < values.length; from += AT_ONCE) {
    const some = values.slice(from, from + AT_ONCE);
    const { document: asked, field } = repeatField(document, variable, some.length);
    const named = Object.fromEntries(some.map((value, at) => [`${variable}${at}`, value]));
    const question = asked as TypedDocumentNode<Readonly<Record<string, unknown>>, Variables>;
    const answer = await client.query(question, { ...rest, ...named });
    answers.push(...some.map((_value, at) => ({ [field]: answer[`each${at}`] }) as T));
  }
  return answers;
}

/** The document with its root field `count` times, as `each0`, `each1` …, each with a variable of its own. */
export function repeatField(
  document: DocumentNode,
  variable: string,
  count: number,
): { readonly document: DocumentNode; readonly field: string } {
  const operation = document.definitions.find(isOperation);
  const [root, ...others] = operation?.selectionSet.selections ?? [];
  if (!operation || root?.kind !== Kind.FIELD || others.length > 0) {
    throw new RangeError('only a question of one root field can be asked about many');
  }
  const places = Array.from({ length: count }, (_none, at) => at);
  const definitions = operation.variableDefinitions ?? [];
  const repeated: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [
      ...definitions.filter((one) => one.variable.name.value !== variable),
      ...definitions
        .filter((one) => one.variable.name.value === variable)
        .flatMap((one) => places.map((at): VariableDefinitionNode => numberVariable(one, variable, at))),
    ],
    selectionSet: {
      ...operation.selectionSet,
      selections: places.map((at): FieldNode => ({
        ...numberVariable(root, variable, at),
        alias: { kind: Kind.NAME, value: `each${at}` },
      })),
    },
  };
  const rest = document.definitions.filter((one) => !isOperation(one));
  return { document: { ...document, definitions: [repeated, ...rest] }, field: root.name.value };
}

function numberVariable<N extends FieldNode | VariableDefinitionNode>(node: N, variable: string, at: number): N {
  return visit(node, {
    Variable: (one) =>
      one.name.value === variable ? { ...one, name: { ...one.name, value: `${variable}${at}` } } : undefined,
  });
}

const isOperation = (one: DefinitionNode): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION;
