// Drives a server with the official SDK for JavaScript, and prints what it saw as JSON.
// Arguments: where the SDK is installed, and the base URL.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [installed, baseURL] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${installed}/`));
const { default: OpenAI } = await import(pathToFileURL(require.resolve("openai")).href);

const client = new OpenAI({ baseURL, apiKey: "key", maxRetries: 0 });
const beta = client.beta;
const tool = { type: "function", function: { name: "get_weather" } };
const assistant = await beta.assistants.create({ model: "m", tools: [tool] });
const messages = [{ role: "user", content: "What is the weather?" }];
const thread = await beta.threads.create({ messages });

const seen = [];
function watch(stream) {
  stream.on("toolCallCreated", (call) => seen.push(call.function.name));
  stream.on("textCreated", () => seen.push("textCreated"));
  stream.on("textDone", () => seen.push("textDone"));
  stream.on("end", () => seen.push("end"));
  return stream;
}

const asking = await watch(beta.threads.runs.stream(thread.id, { assistant_id: assistant.id })).finalRun();
const calls = asking.required_action.submit_tool_outputs.tool_calls;
const outputs = calls.map((call) => ({ tool_call_id: call.id, output: "sunny" }));
const body = { thread_id: thread.id, tool_outputs: outputs };
const stream = watch(beta.threads.runs.submitToolOutputsStream(asking.id, body));
let said = "";
stream.on("textDelta", (delta) => (said += delta.value));
const run = await stream.finalRun();
const [message] = await stream.finalMessages();
const steps = await stream.finalRunSteps();
console.log(
  JSON.stringify({
    said,
    seen,
    asking: asking.status,
    run: run.id,
    thread: thread.id,
    status: run.status,
    usage: run.usage,
    text: message.content[0].text.value,
    steps: steps.map((step) => step.status),
  }),
);
