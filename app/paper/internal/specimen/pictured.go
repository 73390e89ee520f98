package specimen

import "needsbook/app/paper"

// Pictured returns the sample with a logo and a photograph.
func Pictured() *paper.Doc {
	d := Sample()
	d.Ref = "S-2"
	d.Logo = &paper.Image{Data: Badge()}
	d.Blocks = append([]paper.Block{paper.P("Our school stands at the edge of the village."),
		paper.Image{Data: Photograph(1200, 700), Alt: "The sun over the field behind our school.", Width: 0.75}}, d.Blocks...)
	return d
}
