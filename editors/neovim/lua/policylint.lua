-- policylint in Neovim: `require("policylint").setup()`, in any version from 0.7 on.

local M = {}

-- What is started, for which buffers, and what tells where a project begins.
M.config = {
  cmd = { "policylint", "lsp" },
  filetypes = { "markdown", "html", "text" },
  root_markers = { "policylint.yaml", ".git" },
}

-- The clients of Neovim 0.7, which does not keep them by their folder itself.
local clients = {}

-- The nearest folder above the buffer's file that has one of the markers, else the file's own.
local function root_of(buffer, markers)
  local file = vim.api.nvim_buf_get_name(buffer)
  local start = file ~= "" and vim.fn.fnamemodify(file, ":p:h") or vim.loop.cwd()
  for _, marker in ipairs(markers) do
    local folder = start
    while true do
      if vim.loop.fs_stat(folder .. "/" .. marker) then
        return folder
      end
      local above = vim.fn.fnamemodify(folder, ":h")
      if above == folder then
        break
      end
      folder = above
    end
  end
  return start
end

local function start(buffer, config)
  if vim.bo[buffer].buftype ~= "" then
    return
  end
  local root = root_of(buffer, config.root_markers)
  local client = {
    name = "policylint",
    cmd = config.cmd,
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
  }
  if vim.lsp.start then
    vim.api.nvim_buf_call(buffer, function()
      vim.lsp.start(client)
    end)
    return
  end
  if not (clients[root] and vim.lsp.get_client_by_id(clients[root])) then
    clients[root] = vim.lsp.start_client(client)
  end
  if clients[root] then
    vim.lsp.buf_attach_client(buffer, clients[root])
  end
end

-- Starts the server for every buffer that can be a policy. `options` lie over `M.config`.
function M.setup(options)
  local config = vim.tbl_extend("force", M.config, options or {})
  if vim.lsp.config and vim.lsp.enable then
    vim.lsp.config("policylint", config)
    vim.lsp.enable("policylint")
    return
  end
  vim.api.nvim_create_autocmd("FileType", {
    group = vim.api.nvim_create_augroup("policylint", { clear = true }),
    pattern = config.filetypes,
    callback = function(event)
      start(event.buf, config)
    end,
  })
end

return M
