import { TemplateError } from '../errors.ts';
import { isRecord, items, resolve, type Scope, text } from './intrinsics.ts';

/**
 * Whether a condition of the template holds.
 *
 * @example holds({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] }, scope, 'Conditions.Home')  //=> true
 */
export function holds(condition: unknown, scope: Scope, at: string): boolean {
  const [name, argument] = onlyEntry(condition, at);
  const inner = (each: unknown): boolean => holds(each, scope, at);
  switch (name) {
    case 'Condition':
      return scope.condition(text(argument, at), at);
    case 'Fn::Equals': {
      const [left, right] = items(resolve(argument, scope, at), at);
      return JSON.stringify(left) === JSON.stringify(right);
    }
    case 'Fn::And':
      return items(argument, at).every(inner);
    case 'Fn::Or':
      return items(argument, at).some(inner);
    case 'Fn::Not':
      return !items(argument, at).every(inner);
    default:
      throw new TemplateError(`${at}: no local meaning for the condition ${name}`);
  }
}

function onlyEntry(condition: unknown, at: string): readonly [string, unknown] {
  const entry = isRecord(condition) ? Object.entries(condition)[0] : undefined;
  if (entry === undefined) throw new TemplateError(`${at}: expected a condition, got ${JSON.stringify(condition)}`);
  return entry;
}
