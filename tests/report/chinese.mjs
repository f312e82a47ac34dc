// Which words of a Chinese page are not Chinese, the scenario's own names apart.

// Letters that Chinese planners use themselves, and signs of units.
const known = new Set(['TEU', 'CO', 'CO2', 'CO2e', 'SHA', 'ISO', 'OCBA', 'NPV', 'p10', 'p50', 'p90', 'P10', 'P50', 'P90', 'P95', 'P99', 'CSV', 'PNG', 'SVG', 'LNG', 'kWh', 'OD', 'PDF', 'SHA-256']);

// What stands under these keys are words of the format, or sentences of the program: they are to be translated.
const ofTheFormat = new Set(['kind', 'trade', 'mode', 'product', 'verdict', 'unit', 'remarks', 'checks', 'repayment', 'what', 'units', 'method',
  // of inputs
  'licence', 'loads_first', 'risk', 'arrivals', 'serves', 'carries', 'when', 'where', 'products', 'reposition']);
const byCode = new Set(['places', 'facilities', 'locks', 'gauge_changes', 'customs', 'links', 'services', 'flows', 'fuels', 'hubs', 'dispatches', 'mail_flows', 'options',
  'vehicle_classes', 'box_types', 'disruptions', 'sources', 'depots', 'chambers', 'peaks', 'ways', 'packages', 'demand_cases',
  'agreements', 'recognition', 'goods', 'zones', 'stays', 'zone_stays', 'tariffs', 'surcharges', 'subsidies', 'wagon_sets', 'truck_fleets', 'fleets', 'locomotives', 'staff_peaks', 'freight_stations', 'allotments', 'skills', 'left_out']);

/** Names, codes, notes and sources of a file. */
function ownWords(document) {
  const own = new Set();
  const add = text => { for (const part of [text, ...text.split(/[/#]/)]) if (/[A-Za-z].*\w/.test(part)) own.add(part.trim()); };
  const walk = (value, key) => {
    if (typeof value === 'string') add(value);
    else if (Array.isArray(value)) value.forEach(each => walk(each, key));
    else if (value && typeof value === 'object') {
      for (const [inner, each] of Object.entries(value)) {
        if (byCode.has(key)) add(inner);
        if (key === 'measures' || key === 'figures') for (const {1: code} of inner.matchAll(/(?:places|facilities|customs|links|services|flows)\/([^/]+)/g)) add(code.replaceAll('~1', '/'));
        if (!ofTheFormat.has(inner)) walk(each, inner);
      }
    }
  };
  walk(document, '');
  return [...own].sort((a, b) => b.length - a.length);
}

/** Words in Latin letters that are left when the scenario's own are taken out. */
export function foreignWords(text, documents) {
  // Keys of a scenario are quoted as they stand there: "returns", /services/barge/fleet; and hashes are letters by chance.
  let rest = ` ${text} `.replace(/"[a-z_]+"(: true| 为 false)?|写 false|(?<![\w/])\/[\w/~.-]+|\b[0-9a-f]{16,}\b/g, ' ');
  for (const own of documents.flatMap(ownWords)) rest = rest.replaceAll(own, ' ');
  return [...new Set(rest.match(/[A-Za-z][A-Za-z0-9'’-]*[A-Za-z0-9]/g) ?? [])].filter(word => !known.has(word));
}
