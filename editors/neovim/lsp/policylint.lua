-- Neovim 0.11 and later: with this folder on the runtime path, `vim.lsp.enable("policylint")` is all it takes.
return require("policylint").config
