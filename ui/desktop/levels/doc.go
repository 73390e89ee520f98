// Package levels is where a SENCO rates a pupil's strands and confirms a level. Its
// first page lists the pupils with SEN and says whose level waits; the workbench of
// one pupil shows the strands at the left and the statements of one strand beside
// them. Ratings are made blind: what they suggest is hidden until the SENCO commits
// to them. The rules are the continuum's and the desk's; none is here.
package levels
