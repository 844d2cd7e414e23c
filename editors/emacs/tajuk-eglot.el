;;; tajuk-eglot.el --- Tajuk through eglot, which comes with Emacs 29 and newer  -*- lexical-binding: t -*-

(require 'eglot)

(add-to-list 'eglot-server-programs
             '(((text-mode :language-id "plaintext")
                (markdown-mode :language-id "markdown")
                (gfm-mode :language-id "markdown")
                (markdown-ts-mode :language-id "markdown"))
               . ("tajuk" "lsp")))

(dolist (hook '(text-mode-hook markdown-mode-hook markdown-ts-mode-hook))
  (add-hook hook
            (lambda ()
              ;; Modes of code and of forms derive from text-mode as well.
              (when (and buffer-file-name
                         (memq major-mode '(text-mode markdown-mode gfm-mode markdown-ts-mode)))
                (eglot-ensure)))))

(provide 'tajuk-eglot)
;;; tajuk-eglot.el ends here
