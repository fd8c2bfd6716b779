-- The diagnostics that Neovim shows are those of `policylint check`, at the same bytes, before and after an edit.

local program = os.getenv("POLICYLINT_TEST_PROGRAM")
local today = { "--today", "2026-11-22" }
local patience = 30000

local fixtures = {
  "fixtures/policies/en/webshop.md",
  "fixtures/policies/nl/webwinkel.html",
  "fixtures/policies/nl/bakkerij.txt",
}

local function say(text)
  io.stdout:write(text .. "\n")
end

-- Rule, line and column in bytes of the beginning and end, both from 0, one row for each place.
local function row(code, line, column, last_line, last_column)
  return string.format("%s %d:%d-%d:%d", code, line, column, last_line, last_column)
end

local function bytes_before_lines(text)
  local starts, at = { 0 }, 1
  while true do
    local found = text:find("\n", at, true)
    if not found then
      return starts
    end
    starts[#starts + 1] = found
    at = found + 1
  end
end

local function checked(path)
  local file = assert(io.open(path, "rb"))
  local starts = bytes_before_lines(file:read("*a"))
  file:close()
  local command = vim.list_extend({ program, "check", path, "--format", "json" }, today)
  local report = vim.fn.json_decode(vim.fn.system(command))
  local rows = {}
  for _, diagnostic in ipairs(report.diagnostics) do
    for _, label in ipairs(diagnostic.labels) do
      if label.primary then
        local line, last = label.line, label.end_line
        rows[#rows + 1] =
          row(diagnostic.rule, line - 1, label.start - starts[line], last - 1, label["end"] - starts[last])
      end
    end
  end
  table.sort(rows)
  return rows
end

local function shown(buffer)
  local rows = {}
  for _, found in ipairs(vim.diagnostic.get(buffer)) do
    local code = found.code or found.user_data.lsp.code
    rows[#rows + 1] = row(code, found.lnum, found.col, found.end_lnum, found.end_col)
  end
  table.sort(rows)
  return rows
end

local function wait_for(what, condition)
  if not vim.wait(patience, condition, 20) then
    error("waited in vain for " .. what, 0)
  end
end

local function same(path, buffer)
  local wanted = checked(path)
  assert(#wanted > 0, path .. ": nothing to compare")
  local ok = pcall(wait_for, "", function()
    return vim.deep_equal(shown(buffer), wanted)
  end)
  if not ok then
    local list = function(rows)
      return table.concat(rows, "\n  ")
    end
    error(path .. "\nchecked:\n  " .. list(wanted) .. "\nshown:\n  " .. list(shown(buffer)), 0)
  end
  return #wanted
end

-- The line behind which an edit is part of the policy: in a page more follows that is not.
local function end_of_text(buffer, is_page)
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  for number = #lines, 1, -1 do
    if is_page and lines[number]:find("<h2", 1, true) then
      return number - 1
    end
  end
  return #lines
end

local function edited(path, buffer)
  local is_page = path:match("%.html$") ~= nil
  local last = end_of_text(buffer, is_page)
  local before = #vim.diagnostic.get(buffer)
  local words = is_page and "<p>😀 [insert name]</p>" or "😀 [insert name]"
  vim.api.nvim_buf_set_lines(buffer, last, last, false, { "", words })
  local column = words:find("[", 1, true) - 1
  local wanted = row("text/placeholder", last + 1, column, last + 1, column + #"[insert name]")
  wait_for(path .. ": " .. wanted, function()
    return vim.tbl_contains(shown(buffer), wanted)
  end)
  vim.api.nvim_buf_set_lines(buffer, last, last + 2, false, {})
  wait_for(path .. ": as before the edit", function()
    return #vim.diagnostic.get(buffer) == before and not vim.tbl_contains(shown(buffer), wanted)
  end)
end

local function run()
  require("policylint").setup({ cmd = vim.list_extend({ program, "lsp" }, today) })
  vim.cmd("filetype on")
  for _, path in ipairs(fixtures) do
    vim.cmd("edit " .. path)
    local buffer = vim.api.nvim_get_current_buf()
    local count = same(path, buffer)
    edited(path, buffer)
    say(string.format("%s: %d diagnostics as `check` has them, and after an edit", path, count))
  end
end

local ok, message = pcall(run)
if not ok then
  say(message)
end
vim.cmd(ok and "qall!" or "cquit! 1")
