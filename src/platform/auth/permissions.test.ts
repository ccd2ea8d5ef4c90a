import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { KEY_SCOPES, type Permission, PERMISSIONS, PERMISSIONS_OF, ROLES } from '#kernel/permission';
import { authorise } from './permissions.ts';

const key = (...scopes: string[]): Actor => ({ kind: 'apiKey', id: 'key_1', name: 'ci', scopes });

function allowedTo(actor: Actor): Permission[] {
  return PERMISSIONS.filter((permission) => {
    try {
      authorise({ actor }, permission);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'auth.forbidden', status: 403 });
      return false;
    }
  });
}

describe('what an actor may do', () => {
  it('SEC-1 an API key may do what its scopes name and nothing else', () => {
    expect(allowedTo(key('llm.use', 'alerts.read'))).toEqual(['alerts.read', 'llm.use']);
    expect(allowedTo(key())).toEqual([]);
    expect(() => authorise({ actor: key('llm.use') }, 'briefs.write')).toThrow(
      'The API key ci may not do this: it needs the permission briefs.write.',
    );
  });

  it('SEC-1 no key manages keys, whatever its scopes say, nor does a part of the house', () => {
    expect(allowedTo(key(...PERMISSIONS))).toEqual([...KEY_SCOPES]);
    expect(PERMISSIONS.filter((permission) => !KEY_SCOPES.some((scope) => scope === permission))).toEqual([
      'approvals.decide',
      'views.keep',
      'people.manage',
      'workspace.manage',
      'keys.manage',
      'secrets.manage',
    ]);
    expect(allowedTo({ kind: 'system', part: 'disk watch' })).toEqual([...KEY_SCOPES]);
    expect(allowedTo({ kind: 'flow', flow: 'f', runId: 'r' })).toEqual([...KEY_SCOPES]);
  });

  it('SEC-1 a key is told where no scope would help', () => {
    expect(() => authorise({ actor: key(...PERMISSIONS) }, 'views.keep')).toThrow(
      'The API key ci may not do this: it needs the permission views.keep. Only people have it: a person has to do this, signed in.',
    );
  });

  it('SEC-1 a person may do what their role says; who belongs to no workspace, nothing', () => {
    const mara = (role: (typeof ROLES)[number] | null): Actor => ({
      kind: 'user',
      id: 'u',
      name: 'Mara',
      role,
    });
    for (const role of ROLES)
      expect(allowedTo(mara(role)).toSorted()).toEqual(PERMISSIONS_OF[role].toSorted());
    expect(allowedTo(mara('owner'))).toEqual([...PERMISSIONS]);
    expect(allowedTo(mara('analyst'))).not.toContain('campaigns.run');
    expect(allowedTo(mara(null))).toEqual([]);
    expect(() => authorise({ actor: mara('analyst') }, 'briefs.write')).toThrow(
      'Mara (analyst) may not do this: it needs the permission briefs.write. An owner or admin of the workspace can give it.',
    );
  });

  it('SEC-1 the operator may do everything, agents nothing', () => {
    expect(allowedTo({ kind: 'operator', via: 'cli' })).toEqual([...PERMISSIONS]);
    expect(allowedTo({ kind: 'agent', id: 'a', runId: 'r' })).toEqual([]);
  });
});
