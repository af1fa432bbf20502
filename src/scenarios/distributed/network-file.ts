/**
 * A network from a YAML file, as parameters of the distributed operating system. docs/networks.md is the reference of its form.
 *
 *     machines:
 *       - { name: desk, count: 4, cores: 2, memory: 4GB }
 *       - { name: node, cores: 24, site: machine_room }
 *     links:
 *       - { between: [here, machine_room], latency: 5ms, bandwidth: 10MB/s }
 */
import { counted } from '../format.ts';
import type { FileSetting, FileSettings, SettingsReader } from '../scenario.ts';
import { readFields } from './network-fields.ts';
import { readLinks } from './network-links.ts';
import { readMachines } from './network-machines.ts';
import { Problems } from './network-problems.ts';
import { textOf } from './network-text.ts';
import { writtenIn } from './network-yaml.ts';

export const networkFile: SettingsReader = {
  description: 'machines and the links between them, in YAML',
  read: (path) => networkIn(path, textOf(path)),
};

/**
 * The network that a text describes.
 *
 * @param file the name by which the text is called
 * @throws UnusableInput with everything that is wrong, and where
 */
export function networkIn(file: string, text: string): FileSettings {
  const whole = writtenIn(file, text);
  const problems = new Problems();
  const fields = readFields(whole, { what: 'a network', example: 'machines: and links:', keys: ['machines', 'links'] }, problems);
  const { machines, sites, isWhole } = readMachines(fields?.written('machines'), whole.at, problems);
  // A site that could not be read would make a link to it look wrong too.
  const { usual, links } = readLinks(fields?.written('links'), isWhole ? sites : undefined, problems);
  problems.refuseAny();
  const linksAt = fields?.written('links')?.at ?? whole.at;
  const settings: readonly FileSetting[] = [
    { path: 'network.described', value: machines, at: fields?.written('machines')?.at ?? whole.at },
    // Also where there are none, for those of a preset would be between other sites.
    { path: 'network.links', value: links, at: linksAt },
    ...(usual
      ? [
          { path: 'network.latencyS', value: usual.latencyS, at: usual.at },
          { path: 'network.bandwidthBytesPerS', value: usual.bandwidthBytesPerS, at: usual.at },
        ]
      : []),
  ];
  return { settings, summary: `${counted(machines.length, 'machine')} at ${counted(sites.length, 'site')} from ${file}` };
}
