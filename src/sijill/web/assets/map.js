// The map: outlines from a file of ours, incidents as exactly as they are told. Points that are told to the
// place cluster; what is told to a unit is drawn as its area, with the number of incidents in it.
import * as maplibregl from "/assets/vendor/maplibre-gl.mjs";

maplibregl.setWorkerUrl("/assets/vendor/maplibre-gl-worker.mjs");

const root = document.getElementById("mapped");
const canvas = document.getElementById("canvas");
const said = document.getElementById("said-types");
const list = document.getElementById("in-view");
const LISTED = 200;
const DAY = 86_400_000;

const number = new Intl.NumberFormat(root.dataset.language, { numberingSystem: "latn" });
const dayName = new Intl.DateTimeFormat(root.dataset.language === "ar" ? "ar" : "en-GB", {
  day: "numeric", month: "short", year: "numeric", timeZone: "UTC", numberingSystem: "latn", calendar: "gregory",
});
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

function colour(name) {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

const [told, outlines] = await Promise.all(
  [root.dataset.features, root.dataset.outlines].map((address) => fetch(address).then((answer) => answer.json())),
);
const places = told.places.map(([name, around, level, drawn, lon, lat, km], at) => ({ at, name, around, level, drawn, lon, lat, km }));
const incidents = told.incidents.map(([id, type, place, day, reports, killed, occurred]) => ({
  id, type: told.types[type], group: told.groups[type], place: places[place], reports, killed, occurred,
  day, at: day ? Date.parse(day) / DAY : null,
}));

// Outlines

const units = outlines.features.filter((one) => one.properties.kind === "unit");
const countries = outlines.features.filter((one) => one.properties.kind === "country");

function inRing([x, y], ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function holds(geometry, point) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.some((rings) => inRing(point, rings[0]) && !rings.slice(1).some((hole) => inRing(point, hole)));
}

function disc({ lon, lat, km }) {
  const ring = Array.from({ length: 49 }, (_, step) => {
    const angle = (step / 48) * 2 * Math.PI;
    return [lon + (km / (111.2 * Math.cos((lat * Math.PI) / 180))) * Math.cos(angle), lat + (km / 111.2) * Math.sin(angle)];
  });
  return { type: "Polygon", coordinates: [ring] };
}

function areaOf(place) {
  const point = [place.lon, place.lat];
  const among = place.level === "governorate" ? units : place.level === "country" ? countries : [];
  return among.find((one) => holds(one.geometry, point))?.geometry ?? disc(place);
}

// What is shown: all incidents, or those of some days

const moment = document.getElementById("moment");
const span = document.getElementById("window");
const days = incidents.map((one) => one.at).filter((at) => at !== null);
const firstDay = days.reduce((least, at) => Math.min(least, at), Infinity);
const lastDay = days.reduce((most, at) => Math.max(most, at), -Infinity);

function shown() {
  const wide = Number(span.value);
  if (!wide) return incidents;
  const from = firstDay + Number(moment.value);
  return incidents.filter((one) => one.at !== null && one.at >= from && one.at < from + wide);
}

function collection(features) {
  return { type: "FeatureCollection", features };
}

function points(some) {
  return collection(some.filter((one) => one.place.drawn === "exact").map((one) => ({
    type: "Feature",
    properties: { id: one.id, type: one.type, group: one.group, place: one.place.at },
    geometry: { type: "Point", coordinates: [one.place.lon, one.place.lat] },
  })));
}

function areas(some) {
  const counts = new Map();
  for (const one of some) {
    if (one.place.drawn !== "exact") counts.set(one.place, (counts.get(one.place) ?? 0) + 1);
  }
  return [...counts].map(([place, count]) => ({ place, count }));
}

const shapes = new Map();
function areaFeatures(some) {
  return collection(areas(some).map(({ place, count }) => {
    if (!shapes.has(place)) shapes.set(place, areaOf(place));
    return { type: "Feature", properties: { place: place.at, count, drawn: place.drawn, level: place.level }, geometry: shapes.get(place) };
  }));
}

// The map itself

const accent = colour("accent");
const ground = colour("surface");
const line = colour("line-strong");
const kinds = ["match", ["get", "group"], ...[...new Set(told.groups)].flatMap((group) => [group, colour(group)]), accent];

const everywhere = incidents.map((one) => [one.place.lon, one.place.lat]);
const middle = (values, part) => [...values].sort((one, other) => one - other)[Math.floor((values.length - 1) * part)];
const focus = everywhere.length
  ? [[middle(everywhere.map(([x]) => x), 0.04) - 0.6, middle(everywhere.map(([, y]) => y), 0.04) - 0.6],
     [middle(everywhere.map(([x]) => x), 0.96) + 0.6, middle(everywhere.map(([, y]) => y), 0.96) + 0.6]]
  : [[41, 12], [55, 19]];

const map = new maplibregl.Map({
  container: canvas,
  attributionControl: false,
  bounds: focus,
  fitBoundsOptions: { padding: 30 },
  maxZoom: 12,
  minZoom: 2,
  dragRotate: false,
  pitchWithRotate: false,
  fadeDuration: 0,
  locale: { "NavigationControl.ZoomIn": root.dataset.zoomIn, "NavigationControl.ZoomOut": root.dataset.zoomOut, "Map.Title": canvas.getAttribute("aria-label") },
  style: {
    version: 8,
    sources: {
      outlines: { type: "geojson", data: outlines },
      areas: { type: "geojson", data: collection([]) },
      points: { type: "geojson", data: collection([]), cluster: true, clusterRadius: 38, clusterMaxZoom: 11 },
    },
    layers: [
      { id: "countries", type: "fill", source: "outlines", filter: ["==", ["get", "kind"], "country"], paint: { "fill-color": ground } },
      { id: "coast", type: "line", source: "outlines", filter: ["==", ["get", "kind"], "country"], paint: { "line-color": line, "line-width": 0.6 } },
      { id: "units", type: "line", source: "outlines", filter: ["==", ["get", "kind"], "unit"], paint: { "line-color": line, "line-width": 0.5, "line-opacity": 0.7 } },
      { id: "borders", type: "line", source: "outlines", filter: ["==", ["get", "kind"], "border"], paint: { "line-color": line, "line-width": 1.2 } },
      { id: "wide", type: "fill", source: "areas", filter: ["==", ["get", "drawn"], "wide"], paint: { "fill-color": accent, "fill-opacity": ["interpolate", ["linear"], ["get", "count"], 1, 0.04, 60, 0.14] } },
      { id: "wide-edge", type: "line", source: "areas", filter: ["all", ["==", ["get", "drawn"], "wide"], ["!=", ["get", "level"], "country"]], paint: { "line-color": accent, "line-dasharray": [3, 2], "line-width": 1, "line-opacity": 0.6 } },
      { id: "areas", type: "fill", source: "areas", filter: ["==", ["get", "drawn"], "area"], paint: { "fill-color": accent, "fill-opacity": ["interpolate", ["linear"], ["get", "count"], 1, 0.14, 20, 0.4] } },
      { id: "areas-edge", type: "line", source: "areas", filter: ["==", ["get", "drawn"], "area"], paint: { "line-color": accent, "line-width": 1.2 } },
      { id: "clusters", type: "circle", source: "points", filter: ["has", "point_count"], paint: { "circle-color": accent, "circle-opacity": 0.25, "circle-radius": ["interpolate", ["linear"], ["get", "point_count"], 2, 14, 60, 26] } },
      { id: "points", type: "circle", source: "points", filter: ["!", ["has", "point_count"]], paint: { "circle-color": kinds, "circle-radius": 5.5, "circle-stroke-color": ground, "circle-stroke-width": 1.5 } },
    ],
  },
});
map.addControl(new maplibregl.NavigationControl({ showCompass: false }), root.closest("[dir]")?.dir === "rtl" ? "top-left" : "top-right");
map.touchZoomRotate.disableRotation();

// Numbers on clusters and areas are elements of the page: its own fonts, and within reach of the keyboard.

const bubbles = new Map();
function bubble(key, lngLat, text, kind, press) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = `bubble ${kind}`;
  element.textContent = text;
  element.addEventListener("click", press);
  const offset = kind === "many" ? [0, 0] : [13, -13];
  return { key, marker: new maplibregl.Marker({ element, offset }).setLngLat(lngLat) };
}

function place(wanted) {
  for (const [key, marker] of bubbles) {
    if (!wanted.has(key)) {
      marker.remove();
      bubbles.delete(key);
    }
  }
  for (const [key, make] of wanted) {
    if (!bubbles.has(key)) bubbles.set(key, make().marker.addTo(map));
  }
}

function drawNumbers() {
  const wanted = new Map();
  const bounds = map.getBounds();
  const zoom = map.getZoom();
  for (const cluster of map.querySourceFeatures("points", { filter: ["has", "point_count"] })) {
    const { cluster_id: id, point_count: count } = cluster.properties;
    const at = cluster.geometry.coordinates;
    wanted.set(`c${id}/${count}`, () => bubble(id, at, number.format(count), "many", () => openCluster(id, at)));
  }
  for (const { place: one, count } of areas(now)) {
    const enough = one.drawn === "area" ? zoom > 6.2 : one.level === "country" ? zoom < 5.5 : zoom > 4.6;
    if (enough && bounds.contains([one.lon, one.lat])) {
      wanted.set(`a${one.at}/${count}`, () => bubble(one.at, [one.lon, one.lat], number.format(count), one.drawn, () => openPlace(one)));
    }
  }
  place(wanted);
}

async function openCluster(id, at) {
  const source = map.getSource("points");
  const zoom = await source.getClusterExpansionZoom(id);
  if (zoom <= 11.5) {
    map.easeTo({ center: at, zoom: zoom + 0.3, duration: calm ? 0 : 350 });
    return;
  }
  const leaves = await source.getClusterLeaves(id, 50, 0);
  const ids = new Set(leaves.map((leaf) => leaf.properties.id));
  popup(at, places[leaves[0].properties.place], now.filter((one) => ids.has(one.id)));
}

function openPlace(one) {
  popup([one.lon, one.lat], one, now.filter((other) => other.place === one));
}

function item(one) {
  const entry = document.createElement("li");
  const link = document.createElement("a");
  const about = document.createElement("span");
  const where = document.createElement("bdi");
  entry.className = `g-${one.group}`;
  entry.dataset.id = one.id;
  link.href = `/incidents/${one.id}`;
  where.textContent = one.place.name;
  link.append(said.querySelector(`[data-type="${one.type}"]`).firstElementChild.cloneNode(true), " ", where);
  about.className = "soft small";
  about.textContent = [one.day ? dayName.format(new Date(one.day)) : "", said.querySelector(`[data-level="${one.place.level}"]`).textContent].filter(Boolean).join(" · ");
  entry.append(link, " ", about);
  return entry;
}

let open;
function popup(at, one, some) {
  const content = document.createElement("div");
  const head = document.createElement("h3");
  const items = document.createElement("ul");
  content.dir = root.closest("[dir]").dir;
  head.textContent = [one.name, one.around].filter(Boolean).join(" · ");
  items.append(...some.slice(0, 30).map(item));
  content.append(head, items);
  open?.remove();
  open = new maplibregl.Popup({ maxWidth: "300px" }).setLngLat(at).setDOMContent(content).addTo(map);
}

for (const layer of ["points", "areas"]) {
  map.on("click", layer, (event) => {
    const one = places[event.features[0].properties.place];
    if (layer === "areas" && map.queryRenderedFeatures(event.point, { layers: ["points", "clusters"] }).length) return;
    openPlace(one);
  });
  map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
}

// The list of what is in view

function listInView() {
  const bounds = map.getBounds();
  const some = now.filter((one) => bounds.contains([one.place.lon, one.place.lat]));
  document.getElementById("in-view-count").textContent = number.format(some.length);
  list.replaceChildren(...some.slice(0, LISTED).map(item));
}

// The timeline

const bars = document.getElementById("bars");
const BARS = 120;
function drawBars() {
  const wide = lastDay - firstDay + 1;
  const counts = new Array(BARS).fill(0);
  for (const at of days) counts[Math.min(BARS - 1, Math.floor(((at - firstDay) / wide) * BARS))] += 1;
  const most = Math.max(...counts);
  bars.setAttribute("viewBox", `0 0 ${BARS} 40`);
  bars.replaceChildren(...counts.map((count, at) => {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const tall = count ? Math.max(2, 40 * Math.sqrt(count / most)) : 0;
    for (const [name, value] of Object.entries({ x: at + 0.1, width: 0.8, y: 40 - tall, height: tall })) bar.setAttribute(name, value);
    return bar;
  }));
}

function lightBars() {
  const wide = lastDay - firstDay + 1;
  const [from, to] = Number(span.value) ? [Number(moment.value), Number(moment.value) + Number(span.value)] : [0, wide];
  [...bars.children].forEach((bar, at) => {
    bar.classList.toggle("on", ((at + 1) / BARS) * wide > from && (at / BARS) * wide < to);
  });
}

let now = incidents;
function update() {
  now = shown();
  map.getSource("points").setData(points(now));
  map.getSource("areas").setData(areaFeatures(now));
  const wide = Number(span.value);
  moment.disabled = !wide;
  const from = new Date((firstDay + Number(moment.value)) * DAY);
  const until = new Date(from.getTime() + (wide - 1) * DAY);
  const told = !wide ? root.dataset.allDays : wide === 1 ? dayName.format(from)
    : root.dataset.to.replace("{first}", dayName.format(from)).replace("{last}", dayName.format(until));
  document.getElementById("shown-days").textContent = told;
  moment.setAttribute("aria-valuetext", told);
  lightBars();
  drawNumbers();
  listInView();
}

const play = document.getElementById("play");
let playing;
function stop() {
  clearInterval(playing);
  playing = undefined;
  play.setAttribute("aria-pressed", "false");
  play.querySelector("use").setAttribute("href", "#sign-play");
  play.querySelector(".unseen").textContent = root.dataset.play;
}
play.addEventListener("click", () => {
  if (playing) return stop();
  if (!Number(span.value)) span.value = "30";
  if (Number(moment.value) >= Number(moment.max)) moment.value = "0";
  play.setAttribute("aria-pressed", "true");
  play.querySelector("use").setAttribute("href", "#sign-pause");
  play.querySelector(".unseen").textContent = root.dataset.pause;
  const stride = Math.max(1, Math.round(Number(span.value) / 5));
  playing = setInterval(() => {
    moment.value = String(Number(moment.value) + stride);
    update();
    if (Number(moment.value) >= Number(moment.max)) stop();
  }, 220);
});
moment.addEventListener("input", update);
span.addEventListener("change", update);
document.getElementById("timeline").addEventListener("submit", (event) => event.preventDefault());

map.on("load", () => {
  root.classList.add("drawn");
  if (days.length) {
    moment.max = String(lastDay - firstDay);
    document.getElementById("timeline").hidden = false;
    drawBars();
  }
  update();
  map.on("moveend", () => { drawNumbers(); listInView(); });
  map.on("sourcedata", (event) => { if (event.sourceId === "points" && event.isSourceLoaded) drawNumbers(); });
  map.once("idle", () => (root.dataset.ready = "yes"));
});
