// policylint in Visual Studio Code: starts `policylint lsp`, and again when its settings change.

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

/** @type {import("vscode-languageclient/node").LanguageClient | undefined} */
let client;

/** Starts the server as the settings say. */
async function start() {
  const settings = vscode.workspace.getConfiguration("policylint");
  const server = {
    command: settings.get("path", "policylint"),
    args: ["lsp", ...settings.get("arguments", /** @type {string[]} */ ([]))],
    transport: TransportKind.stdio,
  };
  const languages = ["markdown", "html", "plaintext"];
  const schemes = ["file", "untitled"];
  const documentSelector = schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language })));
  client = new LanguageClient("policylint", "policylint", server, { documentSelector });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const reason = error instanceof Error ? error.message : String(error);
    const path = "Open settings";
    const message = `“${server.command} lsp” does not start: ${reason}. The setting policylint.path says where the program is.`;
    if ((await vscode.window.showErrorMessage(message, path)) === path) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "policylint.path");
    }
  }
}

/** Stops the server, where there is one. */
async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function restart() {
  await stop();
  await start();
}

/** @param {import("vscode").ExtensionContext} context */
async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("policylint.restart", restart),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("policylint")) {
        await restart();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
