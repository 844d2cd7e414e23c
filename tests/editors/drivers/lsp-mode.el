;;; lsp-mode.el --- Emacs without a screen, with editors/emacs/tajuk-lsp-mode.el  -*- lexical-binding: t -*-
;; LISP=site-lisp/elpa-src EDITORS=editors FILE=article.txt EXPECT=expect.json emacs -Q --batch -l lsp-mode.el
(setq native-comp-jit-compilation nil native-comp-enable-subr-trampolines nil make-backup-files nil create-lockfiles nil)
(set-language-environment "UTF-8")
(dolist (dir (directory-files (getenv "LISP") t "^[^.]")) (add-to-list 'load-path dir))
(setq lsp-session-file (expand-file-name "session" (make-temp-file "lsp" t)) lsp-auto-guess-root t lsp-warn-no-matched-clients nil
      lsp-enable-file-watchers nil lsp-diagnostics-provider :flymake lsp-enable-suggest-server-download nil
      lsp-idle-delay 0.1 lsp-guess-root-without-session t lsp-enable-snippet nil)
(require 'json)
(require 'lsp-mode)
(dolist (part '(lsp-diagnostics lsp-lens lsp-semantic-tokens lsp-modeline lsp-headerline lsp-completion)) (require part))

(defun await (what ok)
  (let ((end (+ (float-time) 20)) got)
    (while (and (not (setq got (funcall ok))) (< (float-time) end))
      (accept-process-output nil 0.01)
      (sit-for 0.01))
    (or got (error "not seen: %s" what))))

(defun findings ()
  (let (res)
    (maphash (lambda (_ all)
               (dolist (it (append all nil))
                 (push (format "%d %s" (1+ (lsp-get (lsp-get (lsp-get it :range) :start) :line)) (lsp-get it :code)) res)))
             (lsp-diagnostics))
    res))

(defun steps (expect)
  (load (expand-file-name "emacs/tajuk-lsp-mode" (getenv "EDITORS")) nil t)
  (find-file (getenv "FILE"))
  (lsp-workspace-folders-add default-directory)
  (lsp)
  (await "the server" (lambda () (lsp-workspaces)))
  (let ((wanted (append (alist-get 'findings expect) nil)))
    (await (format "%s among the findings" wanted)
           (lambda () (let ((found (findings))) (seq-every-p (lambda (it) (member it found)) wanted)))))
  (let ((hover (alist-get 'hover expect)))
    (search-forward (alist-get 'on hover))
    (goto-char (match-beginning 0))
    (let ((card (format "%s" (lsp-request "textDocument/hover" (lsp--text-document-position-params)))))
      (dolist (word (append (alist-get 'holds hover) nil))
        (unless (string-search word card) (error "no %s on the card: %s" word card)))))
  (let ((told (format "%s" (lsp-request "textDocument/documentSymbol" (lsp-make-document-symbol-params :text-document (lsp--text-document-identifier))))))
    (dolist (heading (append (alist-get 'outline expect) nil))
      (unless (string-search (aref heading 1) told) (error "no %s in the outline" (aref heading 1)))))
  (set-buffer-modified-p nil))

(condition-case problem
    (progn
      (steps (let ((json-array-type 'vector)) (json-read-file (getenv "EXPECT"))))
      (princ (format "lsp-mode in Emacs %s ok\n" emacs-version))
      (kill-emacs 0))
  (error (princ (format "%s\n" (error-message-string problem)))
         (kill-emacs 1)))
