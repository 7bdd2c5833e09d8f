graph [
  directed 1
  kind "admg"
  node [ id 0 label "dose" roles "exposure" graphics [ x 64 y 128 ] ]
  node [ id 1 label "the tar" roles "adjusted" graphics [ x 128 y 256 ] ]
  node [ id 2 label "cancer" roles "outcome" ]
  node [ id 3 label "gene" latent 1 ]
  edge [ source 0 target 1 coefficient 0.5 ]
  edge [ source 0 target 2 sourceMark "arrow" targetMark "arrow" ]
  edge [ source 3 target 0 ]
  edge [ source 1 target 2 ]
  edge [ source 3 target 2 ]
]
