" Tajuk through ALE (dense-analysis/ale). Source it in your vimrc, behind the plugin.
let g:ale_linters = extend(get(g:, 'ale_linters', {}), {'text': ['tajuk'], 'markdown': ['tajuk']}, 'keep')
for s:type in ['text', 'markdown']
  call ale#linter#Define(s:type, {
        \ 'name': 'tajuk',
        \ 'lsp': 'stdio',
        \ 'executable': 'tajuk',
        \ 'command': '%e lsp',
        \ 'language': s:type ==# 'text' ? 'plaintext' : 'markdown',
        \ 'project_root': {buffer -> expand('#' . buffer . ':p:h')},
        \ })
endfor
