;;; tajuk-lsp-mode.el --- Tajuk through lsp-mode  -*- lexical-binding: t -*-

(require 'lsp-mode)

(add-to-list 'lsp-language-id-configuration '(text-mode . "plaintext"))
(add-to-list 'lsp-language-id-configuration '(markdown-mode . "markdown"))
(add-to-list 'lsp-language-id-configuration '(gfm-mode . "markdown"))

(lsp-register-client
 (make-lsp-client
  :new-connection (lsp-stdio-connection '("tajuk" "lsp"))
  :activation-fn (lsp-activate-on "plaintext" "markdown")
  :add-on? t ; beside another server for Markdown
  :server-id 'tajuk))

(dolist (hook '(text-mode-hook markdown-mode-hook))
  (add-hook hook #'lsp-deferred))

(provide 'tajuk-lsp-mode)
;;; tajuk-lsp-mode.el ends here
