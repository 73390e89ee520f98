package paper

// LargePrint returns a copy of the document in large print: letters of 18 points, dark
// ink, wide lines, and tables that have no room as a list of facts for each row.
func LargePrint(d *Doc) *Doc {
	large := *d
	large.Setting = Large
	return &large
}

// mostEasyColumns is how many columns a table may have in an easy-read document.
const mostEasyColumns = 3

// EasyRead returns a copy of the document that is easier to take in: letters of 16
// points, one sentence a line, headings that stand out, no table of more than three
// columns. The words stay as they are; whether they are easy is for the writer to see to.
func EasyRead(d *Doc) *Doc {
	easy := *d
	easy.Setting, easy.Blocks = Easy, nil
	for _, b := range d.Blocks {
		easy.Blocks = append(easy.Blocks, easyBlocks(b)...)
	}
	return &easy
}

func easyBlocks(b Block) []Block {
	switch b := b.(type) {
	case Para:
		return sentenceParas(b)
	case Table:
		if len(b.Cols) > mostEasyColumns && !b.Boxes {
			return b.Facts()
		}
	case Figure:
		if table := b.Table(); b.DataTable && len(table.Cols) > mostEasyColumns {
			b.DataTable = false
			return append([]Block{b}, table.Facts()...)
		}
	case Panels:
		var row Panels
		for _, p := range b.Panels {
			var inside []Block
			for _, in := range p.Blocks {
				inside = append(inside, easyBlocks(in)...)
			}
			p.Blocks = inside
			row.Panels = append(row.Panels, p)
		}
		return []Block{row}
	}
	return []Block{b}
}

// sentenceParas returns a paragraph for each sentence.
func sentenceParas(p Para) (paras []Block) {
	for _, s := range sentences(p.Text) {
		paras = append(paras, Para{s})
	}
	if len(paras) == 0 {
		return []Block{p}
	}
	return paras
}
