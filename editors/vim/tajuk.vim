" Tajuk through vim-lsp (prabirshrestha/vim-lsp). Source it in your vimrc, behind the plugin.
augroup tajuk
  autocmd!
  autocmd User lsp_setup call lsp#register_server({
        \ 'name': 'tajuk',
        \ 'cmd': {_ -> ['tajuk', 'lsp']},
        \ 'allowlist': ['markdown', 'text'],
        \ 'languageId': {_ -> &filetype ==# 'text' ? 'plaintext' : &filetype},
        \ 'root_uri': {_ -> lsp#utils#path_to_uri(lsp#utils#find_nearest_parent_file_directory(
        \     lsp#utils#get_buffer_path(), ['tajuk.toml', '.git/']))},
        \ 'initialization_options': {},
        \ })
augroup END
