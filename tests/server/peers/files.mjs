// Uploads files with the official SDK for JavaScript, puts them into a vector store, and prints what it saw as JSON.
// Arguments: where the SDK is installed, the base URL, and a file on the disk.
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [installed, baseURL, path] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${installed}/`));
const { default: OpenAI, toFile } = await import(pathToFileURL(require.resolve("openai")).href);

const client = new OpenAI({ baseURL, apiKey: "key", maxRetries: 0 });
const streamed = await client.files.create({ file: fs.createReadStream(path), purpose: "assistants" });
const made = await client.files.create({ file: await toFile(Buffer.from("text"), "späť.md"), purpose: "user_data" });
const content = await (await client.files.content(streamed.id)).arrayBuffer();
const store = await client.vectorStores.create({ name: "s", file_ids: [made.id] });
const file = await client.vectorStores.files.uploadAndPoll(store.id, await toFile(Buffer.from("x"), "x.txt"));
const files = [await toFile(Buffer.from("y"), "y.txt"), await toFile(Buffer.from("z"), "z.txt")];
const batch = await client.vectorStores.fileBatches.uploadAndPoll(store.id, { files });
const listed = [];
for await (const one of client.vectorStores.files.list(store.id, { limit: 2 })) listed.push(one.status);
let missing = null;
try {
  await client.files.retrieve("file-none");
} catch (error) {
  missing = [error.status, error.message];
}
const deleted = await client.files.delete(made.id);
console.log(
  JSON.stringify({
    names: [streamed.filename, made.filename],
    bytes: [streamed.bytes, content.byteLength],
    file: file.status,
    batch: [batch.status, batch.file_counts.completed],
    listed,
    missing,
    deleted: deleted.deleted,
  }),
);
