;;; eglot.el --- Emacs without a screen, with editors/emacs/tajuk-eglot.el: what a writer would get  -*- lexical-binding: t -*-
;; EDITORS=editors FILE=article.txt EXPECT=expect.json emacs -Q --batch -l eglot.el       exit status 1 when it gets something else
(setq native-comp-jit-compilation nil native-comp-enable-subr-trampolines nil make-backup-files nil create-lockfiles nil)
(set-language-environment "UTF-8")
(require 'eglot)
(require 'flymake)
(require 'imenu)
(require 'json)

(defun await (what ok &optional limit)
  "What OK gives, once it gives something; an error with WHAT when it does not."
  (let ((end (+ (float-time) (or limit 15))) got)
    (while (and (not (setq got (funcall ok))) (< (float-time) end))
      (accept-process-output nil 0.01)
      (sit-for 0.01))
    (or got (error "not seen: %s" what))))

(defun check (ok what &rest more)
  (unless ok (error "%s" (apply #'format what more))))

(defun findings ()
  "As in expect.json: LINE RULE. Flymake keeps the rule behind the message."
  (mapcar (lambda (it)
            (format "%d %s" (line-number-at-pos (flymake-diagnostic-beg it))
                    (plist-get (cdr (assq 'eglot-lsp-diag (flymake-diagnostic-data it))) :code)))
          (flymake-diagnostics)))

(defun names (entries)
  "All names of an index, from the top; those that have others below them too."
  (mapcan (lambda (it)
            (cons (substring-no-properties (car it))
                  (and (consp (cdr it)) (names (cdr it)))))
          entries))

(defun steps (expect)
  (let ((eglot-sync-connect 10) (eglot-autoshutdown t) (eglot-confirm-server-edits nil)
        (flymake-no-changes-timeout 0.1) (eglot-send-changes-idle-time 0.1)
        (of (lambda (&rest keys) (let ((it expect)) (dolist (key keys it) (setq it (alist-get key it)))))))
    (load (expand-file-name "emacs/tajuk-eglot" (getenv "EDITORS")) nil t)
    (find-file (getenv "FILE"))
    (eglot--maybe-activate-editing-mode)
    (unless (eglot-current-server) (apply #'eglot--connect (eglot--guess-contact)))
    (await "the server" #'eglot-current-server)
    (flymake-mode 1)
    (flymake-start)
    (await "findings" #'flymake-diagnostics)
    (dolist (wanted (append (funcall of 'findings) nil))
      (check (member wanted (findings)) "no finding %s among %s" wanted (findings)))

    ;; C-h .
    (goto-char (point-min))
    (search-forward (funcall of 'hover 'on))
    (goto-char (match-beginning 0))
    (let (card)
      (eglot-hover-eldoc-function (lambda (it &rest _) (setq card (or it ""))))
      (await "the card" (lambda () card))
      (dolist (word (append (funcall of 'hover 'holds) nil))
        (check (string-search word card) "no %s on the card: %s" word card)))

    ;; M-g i
    (let ((told (mapconcat #'identity (names (eglot-imenu)) "\n")))
      (dolist (heading (append (funcall of 'outline) nil))
        (check (string-search (aref heading 1) told) "no %s in the outline: %s" (aref heading 1) told)))

    ;; a quick fix
    (goto-char (point-min))
    (search-forward (funcall of 'fix 'before))
    (search-backward (funcall of 'fix 'mark))
    (let* ((actions (eglot-code-actions (point) (1+ (point))))
           (fix (seq-find (lambda (it) (string-search (funcall of 'fix 'title) (plist-get it :title))) actions)))
      (check fix "no quick fix among %s" (mapcar (lambda (it) (plist-get it :title)) actions))
      (eglot-execute (eglot-current-server) fix)
      (goto-char (point-min))
      (check (search-forward (funcall of 'fix 'after) nil t) "the quick fix changed nothing"))

    ;; typing a fault
    (goto-char (point-max))
    (insert "\n" (funcall of 'fault 'sentence) "\n")
    (let ((typed (float-time)) (wanted (format "%d %s" (1- (line-number-at-pos)) (funcall of 'fault 'rule))))
      (eglot--signal-textDocument/didChange)
      (await wanted (lambda () (member wanted (findings))))
      (princ (format "typed to finding: %d ms\n" (* 1000 (- (float-time) typed)))))

    ;; renaming: the surname changes wherever it stands alone, the full name does not
    (goto-char (point-min))
    (let* ((old (funcall of 'rename 'from)) (new (funcall of 'rename 'to)) (before (count-matches old (point-min) (point-max))))
      (search-forward (funcall of (quote rename) (quote at)))
      (goto-char (match-beginning 0))
      (search-forward old)
      (goto-char (match-beginning 0))
      (eglot-rename new)
      (check (= (count-matches new (point-min) (point-max)) (funcall of 'rename 'count))
             "%d times %s: %d of %s were there" (count-matches new (point-min) (point-max)) new before old))

    (set-buffer-modified-p nil)
    (let ((server (eglot-current-server)))
      (eglot-shutdown server)
      (await "the end of the server" (lambda () (not (jsonrpc-running-p server))) 5))))

(condition-case problem
    (progn
      (steps (let ((json-array-type 'vector)) (json-read-file (getenv "EXPECT"))))
      (princ (format "Emacs %s ok\n" emacs-version))
      (kill-emacs 0))
  (error (princ (format "Emacs %s %s\n" emacs-version (error-message-string problem)))
         (kill-emacs 1)))
