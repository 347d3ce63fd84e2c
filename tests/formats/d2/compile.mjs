// Compiles D2 texts, a JSON list on standard input, with D2's own compiler; one JSON object for each on standard output.
// Argument: the file of the module @terrastruct/d2.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { D2 } = await import(pathToFileURL(process.argv[2]));
const compiler = new D2();
const compiled = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    const { diagram } = await compiler.compile(text, { layout: "dagre" });
    compiled.push({
      labels: diagram.shapes.map((shape) => shape.label),
      connections: diagram.connections.map((c) => [c.src, c.dst, c.label, c.srcArrow, c.dstArrow]),
    });
  } catch (error) {
    compiled.push({ error: String(error.message) });
  }
}
process.stdout.write(JSON.stringify(compiled) + "\n", () => process.exit(0)); // the compiler's worker would go on
