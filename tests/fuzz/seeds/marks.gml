graph [
  directed 1
  kind "pag"
  node [ id 0 label "a" ]
  node [ id 1 label "b" ]
  node [ id 2 label "c" ]
  node [ id 3 label "d" ]
  node [ id 4 label "e" ]
  node [ id 5 label "f" ]
  node [ id 6 label "g" ]
  node [ id 7 label "h" ]
  edge [ source 0 target 1 sourceMark "circle" targetMark "arrow" ]
  edge [ source 1 target 2 sourceMark "circle" targetMark "circle" ]
  edge [ source 3 target 2 sourceMark "circle" targetMark "arrow" ]
  edge [ source 3 target 4 sourceMark "circle" targetMark "tail" ]
  edge [ source 4 target 5 sourceMark "tail" targetMark "circle" ]
  edge [ source 5 target 6 sourceMark "arrow" targetMark "arrow" ]
  edge [ source 6 target 7 sourceMark "tail" targetMark "tail" ]
]
